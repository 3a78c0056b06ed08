//! Arithmetic that is exact or says that it is not.

use rust_decimal::Decimal;

/// The sum; `None` where a decimal of 28 digits cannot hold it exactly.
pub fn add(one: Decimal, other: Decimal) -> Option<Decimal> {
    let sum = one.checked_add(other)?;
    (sum.checked_sub(other)? == one && sum.checked_sub(one)? == other).then_some(sum)
}

/// The difference; `None` where a decimal of 28 digits cannot hold it exactly.
pub fn subtract(one: Decimal, other: Decimal) -> Option<Decimal> {
    add(one, -other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_or_refused() {
        let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
        assert_eq!(add(decimal("0.1"), decimal("0.2")), Some(decimal("0.3")));
        assert_eq!(subtract(decimal("0.3"), decimal("0.2")), Some(decimal("0.1")));
        assert_eq!(add(Decimal::MAX, Decimal::ONE), None);
        assert_eq!(add(Decimal::MAX, decimal("0.1")), None, "a digit would be dropped");
        assert_eq!(subtract(Decimal::MIN, Decimal::ONE), None);
    }
}
