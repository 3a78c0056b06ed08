//! What a caller may choose of a template.

use std::sync::Arc;

use phuluc_model::text::{nearest, tidy};
use phuluc_model::{Document, Layout, Layouts};

use super::{UNIT_LETTERS, YEARS};
use crate::WriteError;
use crate::limits::length;

/// What a template is made of.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct TemplateOptions {
    /// The layouts at hand.
    pub layouts: Layouts,
    /// The appendices wanted, by number (`II`, `2`) or layout id; every official one
    /// at hand where this is empty.
    pub appendices: Vec<String>,
    /// The unit that reports, such as `Huyện Bình Gia`.
    pub unit: Option<String>,
    /// The year that is planned for; the plan's where there is none.
    pub year: Option<i32>,
    /// A plan whose rows are prepared, with their figures left blank.
    pub plan: Option<Document>,
    /// Districts and communes to choose from.
    pub places: Vec<String>,
    /// Other units: rows of the plan that are theirs are left out.
    pub others: Vec<String>,
    /// Blank rows wherever there is room for rows. Without it ten where the form is a
    /// list of things, three elsewhere.
    pub rows: Option<usize>,
}

impl TemplateOptions {
    /// A template of the official appendices at hand.
    pub fn new(layouts: Layouts) -> Self {
        Self { layouts, ..Self::default() }
    }

    /// Adds an appendix, by number (`II`, `2`) or layout id.
    #[must_use]
    pub fn appendix(mut self, name: impl Into<String>) -> Self {
        self.appendices.push(name.into());
        self
    }

    /// Says which unit reports.
    #[must_use]
    pub fn unit(mut self, name: impl Into<String>) -> Self {
        self.unit = Some(name.into());
        self
    }

    /// Says which year is planned for.
    #[must_use]
    pub const fn year(mut self, year: i32) -> Self {
        self.year = Some(year);
        self
    }

    /// Prepares the rows of a plan.
    #[must_use]
    pub fn plan(mut self, plan: Document) -> Self {
        self.plan = Some(plan);
        self
    }

    /// Offers districts and communes to choose from.
    #[must_use]
    pub fn places(mut self, names: Vec<String>) -> Self {
        self.places = names;
        self
    }

    /// Leaves out rows of the plan that are of other units.
    #[must_use]
    pub fn others(mut self, names: Vec<String>) -> Self {
        self.others = names;
        self
    }

    /// Sets how many blank rows there are wherever there is room for rows.
    #[must_use]
    pub const fn rows(mut self, count: usize) -> Self {
        self.rows = Some(count);
        self
    }

    /// The layouts of the appendices wanted, each once.
    pub(super) fn wanted(&self) -> Result<Vec<Arc<Layout>>, WriteError> {
        let mut wanted: Vec<Arc<Layout>> = Vec::new();
        for name in &self.appendices {
            let layout = self.find(name).ok_or_else(|| self.unknown(name))?;
            if !wanted.iter().any(|other| other.id == layout.id) {
                wanted.push(layout.clone());
            }
        }
        if self.appendices.is_empty() {
            wanted.extend(self.layouts.iter().filter(|layout| !layout.number.is_empty()).cloned());
        }
        if wanted.is_empty() { Err(WriteError::Empty) } else { Ok(wanted) }
    }

    fn find(&self, name: &str) -> Option<&Arc<Layout>> {
        let number = name.trim().parse::<u32>().ok().and_then(roman);
        let is = |layout: &&Arc<Layout>| {
            let own = layout.number.trim();
            !own.is_empty()
                && (own.eq_ignore_ascii_case(name.trim())
                    || number.as_ref().is_some_and(|number| own.eq_ignore_ascii_case(number)))
        };
        self.layouts.get(name).or_else(|| self.layouts.iter().find(is))
    }

    fn unknown(&self, name: &str) -> WriteError {
        let known = self.layouts.iter().flat_map(|layout| [&*layout.id, layout.number.as_str()]);
        WriteError::NoSuchAppendix {
            asked: name.to_owned(),
            known: self.layouts.iter().map(|layout| layout.id.to_string()).collect::<Vec<_>>().join(", "),
            nearest: nearest(name, known.filter(|name| !name.is_empty())).map(str::to_owned),
        }
    }

    /// The year asked for, else the plan's.
    pub(super) fn plan_year(&self) -> Result<Option<i32>, WriteError> {
        let of_plan = || self.plan.iter().flat_map(|plan| &plan.appendices).find_map(|one| one.plan_year);
        match self.year {
            Some(year) if !YEARS.contains(&year) => Err(WriteError::PlanYear { year }),
            Some(year) => Ok(Some(year)),
            None => Ok(of_plan()),
        }
    }

    pub(super) fn reporting_unit(&self) -> Result<Option<String>, WriteError> {
        let Some(name) = self.unit.as_deref().map(tidy) else { return Ok(None) };
        if name.is_empty() || length(&name) > UNIT_LETTERS {
            return Err(WriteError::UnitName { length: length(&name) });
        }
        Ok(Some(name))
    }
}

/// A number as appendices are numbered: 4 as `IV`; `None` for none that one has.
fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 7] =
        [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut text = String::new();
    while (1..90).contains(&rest) {
        let (value, sign) = SIGNS.iter().find(|(value, _)| *value <= rest)?;
        text.push_str(sign);
        rest -= value;
    }
    (!text.is_empty() && rest == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_appendices_are_numbered() {
        for (number, expected) in
            [(1, Some("I")), (4, Some("IV")), (9, Some("IX")), (48, Some("XLVIII")), (0, None), (90, None)]
        {
            assert_eq!(roman(number).as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn appendices_by_number_or_id() {
        let options = TemplateOptions::new(Layouts::built_in());
        let ids = |options: &TemplateOptions| {
            let wanted = options.wanted().expect("layouts");
            wanted.iter().map(|layout| layout.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&options.clone().appendix("2").appendix("II").appendix("phu-luc-2")), ["phu-luc-2"]);
        assert_eq!(ids(&options.clone().appendix("iv").appendix("1")), ["phu-luc-4", "phu-luc-1"]);
        assert_eq!(ids(&options).len(), 4);
        let error = options.appendix("5").wanted().expect_err("there is no fifth");
        assert!(matches!(error, WriteError::NoSuchAppendix { .. }), "{error}");
    }
}
