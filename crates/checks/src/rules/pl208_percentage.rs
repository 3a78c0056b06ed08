#![doc = include_str!("../../../../docs/rules/PL208-percentage.md")]

use phuluc_model::{ColumnType, Message, Ratio};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::context::{Context, Table, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL208-percentage.md");

pub(crate) struct Percentage;

impl Check for Percentage {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            for ratio in &table.appendix.layout.ratios {
                (0..table.rows.len()).for_each(|row| look(table, ratio, row, sink));
            }
        }
    }
}

fn look(table: &Table<'_>, ratio: &Ratio, row: usize, sink: &mut Sink) {
    let figure = |column: usize| table.quantity(row, column).value();
    let (Some(stated), Some(part), Some(whole)) =
        (figure(ratio.target), figure(ratio.part), figure(ratio.whole))
    else {
        return;
    };
    let percent = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    let Some(computed) = percent(part, whole) else { return };
    // An indicator that is to fall may be compared the other way round, and
    // headers are unsure which year's figure is the whole.
    let columns = table.appendix.layout.columns.iter().enumerate();
    let wholes = columns.filter(|(_, column)| column.kind == ColumnType::Figure);
    let wholes = wholes.filter_map(|(column, _)| figure(column)).chain([whole]);
    let mut readings = wholes.flat_map(|whole| [percent(part, whole), percent(whole, part)]);
    if readings.any(|reading| reading.is_some_and(|reading| is_rounded(stated, reading))) {
        return;
    }
    let shown = computed.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
    let (shown_vi, shown_en) = figures(shown);
    let (stated_vi, stated_en) = figures(stated);
    let (part_vi, part_en) = figures(part);
    let (whole_vi, whole_en) = figures(whole);
    let called = table.called(row);
    let message = Message::new(
        format!("{called}: tỷ lệ ghi {stated_vi}%, nhưng {part_vi} so với {whole_vi} là {shown_vi}%. Tính lại tỷ lệ hoặc sửa số liệu"),
        format!("{called}: {stated_en} % is stated, but {part_en} of {whole_en} is {shown_en} %. Compute it again, or correct the figures"),
    );
    let mut finding = table.finding(&DOC.rule, message, row, ratio.target);
    finding.found = Some(stated.to_string());
    finding.expected = Some(shown.to_string());
    sink.push(finding);
}

/// Whether a stated percentage is a computed one, rounded or cut at its own digits.
fn is_rounded(stated: Decimal, computed: Decimal) -> bool {
    let unit = Decimal::new(1, stated.normalize().scale().min(20));
    stated.checked_sub(computed).is_some_and(|off| off.abs() < unit)
}
