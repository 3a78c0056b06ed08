//! The first sheet: what was compared, how much changed, what the colours mean, sums.

use phuluc_diff::{AppendixDifference, ColumnSum, DiffCounts, Difference, HeadingField};
use phuluc_model::{Appendix, CellRef, Language, Orientation, Page, Row, Vocabulary};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, Worksheet};

use super::tint::{Tint, say};
use crate::figures::Content;
use crate::formats::{Formats, Look, NumberLook, Side};
use crate::heights::{self, Font, PADDING, UNIT};
use crate::render::{A4, Outcome, column, set_paper, write_content, write_over};

/// Widths of the columns in character units.
const WIDTHS: [f64; 7] = [20.0, 38.0, 34.0, 15.0, 15.0, 15.0, 10.0];
const SIZE: f64 = 12.0;
/// Decimals of sums.
const MOST_DECIMALS: u32 = 6;

pub(super) fn write(
    difference: &Difference<'_>,
    name: &str,
    sheet: &mut Worksheet,
    formats: &mut Formats,
    language: Language,
) -> Outcome {
    sheet.set_name(name)?;
    set_paper(sheet, &Page { orientation: Orientation::Landscape, ..Page::default() }, A4);
    for (at, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(column(at), *width)?;
    }
    let mut page = Summary { sheet, formats, language, row: 0 };
    let title = say(language, "SO SÁNH HAI BẢN SỐ LIỆU", "COMPARISON OF TWO SUBMISSIONS");
    page.line(title, Look::plain(14.0).bold().align(Side::Center))?;
    let verdict = if difference.is_equal() {
        say(language, "Hai bản như nhau về nội dung", "Both say the same")
    } else {
        say(language, "Hai bản khác nhau về nội dung", "They do not say the same")
    };
    page.line(verdict, Look::plain(13.0).italic().align(Side::Center))?;
    let old = files(difference.appendices.iter().filter_map(|appendix| appendix.old));
    let new = files(difference.appendices.iter().filter_map(|appendix| appendix.new));
    page.line(&format!("{}: {old}", say(language, "Bản cũ", "Old")), Look::plain(SIZE))?;
    page.line(&format!("{}: {new}", say(language, "Bản mới", "New")), Look::plain(SIZE))?;
    page.row += 1;
    page.legend(&difference.counts())?;
    page.row += 1;
    page.headings(difference)?;
    page.sums(difference)
}

/// Names of files, once each.
fn files<'a>(appendices: impl Iterator<Item = &'a Appendix>) -> String {
    let mut files: Vec<&str> = appendices.map(|appendix| appendix.source.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    files.join(", ")
}

/// A colour, its word and its meaning in Vietnamese and English, and its count.
type Kind =
    (Option<Tint>, (&'static str, &'static str), (&'static str, &'static str), fn(&DiffCounts) -> usize);

#[rustfmt::skip]
const LEGEND: [Kind; 11] = [
    (Some(Tint::Added), ("thêm", "added"), ("dòng chỉ có ở bản mới", "rows only in the new one"), |counts| counts.added),
    (Some(Tint::Removed), ("bỏ", "removed"), ("dòng chỉ có ở bản cũ", "rows only in the old one"), |counts| counts.removed),
    (Some(Tint::Regrouped), ("tách", "split"), ("một dòng thành nhiều dòng, tổng không đổi", "one row is several now, of the same sum"), |counts| counts.split),
    (Some(Tint::Regrouped), ("gộp", "joined"), ("nhiều dòng thành một dòng, tổng không đổi", "several rows are one now, of the same sum"), |counts| counts.joined),
    (Some(Tint::Moved), ("chuyển", "moved"), ("dòng sang nhóm khác hoặc địa bàn khác", "rows below another group or in another place"), |counts| counts.moved),
    (Some(Tint::Renamed), ("đổi tên", "renamed"), ("dòng có tên khác", "rows of another name"), |counts| counts.renamed),
    (Some(Tint::Changed), ("sửa", "changed"), ("ô có số hoặc chữ khác", "cells with another figure or other words"), |counts| counts.changed),
    (Some(Tint::Follows), ("tổng theo", "follows"), ("ô tổng thay đổi đúng bằng các phần của nó", "totals that changed just as their parts did"), |counts| counts.follows),
    (None, ("tiêu đề", "heading"), ("tiêu đề, năm, văn bản kèm theo khác", "another title, year or plan reference"), |counts| counts.heading),
    (None, ("đổi số", "renumbered"), ("chỉ đổi số thứ tự; không tính là khác", "another outline number; not counted"), |counts| counts.renumbered),
    (None, ("cách ghi", "form"), ("chỉ khác cách ghi (trống, -, 0; chữ hoa; dấu câu); không tính là khác", "another form (blank, -, 0; capitals; punctuation); not counted"), |counts| counts.form),
];

struct Summary<'w> {
    sheet: &'w mut Worksheet,
    formats: &'w mut Formats,
    language: Language,
    row: u32,
}

impl Summary<'_> {
    fn say<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        say(self.language, vi, en)
    }

    fn line(&mut self, text: &str, look: Look) -> Outcome {
        let last = column(WIDTHS.len() - 1);
        write_over(self.sheet, self.formats.get(look.wrapped()), (self.row, self.row), (0, last), text)?;
        self.sheet.set_row_height(self.row, look_height(look))?;
        self.row += 1;
        Ok(())
    }

    /// A row of texts; high enough for them.
    fn texts(&mut self, texts: &[&str], look: Look) -> Outcome {
        let mut blocks = Vec::new();
        for (at, (text, width)) in texts.iter().zip(WIDTHS).enumerate() {
            let format = self.formats.get(look.wrapped().bordered());
            write_over(self.sheet, format, (self.row, self.row), (column(at), column(at)), text)?;
            let font = Font { size: SIZE, bold: look.bold };
            blocks.push(heights::Block {
                text,
                font,
                width: width * UNIT - PADDING,
                rows: (self.row, self.row),
            });
        }
        for (row, height) in heights::heights(blocks).iter() {
            self.sheet.set_row_height(row, height)?;
        }
        self.row += 1;
        Ok(())
    }

    /// How much of each there is, in its colour.
    fn legend(&mut self, counts: &DiffCounts) -> Outcome {
        let head = Look::plain(SIZE).bold().align(Side::Center);
        let words = [
            self.say("Thay đổi", "Change"),
            self.say("Ý nghĩa", "Meaning"),
            self.say("Số lượng", "How many"),
        ];
        self.texts(&words, head)?;
        for (tint, word, meaning, count) in LEGEND {
            let look = Look::plain(SIZE);
            let words = [self.say(word.0, word.1), self.say(meaning.0, meaning.1)];
            self.texts(&words, look)?;
            let row = self.row - 1;
            let coloured = self.formats.get(look.bordered().wrapped().filled(tint.map(Tint::colour)));
            self.sheet.write_string_with_format(row, 0, words[0], coloured)?;
            let number = Content::Number(Decimal::from(count(counts)));
            let figure = self.formats.get(look.bordered().align(Side::Right).number(NumberLook::Figure(0)));
            write_content(self.sheet, figure, row, 2, &number)?;
        }
        Ok(())
    }

    /// What stands above the tables and differs.
    fn headings(&mut self, difference: &Difference<'_>) -> Outcome {
        let any = difference.appendices.iter().any(|appendix| !appendix.heading.is_empty());
        if !any {
            return Ok(());
        }
        let head = Look::plain(SIZE).bold().align(Side::Center);
        let words = [self.say("Phụ lục", "Appendix"), self.say("Bản cũ", "Old"), self.say("Bản mới", "New")];
        self.texts(&words, head)?;
        for appendix in &difference.appendices {
            for change in &appendix.heading {
                let what = format!("{}: {}", name(appendix), self.field(change.field));
                let value = |text: &Option<String>| match text.as_deref() {
                    None => String::new(),
                    Some(text) => match text.parse() {
                        Ok(unit) if change.field == HeadingField::Unit => Vocabulary::get().unit_name(unit),
                        _ => text.to_owned(),
                    },
                };
                self.texts(&[&what, &value(&change.old), &value(&change.new)], Look::plain(SIZE))?;
            }
        }
        self.row += 1;
        Ok(())
    }

    fn field(&self, field: HeadingField) -> &'static str {
        let language = self.language;
        match field {
            HeadingField::Title => say(language, "tiêu đề", "title"),
            HeadingField::PlanYear => say(language, "năm kế hoạch", "plan year"),
            HeadingField::PlanNumber => say(language, "số văn bản", "plan number"),
            HeadingField::PlanDate => say(language, "ngày văn bản", "plan date"),
            HeadingField::PlanIssuer => say(language, "cơ quan ban hành", "issuer"),
            _ => say(language, "đơn vị tính trong tệp", "unit in the file"),
        }
    }

    /// What changes add up to, by appendix and group.
    fn sums(&mut self, difference: &Difference<'_>) -> Outcome {
        let differs = |sum: &&ColumnSum| sum.old != sum.new;
        if difference.appendices.iter().all(|appendix| !appendix.whole.iter().any(|sum| differs(&sum))) {
            return Ok(());
        }
        let head = Look::plain(SIZE).bold().align(Side::Center);
        let words = [
            self.say("Phụ lục", "Appendix"),
            self.say("Nhóm", "Group"),
            self.say("Cột", "Column"),
            self.say("Bản cũ", "Old"),
            self.say("Bản mới", "New"),
            self.say("Chênh lệch", "Difference"),
            "%",
        ];
        self.texts(&words, head)?;
        for appendix in &difference.appendices {
            let of = name(appendix);
            for group in &appendix.groups {
                let row_name =
                    group.new.or(group.old).map(|row| group_name(appendix, row)).unwrap_or_default();
                for sum in &group.sums {
                    self.sum(appendix, &of, &row_name, sum, Look::plain(SIZE))?;
                }
            }
            let whole = self.say("Cả phụ lục", "Whole appendix");
            for sum in appendix.whole.iter().filter(differs) {
                self.sum(appendix, &of, whole, sum, Look::plain(SIZE).bold())?;
            }
        }
        Ok(())
    }

    fn sum(
        &mut self,
        difference: &AppendixDifference<'_>,
        appendix: &str,
        group: &str,
        sum: &ColumnSum,
        look: Look,
    ) -> Outcome {
        let header = difference
            .either()
            .map(|appendix| appendix.layout.header_line(sum.column, appendix.plan_year, ": "));
        self.texts(&[appendix, group, &header.unwrap_or_default()], look)?;
        let row = self.row - 1;
        let scale = sum.old.normalize().scale().max(sum.new.normalize().scale()).min(MOST_DECIMALS);
        let figure = look.bordered().align(Side::Right).number(NumberLook::Figure(scale as usize));
        let format = self.formats.get(figure);
        write_content(self.sheet, format, row, 3, &Content::Number(sum.old))?;
        write_content(self.sheet, format, row, 4, &Content::Number(sum.new))?;
        let cell = |column| CellRef::new(row, column).to_string();
        let by = sum.difference().unwrap_or_default();
        let difference = Formula::new(format!("={}-{}", cell(4), cell(3))).set_result(by.to_string());
        self.sheet.write_formula_with_format(row, 5, difference, format)?;
        let percent = format!("=IF({0}=0,\"-\",ROUND({1}/ABS({0})*100,2))", cell(3), cell(5));
        let result = sum.percent().map_or_else(|| "-".to_owned(), |percent| percent.to_string());
        let format = self.formats.get(look.bordered().align(Side::Right).number(NumberLook::Figure(2)));
        self.sheet.write_formula_with_format(row, 6, Formula::new(percent).set_result(result), format)?;
        Ok(())
    }
}

fn look_height(look: Look) -> f64 {
    f64::from(look.size) / 10.0 * 1.3 + 3.0
}

/// What an appendix is called in a list.
fn name(difference: &AppendixDifference<'_>) -> String {
    let Some(appendix) = difference.either() else { return String::new() };
    let words = &Vocabulary::get().official;
    match appendix.layout.number.as_str() {
        "" => appendix.layout.name.clone(),
        number => words.appendix.replace("{number}", number),
    }
}

fn group_name(difference: &AppendixDifference<'_>, row: &Row) -> String {
    let (code, name) = difference.row_name(row);
    [code, name].into_iter().flatten().collect::<Vec<_>>().join(". ")
}
