//! Units of money.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The unit that amounts are stated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyUnit {
    /// Đồng.
    Dong,
    /// Nghìn đồng, 1,000 đồng.
    NghinDong,
    /// Triệu đồng, 1,000,000 đồng: the usual unit of plans.
    TrieuDong,
    /// Tỷ đồng, 1,000,000,000 đồng.
    TyDong,
}

impl MoneyUnit {
    /// Every unit, the smallest first.
    pub const ALL: [Self; 4] = [Self::Dong, Self::NghinDong, Self::TrieuDong, Self::TyDong];

    /// The id in JSON and layout files, such as `trieu-dong`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Dong => "dong",
            Self::NghinDong => "nghin-dong",
            Self::TrieuDong => "trieu-dong",
            Self::TyDong => "ty-dong",
        }
    }

    /// Powers of ten of a đồng.
    const fn exponent(self) -> i32 {
        match self {
            Self::Dong => 0,
            Self::NghinDong => 3,
            Self::TrieuDong => 6,
            Self::TyDong => 9,
        }
    }

    /// An amount stated in this unit, in another one, exactly; `None` where it
    /// does not fit a decimal.
    pub fn convert(self, amount: Decimal, to: Self) -> Option<Decimal> {
        let shift = self.exponent() - to.exponent();
        let power = Decimal::from(10i64.pow(shift.unsigned_abs()));
        let exact = if shift >= 0 {
            amount.checked_mul(power)?
        } else {
            let quotient = amount.checked_div(power)?;
            // Division rounds in silence where the digits do not fit.
            (quotient.checked_mul(power)? == amount).then_some(quotient)?
        };
        Some(exact.normalize())
    }
}

impl fmt::Display for MoneyUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A text that names no unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a unit of money: use dong, nghin-dong, trieu-dong or ty-dong")]
pub struct NotAUnit(String);

impl FromStr for MoneyUnit {
    type Err = NotAUnit;

    fn from_str(text: &str) -> Result<Self, NotAUnit> {
        Self::ALL.into_iter().find(|unit| unit.id() == text).ok_or_else(|| NotAUnit(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_is_exact() {
        let dong = Decimal::from(2_550_123_456i64);
        let scaled = MoneyUnit::Dong.convert(dong, MoneyUnit::TrieuDong);
        assert_eq!(scaled.map(|d| d.to_string()).as_deref(), Some("2550.123456"));
        assert_eq!(
            MoneyUnit::TyDong.convert(Decimal::new(15, 1), MoneyUnit::TrieuDong),
            Some(Decimal::from(1500))
        );
        let tiny = Decimal::new(1, 28);
        assert_eq!(MoneyUnit::Dong.convert(tiny, MoneyUnit::TyDong), None);
    }
}
