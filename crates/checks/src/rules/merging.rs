//! What the rules of merging say of themselves; they run in the merge crate.

use std::sync::LazyLock;

use crate::doc::RuleDoc;

const FILES: &[&str] = &[
    include_str!("../../../../docs/rules/PL701-unknown-unit.md"),
    include_str!("../../../../docs/rules/PL702-foreign-unit.md"),
    include_str!("../../../../docs/rules/PL703-unit-twice.md"),
    include_str!("../../../../docs/rules/PL704-unit-missing.md"),
    include_str!("../../../../docs/rules/PL705-year-differs.md"),
    include_str!("../../../../docs/rules/PL706-programme-differs.md"),
    include_str!("../../../../docs/rules/PL707-names-differ.md"),
    include_str!("../../../../docs/rules/PL708-rate-left-blank.md"),
    include_str!("../../../../docs/rules/PL709-values-differ.md"),
    include_str!("../../../../docs/rules/PL710-stated-not-merged.md"),
    include_str!("../../../../docs/rules/PL711-earlier-left-out.md"),
    include_str!("../../../../docs/rules/PL712-words-not-summed.md"),
    include_str!("../../../../docs/rules/PL713-edited-by-hand.md"),
    include_str!("../../../../docs/rules/PL714-plan-differs.md"),
    include_str!("../../../../docs/rules/PL715-unit-overridden.md"),
    include_str!("../../../../docs/rules/PL716-form-blank.md"),
    include_str!("../../../../docs/rules/PL717-amount-on-heading.md"),
    include_str!("../../../../docs/rules/PL718-measures-differ.md"),
    include_str!("../../../../docs/rules/PL719-sum-too-long.md"),
    include_str!("../../../../docs/rules/PL720-row-of-another.md"),
];

static DOCS: LazyLock<Vec<RuleDoc>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| RuleDoc::parse(file)).collect());

/// Every rule of merging, by code.
pub(crate) fn docs() -> impl Iterator<Item = &'static RuleDoc> {
    DOCS.iter()
}
