//! Merges the submissions of many units into a province's appendices: rows meet by
//! meaning, every figure keeps the unit and cell that it comes from.
//!
//! ```
//! use phuluc_merge::{MergeOptions, merge};
//!
//! let merged = merge(&[], &MergeOptions::default());
//! assert!(merged.appendices.is_empty());
//! ```
//!
//! How: `units` finds out whose each file is among those of the `register`, `blank` which
//! forms nobody filled in, `choose` which files count, `tree`
//! lets rows meet, `place` puts a unit's own list where the form wants it, `values`
//! and `sums` add up what units state (`effective`), `number` orders and numbers the rows.
//! No form is known here: layouts say what a column does ([`phuluc_model::Merge`]).

mod against;
mod assemble;
mod blank;
mod choose;
mod doubts;
mod effective;
mod names;
mod number;
mod options;
mod place;
mod plan;
mod rates;
mod register;
mod rules;
mod say;
mod sums;
mod tree;
mod units;
mod values;

use std::sync::Arc;

use phuluc_model::{Layout, Merged, MergedAppendix, UnitSubmission};
use sha2::{Digest, Sha256};

pub use against::against;
pub use options::MergeOptions;
pub use rules::RULES;

/// The SHA-256 of a file's bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a name says of the units of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnitName {
    /// It names one of them, or several.
    Known,
    /// It names none, but is like the name of one: `Huyện Đình Lâp`.
    Near(String),
    /// It names none: another province's, or an office's or a school's.
    Unknown,
}

/// Whether a name is a unit's of a list, as merging would take it.
pub fn unit_name(places: &phuluc_checks::Places, name: &str) -> UnitName {
    let register = register::Register::new(places);
    if !register.meant(places, name).is_empty() {
        return UnitName::Known;
    }
    register.nearest(name).map_or(UnitName::Unknown, |near| UnitName::Near(near.to_owned()))
}

/// Merges what units sent.
///
/// The order of `submissions` does not matter: the result is in the official order of
/// the units. A submission whose unit is not said ([`UnitSubmission::unit`]) is looked
/// at for it: the plan's issuer, titles, the file's name, the places of its rows. What
/// cannot be merged is left out, and a finding of severity `error` says so.
pub fn merge(submissions: &[UnitSubmission], options: &MergeOptions) -> Merged {
    let mut findings = Vec::new();
    let register = register::Register::new(&options.places);
    let owned = units::recognise(submissions, &register, options, &mut findings);
    let owned = choose::choose(owned, &register, options, &mut findings);
    let layouts = layouts(&owned);
    let owned: Vec<choose::Owned> = owned;
    let submissions: Vec<UnitSubmission> = owned.iter().map(|one| one.submission.clone()).collect();
    let appendices: Vec<MergedAppendix> = layouts
        .into_iter()
        .map(|layout| tree::merge_layout(&layout, &owned, &register, options, &mut findings))
        .collect();
    say::in_order(&mut findings);
    Merged { appendices, submissions, findings }
}

/// The layouts that are met, in the order of their ids.
fn layouts(owned: &[choose::Owned]) -> Vec<Arc<Layout>> {
    let appendices = owned.iter().flat_map(|one| &one.submission.document.appendices);
    let mut layouts: Vec<Arc<Layout>> = Vec::new();
    for appendix in appendices {
        if layouts.iter().all(|known| known.id != appendix.layout.id) {
            layouts.push(appendix.layout.clone());
        }
    }
    layouts.sort_by(|one, other| one.id.cmp(&other.id));
    layouts
}
