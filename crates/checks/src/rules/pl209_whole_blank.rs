#![doc = include_str!("../../../../docs/rules/PL209-whole-blank.md")]

use phuluc_model::{CellRange, CellRef, KindRole, Message, Quantity, Severity};
use rust_decimal::Decimal;

use crate::context::{Context, Table, figures};
use crate::doc::RuleDoc;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL209-whole-blank.md");

/// Blank totals of one column from which on they are one finding.
const MANY: usize = 3;

pub(crate) struct WholeBlank;

impl Check for WholeBlank {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            in_rows(table, sink);
            over_children(table, sink);
        }
    }
}

/// A total within a row is blank, its parts are not.
fn in_rows(table: &Table<'_>, sink: &mut Sink) {
    for sum in &table.appendix.layout.row_sums {
        let column = |column: usize| table.appendix.layout.columns.get(column);
        let field = column(sum.target).map(|column| &*column.field).unwrap_or_default();
        let columns = &table.appendix.source.columns;
        if !columns.is_empty() && !columns.contains_key(field) {
            continue;
        }
        let parts = |row: usize| sum.terms.iter().map(move |term| (term.minus, table.quantity(row, term.column)));
        let states = |quantity: &Quantity| quantity.value().is_some_and(|value| !value.is_zero());
        let blank: Vec<usize> = (0..table.rows.len())
            .filter(|row| table.quantity(*row, sum.target).is_blank())
            .filter(|row| parts(*row).any(|(_, part)| states(part)))
            .collect();
        let whole = |row: usize| {
            let addends = parts(row).map(|(minus, part)| if minus { -part.addend() } else { part.addend() });
            addends.fold(Decimal::ZERO, |sum, part| sum.saturating_add(part))
        };
        let never = (0..table.rows.len()).all(|row| table.quantity(row, sum.target).is_blank());
        match blank.as_slice() {
            [] => {}
            [first, .., last] if blank.len() >= MANY || never => {
                column_of_blanks(table, (*first, *last), sum.target, (blank.len(), never), sink);
            }
            few => few.iter().for_each(|row| say(table, *row, sum.target, whole(*row), sink)),
        }
    }
}

/// A column of blank totals is one thing to say; one that nobody fills in is the
/// office's way.
fn column_of_blanks(
    table: &Table<'_>,
    (first, last): (usize, usize),
    column: usize,
    (count, never): (usize, bool),
    sink: &mut Sink,
) {
    let header = table.header(column);
    let message = Message::new(
        format!("Cột «{header}» để trống ở {count} dòng có số thành phần. Ghi số tổng vào các ô trống"),
        format!("`{header}` is blank in {count} rows whose parts are stated. Fill the totals in"),
    );
    let mut finding = table.finding(&DOC.rule, message, first, column).counting(count);
    let corner = |at: usize| table.cell(at, column).parse::<CellRef>().ok();
    if let (Some(top), Some(bottom)) = (corner(first), corner(last)) {
        finding.cell = CellRange::new(top, bottom).to_string();
    }
    if never {
        finding.severity = Severity::Info;
    }
    sink.push(finding);
}

/// A parent leaves a column blank that its children fill in, while it states as
/// many others; a heading that leaves most blank is none of it.
fn over_children(table: &Table<'_>, sink: &mut Sink) {
    let layout = &table.appendix.layout;
    for (row, entry) in table.rows.iter().enumerate() {
        let adds = |child: &&usize| table.row(**child).is_some_and(|entry| entry.role == KindRole::Row);
        let total = table.total == Some(row);
        if !(total || entry.role == KindRole::Row) {
            continue;
        }
        let sum_of = |column: usize| {
            let children = table.below(row).iter().filter(adds);
            children.fold(Decimal::ZERO, |sum, child| sum.saturating_add(table.quantity(*child, column).addend()))
        };
        let summed = |column: &&usize| !sum_of(**column).is_zero();
        let (blank, stated): (Vec<usize>, Vec<usize>) = layout
            .children_sums
            .iter()
            .filter(summed)
            .partition(|column| table.quantity(row, **column).is_blank());
        if blank.is_empty() || blank.len() > stated.len() {
            continue;
        }
        // Told already as the blank total of its row.
        let within = |column: &usize| {
            layout.row_sums.iter().any(|sum| {
                sum.target == *column
                    && sum.terms.iter().any(|term| !table.quantity(row, term.column).addend().is_zero())
            })
        };
        for column in blank.into_iter().filter(|column| !within(column)) {
            say(table, row, column, sum_of(column), sink);
        }
    }
}

fn say(table: &Table<'_>, row: usize, column: usize, whole: Decimal, sink: &mut Sink) {
    let (vi, en) = figures(whole);
    let (called, header) = (table.called(row), table.header(column));
    let message = Message::new(
        format!("{called}: cột «{header}» để trống, các phần cộng được {vi}. Ghi số vào ô trống"),
        format!("{called}: `{header}` is blank, its parts add up to {en}. Fill it in"),
    );
    let mut finding = table.finding(&DOC.rule, message, row, column);
    finding.expected = Some(whole.normalize().to_string());
    sink.push(finding);
}
