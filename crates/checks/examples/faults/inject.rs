//! Faults as offices make them.

use phuluc_checks::Places;
use phuluc_model::{Appendix, ColumnType, Quantity, Row, Value};
use rust_decimal::Decimal;

use crate::plans::{Random, text};

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Swapped,
    Ten,
    Thousand,
    Sign,
    Blanked,
    Copied,
    Moved,
    Total,
    Dropped,
    Doubled,
    Renamed,
}

pub(crate) const KINDS: &[Kind] = &[
    Kind::Swapped,
    Kind::Ten,
    Kind::Thousand,
    Kind::Sign,
    Kind::Blanked,
    Kind::Copied,
    Kind::Moved,
    Kind::Total,
    Kind::Dropped,
    Kind::Doubled,
    Kind::Renamed,
];

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Swapped => "two digits swapped",
            Self::Ten => "ten times too large or small",
            Self::Thousand => "a thousand times too large or small",
            Self::Sign => "wrong sign",
            Self::Blanked => "figure left out",
            Self::Copied => "copied from the line above",
            Self::Moved => "one column to the right",
            Self::Total => "a total changed",
            Self::Dropped => "row dropped",
            Self::Doubled => "row doubled",
            Self::Renamed => "place of another district",
        }
    }
}

/// What was done, by the cells that are right to suspect.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) sheet: String,
    /// Any of these is the right cell; a bare row number means any cell of it.
    pub(crate) cells: Vec<String>,
}

/// Puts a fault in; `None` where none was possible at the places that were drawn.
pub(crate) fn inject(kind: Kind, plan: &mut [Appendix], random: &mut Random) -> Option<Fault> {
    (0..200).find_map(|_| {
        let tables = plan.len();
        let appendix = &mut plan[random.below(tables)];
        match kind {
            Kind::Dropped | Kind::Doubled => row_fault(kind, appendix, random),
            Kind::Renamed => renamed(appendix, random),
            _ => figure_fault(kind, appendix, random),
        }
    })
}

/// Every row, the grand total first, by its index; the walk is that of the table.
fn row(appendix: &mut Appendix, wanted: usize) -> Option<&mut Row> {
    let mut open: Vec<&mut Row> = appendix.rows.iter_mut().rev().collect();
    open.extend(appendix.total.as_mut());
    let mut at = 0;
    while let Some(row) = open.pop() {
        if at == wanted {
            return Some(row);
        }
        at += 1;
        open.extend(row.children.iter_mut().rev());
    }
    None
}

fn rows(appendix: &Appendix) -> Vec<&Row> {
    appendix.total.iter().chain(appendix.walk()).collect()
}

fn cell(appendix: &Appendix, row: u32, column: usize) -> String {
    let field = &appendix.layout.columns[column].field;
    appendix.source.cell(field, row).map(|cell| cell.to_string()).unwrap_or_default()
}

fn figure_fault(kind: Kind, appendix: &mut Appendix, random: &mut Random) -> Option<Fault> {
    let layout = appendix.layout.clone();
    let columns: Vec<usize> = layout.children_sums.clone();
    if columns.is_empty() {
        return None;
    }
    let column = columns[random.below(columns.len())];
    let all = rows(appendix);
    let at = random.below(all.len());
    let here = all[at];
    let is_total = !here.children.is_empty() || here.level == 0;
    if (kind == Kind::Total) != is_total && matches!(kind, Kind::Total | Kind::Copied | Kind::Moved) {
        return None;
    }
    let figure = here.quantity(column).value().filter(|figure| !figure.is_zero())?;
    let above = at.checked_sub(1).and_then(|at| all[at].quantity(column).value());
    let number = here.row;
    let next = layout.columns.get(column + 1).filter(|next| next.kind == ColumnType::Amount);
    let free = next.is_some() && here.quantity(column + 1).is_blank();
    let new = match kind {
        Kind::Swapped => swapped(figure, random)?,
        Kind::Ten => times(figure, 10, random),
        Kind::Thousand => times(figure, 1000, random),
        Kind::Sign => -figure,
        Kind::Copied => above.filter(|above| *above != figure && !above.is_zero())?,
        Kind::Total => figure + Decimal::from(1 + random.below(5000)),
        Kind::Blanked | Kind::Moved => Decimal::ZERO,
        Kind::Dropped | Kind::Doubled | Kind::Renamed => return None,
    };
    let mut cells = vec![cell(appendix, number, column)];
    let quantity = match kind {
        Kind::Blanked | Kind::Moved => Quantity::Blank,
        _ => Quantity::number(new),
    };
    if kind == Kind::Moved {
        if !free {
            return None;
        }
        cells.push(cell(appendix, number, column + 1));
        row(appendix, at)?.values[column + 1] = Value::Quantity(Quantity::number(figure));
    }
    row(appendix, at)?.values[column] = Value::Quantity(quantity);
    Some(Fault { sheet: appendix.source.sheet.clone(), cells })
}

fn times(figure: Decimal, factor: i64, random: &mut Random) -> Decimal {
    let factor = Decimal::from(factor);
    if random.below(2) == 0 { figure * factor } else { figure / factor }
}

/// Two neighbouring digits that differ change places.
fn swapped(figure: Decimal, random: &mut Random) -> Option<Decimal> {
    let mut letters: Vec<char> = figure.normalize().to_string().chars().collect();
    let pairs: Vec<usize> = (0..letters.len().saturating_sub(1))
        .filter(|at| letters[*at] != letters[at + 1])
        .filter(|at| letters[*at].is_ascii_digit() && letters[at + 1].is_ascii_digit())
        .filter(|at| *at > 0 || letters[1] != '0')
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let at = pairs[random.below(pairs.len())];
    letters.swap(at, at + 1);
    letters.into_iter().collect::<String>().parse().ok()
}

fn row_fault(kind: Kind, appendix: &mut Appendix, random: &mut Random) -> Option<Fault> {
    let columns = appendix.layout.children_sums.clone();
    let all = rows(appendix);
    let total = all[0].row;
    let parents: Vec<usize> = (0..all.len()).filter(|at| all[*at].children.len() > 1).collect();
    let sheet = appendix.source.sheet.clone();
    // The grand total holds rows of its own.
    let flat = parents.is_empty() || random.below(parents.len() + 1) == 0;
    let parent_row = if flat { total } else { all[parents[random.below(parents.len())]].row };
    let index = all.iter().position(|row| row.row == parent_row)?;
    let children = if flat { &mut appendix.rows } else { &mut row(appendix, index)?.children };
    if children.len() < 3 {
        return None;
    }
    let at = 1 + random.below(children.len() - 2);
    let states = |row: &Row| columns.iter().any(|column| !row.quantity(*column).addend().is_zero());
    if !states(&children[at]) {
        return None;
    }
    if kind == Kind::Dropped {
        children.remove(at);
        return Some(Fault { sheet, cells: vec![parent_row.to_string()] });
    }
    if !children[at].children.is_empty() {
        return None;
    }
    let mut copy = children[at].clone();
    let first = copy.row;
    // A row of the sheet that no other has.
    copy.row += 100_000;
    let second = copy.row;
    children.insert(at + 1, copy);
    Some(Fault { sheet, cells: vec![second.to_string(), first.to_string()] })
}

fn renamed(appendix: &mut Appendix, random: &mut Random) -> Option<Fault> {
    let column = ["location", "commune"].iter().find_map(|field| appendix.layout.column_index(field))?;
    let all = rows(appendix);
    let at = random.below(all.len());
    let number = all[at].row;
    let leaf = all[at].children.is_empty();
    let old = all[at].text(column).filter(|_| leaf && all[at].carried.is_empty())?.to_owned();
    let places = Places::built_in();
    // Only where the table says which district the row is of.
    let district = all.iter().take(at).rev().find_map(|row| {
        let above = row.level < all[at].level;
        let known = |text: &&str| places.iter().any(|place| place.district == *text);
        row.text(column).filter(|text| above && known(text)).map(str::to_owned)
    })?;
    let others: Vec<&str> = places
        .iter()
        .filter(|place| place.district != district && !old.starts_with(place.commune.as_str()))
        .filter(|place| !places.iter().any(|own| own.district == district && own.commune == place.commune))
        .map(|place| place.commune.as_str())
        .collect();
    let name = others[random.below(others.len())];
    row(appendix, at)?.values[column] = text(name);
    Some(Fault { sheet: appendix.source.sheet.clone(), cells: vec![cell(appendix, number, column)] })
}
