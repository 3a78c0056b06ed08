//! Which of many regions of a sheet hold a cell, without looking at all of them.

use phuluc_model::{CellRange, CellRef};

/// Regions in the order of their first rows.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    /// Each with its number as given.
    sorted: Vec<(CellRange, usize)>,
    /// Of each, the last row of it and of all before it.
    reach: Vec<u32>,
}

impl Regions {
    pub(crate) fn new(ranges: impl IntoIterator<Item = (CellRange, usize)>) -> Self {
        let mut sorted: Vec<(CellRange, usize)> = ranges.into_iter().collect();
        sorted.sort_by_key(|(range, _)| range.first.row);
        let mut last = 0;
        let reach = sorted.iter().map(|(range, _)| {
            last = last.max(range.last.row);
            last
        });
        Self { reach: reach.collect(), sorted }
    }

    /// Numbers of the regions that hold a cell, in no order.
    pub(crate) fn of(&self, cell: CellRef) -> impl Iterator<Item = usize> + '_ {
        self.looked_at(cell).filter(move |(range, _)| range.contains(cell)).map(|(_, number)| *number)
    }

    /// The regions that are compared with a cell: those that begin at its row or above, backwards as
    /// long as any of them or before them comes down to it.
    fn looked_at(&self, cell: CellRef) -> impl Iterator<Item = &(CellRange, usize)> {
        let begun = self.sorted.partition_point(|(range, _)| range.first.row <= cell.row);
        let begun = self.sorted.iter().zip(&self.reach).take(begun).rev();
        begun.take_while(move |(_, reach)| **reach >= cell.row).map(|(region, _)| region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> CellRange {
        text.parse().expect("a range")
    }

    #[test]
    fn the_same_as_looking_at_all() {
        let ranges = ["B2:D4", "A1:A9", "C3", "B2:B2", "D8:F8", "A20:Z20", "C3:C30"].map(range);
        let regions = Regions::new(ranges.into_iter().zip(0..));
        for row in 0..32 {
            for column in 0..8 {
                let cell = CellRef::new(row, column);
                let mut found: Vec<usize> = regions.of(cell).collect();
                found.sort_unstable();
                let plain: Vec<usize> = (0..7).filter(|at| ranges[*at].contains(cell)).collect();
                assert_eq!(found, plain, "{cell}");
            }
        }
    }

    #[test]
    fn of_regions_below_each_other_one_is_looked_at() {
        let rows = (0..100_000).map(|row| CellRange::new(CellRef::new(row, 10), CellRef::new(row, 11)));
        let regions = Regions::new(rows.zip(0..));
        for row in [0, 1, 50_000, 99_999, 100_000] {
            assert!(regions.looked_at(CellRef::new(row, 10)).count() <= 1, "{row}");
        }
    }
}
