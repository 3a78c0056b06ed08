//! Tables that go on over several sheets.

use std::collections::HashSet;

use phuluc_model::text::fold;

use crate::context::Table;

/// The tables that a grand total may add up besides its own: those of its form next to it in
/// its file, of which none has a grand total and only the first has a title of its own. With
/// their rows of level 1, but for those that go on below a row of a sheet before: 1.2 after 1.
pub(super) fn others(tables: &[Table<'_>], at: usize) -> Vec<(usize, Vec<usize>)> {
    let Some(own) = tables.get(at).filter(|own| own.total.is_some()) else { return Vec::new() };
    let belongs = |other: &Table<'_>| {
        let (one, two) = (own.appendix, other.appendix);
        let years = one.plan_year.zip(two.plan_year);
        other.total.is_none()
            && one.layout.id == two.layout.id
            && one.source.file == two.source.file
            && years.is_none_or(|(one, two)| one == two)
    };
    // A title of its own, not that of the sheet before with a mark: "… (tiếp theo)".
    let titled = |at: usize| {
        let title = |at: Option<usize>| tables.get(at?)?.appendix.title.as_deref();
        let bare = |title: &str| fold(title.split_once(" (").map_or(title, |(bare, _)| bare));
        let before = title(at.checked_sub(1)).map(bare);
        title(Some(at)).map(bare).is_some_and(|title| before.is_none_or(|before| before != title))
    };
    let mut first = at;
    while !titled(first) && first > 0 && tables.get(first - 1).is_some_and(belongs) {
        first -= 1;
    }
    let mut last = at;
    while !titled(last + 1) && tables.get(last + 1).is_some_and(belongs) {
        last += 1;
    }
    let mut codes: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for (index, table) in tables.iter().enumerate().take(last + 1).skip(first) {
        let goes_on = |row: &usize| {
            let above = table.code(*row).and_then(|code| code.rsplit_once('.'));
            above.is_some_and(|(above, _)| codes.contains(above))
        };
        let rows = table.top.iter().copied().filter(|row| !goes_on(row)).collect();
        codes.extend((0..table.rows.len()).filter_map(|row| table.code(row)));
        found.push((index, rows));
    }
    found.retain(|(index, _)| *index != at);
    found
}
