//! What stands above the tables.

use phuluc_model::text::fold;
use phuluc_model::{Appendix, PlanReference};

use crate::DiffOptions;
use crate::difference::{HeadingChange, HeadingField};

/// What differs above two tables; nothing where there is only one.
pub(crate) fn changes(
    old: Option<&Appendix>,
    new: Option<&Appendix>,
    options: &DiffOptions,
) -> Vec<HeadingChange> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let plan = |appendix: &Appendix, piece: fn(&PlanReference) -> &Option<String>| {
        appendix.plan.as_ref().and_then(|plan| piece(plan).clone())
    };
    let both = |field, of: &dyn Fn(&Appendix) -> Option<String>| (field, of(old), of(new));
    let mut said = Vec::new();
    if !options.ignore_heading {
        said.extend([
            both(HeadingField::Title, &|appendix| appendix.title.clone()),
            both(HeadingField::PlanYear, &|appendix| appendix.plan_year.map(|year| year.to_string())),
            both(HeadingField::PlanNumber, &|appendix| plan(appendix, |plan| &plan.number)),
            both(HeadingField::PlanDate, &|appendix| plan(appendix, |plan| &plan.date)),
            both(HeadingField::PlanIssuer, &|appendix| plan(appendix, |plan| &plan.issuer)),
        ]);
    }
    said.push(both(HeadingField::Unit, &|appendix| appendix.source.unit.map(|unit| unit.to_string())));
    let differs = |(field, old, new): (HeadingField, Option<String>, Option<String>)| {
        let folded = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
        // Amounts are compared in the layout's unit, whatever they were typed in.
        let form = field == HeadingField::Unit || folded(&old) == folded(&new);
        (old != new).then_some(HeadingChange { field, old, new, form })
    };
    said.into_iter().filter_map(differs).collect()
}
