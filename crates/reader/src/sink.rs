//! Findings of one sheet, folded: one cause that touches many cells is one finding.

use indexmap::IndexMap;
use phuluc_model::{CellRange, CellRef, Finding, Message, Rule};

/// Collects findings of a sheet in the order in which causes first show.
#[derive(Debug)]
pub(crate) struct Sink {
    file: String,
    sheet: String,
    groups: IndexMap<(&'static str, u32, String), Group>,
}

#[derive(Debug)]
struct Group {
    rule: Rule,
    message: Message,
    range: CellRange,
    found: Option<String>,
    expected: Option<String>,
    count: usize,
}

impl Sink {
    pub(crate) fn new(file: &str, sheet: &str) -> Self {
        Self { file: file.to_owned(), sheet: sheet.to_owned(), groups: IndexMap::new() }
    }

    /// Says something of a cell; the same of another cell of its column is folded into it.
    pub(crate) fn cell(&mut self, rule: &Rule, at: CellRef, message: Message, found: Option<String>) {
        self.folded(rule, at, message, (found, None));
    }

    /// Says that something else stands in a cell now: what stood there, and what does.
    pub(crate) fn change(
        &mut self,
        rule: &Rule,
        at: CellRef,
        message: Message,
        change: (Option<String>, Option<String>),
    ) {
        self.folded(rule, at, message, change);
    }

    fn folded(
        &mut self,
        rule: &Rule,
        at: CellRef,
        message: Message,
        (found, expected): (Option<String>, Option<String>),
    ) {
        let key = (rule.code, at.column, message.en.to_string());
        let here = CellRange::new(at, at);
        self.groups
            .entry(key)
            .and_modify(|group| {
                group.count += 1;
                group.range.first.row = group.range.first.row.min(at.row);
                group.range.last.row = group.range.last.row.max(at.row);
                group.found = None;
                group.expected = None;
            })
            .or_insert(Group { rule: *rule, message, range: here, found, expected, count: 1 });
    }

    /// Says something of a range as a whole.
    pub(crate) fn range(&mut self, rule: &Rule, range: CellRange, message: Message, count: usize) {
        let key = (rule.code, range.first.column, format!("{range} {}", message.en));
        self.groups.insert(key, Group { rule: *rule, message, range, found: None, expected: None, count });
    }

    /// Takes back what a rule said.
    pub(crate) fn forget(&mut self, rule: &Rule) {
        self.groups.retain(|(code, _, _), _| *code != rule.code);
    }

    /// One of the same sheet, of which nothing was said.
    pub(crate) fn fresh(&self) -> Self {
        Self::new(&self.file, &self.sheet)
    }

    /// Takes out what was said so far.
    pub(crate) fn take(&mut self) -> Self {
        let groups = std::mem::take(&mut self.groups);
        Self { groups, ..self.fresh() }
    }

    /// Says what another of the same sheet says, behind what was said here.
    pub(crate) fn append(&mut self, other: Self) {
        for (key, more) in other.groups {
            self.groups
                .entry(key)
                .and_modify(|group| {
                    group.count += more.count;
                    group.range.first.row = group.range.first.row.min(more.range.first.row);
                    group.range.last.row = group.range.last.row.max(more.range.last.row);
                    group.found = None;
                    group.expected = None;
                })
                .or_insert(more);
        }
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        let Self { file, sheet, groups } = self;
        let finding = |group: Group| Finding {
            found: group.found,
            expected: group.expected,
            ..Finding::new(&group.rule, group.message, &file, &sheet, group.range).counting(group.count)
        };
        groups.into_values().map(finding).collect()
    }
}
