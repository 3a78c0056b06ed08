//! Arithmetic that is exact or says that it is not.

use rust_decimal::Decimal;

/// The sum, where it can be held exactly.
pub(crate) fn add(one: Decimal, other: Decimal) -> Option<Decimal> {
    let sum = one.checked_add(other)?;
    (sum.checked_sub(other)? == one && sum.checked_sub(one)? == other).then_some(sum)
}

/// Half a unit of the last digit that is printed.
pub(crate) fn half_unit(stated: Decimal) -> Decimal {
    let scale = stated.normalize().scale();
    if scale >= 27 { Decimal::ZERO } else { Decimal::new(5, scale + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_or_refused() {
        let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
        assert_eq!(add(decimal("0.1"), decimal("0.2")), Some(decimal("0.3")));
        assert_eq!(add(Decimal::MAX, Decimal::ONE), None);
        assert_eq!(add(Decimal::MAX, decimal("0.1")), None);
        assert_eq!(half_unit(decimal("19703")), decimal("0.5"));
        assert_eq!(half_unit(decimal("3.70")), decimal("0.05"));
    }
}
