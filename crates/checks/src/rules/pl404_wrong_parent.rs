#![doc = include_str!("../../../../docs/rules/PL404-wrong-parent.md")]

use phuluc_model::{CellRange, CellRef, CodeForm, KindRole, Message, Severity, code_form};

use super::outline::prefix;
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
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
            (0..table.rows.len()).for_each(|parent| look(table, parent, sink));
        }
    }
}

fn look(table: &Table<'_>, parent: usize, sink: &mut Sink) {
    let Some(own) = table.code(parent) else { return };
    if !matches!(code_form(own), CodeForm::Arabic | CodeForm::Decimal | CodeForm::Mixed) {
        return;
    }
    let mut strays: Vec<(usize, &str)> = Vec::new();
    for &at in table.row(parent).map_or(&[][..], |entry| &entry.children) {
        let counted = table.row(at).is_some_and(|entry| entry.role == KindRole::Row);
        let stem = table.code(at).filter(|_| counted).and_then(prefix);
        if let Some(stem) = stem.filter(|stem| *stem != own) {
            strays.push((at, stem));
        }
    }
    // One finding for the rows that belong to one other row.
    while let Some((first, stem)) = strays.first().copied() {
        let alike: Vec<usize> =
            strays.iter().filter(|(_, other)| *other == stem).map(|(at, _)| *at).collect();
        strays.retain(|(_, other)| *other != stem);
        say(table, parent, first, stem, &alike, sink);
    }
}

fn say(table: &Table<'_>, parent: usize, first: usize, stem: &str, alike: &[usize], sink: &mut Sink) {
    let owner = table.siblings(parent).iter().find(|at| table.code(**at) == Some(stem));
    let last = alike.last().copied().unwrap_or(first);
    let (from, to) = (table.code(first).unwrap_or_default(), table.code(last).unwrap_or_default());
    let codes = if first == last { from.to_owned() } else { format!("{from}–{to}") };
    let own = table.called(parent);
    let message = match owner {
        Some(owner) => {
            let owner = table.called(*owner);
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
