//! The comparison as text.

use phuluc_model::{Appendix, Language, Row};

use crate::difference::{
    AppendixDifference, CellChange, ChangeNature, ColumnSum, Difference, RowDifference, RowState,
};
use crate::follows::has_percent;
use crate::words::{self, say, signed};

impl Difference<'_> {
    /// How much of each there is, as a sentence.
    pub fn totals(&self, language: Language) -> String {
        words::totals(&self.counts(), language)
    }

    /// The comparison as text: by appendix and group, figures as officials write them, a
    /// line of totals at its end. `all` lists what follows, renumbering and form as well.
    pub fn to_text(&self, language: Language, all: bool) -> String {
        let mut page = Page { language, all, out: String::new() };
        for appendix in &self.appendices {
            page.appendix(appendix);
        }
        let counts = self.counts();
        let more = !all && counts.follows + counts.renumbered + counts.form > 0;
        let more = if more { say(language, "; xem hết: -v", "; all of them: -v") } else { "" };
        page.line(0, &format!("{}{more}", words::totals(&counts, language)));
        page.out
    }
}

struct Page {
    language: Language,
    all: bool,
    out: String,
}

impl Page {
    fn say<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        say(self.language, vi, en)
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&"  ".repeat(indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn appendix(&mut self, difference: &AppendixDifference<'_>) {
        let rows = difference.rows.iter().any(|row| self.is_told(row));
        let heading = difference.heading.iter().any(|change| self.all || !change.form);
        let alone = difference.old.is_none() || difference.new.is_none();
        let Some(either) = difference.either().filter(|_| rows || heading || alone) else {
            return;
        };
        let title = self.title(difference, either);
        self.line(0, &title);
        let all = self.all;
        for change in difference.heading.iter().filter(|change| all || !change.form) {
            let language = self.language;
            let value = |text: &Option<String>| words::heading_value(change.field, text.as_deref(), language);
            let name = words::heading(change.field, language);
            let line = format!("~ {name}: {} → {}", value(&change.old), value(&change.new));
            self.line(1, &line);
        }
        self.rows(difference);
        let whole: Vec<ColumnSum> =
            difference.whole.iter().copied().filter(|sum| sum.old != sum.new).collect();
        if !whole.is_empty() {
            let sums = self.sums(either, &whole);
            self.line(1, &format!("{}: {sums}", self.say("cả phụ lục", "whole appendix")));
        }
        self.out.push('\n');
    }

    /// Rows that say something, below the rows that they stand below.
    fn rows(&mut self, difference: &AppendixDifference<'_>) {
        // Rows above the one at hand, and whether they were printed.
        let mut above: Vec<(&RowDifference<'_>, bool)> = Vec::new();
        for row in &difference.rows {
            if row.depth == 0 {
                self.group_end(difference, &above);
            }
            above.truncate(row.depth);
            let told = self.is_told(row);
            if told {
                for (depth, (parent, printed)) in
                    above.iter_mut().enumerate().filter(|(_, (_, printed))| !printed)
                {
                    let name = parent.new.or(parent.old).map(|row| self.name(difference, row));
                    self.line(depth + 1, &name.unwrap_or_default());
                    *printed = true;
                }
                self.row(difference, row, above.len() + 1);
            }
            above.push((row, told));
        }
        self.group_end(difference, &above);
    }

    fn is_told(&self, row: &RowDifference<'_>) -> bool {
        self.all && row.is_told() || self.is_shown(row)
    }

    /// Whether a row says more than that a total followed.
    fn is_shown(&self, row: &RowDifference<'_>) -> bool {
        let own = row.cells.iter().any(|cell| cell.nature == ChangeNature::Changed);
        row.state != RowState::Both || own || row.moved.is_some() || row.renamed
    }

    fn title(&self, difference: &AppendixDifference<'_>, either: &Appendix) -> String {
        let layout = &either.layout;
        let name = match self.language {
            Language::Vietnamese => &layout.name,
            Language::English => &layout.name_en,
        };
        let number = if layout.number.is_empty() {
            String::new()
        } else {
            format!("{} {}: ", self.say("Phụ lục", "Appendix"), layout.number)
        };
        let place = |appendix: &Appendix| format!("{} [{}]", appendix.source.file, appendix.source.sheet);
        let places = match (difference.old, difference.new) {
            (Some(old), Some(new)) => format!("{} → {}", place(old), place(new)),
            (Some(old), None) => format!("{}: {}", self.say("bỏ cả phụ lục", "removed"), place(old)),
            (None, Some(new)) => format!("{}: {}", self.say("thêm cả phụ lục", "added"), place(new)),
            (None, None) => String::new(),
        };
        format!("{number}{name}  {places}")
    }

    fn name(&self, difference: &AppendixDifference<'_>, row: &Row) -> String {
        let (code, name) = difference.row_name(row);
        [code, name].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn row(&mut self, difference: &AppendixDifference<'_>, row: &RowDifference<'_>, indent: usize) {
        let Some(either) = row.new.or(row.old) else { return };
        let name = self.name(difference, either);
        match row.state {
            RowState::Added => self.alone(difference, either, indent, ("+", "thêm", "added")),
            RowState::Removed => self.alone(difference, either, indent, ("-", "bỏ", "removed")),
            RowState::Split | RowState::Joined => self.regrouped(difference, row, indent),
            RowState::Both => {
                let (one, other) = (row.old, row.new);
                let old_name = one.map(|row| self.name(difference, row)).unwrap_or_default();
                let head = if row.renamed {
                    format!("~ {}: {old_name} → {name}", self.say("đổi tên", "renamed"))
                } else if row.renumbered {
                    let code = one.and_then(|row| difference.row_name(row).0);
                    let code = code.unwrap_or_else(|| self.say("không số", "without a number").to_owned());
                    format!("~ {name}  ({} {code})", self.say("trước là", "was"))
                } else {
                    format!("~ {name}")
                };
                self.line(indent, &head);
                self.moved(difference, row, indent + 1);
                let all = self.all;
                let shown = |cell: &&CellChange| all || cell.nature == ChangeNature::Changed;
                for cell in row.cells.iter().filter(shown) {
                    if let (Some(old), Some(new)) = (one, other) {
                        let line = self.cell(difference, (old, new), cell);
                        self.line(indent + 1, &line);
                        for why in cell.why(self.language) {
                            self.line(indent + 2, &why);
                        }
                    }
                }
            }
        }
    }

    fn alone(
        &mut self,
        difference: &AppendixDifference<'_>,
        row: &Row,
        indent: usize,
        (mark, vi, en): (&str, &str, &str),
    ) {
        let Some(appendix) = difference.either() else { return };
        let name = self.name(difference, row);
        let figures: Vec<String> = appendix
            .layout
            .columns
            .iter()
            .enumerate()
            .filter(|(index, column)| has_percent(column.kind) && !row.quantity(*index).is_blank())
            .map(|(index, _)| {
                let value = row.values.get(index).map(|value| words::value(value, true, self.language));
                format!("{} {}", words::column(appendix, index), value.unwrap_or_default())
            })
            .collect();
        let at = match appendix.layout.code_column().or(Some(0)) {
            Some(column) if mark == "+" => difference.new_cell(row, column),
            Some(column) => difference.old_cell(row, column),
            None => None,
        };
        let at = at.map(|at| format!("  {at}")).unwrap_or_default();
        let figures = if figures.is_empty() { String::new() } else { format!("  {}", figures.join("; ")) };
        let line = format!("{mark} {}: {name}{figures}{at}", self.say(vi, en));
        self.line(indent, &line);
    }

    /// One row and the several that it became or that became it, told at the first line.
    fn regrouped(&mut self, difference: &AppendixDifference<'_>, row: &RowDifference<'_>, indent: usize) {
        let (Some(old), Some(new)) = (row.old, row.new) else { return };
        let all = difference.rows.iter().filter(|other| other.link == row.link);
        let split = row.state == RowState::Split;
        let (whole, parts): (&Row, Vec<&Row>) = if split {
            (old, all.filter_map(|row| row.new).collect())
        } else {
            (new, all.filter_map(|row| row.old).collect())
        };
        let word = if split { self.say("tách", "split") } else { self.say("gộp thành", "joined") };
        let head = format!("/ {word}: {}", self.name(difference, whole));
        self.line(indent, &head);
        for part in parts {
            let name = self.name(difference, part);
            let mark = if split { "→" } else { "←" };
            let figures: Vec<String> = difference
                .whole
                .iter()
                .filter(|sum| !part.quantity(sum.column).addend().is_zero())
                .filter_map(|sum| {
                    let value = words::value(part.values.get(sum.column)?, true, self.language);
                    Some(format!("{} {value}", words::column(difference.either()?, sum.column)))
                })
                .collect();
            self.line(indent + 1, &format!("{mark} {name}  {}", figures.join("; ")));
        }
    }

    fn moved(&mut self, difference: &AppendixDifference<'_>, row: &RowDifference<'_>, indent: usize) {
        let Some(moved) = row.moved else { return };
        let word = self.say("chuyển", "moved");
        if let Some((from, to)) = moved.parent {
            let top = self.say("(cấp 1)", "(level 1)");
            let name =
                |row: Option<&Row>| row.map_or_else(|| top.to_owned(), |row| self.name(difference, row));
            let line = format!("{word}: {} → {}", name(from), name(to));
            self.line(indent, &line);
        }
        if let Some(column) = moved.place {
            let place =
                |row: Option<&Row>| row.and_then(|row| row.text(column)).unwrap_or_default().to_owned();
            self.line(indent, &format!("{word}: {} → {}", place(row.old), place(row.new)));
        }
    }

    fn cell(
        &self,
        difference: &AppendixDifference<'_>,
        (old, new): (&Row, &Row),
        cell: &CellChange,
    ) -> String {
        let Some(appendix) = difference.either() else { return String::new() };
        let kind = appendix.layout.columns.get(cell.column).map(|column| column.kind);
        let figures = kind.is_some_and(has_percent);
        let value = |value| words::value(value, figures, self.language);
        let by = cell.difference().filter(|by| !by.is_zero()).map(|by| {
            let percent = cell.percent().filter(|_| figures).map(|percent| format!(", {}%", signed(percent)));
            format!("  ({}{})", signed(by), percent.unwrap_or_default())
        });
        let at = [difference.old_cell(old, cell.column), difference.new_cell(new, cell.column)];
        let at: Vec<String> = at.into_iter().flatten().collect();
        let at = if at.is_empty() { String::new() } else { format!("  {}", at.join(" → ")) };
        let nature = match cell.nature {
            ChangeNature::Changed => "",
            ChangeNature::Follows => self.say("  [theo]", "  [follows]"),
            ChangeNature::Form => self.say("  [cách ghi]", "  [form]"),
        };
        let header = words::column(appendix, cell.column);
        format!("{header}: {} → {}{}{at}{nature}", value(&cell.old), value(&cell.new), by.unwrap_or_default())
    }

    /// What a row of level 1 adds up to, after the rows below it.
    fn group_end(&mut self, difference: &AppendixDifference<'_>, above: &[(&RowDifference<'_>, bool)]) {
        let Some((top, _)) = above.first().filter(|(_, printed)| *printed) else { return };
        let same = |one: Option<&Row>, other: Option<&Row>| match (one, other) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (None, None) => true,
            _ => false,
        };
        let found = difference.groups.iter().find(|sums| same(sums.old, top.old) && same(sums.new, top.new));
        if let (Some(found), Some(appendix)) = (found, difference.either()) {
            let sums = self.sums(appendix, &found.sums);
            self.line(2, &format!("= {}: {sums}", self.say("cộng nhóm", "group")));
        }
    }

    fn sums(&self, appendix: &Appendix, sums: &[ColumnSum]) -> String {
        let one = |sum: &ColumnSum| {
            let by = sum.difference().map(signed).unwrap_or_default();
            let percent = sum.percent().map(|percent| format!(", {}%", signed(percent))).unwrap_or_default();
            let (old, new) = (phuluc_model::vietnamese(sum.old), phuluc_model::vietnamese(sum.new));
            format!("{} {old} → {new} ({by}{percent})", words::column(appendix, sum.column))
        };
        sums.iter().map(one).collect::<Vec<_>>().join("; ")
    }
}
