//! From slips to findings.

use phuluc_model::{CellRange, CellRef, Finding, Message, Related, Rule, Severity, Suspect};
use rust_decimal::Decimal;

use super::search::{Slip, SlipKind};
use super::system::{Identity, Sort, value};
use super::{Cell, ties};
use crate::context::{Context, Table, figures};
use crate::sink::Sink;

/// Related cells that are listed.
const LISTED: usize = 12;

/// Says what is wrong with the sums of one sort.
pub(crate) fn report(context: &Context<'_>, sink: &mut Sink, rule: &Rule, wanted: fn(Sort) -> bool) {
    let diagnosis = context.diagnosis();
    for slip in &diagnosis.slips {
        let Some(primary) = diagnosis.system.identities.get(slip.primary) else { continue };
        if wanted(primary.sort)
            && let Some(finding) = finding(context, sink, rule, slip, primary)
        {
            sink.push(finding);
        }
    }
    suspended(context, sink, rule, wanted);
}

fn finding(
    context: &Context<'_>,
    sink: &Sink,
    rule: &Rule,
    slip: &Slip,
    primary: &Identity,
) -> Option<Finding> {
    let table = context.tables().get(primary.target.table())?;
    let stated = value(context, primary.target);
    // As the figures stand, whatever other slips are said beside this one.
    let difference = if primary.residual.is_zero() { slip.difference } else { primary.residual };
    let expected = stated.checked_sub(difference)?;
    let message = message(context, table, slip, primary, expected);
    let mut finding = table.finding(rule, message, primary.target.row(), primary.target.column());
    if primary.weak {
        finding.severity = Severity::Warning;
    }
    finding.found = Some(stated.normalize().to_string());
    finding.expected = Some(expected.normalize().to_string());
    finding.suspects = slip
        .suspects
        .iter()
        .filter_map(|suspect| {
            let other = context.tables().get(suspect.cell.table())?;
            Some(Suspect {
                cell: other.cell_from(table, suspect.cell.row(), suspect.cell.column()),
                fits: suspect.fits.map(|fits| fits.normalize().to_string()).unwrap_or_default(),
                why: sink.text(&suspect.why),
            })
        })
        .collect();
    finding.related = related(context, sink, table, slip);
    Some(finding)
}

/// What stands, what the parts give, and what to do.
fn message(
    context: &Context<'_>,
    table: &Table<'_>,
    slip: &Slip,
    primary: &Identity,
    expected: Decimal,
) -> Message {
    let (claim_vi, claim_en) = claim(context, table, primary);
    let (found_vi, found_en) = figures(value(context, primary.target));
    let (fits_vi, fits_en) = figures(expected);
    let difference = value(context, primary.target).saturating_sub(expected);
    let (off_vi, off_en) = figures(difference);
    let signed = |text: String| if difference > Decimal::ZERO { format!("+{text}") } else { text };
    let called = table.called(primary.target.row());
    let (vi, en) = hint(context, table, slip);
    Message::new(
        format!("{called}: ghi {found_vi}, {claim_vi} {fits_vi} (lệch {}).{vi}", signed(off_vi)),
        format!("{called}: {found_en} is stated, {claim_en} {fits_en} (off by {}).{en}", signed(off_en)),
    )
}

/// What the stated figure is held against.
fn claim(context: &Context<'_>, table: &Table<'_>, identity: &Identity) -> (String, String) {
    let column = table.header(identity.target.column());
    let row = identity.target.row();
    match identity.sort {
        Sort::Children => (
            format!("các dòng con cộng lại ở cột «{column}» được"),
            format!("the rows below it add up in `{column}` to"),
        ),
        Sort::GrandTotal if identity.terms.iter().any(|term| term.cell.table != identity.target.table) => (
            format!("các dòng cấp một của các trang tính nối tiếp cộng lại ở cột «{column}» được"),
            format!("the rows of the first level on all sheets of the table add up in `{column}` to"),
        ),
        Sort::GrandTotal => (
            format!("các dòng cấp một cộng lại ở cột «{column}» được"),
            format!("the rows of the first level add up in `{column}` to"),
        ),
        Sort::Printed => {
            let codes = super::lines::printed_codes(table.label(row)).unwrap_or_default().join("+");
            (
                format!("công thức ({codes}) ở cột «{column}» cho"),
                format!("the printed formula ({codes}) gives in `{column}`"),
            )
        }
        Sort::Subtotal => (
            format!("các dòng phía trên cộng lại ở cột «{column}» được"),
            format!("the rows above it add up in `{column}` to"),
        ),
        Sort::SecondTotal => (
            format!("dòng tổng kia ở cột «{column}» ghi"),
            format!("the other total line states in `{column}`"),
        ),
        Sort::Row(number) => {
            let sums = &table.appendix.layout.row_sums;
            let terms = sums.get(number).map_or(&[][..], |sum| &sum.terms);
            let names: Vec<String> = terms.iter().map(|term| table.header(term.column)).collect();
            (
                format!("«{column}» phải bằng {} là", names.join(" + ")),
                format!("`{column}` must be {}:", names.join(" + ")),
            )
        }
        Sort::Tie(index, number) => tie_claim(context, index, number),
    }
}

fn tie_claim(context: &Context<'_>, index: usize, number: usize) -> (String, String) {
    let tie = context.tables().get(index).and_then(|table| table.appendix.layout.ties.get(number));
    let Some(tie) = tie else { return (String::new(), String::new()) };
    let names: Vec<String> = tie.right.iter().map(|term| ties::term_name(context, index, term)).collect();
    let names = names.join(" + ");
    (format!("phụ lục khác ({names}; {}) ghi", tie.why), format!("the other appendix ({names}) states"))
}

/// What to do, where the suspects alone do not say so.
fn hint(context: &Context<'_>, table: &Table<'_>, slip: &Slip) -> (String, String) {
    let Some(first) = slip.suspects.first() else { return (String::new(), String::new()) };
    let (why_vi, why_en) = (&first.why.vi, &first.why.en);
    match slip.kind {
        SlipKind::Open => (
            " Không một ô nào sửa riêng mà khớp mọi tổng: rà lại từng số của tổng này".to_owned(),
            " No change of a single cell makes everything fit: go through this sum".to_owned(),
        ),
        SlipKind::Missing => (
            format!(" Xem lại: {why_vi}; bổ sung dòng hoặc sửa tổng"),
            format!(" Look again: {why_en}; add the row or correct the total"),
        ),
        SlipKind::Doubled(_) => {
            let other = context.tables().get(first.cell.table());
            let cell = other.map_or_else(String::new, |other| {
                other.cell_from(table, first.cell.row(), first.cell.column())
            });
            (format!(" Ô {cell}: {why_vi}; xóa dòng thừa"), format!(" {cell}: {why_en}; delete it"))
        }
        _ => (String::new(), String::new()),
    }
}

/// The other sums that the same slip breaks, and those that a correction moves.
fn related(context: &Context<'_>, sink: &Sink, table: &Table<'_>, slip: &Slip) -> Vec<Related> {
    let identities = &context.diagnosis().system.identities;
    let stated = identities.get(slip.primary).map(|identity| identity.target);
    let flaw = stated.and_then(|cell| formula(context, sink, cell));
    // Where it is the first suspect's reason, it is said there.
    let said = |flaw: &Related| slip.suspects.first().is_some_and(|first| sink.text(&first.why) == flaw.text);
    let mut related: Vec<Related> = flaw.filter(|flaw| !said(flaw)).into_iter().collect();
    for identity in
        slip.explains.iter().filter(|at| **at != slip.primary).filter_map(|at| identities.get(*at))
    {
        let Some(other) = context.tables().get(identity.target.table()) else { continue };
        let (found_vi, found_en) = figures(value(context, identity.target));
        let (fits_vi, fits_en) = figures(identity.expected(context));
        let text = Message::new(
            format!("cùng một sai sót: ghi {found_vi}, cộng được {fits_vi}"),
            format!("the same slip: {found_en} is stated, the sum is {fits_en}"),
        );
        let cell = other.cell_from(table, identity.target.row(), identity.target.column());
        related.push(Related { cell, text: sink.text(&text) });
    }
    if slip.others > 0 {
        related.extend(identities.get(slip.primary).and_then(|sum| addends(sink, table, sum, slip.others)));
    }
    if let SlipKind::LeftOut(_) = slip.kind {
        moved_with(context, sink, slip, &mut related);
    }
    related.truncate(LISTED);
    related
}

/// What is wrong with the formula of the stated figure.
fn formula(context: &Context<'_>, sink: &Sink, stated: Cell) -> Option<Related> {
    let flaw = context.formulas().flaw(stated)?;
    let table = context.tables().get(stated.table())?;
    Some(Related { cell: table.cell(stated.row(), stated.column()), text: sink.text(&flaw.what) })
}

/// Where the cells stand of which any may be wrong.
fn addends(sink: &Sink, table: &Table<'_>, identity: &Identity, others: usize) -> Option<Related> {
    let column = identity.target.column;
    let here = identity.terms.iter().filter(|term| term.cell.table == identity.target.table);
    let rows = here.filter(|term| term.cell.column == column).map(|term| term.cell.row());
    let corner = |row: usize| table.cell(row, column as usize).parse::<CellRef>().ok();
    let range = CellRange::new(corner(rows.clone().min()?)?, corner(rows.max()?)?);
    let text = Message::new(
        format!("các số được cộng; {others} ô khác cũng có thể sai"),
        format!("the figures that are added up; {others} others may be wrong too"),
    );
    Some(Related { cell: range.to_string(), text: sink.text(&text) })
}

/// Totals above that hold now and would have to move with a corrected total.
fn moved_with(context: &Context<'_>, sink: &Sink, slip: &Slip, related: &mut Vec<Related>) -> Option<()> {
    let primary = context.diagnosis().system.identities.get(slip.primary)?;
    let table = context.tables().get(primary.target.table())?;
    let Cell { column, .. } = primary.target;
    let mut above = Vec::new();
    let mut at = primary.target.row();
    while let Some(parent) = table.row(at)?.parent {
        above.push(parent);
        at = parent;
    }
    above.extend(table.total.filter(|total| *total != primary.target.row()));
    for row in above {
        let stated = table.quantity(row, column as usize).value();
        let Some(after) = stated.and_then(|stated| stated.checked_sub(slip.difference)) else { continue };
        let (now_vi, now_en) = figures(stated.unwrap_or_default());
        let (after_vi, after_en) = figures(after);
        let text = Message::new(
            format!("tổng này đang cộng theo số đã ghi: {now_vi} sẽ thành {after_vi}"),
            format!("this total follows the stated figure: {now_en} would become {after_en}"),
        );
        let cell = table.cell(row, column as usize);
        related.insert(0, Related { cell, text: sink.text(&text) });
    }
    Some(())
}

/// Columns in which most sums fail are said once.
fn suspended(context: &Context<'_>, sink: &mut Sink, rule: &Rule, wanted: fn(Sort) -> bool) {
    let mut said: Vec<(u32, u32, Sort)> = Vec::new();
    let identities = &context.diagnosis().system.identities;
    let failing = |identity: &&Identity| {
        identity.suspended && identity.residual.abs() > identity.tolerance && wanted(identity.sort)
    };
    for identity in identities.iter().filter(failing) {
        let key = (identity.target.table, identity.target.column, identity.sort);
        if said.contains(&key) {
            continue;
        }
        said.push(key);
        let alike = |other: &&Identity| (other.target.table, other.target.column, other.sort) == key;
        let count = identities.iter().filter(failing).filter(alike).count();
        let Some(table) = context.tables().get(identity.target.table()) else { continue };
        let (claim_vi, claim_en) = claim(context, table, identity);
        let (fits_vi, fits_en) = figures(identity.expected(context));
        let (found_vi, found_en) = figures(value(context, identity.target));
        let called = table.called(identity.target.row());
        let message = Message::new(
            format!(
                "Phần lớn số của cột này không khớp ({count} chỗ), ví dụ {called}: ghi {found_vi}, {claim_vi} \
                 {fits_vi}. Xem lại đơn vị tính và cách cộng của cả cột"
            ),
            format!(
                "most figures of this column do not fit ({count}), such as {called}: {found_en} is stated, \
                 {claim_en} {fits_en}. Look at the unit and the way the whole column is added up"
            ),
        );
        let mut finding = table.finding(rule, message, identity.target.row(), identity.target.column());
        finding.severity = Severity::Warning;
        sink.push(finding.counting(count));
    }
}
