#![doc = include_str!("../../../../docs/rules/PL406-duplicate-work.md")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};

use phuluc_model::text::{fold, unaccent};
use phuluc_model::{ColumnType, Message, Quantity, Related, Value};

use super::works::is_leaf;
use crate::context::{Context, Table};
use crate::doc::RuleDoc;
use crate::keyed::{Keyed, Map};
use crate::registry::Check;
use crate::sink::Sink;

documented!("PL406-duplicate-work.md");

/// Rows of the same figures that are compared with each other.
const COMPARED: usize = 50;
/// A word shorter than this differs by a letter without a slip: `1`, `2`, `A`.
const SHORT: usize = 4;

pub(crate) struct DuplicateWork;

impl Check for DuplicateWork {
    fn doc(&self) -> &'static RuleDoc {
        &DOC
    }

    fn run(&self, context: &Context<'_>, sink: &mut Sink) {
        for (index, table) in context.tables().iter().enumerate() {
            for group in table.groups() {
                let mut alike: BTreeMap<Vec<Cow<'_, str>>, Vec<usize>> = BTreeMap::new();
                for row in with_equal_figures(table, group) {
                    if let Some(key) = key(table, row) {
                        alike.entry(key).or_default().push(row);
                    }
                }
                for rows in alike.into_values().filter(|rows| rows.len() > 1) {
                    compare(context, index, table, &rows, sink);
                }
            }
        }
    }
}

/// Rows without others below them that have the figures of another such row: only their
/// texts need to be compared. Figures are told apart by a hash, so that a row may be among
/// them that has not.
fn with_equal_figures(table: &Table<'_>, group: &[usize]) -> Vec<usize> {
    let keyed = Keyed::default();
    let leaves = group.iter().filter(|row| is_leaf(table, **row));
    let leaves: Vec<(usize, Option<u64>)> = leaves.map(|row| (*row, sign(table, *row, keyed))).collect();
    let mut times: Map<u64, usize> = Map::default();
    leaves.iter().filter_map(|(_, sign)| *sign).for_each(|sign| *times.entry(sign).or_default() += 1);
    let shared = |sign: &Option<u64>| sign.is_none_or(|sign| times.get(&sign).is_some_and(|times| *times > 1));
    leaves.iter().filter(|(_, sign)| shared(sign)).map(|(row, _)| *row).collect()
}

/// A hash of the figures of a row, without their signs, blanks as zero; `None` where words
/// stand among them, which may be figures to a reader.
fn sign(table: &Table<'_>, row: usize, keyed: Keyed) -> Option<u64> {
    let mut hasher = keyed.build_hasher();
    for quantity in table.row(row)?.row.values.iter().filter_map(Value::quantity) {
        match quantity {
            Quantity::Words(_) => return None,
            other => other.addend().abs().hash(&mut hasher),
        }
    }
    Some(hasher.finish())
}

/// Everything of a row but its number and its name; `None` where it states no figure.
fn key<'b>(table: &'b Table<'_>, row: usize) -> Option<Vec<Cow<'b, str>>> {
    let label = table.kind(row)?.label;
    let entry = table.row(row)?;
    let columns = table.appendix.layout.columns.iter().zip(&entry.row.values).enumerate();
    let mut states = false;
    let values = columns
        .filter(|(at, _)| Some(*at) != table.code_column() && *at != label)
        .map(|(at, (column, value))| {
            let sums = value.quantity().and_then(Quantity::value);
            let year = column.kind == ColumnType::Year;
            states |= !year && sums.is_some_and(|value| !value.is_zero());
            match (column.kind, value) {
                (ColumnType::Text, Value::Text(_)) => Cow::from(table.texts().folded(table.texts().id(row, at))),
                _ => value.to_json_text().map(|text| Cow::from(fold(&text))).unwrap_or_default(),
            }
        })
        .collect();
    states.then_some(values)
}

fn compare(context: &Context<'_>, index: usize, table: &Table<'_>, rows: &[usize], sink: &mut Sink) {
    let names: Vec<String> = rows.iter().take(COMPARED).map(|row| fold(table.label(*row))).collect();
    for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
        let twin = rows.iter().zip(&names).take(at).find(|(_, other)| same_name(name, other));
        let Some((twin, _)) = twin else { continue };
        if context.diagnosis().is_doubled(index, *row) {
            continue;
        }
        let (one, other) = (table.called(*row), table.called(*twin));
        let message = Message::new(
            format!("{one} trùng với {other}: cùng địa bàn, cùng số liệu. Xóa dòng trùng hoặc ghi rõ tên"),
            format!("{one} is the same as {other}: same place, same figures. Delete one, or name them apart"),
        );
        let column = table.kind(*row).map(|kind| kind.label).unwrap_or_default();
        let mut finding = table.finding(&DOC.rule, message, *row, column);
        finding.related.push(Related { cell: table.cell(*twin, column), text: other });
        sink.push(finding);
    }
}

/// Whether two folded names are the same but for accents or one letter of a long word.
fn same_name(one: &str, other: &str) -> bool {
    if one.is_empty() {
        return false;
    }
    if one == other || unaccent(one) == unaccent(other) {
        return true;
    }
    let (one, other) = (unaccent(one), unaccent(other));
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(&one), words(&other));
    let mut differing = one.iter().zip(&other).filter(|(one, other)| one != other);
    let (first, second) = (differing.next(), differing.next());
    one.len() == other.len()
        && second.is_none()
        && first.is_some_and(|(one, other)| one.chars().count() >= SHORT && is_one_letter_off(one, other))
}

fn is_one_letter_off(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let digit = |letters: &[char]| letters.iter().any(char::is_ascii_digit);
    let start = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let rest = |letters: &[char], skip: usize| letters.get(start + skip..).map(<[char]>::to_vec);
    !digit(&one)
        && !digit(&other)
        && match one.len().cmp(&other.len()) {
            std::cmp::Ordering::Equal => rest(&one, 1) == rest(&other, 1),
            std::cmp::Ordering::Less => other.len() - one.len() == 1 && rest(&one, 0) == rest(&other, 1),
            std::cmp::Ordering::Greater => one.len() - other.len() == 1 && rest(&one, 1) == rest(&other, 0),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_the_same() {
        let same = |one: &str, other: &str| same_name(&fold(one), &fold(other));
        assert!(same("Đường Bản Chúc", "đường Bản Chúc."));
        assert!(same("Cầu Nà Thòa", "Cầu Na Thoa"));
        assert!(same("Trường Thiện Thuật", "Trường Thiện Thuât"));
        assert!(!same("Điểm trường Bản Háng", "Điểm trường Bản Văn"));
        assert!(!same("Trường Mầm non 1", "Trường Mầm non 2"));
        assert!(!same("Trạm bơm Km1415", "Trạm bơm Km1416"));
    }
}
