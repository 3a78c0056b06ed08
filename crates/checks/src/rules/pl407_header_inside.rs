#![doc = include_str!("../../../../docs/rules/PL407-header-inside.md")]

use phuluc_model::text::fold;
use phuluc_model::{Column, HeaderText, Message, Quantity, Value, open_years};

use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::keyed::Set;
use crate::registry::Check;
use crate::sink::Sink;
use crate::texts::TextId;

documented!("PL407-header-inside.md");

pub(crate) struct HeaderInside;

impl Check for HeaderInside {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            let headers = Headers::of(table);
            for row in 0..table.rows.len() {
                if headers.in_row(table, row) >= 2 {
                    let called = table.called(row);
                    let message = Message::new(
                        format!("{called} là tiêu đề cột nằm giữa số liệu. Xóa dòng này"),
                        format!("{called} is the columns' header among the figures. Delete the row"),
                    );
                    sink.push(table.finding(&DOC.rule, message, row, table.heading_column(row)));
                }
            }
        }
    }
}

/// Which texts of a table are the header of a column, each looked at once.
struct Headers {
    /// Columns of words with their texts.
    words: Set<(usize, TextId)>,
    /// Other columns: words may stand in them too.
    others: Vec<usize>,
}

impl Headers {
    fn of(table: &Table<'_>) -> Self {
        let layout = &table.appendix.layout.columns;
        let texts = table.texts();
        let others = (0..layout.len()).filter(|at| !texts.columns().contains(at)).collect();
        let mut headers = Self { words: Set::default(), others };
        // A year is as long as what stands for it, so nearly all texts are told by their length.
        let columns = || texts.columns().iter().filter_map(|at| Some((*at, layout.get(*at)?)));
        let steps = columns().flat_map(|(_, column)| steps(column));
        let lengths: Set<usize> = steps.map(|step| step.folded.chars().count()).collect();
        for (id, folded) in (0..).zip(texts.iter()) {
            if lengths.contains(&folded.chars().count()) {
                let text = texts.first(id).and_then(|(row, column)| table.text(row, column)).unwrap_or_default();
                let headed = columns().filter(|(_, column)| is_header(column, text, folded));
                headers.words.extend(headed.map(|(at, _)| (at, id)));
            }
        }
        headers
    }

    /// Cells of a row that hold their own column's header.
    fn in_row(&self, table: &Table<'_>, row: usize) -> usize {
        let texts = table.texts();
        let ids = texts.of_row(row).iter();
        let words = || texts.columns().iter().zip(ids).filter(|(at, id)| self.words.contains(&(**at, **id))).count();
        let words = if self.words.is_empty() { 0 } else { words() };
        words + self.others.iter().filter(|at| is_other_header(table, row, **at)).count()
    }
}

/// Whether a cell of a column of figures or numbers holds its header, which is words.
fn is_other_header(table: &Table<'_>, row: usize, at: usize) -> bool {
    let value = table.row(row).and_then(|entry| entry.row.values.get(at));
    let text = match value {
        Some(Value::Text(Some(text))) | Some(Value::Quantity(Quantity::Words(text))) => text,
        _ => return false,
    };
    let is_words = || text.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    let column = table.appendix.layout.columns.get(at);
    is_words() && column.is_some_and(|column| is_header(column, text, &fold(text)))
}

/// Whether a text, given as it stands and folded, is the header of a column.
fn is_header(column: &Column, text: &str, folded: &str) -> bool {
    // Letters that differ, years aside, tell most before the years are looked for.
    let alike = |step: &str| step.chars().zip(folded.chars()).all(|(one, other)| one == other || one == 'y');
    let mut steps = steps(column).filter(|step| alike(&step.folded));
    steps.any(|step| open_years(text).0 == step.folded) && text.chars().any(char::is_alphabetic)
}

/// The headers that a column is met under, step by step.
fn steps(column: &Column) -> impl Iterator<Item = &HeaderText> {
    column.header.iter().chain(column.also.iter().flatten().flatten())
}
