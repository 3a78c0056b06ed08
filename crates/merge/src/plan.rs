//! A plan's rows where units' rows stand in a merged appendix, so that both can be held
//! against each other row by row.

use std::collections::BTreeSet;
use std::sync::Arc;

use phuluc_model::text::fold;
use phuluc_model::{
    Appendix, Document, Finding, Layout, Merged, MergedAppendix, Part, Quantity, Row, UnitSubmission,
};

use crate::MergeOptions;
use crate::place::Whose;
use crate::say::at_cell;
use crate::tree::Forest;
use crate::units::{self, Register};

/// The rows of a plan's appendices of one form, placed as a merge places them.
pub(crate) struct Plan<'a> {
    appendices: Vec<&'a Appendix>,
    rows: Vec<Vec<&'a Row>>,
    pub(crate) placed: MergedAppendix,
}

/// A row of a plan as it stands there; `None` for one that only its place asks for, such as
/// the district's row above a flat list of its works.
pub(crate) struct Stated<'a> {
    pub(crate) appendix: &'a Appendix,
    pub(crate) row: &'a Row,
    /// Whether its figures are the placed row's alone.
    alone: bool,
}

impl<'a> Plan<'a> {
    /// `None` where the plan has no such form.
    pub(crate) fn of(
        layout: &Arc<Layout>,
        plan: &'a Document,
        merged: &Merged,
        options: &MergeOptions,
    ) -> Option<Self> {
        let appendices: Vec<&Appendix> =
            plan.appendices.iter().filter(|appendix| appendix.layout.id == layout.id).collect();
        appendices.first()?;
        let owners = Owners::new(plan, merged, options);
        let named = |appendix: &Appendix, row: &Row| owners.of(appendix, row);
        let mut forest = Forest::new(layout);
        let mut parts = Vec::new();
        for (at, appendix) in appendices.iter().enumerate() {
            let part = Part { submission: 0, appendix: at, row: None };
            forest.take(&Whose::Rows(&named), appendix, part);
            parts.push((part, *appendix));
        }
        let placed = forest.grown(layout, &parts);
        let rows = appendices.iter().map(|appendix| appendix.rows_by_index()).collect();
        Some(Self { appendices, rows, placed })
    }

    /// The plan's own row that a placed row is, by its index with the grand total first.
    pub(crate) fn stated(&self, at: usize) -> Option<Stated<'a>> {
        let total = usize::from(self.placed.appendix.total.is_some());
        let origin = match at.checked_sub(total) {
            None => &self.placed.total,
            Some(at) => self.placed.origins.get(at)?,
        };
        let part = origin.parts.first()?;
        let appendix = *self.appendices.get(part.appendix)?;
        let row = match part.row {
            None => appendix.total.as_ref()?,
            Some(row) => self.rows.get(part.appendix)?.get(row)?,
        };
        Some(Stated { appendix, row, alone: origin.parts.len() == 1 })
    }
}

impl Stated<'_> {
    /// What the plan states in a column: the cell's own figure, and where that is blank or
    /// several of its rows are one here what the rows below give.
    pub(crate) fn figure(&self, placed: &Row, column: usize) -> Quantity {
        let own = self.row.quantity(column);
        if self.alone && !own.is_blank() { own.clone() } else { placed.quantity(column).clone() }
    }

    /// A finding at a column of the row.
    pub(crate) fn finding(
        &self,
        rule: &phuluc_model::Rule,
        message: phuluc_model::Message,
        column: usize,
    ) -> Finding {
        at_cell(rule, message, self.appendix, self.row, column)
    }
}

/// Which merged unit a plan's rows belong to.
struct Owners<'a> {
    register: Register,
    options: &'a MergeOptions,
    /// Rows that merged units stand under.
    merged: BTreeSet<String>,
    /// The unit whose plan it is.
    whole: Option<String>,
}

impl<'a> Owners<'a> {
    fn new(plan: &Document, merged: &Merged, options: &'a MergeOptions) -> Self {
        let register = Register::new(&options.places);
        let units = merged.submissions.iter().filter_map(|one| one.unit.as_deref());
        let named = units.flat_map(|unit| register.said(unit));
        let merged = named.map(|unit| register.row_name(unit).to_owned()).collect();
        let file = plan.appendices.first().map(|first| first.source.file.clone()).unwrap_or_default();
        let whole = UnitSubmission { file, document: plan.clone(), ..UnitSubmission::default() };
        let whole = match units::whose(&whole, &register, &options.places) {
            units::Whose::Unit(unit) => Some(register.row_name(unit).to_owned()),
            units::Whose::Foreign(_) | units::Whose::Unknown(_) => None,
        };
        Self { register, options, merged, whole }
    }

    /// The name of the merged row that a row belongs under: a unit's row under the one that it
    /// names; any other under the one whose plan it is, else the one that its place lies in.
    fn of(&self, appendix: &Appendix, row: &Row) -> Option<String> {
        let layout = &appendix.layout;
        let kind = layout.kind(&row.kind)?;
        let is_unit = layout.merge.unit.as_deref() == Some(&*kind.name);
        let named = |text: &str| {
            let mut units = self.register.text(&self.options.places, text);
            if units.is_empty() && is_unit {
                units = self.register.said(text);
            }
            let names: BTreeSet<&str> = units.into_iter().map(|unit| self.register.row_name(unit)).collect();
            let mut ours: Vec<&str> = names.iter().copied().filter(|name| self.is_merged(name)).collect();
            if ours.is_empty() {
                ours = names.into_iter().collect();
            }
            match ours.as_slice() {
                [one] => Some((*one).to_owned()),
                _ => None,
            }
        };
        if is_unit {
            let label = appendix.label(row)?;
            let district = |name: &String| fold(name).ends_with(&fold(label));
            return named(label)
                .filter(|name| self.whole.is_none() || district(name))
                .or_else(|| self.whole.clone());
        }
        self.whole.clone().or_else(|| {
            let texts = kind.carry.iter().chain(&kind.same).filter_map(|column| row.text(*column));
            texts.into_iter().find_map(named)
        })
    }

    fn is_merged(&self, name: &str) -> bool {
        self.merged.contains(name)
    }
}
