#![doc = include_str!("../../../../docs/rules/PL404-wrong-parent.md")]

use indexmap::IndexMap;
use phuluc_model::{CellRange, CellRef, CodeForm, KindRole, Message, Severity, code_form};

use super::outline::prefix;
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::keyed::Map;
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL404-wrong-parent.md");

pub(crate) struct WrongParent;

impl Check for WrongParent {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for table in context.tables() {
            let mut owners = Owners::default();
            (0..table.rows.len()).for_each(|parent| look(table, parent, &mut owners, sink));
        }
    }
}

/// The first row of each number below a row; of `None`, on level 1.
type Owners<'a> = Map<Option<usize>, Map<&'a str, usize>>;

fn look<'a>(table: &Table<'a>, parent: usize, owners: &mut Owners<'a>, sink: &mut Sink) {
    let children = table.row(parent).map_or(&[][..], |entry| &entry.children);
    let Some(own) = table.code(parent).filter(|_| !children.is_empty()) else { return };
    if !matches!(code_form(own), CodeForm::Arabic | CodeForm::Decimal | CodeForm::Mixed) {
        return;
    }
    // Rows that belong to one other row, by its number, in the order of their first.
    let mut strays: IndexMap<&str, Vec<usize>> = IndexMap::new();
    for &at in children {
        let counted = table.row(at).is_some_and(|entry| entry.role == KindRole::Row);
        let stem = table.code(at).filter(|_| counted).and_then(prefix);
        if let Some(stem) = stem.filter(|stem| *stem != own) {
            strays.entry(stem).or_default().push(at);
        }
    }
    if strays.is_empty() {
        return;
    }
    let above = table.row(parent).and_then(|entry| entry.parent);
    let owners = owners.entry(above).or_insert_with(|| {
        let mut first = Map::default();
        for &at in table.siblings(parent) {
            table.code(at).into_iter().for_each(|code| _ = first.entry(code).or_insert(at));
        }
        first
    });
    for (stem, alike) in &strays {
        say(table, parent, stem, owners.get(stem).copied(), alike, sink);
    }
}

fn say(
    table: &Table<'_>,
    parent: usize,
    stem: &str,
    owner: Option<usize>,
    alike: &[usize],
    sink: &mut Sink,
) {
    let Some(first) = alike.first().copied() else { return };
    let last = alike.last().copied().unwrap_or(first);
    let (from, to) = (table.code(first).unwrap_or_default(), table.code(last).unwrap_or_default());
    let codes = if first == last { from.to_owned() } else { format!("{from}–{to}") };
    let own = table.called(parent);
    let message = match owner {
        Some(owner) => {
            let owner = table.called(owner);
            Message::new(
                format!("{codes} nằm dưới {own} nhưng số thứ tự thuộc {owner}. Đánh lại số, hoặc chuyển về đúng nhóm"),
                format!("{codes} stands below {own}, but its number belongs to {owner}. Number again, or move it there"),
            )
        }
        None => Message::new(
            format!("{codes} nằm dưới {own}; trong biểu không có dòng {stem}"),
            format!("{codes} stands below {own}; there is no row {stem} in the table"),
        ),
    };
    let column = table.heading_column(first);
    let mut finding = table.finding(&DOC.rule, message, first, column).counting(alike.len()).with_found(codes);
    if owner.is_none() {
        finding.severity = Severity::Info;
    }
    let corner = |at: usize| table.cell(at, column).parse::<CellRef>().ok();
    if let (Some(top), Some(bottom)) = (corner(first), corner(last)) {
        finding.cell = CellRange::new(top, bottom).to_string();
    }
    sink.push(finding);
}
