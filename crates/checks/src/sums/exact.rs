//! Digits that are printed.

use rust_decimal::Decimal;

pub(crate) use phuluc_model::exact::add;

/// Half a unit of the last digit that is printed.
pub(crate) fn half_unit(stated: Decimal) -> Decimal {
    let scale = stated.normalize().scale();
    if scale >= 27 { Decimal::ZERO } else { Decimal::new(5, scale + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_unit_of_the_last_digit() {
        let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
        assert_eq!(half_unit(decimal("19703")), decimal("0.5"));
        assert_eq!(half_unit(decimal("3.70")), decimal("0.05"));
    }
}
