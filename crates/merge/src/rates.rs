//! Rows whose figures are rates or averages, which never add up over units.

use phuluc_model::text::fold;
use phuluc_model::{Layout, Row, Vocabulary};

/// Whether a row's own unit of measure, or its name, is that of a rate or an average.
pub(crate) fn is_rate(layout: &Layout, row: &Row) -> bool {
    let Some(measure) = layout.merge.measure else { return false };
    let words = Vocabulary::get();
    let begins = |text: &str, word: &str| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let typed = row.text(measure).unwrap_or_default();
    let label = layout.kind(&row.kind).and_then(|kind| row.text(kind.label)).unwrap_or_default();
    let (measure, name) = (fold(typed), fold(label));
    let shares = |text: &str| words.share_signs.iter().any(|sign| text.contains(sign));
    let named = words.rate_names.iter().any(|word| begins(&name, word))
        || words.averages.iter().any(|word| format!(" {name} ").contains(&format!(" {word} ")))
        || shares(label);
    words.rate.iter().any(|rate| begins(&measure, rate))
        || words.rate_signs.iter().any(|sign| typed.contains(sign))
        || shares(typed)
        || named && !words.whole.contains(&measure)
}
