#![doc = include_str!("../../../../docs/rules/PL222-another-unit.md")]

use phuluc_model::Message;
use rust_decimal::Decimal;

use super::works::{Extremes, amount_columns, is_even, is_settled, sizes};
use crate::context::{Context, Table, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL222-another-unit.md");

/// Figures that a group must have to speak of its usual size.
const ENOUGH: usize = 5;
/// A figure is far below its group where it is this many times smaller than the next.
const FAR: i64 = 50;

pub(crate) struct AnotherUnit;

impl Check for AnotherUnit {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, table) in context.tables().iter().enumerate() {
            let columns = amount_columns(table);
            for group in table.groups() {
                for &column in &columns {
                    if !stands_out(table, group, column) {
                        continue;
                    }
                    let sizes = sizes(table, group, column);
                    let [(smallest, row), rest @ ..] = sizes.as_slice() else { continue };
                    let [(next, _), .., (largest, _)] = rest else { continue };
                    let fits = [1_000i64, 1_000_000].into_iter().find_map(|times| {
                        let scaled = smallest.saturating_mul(Decimal::from(times));
                        (scaled >= *next && scaled <= *largest).then_some(scaled)
                    });
                    let far = is_even(rest) && is_far_below(*smallest, *next);
                    let Some(fits) = fits.filter(|_| sizes.len() >= ENOUGH && far) else { continue };
                    if is_settled(context, index, *row, column) {
                        continue;
                    }
                    let (smallest_vi, smallest_en) = figures(*smallest);
                    let (fits_vi, fits_en) = figures(fits);
                    let called = table.called(*row);
                    let message = Message::new(
                        format!("{called}: {smallest_vi} nhỏ hơn hẳn các dòng cùng nhóm; theo đơn vị tính khác sẽ là {fits_vi}. Kiểm tra đơn vị tính"),
                        format!("{called}: {smallest_en} is far below its neighbours; in another unit it would be {fits_en}. Check the unit"),
                    );
                    sink.push(table.finding(&DOC.rule, message, *row, column).with_found(smallest.to_string()));
                }
            }
        }
    }
}

fn is_far_below(smallest: Decimal, next: Decimal) -> bool {
    smallest.saturating_mul(Decimal::from(FAR)) < next
}

/// Whether the smallest figure may be of another unit, told without sorting them.
fn stands_out(table: &Table<'_>, group: &[usize], column: usize) -> bool {
    group.len() >= ENOUGH
        && Extremes::of(table, group, column).is_some_and(|found| is_far_below(found.smallest, found.next))
}
