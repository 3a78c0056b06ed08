//! What merged values leave open, said at its place.

use phuluc_model::{Appendix, Finding, Message, Part, Related, Severity, vietnamese};
use rust_decimal::Decimal;

use crate::effective::How;
use crate::rules::{RATE_LEFT_BLANK, STATED_NOT_MERGED, VALUES_DIFFER};
use crate::say::{at_cell, at_sheet};
use crate::tree::Node;
use crate::values::Values;

/// Rows that a finding lists.
const LISTED: usize = 12;

impl Values<'_> {
    pub(crate) fn leave_blank(&mut self, column: usize, node: &Node) {
        let name = self.name(node);
        match self.rates.iter_mut().find(|(known, _)| *known == column) {
            Some((_, names)) => names.push(name),
            None => self.rates.push((column, vec![name])),
        }
    }

    pub(crate) fn say_rates(&mut self, appendices: &[(Part, &Appendix)]) {
        let Some((_, first)) = appendices.first() else { return };
        for (column, mut names) in std::mem::take(&mut self.rates) {
            names.reverse();
            let field =
                self.layout.columns.get(column).map(|column| column.field.to_string()).unwrap_or_default();
            let message = Message::new(
                format!(
                    "Tỷ lệ ({field}) của nhiều đơn vị không cộng được và biểu không nói tính từ đâu nên để trống: điền tay nếu cần"
                ),
                format!(
                    "rates ({field}) of several units do not add up and the form does not say what they come from; they were left blank: fill them in if needed"
                ),
            );
            let mut finding = at_sheet(&RATE_LEFT_BLANK, message, first).counting(names.len());
            finding.file = String::new();
            finding.sheet.clone_from(&self.layout.sheet);
            let related = names.into_iter().take(LISTED);
            finding.related = related.map(|text| Related { cell: String::new(), text }).collect();
            self.findings.push(finding);
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

/// Whether a stated figure is the counted one but for the last digit that it prints.
fn is_rounding(stated: Decimal, counted: Decimal) -> bool {
    let half = Decimal::new(5, stated.normalize().scale() + 1);
    counted.checked_sub(stated).is_some_and(|difference| difference.abs() <= half)
}
