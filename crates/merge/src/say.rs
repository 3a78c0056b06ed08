//! Findings, at the cells that they are about.

use std::cmp::Reverse;

use phuluc_model::{Appendix, CellRange, CellRef, Finding, Message, Row, Rule};

/// A finding at a field of a row.
pub(crate) fn at_cell(
    rule: &Rule,
    message: Message,
    appendix: &Appendix,
    row: &Row,
    column: usize,
) -> Finding {
    let field = appendix.layout.columns.get(column).map(|column| &*column.field);
    let cell = field.and_then(|field| appendix.cell(row, field)).map(|cell| cell.to_string());
    let source = &appendix.source;
    Finding::new(rule, message, &source.file, &source.sheet, cell.unwrap_or_default())
}

/// A finding about a whole appendix.
pub(crate) fn at_sheet(rule: &Rule, message: Message, appendix: &Appendix) -> Finding {
    Finding::new(rule, message, &appendix.source.file, &appendix.source.sheet, "")
}

/// The worst first, then by file and place.
pub(crate) fn in_order(findings: &mut Vec<Finding>) {
    findings.sort_by_cached_key(|finding| {
        let first = finding.cell.parse::<CellRange>().map(|range| range.first);
        let cell: CellRef = first.ok().or_else(|| finding.cell.parse().ok()).unwrap_or_default();
        let place = (finding.file.clone(), finding.sheet.clone(), cell);
        (Reverse(finding.severity), finding.rule.to_string(), place, finding.message.vi.to_string())
    });
    findings.dedup();
}

/// The first of many names, and how many more there are.
pub(crate) fn listed(names: &[&str], more: &str) -> String {
    const LISTED: usize = 15;
    let shown: Vec<&str> = names.iter().take(LISTED).copied().collect();
    // Of communes that are told apart by their district the comma is taken.
    let between = if shown.iter().any(|name| name.contains(',')) { "; " } else { ", " };
    let shown = shown.join(between);
    match names.len().checked_sub(LISTED) {
        Some(rest) if rest > 0 => format!("{shown} … (+{rest} {more})"),
        _ => shown,
    }
}
