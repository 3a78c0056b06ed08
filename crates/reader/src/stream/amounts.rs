//! The middle one of any number of amounts, nearly: in as little memory as its digits need.

use std::collections::BTreeMap;

use phuluc_model::CellRef;
use rust_decimal::Decimal;

/// Amounts above any usual one that are remembered.
const ODD: usize = 10_000;
/// Digits that amounts of a bucket share.
const DIGITS: u32 = 4;

/// Amounts by their size.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    /// By the place of the first digit, and the first digits.
    buckets: BTreeMap<(i32, u32), Bucket>,
    count: u64,
    /// Those above a bound, in the order of their rows.
    odd: Vec<(CellRef, Decimal)>,
    /// Whether there are more of these.
    too_many: bool,
}

/// Amounts of nearly one size.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    least: Decimal,
    most: Decimal,
    count: u64,
}

impl Amounts {
    /// Adds an amount that is not below zero; `at` is its cell, `largest` what is usual at most.
    pub(super) fn add(&mut self, value: Decimal, at: Option<CellRef>, largest: Decimal) {
        if let Some(at) = at.filter(|_| value > largest) {
            self.too_many |= self.odd.len() >= ODD;
            if !self.too_many {
                self.odd.push((at, value));
            }
        }
        if value.is_zero() {
            return;
        }
        self.count += 1;
        let new = Bucket { least: value, most: value, count: 1 };
        let add = |bucket: &mut Bucket| {
            bucket.least = bucket.least.min(value);
            bucket.most = bucket.most.max(value);
            bucket.count += 1;
        };
        self.buckets.entry(size(value)).and_modify(add).or_insert(new);
    }

    /// Two amounts that the middle one is between.
    pub(super) fn middle(&self) -> Option<(Decimal, Decimal)> {
        let mut before = 0;
        let mut buckets = self.buckets.values();
        let bucket = buckets.find(|bucket| {
            before += bucket.count;
            before > self.count / 2
        })?;
        Some((bucket.least, bucket.most))
    }

    /// Those above the bound; `None` where they are too many.
    pub(super) fn odd(&self) -> Option<&[(CellRef, Decimal)]> {
        (!self.too_many).then_some(&self.odd)
    }
}

/// The place of the first digit, and the first digits: in the order of the amounts.
fn size(value: Decimal) -> (i32, u32) {
    let digits = value.mantissa().unsigned_abs();
    let length = digits.checked_ilog10().map_or(0, |last| last + 1);
    let first = match length.checked_sub(DIGITS) {
        Some(more) => digits / 10u128.pow(more),
        None => digits * 10u128.pow(DIGITS - length),
    };
    (length as i32 - value.scale() as i32, u32::try_from(first).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_middle_is_within_a_thousandth(
            values in proptest::collection::vec((1i64..10_000_000, 0u32..6), 1..300),
        ) {
            let mut values: Vec<Decimal> =
                values.into_iter().map(|(digits, scale)| Decimal::new(digits, scale)).collect();
            let mut amounts = Amounts::default();
            values.iter().for_each(|value| amounts.add(*value, None, Decimal::MAX));
            values.sort();
            let middle = values[values.len() / 2];
            let (least, most) = amounts.middle().expect("a middle");
            prop_assert!(least <= middle && middle <= most);
            prop_assert!(most - least <= least / Decimal::from(1000));
        }
    }

    #[test]
    fn what_is_large_is_remembered() {
        let mut amounts = Amounts::default();
        let at = CellRef::new(1, 1);
        for value in 0..20 {
            amounts.add(Decimal::from(value), Some(at), Decimal::from(17));
        }
        assert_eq!(amounts.odd().map(<[_]>::len), Some(2));
        (0..=ODD).for_each(|_| amounts.add(Decimal::ONE_HUNDRED, Some(at), Decimal::ONE));
        assert!(amounts.odd().is_none());
    }
}
