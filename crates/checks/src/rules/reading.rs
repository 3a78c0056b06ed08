//! What the rules of reading say of themselves; they run in the reader.

use std::sync::LazyLock;

use crate::doc::RuleDoc;

const FILES: &[&str] = &[
    include_str!("../../../../docs/rules/PL001-sheet-not-recognised.md"),
    include_str!("../../../../docs/rules/PL002-ambiguous-layout.md"),
    include_str!("../../../../docs/rules/PL003-column-missing.md"),
    include_str!("../../../../docs/rules/PL004-header-not-matched.md"),
    include_str!("../../../../docs/rules/PL005-encoding-decoded.md"),
    include_str!("../../../../docs/rules/PL006-unit-assumed.md"),
    include_str!("../../../../docs/rules/PL007-unit-scaled.md"),
    include_str!("../../../../docs/rules/PL008-carried-down.md"),
    include_str!("../../../../docs/rules/PL009-doubtful-carry.md"),
    include_str!("../../../../docs/rules/PL010-hidden-read.md"),
    include_str!("../../../../docs/rules/PL011-row-not-understood.md"),
    include_str!("../../../../docs/rules/PL012-second-total.md"),
    include_str!("../../../../docs/rules/PL013-formula-without-result.md"),
    include_str!("../../../../docs/rules/PL014-stated-in-note.md"),
    include_str!("../../../../docs/rules/PL015-unit-contradictory.md"),
    include_str!("../../../../docs/rules/PL016-cell-note.md"),
    include_str!("../../../../docs/rules/PL017-row-over-two.md"),
    include_str!("../../../../docs/rules/PL018-unit-doubtful.md"),
    include_str!("../../../../docs/rules/PL019-continued-sheet.md"),
    include_str!("../../../../docs/rules/PL020-figure-over-cells.md"),
    include_str!("../../../../docs/rules/PL021-year-contradictory.md"),
    include_str!("../../../../docs/rules/PL022-outside-the-form.md"),
    include_str!("../../../../docs/rules/PL101-number-as-text.md"),
    include_str!("../../../../docs/rules/PL102-ambiguous-separator.md"),
    include_str!("../../../../docs/rules/PL103-words-in-figures.md"),
    include_str!("../../../../docs/rules/PL104-error-value.md"),
    include_str!("../../../../docs/rules/PL105-negative-amount.md"),
    include_str!("../../../../docs/rules/PL106-implausible-year.md"),
    include_str!("../../../../docs/rules/PL107-binary-noise.md"),
    include_str!("../../../../docs/rules/PL108-percent-scaled.md"),
    include_str!("../../../../docs/rules/PL109-code-repaired.md"),
    include_str!("../../../../docs/rules/PL110-code-was-date.md"),
    include_str!("../../../../docs/rules/PL111-nil-mark.md"),
    include_str!("../../../../docs/rules/PL112-format-scaled.md"),
    include_str!("../../../../docs/rules/PL113-date-in-figures.md"),
    include_str!("../../../../docs/rules/PL601-stale-result.md"),
    include_str!("../../../../docs/rules/PL602-result-computed.md"),
    include_str!("../../../../docs/rules/PL603-formula-not-computed.md"),
    include_str!("../../../../docs/rules/PL604-circular-formula.md"),
    include_str!("../../../../docs/rules/PL605-external-link.md"),
];

static DOCS: LazyLock<Vec<RuleDoc>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| RuleDoc::parse(file)).collect());

/// Every rule of reading, by code.
pub(crate) fn docs() -> impl Iterator<Item = &'static RuleDoc> {
    DOCS.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_reading_is_documented_as_it_is() {
        let documented: Vec<_> = docs().map(|doc| doc.rule).collect();
        assert_eq!(documented, phuluc_reader::RULES);
    }
}
