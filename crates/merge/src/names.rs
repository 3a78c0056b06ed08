//! What merged rows are called, where units do not call them the same, and what is said
//! about it.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_diff::matching::same_but_for_slips;
use phuluc_model::text::fold;
use phuluc_model::{
    Appendix, CodeForm, Finding, Kind, KindRole, Layout, Message, Part, Related, Row, code_form,
};

use crate::rules::{MEASURES_DIFFER, NAMES_DIFFER};
use crate::say::at_cell;
use crate::tree::{Arriving, Forest, Node};

/// Gives rows that met under several names the name of the form's own rows, else the one
/// that most units write, of equals the first in official order; says which units write
/// another, and which rows of one outline number stand apart.
pub(crate) fn settle(forest: &mut Forest<'_>, appendices: &[(Part, &Appendix)]) {
    let names = Names::new(forest.layout, appendices);
    let mut findings = Vec::new();
    let mut made: Vec<(usize, usize, Arc<str>)> = Vec::new();
    for (at, node) in forest.nodes.iter().enumerate().filter(|(_, node)| node.made.is_empty()) {
        let Some(kind) = forest.layout.kind(&node.kind) else { continue };
        for column in columns(kind) {
            let written = names.written(node, column);
            let Some(kept) = names.kept(kind, column, &written) else { continue };
            let others = written.iter().filter(|one| one.folded != kept.folded);
            findings.extend(others.map(|one| names.met(node, column, one, kept)));
            made.push((at, column, Arc::from(kept.text)));
        }
    }
    for rows in forest.by_code.values().filter(|rows| rows.len() > 1) {
        let rows: Vec<&Node> = rows.iter().filter_map(|row| forest.nodes.get(*row)).collect();
        findings.extend(names.apart(&rows));
    }
    for (at, column, name) in made {
        if let Some(node) = forest.nodes.get_mut(at) {
            node.made.push((column, name));
        }
    }
    forest.findings.append(&mut findings);
}

/// Columns by which a row is the same as another's, its name first.
fn columns(kind: &Kind) -> Vec<usize> {
    let others = kind.same.iter().copied().filter(|column| *column != kind.label);
    std::iter::once(kind.label).chain(others).collect()
}

/// What one unit writes in a column of a row.
struct Written<'a> {
    part: Part,
    appendix: &'a Appendix,
    row: &'a Row,
    text: &'a str,
    folded: String,
}

struct Names<'a> {
    layout: &'a Layout,
    tables: HashMap<(usize, usize), (&'a Appendix, Vec<&'a Row>)>,
}

impl<'a> Names<'a> {
    fn new(layout: &'a Layout, appendices: &[(Part, &'a Appendix)]) -> Self {
        let tables = appendices.iter().map(|(part, appendix)| {
            ((part.submission, part.appendix), (*appendix, appendix.rows_by_index()))
        });
        Self { layout, tables: tables.collect() }
    }

    /// What units write in a column, in official order; who leaves it blank writes nothing.
    fn written(&self, node: &Node, column: usize) -> Vec<Written<'a>> {
        let one = |part: &Part| {
            let (appendix, rows) = self.tables.get(&(part.submission, part.appendix))?;
            let row = rows.get(part.row?).copied()?;
            let text = row.text(column)?;
            Some(Written { part: *part, appendix, row, text, folded: fold(text) })
        };
        node.parts.iter().filter_map(one).collect()
    }

    /// The name to keep where there are several.
    fn kept<'w>(&self, kind: &Kind, column: usize, written: &'w [Written<'a>]) -> Option<&'w Written<'a>> {
        let first = written.first()?;
        if written.iter().all(|one| one.folded == first.folded) {
            return None;
        }
        let units = |one: &Written<'_>| written.iter().filter(|other| other.folded == one.folded).count();
        let rank = |one: &Written<'_>| (self.is_the_forms(kind, column, &one.folded), units(one));
        // Of equals the first.
        written.iter().rev().max_by_key(|one| rank(one))
    }

    /// Whether the form itself prepares a row of this name.
    fn is_the_forms(&self, kind: &Kind, column: usize, folded: &str) -> bool {
        let texts =
            self.layout.prepared.iter().filter(|row| {
                self.layout.kinds.get(row.kind).is_some_and(|prepared| prepared.name == kind.name)
            });
        let mut texts = texts.flat_map(|row| &row.texts);
        texts.any(|(at, text)| *at == column && fold(text) == folded)
    }

    fn met(&self, node: &Node, column: usize, one: &Written<'_>, kept: &Written<'_>) -> Finding {
        let (row, file) = (numbered(node.code.as_deref()), &kept.appendix.source.file);
        let message = Message::new(
            format!(
                "Dòng{row} ghi «{}», đã cộng với dòng «{}» của tệp {file}: sửa cho cùng một tên",
                one.text, kept.text
            ),
            format!(
                "row{row} says `{}` and was added to `{}` of the file {file}: use one name",
                one.text, kept.text
            ),
        );
        said(message, one, column, kept)
    }

    /// Rows of one outline number that do not mean the same, held against the one that
    /// the form prepares, else that most units have.
    fn apart(&self, rows: &[&Node]) -> Vec<Finding> {
        let Some(kind) = rows.first().and_then(|row| self.layout.kind(&row.kind)) else { return Vec::new() };
        let code = rows.first().and_then(|row| row.code.as_deref());
        let numbered_anew = kind.number.is_some() && kind.role == KindRole::Row;
        // A dash numbers nothing.
        if numbered_anew || code.is_none_or(|code| code_form(code) == CodeForm::Mark) {
            return Vec::new();
        }
        let rank = |row: &&&Node| {
            let written = self.written(row, kind.label);
            let forms = written.iter().any(|one| self.is_the_forms(kind, kind.label, &one.folded));
            (forms, row.parts.len())
        };
        let Some(reference) = rows.iter().rev().max_by_key(rank) else { return Vec::new() };
        let tables = |row: &Node| -> Vec<(usize, usize)> {
            row.parts.iter().map(|part| (part.submission, part.appendix)).collect()
        };
        let held = tables(reference);
        let known = self.written(reference, kind.label);
        let Some(known) = known.first() else { return Vec::new() };
        let mut findings = Vec::new();
        for row in rows.iter().filter(|row| !std::ptr::eq(**row, *reference)) {
            for one in self.written(row, kind.label) {
                let own = held.contains(&(one.part.submission, one.part.appendix));
                if !own && self.is_of_one_place(kind, &one, known) {
                    findings.push(stands_apart(code.unwrap_or_default(), kind.label, &one, known));
                }
            }
        }
        findings
    }

    /// Whether rows agree in all but the name: those of two places are two rows anyway.
    fn is_of_one_place(&self, kind: &Kind, one: &Written<'_>, other: &Written<'_>) -> bool {
        let text = |row: &Row, column: usize| fold(row.text(column).unwrap_or_default());
        one.folded != other.folded
            && columns(kind)
                .into_iter()
                .skip(1)
                .all(|at| same_but_for_slips(&text(one.row, at), &text(other.row, at)))
    }
}

fn stands_apart(code: &str, column: usize, one: &Written<'_>, known: &Written<'_>) -> Finding {
    let file = &known.appendix.source.file;
    let message = Message::new(
        format!(
            "Dòng {code} «{}» trùng số với dòng «{}» của tệp {file} nhưng khác tên nên để riêng: kiểm tra lại, nếu là một thì sửa cho cùng tên",
            one.text, known.text
        ),
        format!(
            "row {code} `{}` has the number of `{}` of the file {file} but another name, and stands apart: check it, and use one name if it is the same",
            one.text, known.text
        ),
    );
    said(message, one, column, known)
}

/// A unit's row under a name that is not the form's own row's.
pub(crate) fn joined(layout: &Layout, arriving: Arriving<'_>, column: usize, name: &str) -> Finding {
    let code = layout.code_column().and_then(|column| arriving.row.text(column));
    let (row, label) = (numbered(code), arriving.appendix.label(arriving.row).unwrap_or_default());
    let message = Message::new(
        format!("Dòng{row} ghi «{label}», đã cộng vào dòng «{name}» của biểu: sửa cho cùng một tên"),
        format!("row{row} says `{label}` and was added to the form's row `{name}`: use one name"),
    );
    at_cell(&NAMES_DIFFER, message, arriving.appendix, arriving.row, column).with_found(label)
}

/// A row that stands apart from those of its name in other units of measure.
pub(crate) fn measured(arriving: Arriving<'_>, column: usize, others: &[&str]) -> Finding {
    let measure = arriving.row.text(column).unwrap_or_default();
    let others = others.join(", ");
    let label = arriving.appendix.label(arriving.row).unwrap_or_default();
    let message = Message::new(
        format!(
            "Dòng «{label}» tính theo «{measure}», đơn vị khác theo «{others}», nên để riêng: thống nhất đơn vị tính"
        ),
        format!(
            "row `{label}` counts in `{measure}`, other units' in `{others}`, and stands apart: agree on one unit of measure"
        ),
    );
    let finding = at_cell(&MEASURES_DIFFER, message, arriving.appendix, arriving.row, column);
    Finding { expected: Some(others), ..finding.with_found(measure) }
}

fn numbered(code: Option<&str>) -> String {
    code.map(|code| format!(" {code}")).unwrap_or_default()
}

/// A finding at what a unit writes, with the place of what another writes.
fn said(message: Message, one: &Written<'_>, column: usize, other: &Written<'_>) -> Finding {
    let mut finding = at_cell(&NAMES_DIFFER, message, one.appendix, one.row, column).with_found(one.text);
    let field = other.appendix.layout.columns.get(column).map(|column| &*column.field);
    let cell = field.and_then(|field| other.appendix.cell(other.row, field));
    let source = &other.appendix.source;
    let cell = cell.map(|cell| cell.to_string()).unwrap_or_default();
    let text = format!("[{}]{}!{cell} «{}»", source.file, source.sheet, other.text);
    finding.related.push(Related { cell: String::new(), text });
    finding
}
