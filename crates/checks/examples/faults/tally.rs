//! What was found of what was put in.

use phuluc_model::{Finding, Severity};

use crate::inject::Fault;

pub(crate) const REMARKS: &str = "
A figure that stands in one sum only, such as a work of Phụ lục III under its district, cannot be
told from its neighbours by the sums alone: any of them could be wrong. There the first suspect
rests on what slips look like (a digit swapped, a factor of ten, a sign, a blank) and on the
proportion that the figures of a row keep to each other. A copied figure gives no such sign.

The faults of workbooks are put into the official workbook that is written of each plan. Two false
errors there have one cause: the plan of Lạng Sơn states 27.218 where its rows give 27.218,4; the
workbook holds the stated figure in a note, which goes on holding while a total above it, changed
by the fault, follows the exact figure.
";

/// Counts of one kind of fault.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    all: usize,
    found: usize,
    first: usize,
    in_three: usize,
    false_errors: usize,
}

impl Tally {
    pub(crate) const fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.found += other.found;
        self.first += other.first;
        self.in_three += other.in_three;
        self.false_errors += other.false_errors;
    }

    /// A line of the table.
    pub(crate) fn line(&self, name: &str) -> String {
        let percent = |count: usize| {
            if self.all == 0 {
                "–".to_owned()
            } else {
                format!("{:.1} %", count as f64 * 100.0 / self.all as f64)
            }
        };
        let (found, first, in_three) = (percent(self.found), percent(self.first), percent(self.in_three));
        format!("| {name} | {} | {found} | {first} | {in_three} | {} |", self.all, self.false_errors)
    }
}

/// Counts what the findings say of the faults.
pub(crate) fn judge(findings: &[Finding], faults: &[Fault], tally: &mut Tally) {
    for fault in faults {
        tally.all += 1;
        let found = findings.iter().any(|finding| speaks_of(finding, fault));
        if !found && std::env::var_os("SHOW_LOST").is_some() {
            eprintln!("lost: {fault:?} among {findings:#?}");
        }
        tally.found += usize::from(found);
        let rank = findings.iter().filter_map(|finding| rank(finding, fault)).min();
        if rank != Some(0) && std::env::var_os("SHOW_LATE").is_some() {
            eprintln!("rank {rank:?}: {fault:?} among {findings:#?}");
        }
        tally.first += usize::from(rank == Some(0));
        tally.in_three += usize::from(rank.is_some_and(|rank| rank < 3));
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    for finding in errors.filter(|finding| !faults.iter().any(|fault| speaks_of(finding, fault))) {
        tally.false_errors += 1;
        if std::env::var_os("SHOW_FALSE").is_some() {
            eprintln!("false: {finding:#?} beside {faults:?}");
        }
    }
}

/// Whether a finding names a cell of a fault, anywhere.
fn speaks_of(finding: &Finding, fault: &Fault) -> bool {
    let suspects = finding.suspects.iter().map(|suspect| suspect.cell.as_str());
    let related = finding.related.iter().map(|related| related.cell.as_str());
    suspects.chain(related).chain([finding.cell.as_str()]).any(|cell| is_at(finding, cell, fault))
}

/// The place of a fault among a finding's suspects; of a finding without any, its own cell.
fn rank(finding: &Finding, fault: &Fault) -> Option<usize> {
    if finding.suspects.is_empty() {
        return is_at(finding, &finding.cell, fault).then_some(0);
    }
    finding.suspects.iter().position(|suspect| is_at(finding, &suspect.cell, fault))
}

/// Whether an address, as a finding gives it, is that of a fault.
fn is_at(finding: &Finding, cell: &str, fault: &Fault) -> bool {
    let (sheet, cell) = cell
        .rsplit_once('!')
        .map_or((finding.sheet.as_str(), cell), |(sheet, cell)| (sheet.trim_matches('\''), cell));
    if let Some((first, last)) = cell.split_once(':') {
        return sheet == fault.sheet && fault.cells.iter().any(|right| is_between(right, first, last));
    }
    let digits = cell.find(|letter: char| letter.is_ascii_digit()).unwrap_or(cell.len());
    let row = &cell[digits..];
    sheet == fault.sheet && fault.cells.iter().any(|right| right == cell || right == row)
}

/// Whether a cell lies in a range; a bare row number lies in none.
fn is_between(right: &str, first: &str, last: &str) -> bool {
    let cell = |text: &str| text.parse::<phuluc_model::CellRef>();
    match (cell(right), cell(first), cell(last)) {
        (Ok(right), Ok(first), Ok(last)) => phuluc_model::CellRange::new(first, last).contains(right),
        _ => false,
    }
}
