//! What is kept of a table's rows while they go by: as much as the next rows need, and what is
//! to be said of all of them.

use std::collections::HashMap;

use phuluc_model::text::tidy;
use phuluc_model::{CellRef, ColumnType, KindRole, Layout, Nesting, Quantity};

use super::WholeReason;
use super::amounts::Amounts;
use crate::by_look::Look;
use crate::carry;
use crate::draft::FlatRow;
use crate::figures::Grouping;
use crate::nest::Open;
use crate::rows::Mapping;
use crate::sink::Sink;
use crate::unit_size;
use crate::wrapped::{self, Names};

/// What is said at each step, in the order of the steps.
pub(super) struct Said {
    pub(super) rows: Sink,
    pub(super) joined: Sink,
    pub(super) nameless: Sink,
    pub(super) carried: Sink,
}

impl Said {
    /// All of it, as one pass over the whole table says it.
    pub(super) fn take(&mut self) -> Sink {
        let mut all = self.rows.take();
        all.append(self.joined.take());
        all.append(self.nameless.take());
        all.append(self.carried.take());
        all
    }
}

/// What is kept of the rows that went by.
pub(super) struct Facts {
    pub(super) said: Said,
    /// The number that the last row has.
    pub(super) code: Option<String>,
    pub(super) names: Names,
    /// What figures typed as text prove, each once.
    pub(super) proofs: Vec<(usize, Grouping)>,
    /// The grand total.
    pub(super) total: Option<FlatRow>,
    /// Rows so far, the grand total included.
    pub(super) count: usize,
    /// Values in them that are not blank.
    pub(super) values: u64,
    pub(super) amounts: Amounts,
    /// The last row.
    pub(super) last: Option<FlatRow>,
    /// Whether the first row is a sum of others.
    begins_with_sum: bool,
    open: Open,
    /// The last row under each parent that rows may still stand below; first that without one.
    carriers: HashMap<Option<usize>, FlatRow>,
    /// The last row of the tree, and those that it stands below.
    path: Vec<usize>,
}

impl Facts {
    pub(super) fn new(file: &str, sheet: &str) -> Self {
        let sink = || Sink::new(file, &tidy(sheet));
        Self {
            said: Said { rows: sink(), joined: sink(), nameless: sink(), carried: sink() },
            code: None,
            names: Names::default(),
            proofs: Vec::new(),
            total: None,
            count: 0,
            values: 0,
            amounts: Amounts::default(),
            last: None,
            begins_with_sum: false,
            open: Open::default(),
            carriers: HashMap::new(),
            path: Vec::new(),
        }
    }

    pub(super) fn prove(&mut self, proofs: Vec<(usize, Grouping)>) {
        for proof in proofs {
            if !self.proofs.contains(&proof) {
                self.proofs.push(proof);
            }
        }
    }

    /// Finds where the next row stands, and what it takes from those above; none for the grand
    /// total, which comes before all.
    pub(super) fn place(
        &mut self,
        mapping: &Mapping,
        mut row: FlatRow,
    ) -> Result<Option<FlatRow>, WholeReason> {
        let layout = &mapping.layout;
        let at = self.count;
        self.count += 1;
        let role = layout.kinds.get(row.kind).map(|kind| kind.role);
        let is_total = role == Some(KindRole::Total);
        if is_total {
            if self.total.is_some() {
                return Err(WholeReason::SeveralTotals);
            }
            row.level = 0;
        } else {
            let stand = self.open.place(layout, &row, at, |_| None);
            (row.parent, row.level) = (stand.parent, stand.level);
            self.follow(at, row.parent)?;
            self.compare_looks(layout, &row)?;
        }
        self.carry(mapping, &mut row);
        self.begins_with_sum |= at == 0 && role == Some(KindRole::Subtotal);
        if role == Some(KindRole::Row) {
            self.measure(mapping, &row);
        }
        self.values += row.values.iter().filter(|value| !value.is_blank()).count() as u64;
        self.last = Some(row.clone());
        if is_total {
            self.total = Some(row);
            return Ok(None);
        }
        Ok(Some(row))
    }

    /// Rows come in the order of their tree where each stands below the one before it, or
    /// below one that that stands below.
    fn follow(&mut self, at: usize, parent: Option<usize>) -> Result<(), WholeReason> {
        let depth = match parent {
            None => 0,
            Some(parent) => {
                let above = self.path.iter().rposition(|above| *above == parent);
                above.ok_or(WholeReason::Tree)? + 1
            }
        };
        self.path.truncate(depth);
        self.path.push(at);
        Ok(())
    }

    /// Rows that are alike but for their looks may be nested by those.
    fn compare_looks(&self, layout: &Layout, row: &FlatRow) -> Result<(), WholeReason> {
        let Some(above) = &self.last else { return Ok(()) };
        let kind = layout.kinds.get(row.kind);
        let by_look = kind.is_some_and(|kind| kind.role == KindRole::Row && kind.nest != Nesting::Code);
        let alike = by_look && above.kind == row.kind && above.parent == row.parent;
        let without = |row: &FlatRow| wrapped::code_is_blank(layout, row);
        let Look { indent, bold } = above.look;
        let stands_out = indent < row.look.indent || (bold && !row.look.bold);
        if alike && stands_out && without(above) && without(row) {
            return Err(WholeReason::Look);
        }
        Ok(())
    }

    fn carry(&mut self, mapping: &Mapping, row: &mut FlatRow) {
        if let Some(above) = self.carriers.get(&row.parent) {
            carry::carry_from(mapping, above, row, &mut self.said.carried);
        }
        self.carriers.insert(row.parent, row.clone());
        let open = &self.open;
        self.carriers.retain(|parent, _| parent.is_none_or(|parent| open.holds(parent)));
    }

    fn measure(&mut self, mapping: &Mapping, row: &FlatRow) {
        let Some(largest) = unit_size::largest(&mapping.layout) else { return };
        let columns = mapping.layout.columns.iter().zip(&mapping.columns).zip(&row.values);
        for ((column, sheet), value) in columns {
            let amount =
                value.quantity().and_then(Quantity::value).filter(|_| column.kind == ColumnType::Amount);
            if let Some(amount) = amount {
                let at = sheet.map(|sheet| CellRef::new(row.row, sheet));
                self.amounts.add(amount.abs(), at, largest);
            }
        }
    }

    /// Whether a line that adds others up may be the grand total, for want of another.
    pub(super) fn may_be_promoted(&self, layout: &Layout) -> bool {
        let role = |row: &FlatRow| layout.kinds.get(row.kind).map(|kind| kind.role);
        let known = layout.kinds.iter().any(|kind| kind.role == KindRole::Total);
        let ends_with_sum = self.last.as_ref().and_then(role) == Some(KindRole::Subtotal);
        known && self.total.is_none() && (self.begins_with_sum || ends_with_sum)
    }
}
