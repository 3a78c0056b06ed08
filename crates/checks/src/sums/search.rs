//! The fewest changes that make every sum hold, likeliest first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use phuluc_model::Message;
use rust_decimal::Decimal;

use super::hypotheses;
use super::system::{System, value};
use super::{Cell, exact};
use crate::context::Context;

/// Rounds of looking for slips that hid each other.
const ROUNDS: usize = 12;
/// Suspects that are named.
const NAMED: usize = 5;

/// A cell that would hold another figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) cell: Cell,
    pub(crate) by: Decimal,
}

/// A cell that may be wrong.
#[derive(Debug, Clone)]
pub(crate) struct Suspected {
    pub(crate) cell: Cell,
    /// The figure that would fit; `None` for nothing.
    pub(crate) fits: Option<Decimal>,
    pub(crate) why: Message,
}

/// What kind of slip explains why sums do not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlipKind {
    /// One figure is wrong.
    Figure,
    /// A figure stands one column beside its own.
    Moved,
    /// A row stands twice.
    Doubled(usize),
    /// A total leaves a row out.
    LeftOut(usize),
    /// A row is not there.
    Missing,
    /// No single slip explains it.
    Open,
}

/// Something wrong, with all that follows from it.
#[derive(Debug, Clone)]
pub(crate) struct Slip {
    pub(crate) kind: SlipKind,
    /// The sum that it is told at.
    pub(crate) primary: usize,
    /// What the primary's stated figure would be, and what it differs by.
    pub(crate) difference: Decimal,
    /// Sums that it explains, the primary among them.
    pub(crate) explains: Vec<usize>,
    pub(crate) suspects: Vec<Suspected>,
    /// Cells beyond those named whose change would fit too.
    pub(crate) others: usize,
}

/// A possible slip.
#[derive(Debug, Clone)]
pub(super) struct Hypothesis {
    pub(super) kind: SlipKind,
    /// Cells that change; none for a row that comes or goes.
    pub(super) changes: Vec<Change>,
    /// Sums that hold then.
    pub(super) fixes: Vec<usize>,
    /// Sums that still fail, by another amount.
    pub(super) still: usize,
    pub(super) likely: i32,
    pub(super) suspects: Vec<Suspected>,
}

/// What a set of changes does.
#[derive(Debug, Default)]
pub(super) struct Effect {
    pub(super) fixes: Vec<usize>,
    pub(super) still: usize,
    pub(super) breaks: usize,
}

/// The state of a search.
pub(super) struct Search<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) system: &'a System,
    /// What each sum fails by, slips found so far repaired.
    pub(super) residuals: Vec<Decimal>,
    /// Sums by the cells that stand in them, for the cells of failing sums.
    touching: HashMap<Cell, Vec<(usize, bool)>>,
}

impl<'a> Search<'a> {
    fn new(context: &'a Context<'a>, system: &'a System) -> Self {
        let residuals = system.identities.iter().map(|identity| identity.residual).collect();
        let failing = system.identities.iter().filter(|identity| identity.is_violated());
        let formulas = context.formulas();
        let cells: HashSet<Cell> = failing
            .flat_map(|identity| identity.terms.iter().map(|term| term.cell).chain([identity.target]))
            .flat_map(|cell| formulas.follow(cell, Decimal::ONE))
            .map(|(cell, _)| cell)
            .collect();
        let mut touching: HashMap<Cell, Vec<(usize, bool)>> = HashMap::new();
        for (at, identity) in system.identities.iter().enumerate() {
            if identity.suspended || cells.is_empty() {
                continue;
            }
            let target = std::iter::once((identity.target, false));
            for (cell, minus) in target.chain(identity.terms.iter().map(|term| (term.cell, !term.minus))) {
                if cells.contains(&cell) {
                    touching.entry(cell).or_default().push((at, minus));
                }
            }
        }
        Self { context, system, residuals, touching }
    }

    /// Whether a sum fails, slips found so far repaired.
    pub(super) fn fails(&self, at: usize) -> bool {
        let (Some(identity), Some(residual)) = (self.system.identities.get(at), self.residuals.get(at))
        else {
            return false;
        };
        !identity.suspended && residual.abs() > identity.tolerance
    }

    pub(super) fn failing(&self) -> Vec<usize> {
        (0..self.residuals.len()).filter(|at| self.fails(*at)).collect()
    }

    /// Sums that a cell stands in, with whether it is taken away there.
    pub(super) fn touching(&self, cell: Cell) -> &[(usize, bool)] {
        self.touching.get(&cell).map_or(&[], Vec::as_slice)
    }

    /// What changes would do to every sum.
    pub(super) fn effect(&self, changes: &[Change]) -> Option<Effect> {
        let mut effect = Effect::default();
        for (at, by) in self.moves(changes)? {
            let identity = self.system.identities.get(at)?;
            let after = exact::add(*self.residuals.get(at)?, by)?;
            match (self.fails(at), after.abs() <= identity.tolerance) {
                (true, true) => effect.fixes.push(at),
                (true, false) => effect.still += 1,
                (false, false) => effect.breaks += 1,
                (false, true) => {}
            }
        }
        Some(effect)
    }

    /// By how much each sum moves, cells with formulas following.
    fn moves(&self, changes: &[Change]) -> Option<BTreeMap<usize, Decimal>> {
        let mut moves: BTreeMap<usize, Decimal> = BTreeMap::new();
        let formulas = self.context.formulas();
        for (cell, by) in changes.iter().flat_map(|change| formulas.follow(change.cell, change.by)) {
            for (at, minus) in self.touching(cell) {
                let slot = moves.entry(*at).or_default();
                *slot = exact::add(*slot, if *minus { -by } else { by })?;
            }
        }
        Some(moves)
    }

    /// Takes a slip as found: its sums hold from now on.
    fn repair(&mut self, hypothesis: &Hypothesis) {
        for at in hypothesis.fixes.iter().filter(|_| hypothesis.changes.is_empty()) {
            if let Some(residual) = self.residuals.get_mut(*at) {
                *residual = Decimal::ZERO;
            }
        }
        for (at, by) in self.moves(&hypothesis.changes).unwrap_or_default() {
            if let Some(residual) = self.residuals.get_mut(at) {
                *residual = exact::add(*residual, by).unwrap_or_default();
            }
        }
    }

    /// Whether a hypothesis still does what it did when it was made.
    fn still_fits(&self, hypothesis: &Hypothesis, when_made: &[Decimal]) -> bool {
        if hypothesis.changes.is_empty() {
            return hypothesis.fixes.iter().all(|at| self.residuals.get(*at) == when_made.get(*at));
        }
        let effect = self.effect(&hypothesis.changes);
        effect.is_some_and(|effect| {
            effect.breaks == 0 && hypothesis.fixes.iter().all(|at| effect.fixes.contains(at))
        })
    }
}

/// Everything wrong with the sums, in the order of the sums that it is told at.
pub(crate) fn search(context: &Context<'_>, system: &System) -> Vec<Slip> {
    let mut search = Search::new(context, system);
    let mut slips = Vec::new();
    for _ in 0..ROUNDS {
        let failing = search.failing();
        if failing.is_empty() {
            break;
        }
        if !round(&mut search, &failing, &mut slips) {
            break;
        }
    }
    for group in hypotheses::open(&search, &search.failing()) {
        slips.push(slip(&search, &search.residuals, &[&group]));
    }
    merge_moved(context, &mut slips);
    slips.sort_by_key(|slip| slip.primary);
    slips
}

/// Takes every slip that can be told now; `false` where there is none.
fn round(search: &mut Search<'_>, failing: &[usize], slips: &mut Vec<Slip>) -> bool {
    let made = search.residuals.clone();
    let mut hypotheses = hypotheses::all(search, failing);
    let order = |hypothesis: &Hypothesis| {
        let first = hypothesis.suspects.first().map(|suspect| suspect.cell);
        (Reverse(hypothesis.fixes.len()), hypothesis.still, Reverse(hypothesis.likely), first)
    };
    hypotheses.sort_by_cached_key(order);
    let mut groups: HashMap<&[usize], Vec<&Hypothesis>> = HashMap::new();
    for hypothesis in &hypotheses {
        groups.entry(&hypothesis.fixes).or_default().push(hypothesis);
    }
    let mut taken = false;
    for hypothesis in &hypotheses {
        if hypothesis.fixes.iter().all(|at| search.fails(*at)) && search.still_fits(hypothesis, &made) {
            let group = groups.get(hypothesis.fixes.as_slice()).map_or(&[][..], Vec::as_slice);
            let rivals: Vec<&Hypothesis> = std::iter::once(hypothesis)
                .chain(group.iter().copied().filter(|other| !std::ptr::eq(*other, hypothesis)))
                .collect();
            let found = slip(search, &search.residuals, &rivals);
            slips.push(found);
            search.repair(hypothesis);
            taken = true;
        }
    }
    taken
}

/// A slip from its likeliest explanation and the others that explain the same.
fn slip(search: &Search<'_>, residuals: &[Decimal], rivals: &[&Hypothesis]) -> Slip {
    let Some(best) = rivals.first() else {
        return Slip {
            kind: SlipKind::Open,
            primary: 0,
            difference: Decimal::ZERO,
            explains: Vec::new(),
            suspects: Vec::new(),
            others: 0,
        };
    };
    let mut suspects: Vec<Suspected> = Vec::new();
    for suspect in rivals.iter().flat_map(|rival| &rival.suspects) {
        if suspects.len() < NAMED && suspects.iter().all(|known| known.cell != suspect.cell) {
            suspects.push(suspect.clone());
        }
    }
    // Nobody takes away where nothing else is taken away, unless it was a slip of the sign.
    let odd = |suspect: &Suspected| {
        let stated = value(search.context, suspect.cell);
        let fits = suspect.fits.unwrap_or_default();
        fits < Decimal::ZERO && stated >= Decimal::ZERO && fits != -stated
    };
    if suspects.iter().any(|suspect| !odd(suspect)) {
        suspects.retain(|suspect| !odd(suspect));
    }
    let primary = hypotheses::primary(search.system, &best.fixes, best.suspects.first());
    let difference = residuals.get(primary).copied().unwrap_or_default();
    add_stated(search, primary, difference, &mut suspects);
    let others = rivals.len().saturating_sub(NAMED);
    Slip { kind: best.kind, primary, difference, explains: best.fixes.clone(), suspects, others }
}

/// The stated total is always among the suspects.
fn add_stated(search: &Search<'_>, primary: usize, difference: Decimal, suspects: &mut Vec<Suspected>) {
    let Some(identity) = search.system.identities.get(primary) else { return };
    if suspects.iter().any(|suspect| suspect.cell == identity.target) {
        return;
    }
    // As the figures stand, like what the finding expects.
    let difference = if identity.residual.is_zero() { difference } else { identity.residual };
    let fits = exact::add(value(search.context, identity.target), -difference);
    let why = Message::new("số tổng đã ghi", "the stated total itself");
    suspects.truncate(NAMED - 1);
    suspects.push(Suspected { cell: identity.target, fits, why });
}

/// Two slips in neighbouring cells of a row, one blank and one too many: one move.
fn merge_moved(context: &Context<'_>, slips: &mut Vec<Slip>) {
    let figures: Vec<(usize, Cell, Option<Decimal>)> = slips
        .iter()
        .enumerate()
        .filter(|(_, slip)| slip.kind == SlipKind::Figure)
        .filter_map(|(at, slip)| slip.suspects.first().map(|first| (at, first.cell, first.fits)))
        .collect();
    let mut by_cell: HashMap<Cell, (usize, Option<Decimal>)> = HashMap::new();
    for (at, cell, fits) in &figures {
        by_cell.insert(*cell, (*at, *fits));
    }
    let mut gone: HashSet<usize> = HashSet::new();
    for (at, cell, fits) in figures {
        let next = Cell { column: cell.column + 1, ..cell };
        let Some((other, other_fits)) = by_cell.get(&next).copied() else { continue };
        let nothing = |fits: Option<Decimal>| fits.is_none_or(|fits| fits.is_zero());
        let right =
            value(context, cell).is_zero() && nothing(other_fits) && fits == Some(value(context, next));
        let left =
            value(context, next).is_zero() && nothing(fits) && other_fits == Some(value(context, cell));
        if !(right || left) || gone.contains(&at) {
            continue;
        }
        let (keep, drop) = if right { (at, other) } else { (other, at) };
        let Some(dropped) = slips.get(drop).cloned() else { continue };
        if let Some(kept) = slips.get_mut(keep) {
            kept.kind = SlipKind::Moved;
            kept.explains.extend(dropped.explains);
            let second = dropped.suspects.into_iter().next();
            kept.suspects = kept.suspects.iter().take(1).cloned().chain(second).collect();
            for (suspect, why) in kept.suspects.iter_mut().zip(hypotheses::moved_reasons()) {
                suspect.why = why;
            }
        }
        gone.insert(drop);
    }
    let mut at = 0;
    slips.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}
