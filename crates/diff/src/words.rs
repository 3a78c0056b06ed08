//! Words that every form shares.

use phuluc_model::{Appendix, CellRef, Language, Quantity, Value, Vocabulary, vietnamese};
use rust_decimal::Decimal;

use crate::difference::{CellChange, DiffCounts, HeadingField};

/// One of two words.
pub(crate) fn say<'a>(language: Language, vi: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

/// The official header of a column: its last step where no other column ends so, else all.
pub(crate) fn column(appendix: &Appendix, column: usize) -> String {
    let columns = &appendix.layout.columns;
    let Some(header) = columns.get(column).map(|column| &column.header) else { return String::new() };
    let (year, unit) = (appendix.plan_year, appendix.layout.unit);
    let alone = columns.iter().filter(|other| other.header.last() == header.last()).count() == 1;
    let steps = if alone { header.len().saturating_sub(1) } else { 0 };
    header.iter().skip(steps).map(|step| step.official(year, unit)).collect::<Vec<_>>().join(" › ")
}

/// A value as it is read: figures grouped, a blank in brackets.
pub(crate) fn value(value: &Value, grouped: bool, language: Language) -> String {
    match value {
        Value::Quantity(Quantity::Number(number)) if grouped => vietnamese(*number),
        Value::Quantity(Quantity::Number(number)) => number.to_string(),
        Value::Quantity(Quantity::Words(words)) => words.to_string(),
        other => other.to_json_text().unwrap_or_else(|| say(language, "(trống)", "(blank)").to_owned()),
    }
}

/// Cells of a list that are named.
const NAMED: usize = 6;

impl CellChange {
    /// Why a total is not what its rows add up to, a sentence a file: its formula leaves out
    /// figures that are typed as text. Empty where that is not so.
    pub fn why(&self, language: Language) -> Vec<String> {
        let sides = [("bản cũ", "the old file"), ("bản mới", "the new file")];
        let why = |((vi, en), cells): (&(&str, &str), &Vec<CellRef>)| {
            let named = cells.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let more = if cells.len() > NAMED { ", …" } else { "" };
            (!cells.is_empty()).then(|| match language {
                Language::Vietnamese => format!(
                    "công thức ở {vi} không cộng {} số nhập dạng chữ ({named}{more}): chuyển thành số rồi tính lại (F9)",
                    cells.len()
                ),
                Language::English => format!(
                    "the formula in {en} leaves out {} typed as text ({named}{more}): turn into figures and recalculate (F9)",
                    if cells.len() == 1 { "1 figure".to_owned() } else { format!("{} figures", cells.len()) }
                ),
            })
        };
        sides.iter().zip(&self.left_out).filter_map(why).collect()
    }
}

/// A figure with its sign.
pub(crate) fn signed(number: Decimal) -> String {
    if number > Decimal::ZERO { format!("+{}", vietnamese(number)) } else { vietnamese(number) }
}

/// What stands above a table, as it is called.
pub(crate) fn heading(field: HeadingField, language: Language) -> &'static str {
    match field {
        HeadingField::Title => say(language, "tiêu đề", "title"),
        HeadingField::PlanYear => say(language, "năm kế hoạch", "plan year"),
        HeadingField::PlanNumber => say(language, "số văn bản", "plan number"),
        HeadingField::PlanDate => say(language, "ngày văn bản", "plan date"),
        HeadingField::PlanIssuer => say(language, "cơ quan ban hành", "issuer"),
        HeadingField::Unit => say(language, "đơn vị tính trong tệp", "unit in the file"),
    }
}

/// What stands there, with units by their names.
pub(crate) fn heading_value(field: HeadingField, text: Option<&str>, language: Language) -> String {
    let Some(text) = text else { return say(language, "(không có)", "(none)").to_owned() };
    match text.parse() {
        Ok(unit) if field == HeadingField::Unit => Vocabulary::get().unit_name(unit),
        _ => text.to_owned(),
    }
}

/// The line of totals.
pub(crate) fn totals(counts: &DiffCounts, language: Language) -> String {
    let some = |(count, vi, one, many): (usize, &str, &str, &str)| {
        (count > 0).then(|| match language {
            Language::Vietnamese => format!("{count} {vi}"),
            Language::English if count == 1 => format!("1 {one}"),
            Language::English => format!("{count} {many}"),
        })
    };
    let list = |parts: &[(usize, &str, &str, &str)]| -> String {
        parts.iter().copied().filter_map(some).collect::<Vec<_>>().join(", ")
    };
    let own = list(&[
        (counts.appendices_added, "phụ lục thêm", "appendix added", "appendices added"),
        (counts.appendices_removed, "phụ lục bỏ", "appendix removed", "appendices removed"),
        (counts.heading, "thay đổi ở tiêu đề", "change of heading", "changes of heading"),
        (counts.added, "dòng thêm", "row added", "rows added"),
        (counts.removed, "dòng bỏ", "row removed", "rows removed"),
        (counts.moved, "dòng chuyển", "row moved", "rows moved"),
        (counts.renamed, "dòng đổi tên", "row renamed", "rows renamed"),
        (counts.split, "dòng tách", "row split", "rows split"),
        (counts.joined, "dòng gộp", "row joined", "rows joined"),
        (counts.changed, "ô sửa", "cell changed", "cells changed"),
        (counts.follows, "ô tổng thay đổi theo", "total that follows", "totals that follow"),
    ]);
    let own = if own.is_empty() {
        say(language, "Nội dung như nhau", "Equal in meaning").to_owned()
    } else {
        own
    };
    let aside = list(&[
        (counts.renumbered, "dòng đổi số thứ tự", "row renumbered", "rows renumbered"),
        (counts.form, "chỗ khác cách ghi", "difference of form", "differences of form"),
    ]);
    let head = say(language, "không kể", "not counted");
    if aside.is_empty() { own } else { format!("{own} ({head}: {aside})") }
}
