//! Of which kind a row is, by what its cells say.

use std::cell::RefCell;

use phuluc_model::text::{first_word, fold};
use phuluc_model::{CodeForm, Condition, Kind, KindRole, Layout, Value, WordPattern, code_form};

use crate::draft::FlatRow;

/// The kind of a row; where words in the code column name it, the column that they belong in.
pub(crate) fn classify(
    layout: &Layout,
    values: &[Value],
    label: Option<&str>,
) -> Option<(usize, Option<usize>)> {
    let said = Said::new(layout, values, label);
    let rounds = layout.kinds.iter().map(|kind| kind.when.len()).max().unwrap_or(0);
    // Totals and the like are told by words of their own: all their conditions come first.
    let kinds = || layout.kinds.iter().enumerate();
    let special = kinds().filter(|(_, kind)| kind.role != KindRole::Row);
    let special =
        special.flat_map(|(index, kind)| kind.when.iter().map(move |condition| (index, kind, condition)));
    let ordinary = (0..rounds).flat_map(|round| {
        kinds()
            .filter(|(_, kind)| kind.role == KindRole::Row)
            .filter_map(move |(index, kind)| Some((index, kind, kind.when.get(round)?)))
    });
    let found = special.chain(ordinary).find(|(_, kind, condition)| said.fits(kind, condition));
    found.map(|(index, kind, _)| {
        let free = values.get(kind.label).is_some_and(Value::is_blank);
        (index, (label.is_some() && free).then_some(kind.label))
    })
}

/// Lines with a mark below "trong đó:" break the same row down.
pub(crate) fn continues_breakdown(layout: &Layout, above: &FlatRow, values: &[Value]) -> bool {
    let code = layout.code_column().and_then(|column| values.get(column)).and_then(Value::text);
    let breakdown = layout.kinds.get(above.kind).is_some_and(|kind| kind.role == KindRole::Breakdown);
    breakdown && code.is_some_and(|code| code_form(code) == CodeForm::Mark)
}

/// What a row says, as conditions of kinds ask it: each column's words are folded once.
struct Said<'a> {
    values: &'a [Value],
    label: Option<&'a str>,
    form: CodeForm,
    folded: RefCell<Vec<(usize, String)>>,
    /// The first of them.
    first: RefCell<Vec<(usize, String)>>,
}

impl<'a> Said<'a> {
    fn new(layout: &Layout, values: &'a [Value], label: Option<&'a str>) -> Self {
        let code = layout.code_column().and_then(|column| values.get(column)).and_then(Value::text);
        let form = code.map_or(CodeForm::None, code_form);
        Self { values, label, form, folded: RefCell::default(), first: RefCell::default() }
    }

    fn fits(&self, kind: &Kind, condition: &Condition) -> bool {
        let blank = |column: &usize| self.values.get(*column).is_none_or(Value::is_blank);
        let filled = |column: &usize| !blank(column) || (self.label.is_some() && *column == kind.label);
        (condition.codes.is_empty() || condition.codes.contains(&self.form))
            && condition.filled.iter().all(filled)
            && condition.blank.iter().all(blank)
            && condition.pattern.as_ref().is_none_or(|(column, pattern)| self.matches(*column, pattern))
    }

    /// Whether a column's words match; a name merged over the whole row stands for the
    /// words of any column.
    fn matches(&self, column: usize, pattern: &WordPattern) -> bool {
        let Some(words) = self.values.get(column).and_then(Value::text).or(self.label) else { return false };
        let may_match =
            with_known(&self.first, column, || first_word(words), |word| pattern.may_begin_with(word));
        may_match && with_known(&self.folded, column, || fold(words), |words| pattern.is_match(words))
    }
}

/// Asks something of a column's words, which are made once.
fn with_known(
    known: &RefCell<Vec<(usize, String)>>,
    column: usize,
    make: impl FnOnce() -> String,
    ask: impl FnOnce(&str) -> bool,
) -> bool {
    let mut known = known.borrow_mut();
    if let Some((_, words)) = known.iter().find(|(known, _)| *known == column) {
        return ask(words);
    }
    let words = make();
    let answer = ask(&words);
    known.push((column, words));
    answer
}
