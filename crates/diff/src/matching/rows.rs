//! The rows of an appendix, made ready for matching.

use std::collections::HashMap;
use std::fmt::Write as _;

use phuluc_model::text::fold;
use phuluc_model::{Appendix, ColumnType, KindRole, Layout, Row};

/// A text by number; equal texts have equal numbers, the empty one is 0.
pub(super) type Id = u32;

/// Gives texts their numbers.
#[derive(Debug)]
pub(super) struct Names(HashMap<String, Id>);

impl Names {
    pub(super) fn new() -> Self {
        Self(HashMap::from([(String::new(), 0)]))
    }

    fn id(&mut self, text: String) -> Id {
        let next = Id::try_from(self.0.len()).unwrap_or(Id::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

/// A row with what it is matched by.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) row: &'a Row,
    /// Index of the row above it.
    pub(super) parent: Option<usize>,
    pub(super) role: KindRole,
    pub(super) leaf: bool,
    pub(super) kind: Id,
    /// What it is called, folded.
    pub(super) words: String,
    pub(super) name: Id,
    /// Its name without the number that it is printed with ("Dự án 3: …").
    pub(super) stem: Id,
    /// Its place, folded.
    pub(super) place_words: String,
    pub(super) place: Id,
    pub(super) code: Id,
    /// Its figures that are not zero.
    pub(super) figures: Id,
    /// Its other texts.
    pub(super) texts: Id,
    /// The rows below it, whatever their order.
    pub(super) below: Id,
}

/// What a row is called and the column that says so: its kind's label, or any other text.
pub(crate) fn label<'a>(layout: &Layout, row: &'a Row) -> Option<(usize, &'a str)> {
    let by_kind = layout.kind(&row.kind).map(|kind| kind.label);
    by_kind.and_then(|column| Some((column, row.text(column)?))).or_else(|| {
        let code = layout.code_column();
        (0..row.values.len())
            .filter(|column| Some(*column) != code)
            .find_map(|column| Some((column, row.text(column)?)))
    })
}

/// The column of a row's place: the first that its kind carries down, unless it is the name.
pub(crate) fn place_column(layout: &Layout, row: &Row) -> Option<usize> {
    let carried = layout.kind(&row.kind)?.carry.first().copied()?;
    (label(layout, row).is_none_or(|(column, _)| column != carried)).then_some(carried)
}

/// Columns that add up over rows: money and counts.
pub(super) fn additive(layout: &Layout) -> Vec<usize> {
    let adds = |kind| matches!(kind, ColumnType::Amount | ColumnType::Count);
    layout
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| adds(column.kind))
        .map(|(index, _)| index)
        .collect()
}

/// A folded name without its number: "dự án 3 hỗ trợ" of `Dự án 3: hỗ trợ` is "dự án hỗ trợ".
/// Only a number at the end of at most four words before a colon counts, and only where
/// something follows.
pub(crate) fn stem(name: &str) -> Option<String> {
    let (head, rest) = name.split_once([':', '.'])?;
    let (head, rest) = (fold(head), fold(rest));
    let (before, number) = head.rsplit_once(' ')?;
    let numbered =
        number.bytes().all(|byte| byte.is_ascii_digit()) || number.bytes().all(|b| b"ivx".contains(&b));
    let short = before.split(' ').count() <= 3;
    (numbered && short && rest.contains(' ')).then(|| format!("{before} {rest}"))
}

/// Every row of an appendix, the grand total first, then in the order of the table.
pub(super) fn nodes<'a>(appendix: &'a Appendix, names: &mut Names) -> Vec<Node<'a>> {
    let mut nodes: Vec<Node<'a>> = Vec::new();
    if let Some(total) = &appendix.total {
        nodes.push(node(appendix, total, None, names));
    }
    let mut open: Vec<(std::slice::Iter<'a, Row>, Option<usize>)> = vec![(appendix.rows.iter(), None)];
    while let Some((rows, parent)) = open.last_mut() {
        let Some(row) = rows.next() else {
            open.pop();
            continue;
        };
        let parent = *parent;
        open.push((row.children.iter(), Some(nodes.len())));
        nodes.push(node(appendix, row, parent, names));
    }
    rows_below(&mut nodes, names);
    nodes
}

/// Numbers the rows below each row, from the bottom up.
fn rows_below(nodes: &mut [Node<'_>], names: &mut Names) {
    let mut below: Vec<Vec<Id>> = vec![Vec::new(); nodes.len()];
    for (index, node) in nodes.iter_mut().enumerate().rev() {
        let mut rows = below.get_mut(index).map(std::mem::take).unwrap_or_default();
        rows.sort_unstable();
        if !rows.is_empty() {
            node.below = names.id(format!("below {rows:?}"));
        }
        let whole = names.id(format!("row {} {} {} {}", node.name, node.place, node.figures, node.below));
        if let Some(rows) = node.parent.and_then(|parent| below.get_mut(parent)) {
            rows.push(whole);
        }
    }
}

fn node<'a>(appendix: &Appendix, row: &'a Row, parent: Option<usize>, names: &mut Names) -> Node<'a> {
    let layout = &appendix.layout;
    let (label_column, name) = label(layout, row).map_or((None, ""), |(column, name)| (Some(column), name));
    let place_column = place_column(layout, row);
    let words = fold(name);
    let place_words = place_column.and_then(|column| row.text(column)).map(fold).unwrap_or_default();
    let code = layout.code_column();
    let (mut figures, mut texts) = (String::new(), String::new());
    for (column, value) in row.values.iter().enumerate() {
        if let Some(value) =
            value.quantity().and_then(phuluc_model::Quantity::value).filter(|value| !value.is_zero())
        {
            // Writing into memory does not fail.
            let _ = write!(figures, "{column}={} ", value.normalize());
        }
        let named = Some(column) == label_column || Some(column) == place_column || Some(column) == code;
        if let Some(text) = value.text().filter(|_| !named) {
            let _ = write!(texts, "{column}={};", fold(text));
        }
    }
    let stem = stem(name).unwrap_or_else(|| words.clone());
    let place = names.id(place_words.clone());
    let (name, stem) = (names.id(words.clone()), names.id(stem));
    Node {
        row,
        parent,
        role: layout.kind(&row.kind).map(|kind| kind.role).unwrap_or_default(),
        leaf: row.children.is_empty(),
        kind: names.id(row.kind.to_string()),
        below: 0,
        words,
        name,
        stem,
        place_words,
        place,
        code: names.id(code.and_then(|column| row.text(column)).unwrap_or_default().to_lowercase()),
        figures: names.id(figures),
        texts: names.id(texts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_number_is_no_part_of_the_name() {
        assert_eq!(stem("Dự án 3: Hỗ trợ sản xuất").as_deref(), Some("dự án hỗ trợ sản xuất"));
        assert_eq!(stem("Tiểu dự án 1. Hỗ trợ sản xuất").as_deref(), Some("tiểu dự án hỗ trợ sản xuất"));
        for name in [
            "Dự án 3",
            "Nhà văn hóa thôn 3",
            "Dự án 3: vốn",
            "Cầu dân sinh thôn Nà Lùng xã 3: xây mới hai nhịp",
        ] {
            assert_eq!(stem(name), None, "{name}");
        }
    }
}
