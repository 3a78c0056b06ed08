//! What merged values leave open, said at its place.

use phuluc_model::{
    Appendix, Finding, KindRole, Message, Part, Quantity, Related, Row, Rule, Severity, vietnamese,
};
use rust_decimal::Decimal;

use crate::effective::How;
use crate::rules::{AMOUNT_ON_HEADING, RATE_LEFT_BLANK, STATED_NOT_MERGED, SUM_TOO_LONG, VALUES_DIFFER};
use crate::say::{at_cell, at_sheet};
use crate::tree::Node;
use crate::values::Values;

/// Rows that a finding lists.
const LISTED: usize = 12;

/// Why a rate stays blank, in both languages.
const WHY_NO_RATE: (&str, &str) = (
    "tỷ lệ, số bình quân của nhiều đơn vị không cộng được và biểu không nói tính từ đâu nên để trống; cần thì điền vào bản chính thức, sau khi tổng hợp xong",
    "rates and averages of several units do not add up and the form does not say what they come from; they were left blank: fill them in in the official workbook, when merging is done",
);

/// Why a sum stays blank.
const WHY_TOO_LONG: (&str, &str) = (
    "tổng dài hơn 28 chữ số, không giữ đúng được nên để trống: kiểm tra số các đơn vị ghi",
    "the sum has more than 28 digits, cannot be held exactly and was left blank: check what the units state",
);

impl Values<'_> {
    /// Leaves a rate blank that nothing gives.
    pub(crate) fn leave_blank(&mut self, column: usize, node: &Node) {
        self.blank(&RATE_LEFT_BLANK, column, node);
    }

    /// Leaves a sum blank that cannot be held.
    pub(crate) fn too_long(&mut self, column: usize, node: &Node) -> Quantity {
        self.blank(&SUM_TOO_LONG, column, node);
        Quantity::Blank
    }

    fn blank(&mut self, rule: &'static Rule, column: usize, node: &Node) {
        let name = self.name(node);
        self.blanks.entry((rule.code, column)).or_insert_with(|| (rule, Vec::new())).1.push(name);
    }

    /// Cells that stay blank, a finding for each column and reason, with their rows' names.
    pub(crate) fn say_blanks(&mut self, appendices: &[(Part, &Appendix)]) {
        let Some((_, first)) = appendices.first() else { return };
        let year = appendices.iter().find_map(|(_, appendix)| appendix.plan_year);
        for ((code, column), (rule, mut names)) in std::mem::take(&mut self.blanks) {
            // Rows are made from the last to the first.
            names.reverse();
            let header = self.layout.header_line(column, year, " / ");
            let (vi, en) = if code == SUM_TOO_LONG.code { WHY_TOO_LONG } else { WHY_NO_RATE };
            let message = Message::new(
                format!("Cột «{header}», {}: {vi}", few(&names, "dòng", "dòng khác")),
                format!("column `{header}`, {}: {en}", few(&names, "row", "more")),
            );
            let mut finding = at_sheet(rule, message, first).counting(names.len());
            finding.file = String::new();
            finding.sheet.clone_from(&self.layout.sheet);
            let related = names.into_iter().take(LISTED);
            finding.related = related.map(|text| Related { cell: String::new(), text }).collect();
            self.findings.push(finding);
        }
    }

    /// Amounts of units' sub-headings that no row below them has.
    pub(crate) fn say_headings(&mut self, node: &Node) {
        for part in &node.headings {
            let (Some(table), Some(row)) = (self.table(*part), self.row(*part)) else { continue };
            let own = |column: &usize| {
                let figure = table.figures.get(part.row, *column);
                figure.is_some_and(|figure| figure.how == How::Stated && !figure.own.is_zero())
            };
            let Some(column) = (0..self.layout.columns.len()).find(own) else { continue };
            let label = table.appendix.label(row).unwrap_or_default();
            let into = self.name(node);
            let message = Message::new(
                format!(
                    "Số ở dòng «{label}» không có ở dòng nào bên dưới: đã cộng vào dòng «{into}», đề nghị đơn vị ghi vào từng công trình"
                ),
                format!(
                    "the figure of row `{label}` is in no row below it and was added to row `{into}`: ask the unit to state it in the rows themselves"
                ),
            );
            let finding = at_cell(&AMOUNT_ON_HEADING, message, table.appendix, row, column);
            self.findings.push(finding.with_found(row.quantity(column).to_string()));
        }
    }

    pub(crate) fn say_values(&mut self, column: usize, node: &Node, values: &str) {
        let Some(part) = node.parts.first() else { return };
        let (Some(table), Some(row)) = (self.table(*part), self.row(*part)) else { return };
        let name = self.name(node);
        let message = Message::new(
            format!("Các đơn vị ghi khác nhau ở dòng «{name}» nên để trống: thống nhất rồi điền"),
            format!("units state different things in row `{name}`, which was left blank: agree on one"),
        );
        let finding = at_cell(&VALUES_DIFFER, message, table.appendix, row, column);
        self.findings.push(finding.with_found(values));
    }

    /// Figures of subtotals that no row before them has: subtotals are not added up, so
    /// they are in no sum.
    pub(crate) fn say_subtotals(&mut self, table: Part) {
        let Some(known) = self.table(table) else { return };
        let mut findings = Vec::new();
        let mut index = 0;
        // Rows since the last subtotal, by the rows above.
        let mut open: Vec<(Vec<usize>, std::slice::Iter<'_, Row>)> =
            vec![(Vec::new(), known.appendix.rows.iter())];
        while let Some((since, rest)) = open.last_mut() {
            let Some(row) = rest.next() else {
                open.pop();
                continue;
            };
            let at = index;
            index += 1;
            match self.layout.kind(&row.kind).map(|kind| kind.role) {
                Some(KindRole::Subtotal) => {
                    let has = |column: usize| {
                        let figure = |row: &usize| known.figures.get(Some(*row), column);
                        since.iter().filter_map(figure).any(|figure| figure.value.value().is_some())
                    };
                    let lost = |column: &usize| !row.quantity(*column).addend().is_zero() && !has(*column);
                    let lost = self.layout.children_sums.iter().copied().filter(lost);
                    findings.extend(lost.map(|column| not_in_rows(known.appendix, row, column)));
                    since.clear();
                }
                Some(KindRole::Row) => since.push(at),
                _ => {}
            }
            open.push((Vec::new(), row.children.iter()));
        }
        self.findings.extend(findings);
    }

    /// Stated totals that the unit's own rows contradict.
    pub(crate) fn say_stated(&mut self, table: Part) {
        let Some(known) = self.table(table) else { return };
        let rows = std::iter::once(None).chain((0..known.rows.len()).map(Some));
        let mut findings = Vec::new();
        for part in rows.map(|row| Part { row, ..table }) {
            let Some(row) = known.row(part) else { continue };
            for column in 0..self.layout.columns.len() {
                let (Some(figure), Some(stated)) =
                    (known.figures.get(part.row, column), row.quantity(column).value())
                else {
                    continue;
                };
                let Some(counted) = figure.value.value().filter(|_| figure.how != How::Stated) else {
                    continue;
                };
                if counted == stated {
                    continue;
                }
                let message = Message::new(
                    format!(
                        "Số tổng ghi {}, các phần cộng lại là {}: đã tổng hợp theo các phần, đề nghị đơn vị kiểm tra",
                        vietnamese(stated),
                        vietnamese(counted)
                    ),
                    format!(
                        "the total stated is {}, its parts give {}: the parts were merged; ask the unit to check",
                        vietnamese(stated),
                        vietnamese(counted)
                    ),
                );
                let mut finding = at_cell(&STATED_NOT_MERGED, message, known.appendix, row, column);
                if is_rounding(stated, counted) {
                    finding.severity = Severity::Info;
                }
                findings.push(Finding {
                    expected: Some(counted.to_string()),
                    ..finding.with_found(stated.to_string())
                });
            }
        }
        self.findings.extend(findings);
    }
}

/// A subtotal's figure that no row before it has.
fn not_in_rows(appendix: &Appendix, row: &Row, column: usize) -> Finding {
    let found = row.quantity(column).to_string();
    let label = appendix.label(row).unwrap_or_default();
    let message = Message::new(
        format!(
            "Số ở dòng «{label}» không có ở dòng nào được cộng nên chưa vào tổng nào: đề nghị đơn vị ghi vào từng dòng"
        ),
        format!(
            "the figure of row `{label}` is in none of the rows that it adds up, and so in no sum: ask the unit to state it in the rows"
        ),
    );
    at_cell(&STATED_NOT_MERGED, message, appendix, row, column).with_found(found)
}

/// The first rows of many, by name.
fn few(names: &[String], row: &str, more: &str) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("«{name}»")).collect();
    let rest = match names.len().saturating_sub(SHOWN) {
        0 => String::new(),
        rest => format!(" (+{rest} {more})"),
    };
    format!("{row} {}{rest}", shown.join(", "))
}

/// Whether a stated figure is the counted one but for the last digit that it prints.
fn is_rounding(stated: Decimal, counted: Decimal) -> bool {
    let half = Decimal::new(5, stated.normalize().scale() + 1);
    counted.checked_sub(stated).is_some_and(|difference| difference.abs() <= half)
}
