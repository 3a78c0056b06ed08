#![doc = include_str!("../../../../docs/rules/PL221-far-from-neighbours.md")]

use phuluc_model::Message;
use rust_decimal::Decimal;

use super::works::{Extremes, amount_columns, is_even, is_settled, sizes};
use crate::context::{Context, Table, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL221-far-from-neighbours.md");

/// Figures that a group must have to speak of its usual size.
const ENOUGH: usize = 5;

pub(crate) struct FarFromNeighbours;

impl Check for FarFromNeighbours {
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
                    let [rest @ .., (largest, row)] = sizes.as_slice() else { continue };
                    let Some((second, _)) = rest.last() else { continue };
                    let Some((middle, _)) = sizes.get(sizes.len() / 2) else { continue };
                    let far = is_even(rest) && *largest >= times(*middle, 100) && *largest >= times(*second, 20);
                    if sizes.len() < ENOUGH || !far || is_settled(context, index, *row, column) {
                        continue;
                    }
                    let (largest_vi, largest_en) = figures(*largest);
                    let (middle_vi, middle_en) = figures(*middle);
                    let called = table.called(*row);
                    let message = Message::new(
                        format!("{called}: {largest_vi} lớn gấp trăm lần các dòng cùng nhóm (thường khoảng {middle_vi}). Kiểm tra số và đơn vị tính"),
                        format!("{called}: {largest_en} is a hundred times its neighbours' (about {middle_en}). Check the figure and its unit"),
                    );
                    sink.push(table.finding(&DOC.rule, message, *row, column).with_found(largest.to_string()));
                }
            }
        }
    }
}

fn times(figure: Decimal, times: i64) -> Decimal {
    figure.saturating_mul(Decimal::from(times))
}

/// Whether the largest figure may be far from the others, told without sorting them.
fn stands_out(table: &Table<'_>, group: &[usize], column: usize) -> bool {
    group.len() >= ENOUGH
        && Extremes::of(table, group, column).is_some_and(|found| found.largest >= times(found.second, 20))
}
