#![doc = include_str!("../../../../docs/rules/PL501-other-district.md")]

use phuluc_model::{Message, Severity};

use super::places_of::{Placed, only_district};
use crate::context::Context;
use crate::doc::RuleDoc;
use crate::keyed::Map;
use crate::registry::Check;
use crate::sink::Sink;
use crate::vocabulary::words;

documented!("PL501-other-district.md");

/// Rows beside a row that must name their own district for it to be sure.
const SURE: usize = 2;

pub(crate) struct OtherDistrict;

impl Check for OtherDistrict {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for placed in Placed::all(context) {
            let mut beside = Beside::default();
            for row in 0..placed.table.rows.len() {
                own_place(&placed, row, sink);
                for &column in placed.other_texts() {
                    other_text(&placed, row, column, &mut beside, sink);
                }
            }
        }
    }
}

/// Whether enough of the rows below one row name their own district in a column: asked for
/// every row that names another, of which there may be as many as rows beside it.
type Beside = Map<(Option<usize>, usize), bool>;

/// A row's place is in another district than the rows above it.
fn own_place(placed: &Placed<'_, '_>, row: usize, sink: &mut Sink) {
    let (Some(own), Some(above)) = (placed.own_district(row), placed.district_above(row)) else { return };
    if own != above {
        say(placed, row, placed.column(row), above, own, true, sink);
    }
}

/// A text of a row names another district, and only that.
fn other_text(placed: &Placed<'_, '_>, row: usize, column: usize, beside: &mut Beside, sink: &mut Sink) {
    let table = placed.table;
    let Some(named) = only_district(placed.named(row, column)) else { return };
    let Some(district) = placed.district(row) else { return };
    let texts = table.texts();
    if named == district || words().linking.is_match(texts.folded(texts.id(row, column))) {
        return;
    }
    let parent = table.row(row).and_then(|entry| entry.parent);
    let mut beside = || {
        *beside.entry((parent, column)).or_insert_with(|| {
            let own = table.siblings(row).iter().filter(|at| {
                let named = only_district(placed.named(**at, column));
                named.is_some() && named == placed.district(**at)
            });
            own.take(SURE).count() == SURE
        })
    };
    let sure = placed.own_district(row).is_some() && beside();
    say(placed, row, column, district, named, sure, sink);
}

fn say(
    placed: &Placed<'_, '_>,
    row: usize,
    column: usize,
    own: &str,
    named: &str,
    sure: bool,
    sink: &mut Sink,
) {
    let (own, named) = (placed.name(own), placed.name(named));
    let called = placed.table.called(row);
    let message = Message::new(
        format!("{called}: dòng của {own} nhưng nêu {named}. Sửa tên hoặc địa bàn"),
        format!("{called}: a row of {own} names {named}. Correct the name or the place"),
    );
    let mut finding = placed.table.finding(&DOC.rule, message, row, column).with_found(named);
    finding.expected = Some(own.to_owned());
    if !sure {
        finding.severity = Severity::Warning;
    }
    sink.push(finding);
}
