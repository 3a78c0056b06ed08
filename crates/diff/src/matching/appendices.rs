//! Which appendix of one submission is which of another.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use phuluc_model::Appendix;
use phuluc_model::text::fold;

use super::label;

/// Rows of one name in more appendices than this say nothing.
const COMMON: usize = 64;

/// Pairs the appendices of two submissions, by index: first of one layout, then, where a
/// layout occurs several times, by who issued the plan, title, year and the rows in
/// common. What has no counterpart stands alone. In the order of `new`, then what only
/// `old` has.
pub fn pair_appendices(old: &[Appendix], new: &[Appendix]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut layouts: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, appendix) in old.iter().enumerate() {
        layouts.entry(&appendix.layout.id).or_default().0.push(index);
    }
    for (index, appendix) in new.iter().enumerate() {
        layouts.entry(&appendix.layout.id).or_default().1.push(index);
    }
    let mut partner: HashMap<usize, usize> = HashMap::new();
    for (of_old, of_new) in layouts.values() {
        match (of_old.as_slice(), of_new.as_slice()) {
            ([one], [other]) => {
                partner.insert(*other, *one);
            }
            _ => {
                partner.extend(likest(old, of_old, new, of_new).into_iter().map(|(one, other)| (other, one)))
            }
        }
    }
    let taken: BTreeSet<usize> = partner.values().copied().collect();
    let pairs = (0..new.len()).map(|index| (partner.get(&index).copied(), Some(index)));
    let alone = (0..old.len()).filter(|index| !taken.contains(index)).map(|index| (Some(index), None));
    pairs.chain(alone).collect()
}

/// Pairs several appendices of one layout, the likest first.
fn likest(old: &[Appendix], of_old: &[usize], new: &[Appendix], of_new: &[usize]) -> Vec<(usize, usize)> {
    let common = rows_in_common(old, of_old, new, of_new);
    let signs = |appendices: &[Appendix], of: &[usize]| -> Vec<(usize, Signs)> {
        of.iter().filter_map(|index| Some((*index, Signs::of(appendices.get(*index)?)))).collect()
    };
    let (old, new) = (signs(old, of_old), signs(new, of_new));
    let mut scores = Vec::new();
    for (one, a) in &old {
        for (other, b) in &new {
            let shared = common.get(&(*one, *other)).copied().unwrap_or(0);
            let rows = shared * 1000 / a.rows.max(b.rows).max(1);
            let words = a.likeness(b);
            if rows >= 100 || words >= SAME {
                scores.push((std::cmp::Reverse(rows + words), one + other, *one, *other));
            }
        }
    }
    scores.sort_unstable();
    let (mut used_old, mut used_new) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, _, one, other) in scores {
        if !used_old.contains(&one) && !used_new.contains(&other) {
            used_old.insert(one);
            used_new.insert(other);
            pairs.push((one, other));
        }
    }
    pairs
}

/// What an appendix's issuer and title are worth together.
const SAME: usize = 500;

/// What an appendix says of itself.
struct Signs {
    issuer: String,
    number: String,
    /// Its title without figures, which are years.
    title: String,
    year: Option<i32>,
    sheet: String,
    file: String,
    rows: usize,
}

impl Signs {
    fn of(appendix: &Appendix) -> Self {
        let plan = appendix.plan.as_ref();
        let words = |text: Option<&String>| text.map(|text| fold(text)).unwrap_or_default();
        let title = words(appendix.title.as_ref());
        Self {
            issuer: words(plan.and_then(|plan| plan.issuer.as_ref())),
            number: words(plan.and_then(|plan| plan.number.as_ref())),
            title: title
                .split(' ')
                .filter(|word| !word.bytes().any(|b| b.is_ascii_digit()))
                .collect::<Vec<_>>()
                .join(" "),
            year: appendix.plan_year,
            sheet: fold(&appendix.source.sheet),
            file: file_name(&appendix.source.file).to_owned(),
            rows: appendix.walk().count(),
        }
    }

    fn likeness(&self, other: &Self) -> usize {
        let same = |one: &str, other: &str, worth| if !one.is_empty() && one == other { worth } else { 0 };
        same(&self.issuer, &other.issuer, 250)
            + same(&self.title, &other.title, 250)
            + same(&self.number, &other.number, 100)
            + same(&self.sheet, &other.sheet, 20)
            + same(&self.file, &other.file, 60)
            + if self.year.is_some() && self.year == other.year { 100 } else { 0 }
    }
}

/// The name of a file without its folders.
fn file_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// How many rows pairs of appendices share by name and place.
fn rows_in_common(
    old: &[Appendix],
    of_old: &[usize],
    new: &[Appendix],
    of_new: &[usize],
) -> HashMap<(usize, usize), usize> {
    let keys = |appendices: &[Appendix], of: &[usize]| {
        let mut index: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for at in of {
            let Some(appendix) = appendices.get(*at) else { continue };
            for row in appendix.walk() {
                let name = label(&appendix.layout, row).map(|(_, name)| fold(name)).unwrap_or_default();
                let place = super::place_column(&appendix.layout, row).and_then(|column| row.text(column));
                let key = format!("{name}/{}", place.map(fold).unwrap_or_default());
                index.entry(key).or_default().insert(*at);
            }
        }
        index
    };
    let (of_old, of_new) = (keys(old, of_old), keys(new, of_new));
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for (key, rows) in &of_old {
        let Some(others) = of_new.get(key).filter(|others| others.len() <= COMMON && rows.len() <= COMMON)
        else {
            continue;
        };
        for one in rows {
            for other in others {
                *common.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    common
}
