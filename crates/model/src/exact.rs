//! Arithmetic that is exact or says that it is not.

use rust_decimal::{Decimal, RoundingStrategy};

/// The sum; `None` where a decimal of 28 digits cannot hold it exactly.
pub fn add(one: Decimal, other: Decimal) -> Option<Decimal> {
    let sum = one.checked_add(other)?;
    (sum.checked_sub(other)? == one && sum.checked_sub(one)? == other).then_some(sum)
}

/// The difference; `None` where a decimal of 28 digits cannot hold it exactly.
pub fn subtract(one: Decimal, other: Decimal) -> Option<Decimal> {
    add(one, -other)
}

/// Decimals of a percentage that is worked out.
pub const RATE_DECIMALS: u32 = 2;

/// A part of a whole in percent, with two decimals, halves away from zero; `None` where
/// there is no whole.
pub fn rate(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let rate = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(rate.round_dp_with_strategy(RATE_DECIMALS, RoundingStrategy::MidpointAwayFromZero))
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

    #[test]
    fn rates_have_two_decimals() {
        let rate = |part: i64, whole: i64| rate(Decimal::from(part), Decimal::from(whole));
        assert_eq!(rate(1, 3).map(|rate| rate.to_string()).as_deref(), Some("33.33"));
        assert_eq!(rate(1, 32).map(|rate| rate.to_string()).as_deref(), Some("3.13"), "a half goes up");
        assert_eq!(rate(1, 0), None);
    }
}
