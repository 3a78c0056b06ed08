//! Whose a file is.

use phuluc_checks::{Places, unit_named};
use phuluc_model::text::{fold, unaccent};
use phuluc_model::{Finding, Message, UnitSubmission};

use crate::MergeOptions;
use crate::choose::Owned;
use crate::register::Listed;
pub(crate) use crate::register::Register;
use crate::rules::{FOREIGN_UNIT, UNIT_OVERRIDDEN, UNKNOWN_UNIT};

/// What is known about whose a file is.
pub(crate) enum Whose {
    Unit(usize),
    Foreign(String),
    Unknown(Vec<usize>),
}

/// Finds out whose each submission is; what is nobody's is said and left out.
pub(crate) fn recognise(
    submissions: &[UnitSubmission],
    register: &Register,
    options: &MergeOptions,
    findings: &mut Vec<Finding>,
) -> Vec<Owned> {
    let mut owned = Vec::new();
    for submission in submissions {
        match whose(submission, register, &options.places) {
            Whose::Unit(unit) => {
                let listed = register.units.get(unit);
                let name = listed.map(|listed| listed.name.clone());
                let short = listed.map(Listed::short).unwrap_or_default();
                findings.extend(overridden(submission, unit, register, &options.places));
                let submission = UnitSubmission { unit: name, short, ..submission.clone() };
                owned.push(Owned { unit, submission });
            }
            Whose::Foreign(name) => findings.push(foreign(submission, &name, register)),
            Whose::Unknown(candidates) => findings.push(unknown(submission, &candidates, register)),
        }
    }
    owned
}

fn foreign(submission: &UnitSubmission, name: &str, register: &Register) -> Finding {
    let nearest = register.nearest(name);
    let (vi, en) = nearest.map_or_else(Default::default, |near| {
        (format!(" (có phải {near}?)"), format!(" (did you mean {near}?)"))
    });
    let message = Message::new(
        format!(
            "«{name}» không có trong danh sách đơn vị{vi} nên tệp không được tổng hợp: sửa bằng --unit TỆP=ĐƠN VỊ, hoặc thêm danh sách bằng --places"
        ),
        format!(
            "`{name}` is not in the list of units{en}, so the file was not merged: say the unit with --unit FILE=NAME, or add its list with --places"
        ),
    );
    let finding = Finding::new(&FOREIGN_UNIT, message, &submission.file, "", "");
    Finding { expected: nearest.map(str::to_owned), ..finding.with_found(name) }
}

/// Where the unit that was said is not the one that the file itself states.
fn overridden(
    submission: &UnitSubmission,
    unit: usize,
    register: &Register,
    places: &Places,
) -> Option<Finding> {
    submission.unit.as_ref()?;
    let appendices = &submission.document.appendices;
    let of_template = appendices.iter().filter_map(|appendix| appendix.source.reporting_unit.as_deref());
    let issuers = appendices.iter().filter_map(|appendix| appendix.plan.as_ref()?.issuer.as_deref());
    let contradicts = |stated: &&str| {
        let meant = register.text(places, stated);
        let foreign = meant.is_empty() && unit_named(stated).is_some();
        foreign || !meant.is_empty() && !meant.iter().any(|one| register.fits(unit, *one))
    };
    let stated = of_template.chain(issuers).find(contradicts)?;
    let name = register.units.get(unit).map(|listed| listed.name.as_str()).unwrap_or_default();
    let message = Message::new(
        format!(
            "Đã tổng hợp là số liệu của {name} theo đơn vị được chỉ định, nhưng tệp ghi «{stated}»: kiểm tra có nhầm tệp hoặc --unit không"
        ),
        format!(
            "merged as {name}, the unit that was said, but the file states `{stated}`: check the file and --unit"
        ),
    );
    let finding = Finding::new(&UNIT_OVERRIDDEN, message, &submission.file, "", "");
    Some(Finding { expected: Some(name.to_owned()), ..finding.with_found(stated) })
}

fn unknown(submission: &UnitSubmission, candidates: &[usize], register: &Register) -> Finding {
    let names: Vec<&str> =
        candidates.iter().filter_map(|at| register.units.get(*at)).map(|unit| unit.name.as_str()).collect();
    let could = crate::say::listed(&names, "…");
    let (vi, en) = if could.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(" (có thể là {could})"), format!(" (it could be {could})"))
    };
    let message = Message::new(
        format!(
            "Không rõ tệp của đơn vị nào{vi} nên không được tổng hợp: ghi rõ bằng --unit \"{}=TÊN ĐƠN VỊ\"",
            submission.file
        ),
        format!(
            "nothing says whose this file is{en}, so it was not merged: say it with --unit \"{}=NAME\"",
            submission.file
        ),
    );
    Finding::new(&UNKNOWN_UNIT, message, &submission.file, "", "")
}

pub(crate) fn whose(submission: &UnitSubmission, register: &Register, places: &Places) -> Whose {
    let meant = submission.unit.as_ref().map(|said| (said, register.meant(places, said)));
    match meant.as_ref().map(|(said, meant)| (said, meant.as_slice())) {
        Some((_, [unit])) => return Whose::Unit(*unit),
        Some((said, [])) => return Whose::Foreign((*said).clone()),
        _ => {}
    }
    let appendices = &submission.document.appendices;
    let issuers: Vec<&str> =
        appendices.iter().filter_map(|appendix| appendix.plan.as_ref()?.issuer.as_deref()).collect();
    let titles: Vec<&str> = appendices.iter().filter_map(|appendix| appendix.title.as_deref()).collect();
    let notes: Vec<&str> =
        appendices.iter().flat_map(|appendix| &appendix.notes).map(|note| note.text.as_str()).collect();
    let by_text = |texts: &[&str]| {
        let mut found: Vec<usize> = texts.iter().flat_map(|text| register.text(places, text)).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let issued = by_text(&issuers);
    // What a template says of itself.
    let reporting: Vec<&str> =
        appendices.iter().filter_map(|appendix| appendix.source.reporting_unit.as_deref()).collect();
    let reporting = by_text(&reporting);
    if !reporting.is_empty() && !issued.is_empty() && !reporting.iter().any(|unit| issued.contains(unit)) {
        return Whose::Unknown([reporting, issued].concat());
    }
    if reporting.is_empty()
        && issued.is_empty()
        && let Some(foreign) = issuers.iter().find_map(|issuer| unit_named(issuer))
    {
        return Whose::Foreign(foreign.name);
    }
    // A province's own name is also that of its city.
    let provinces: Vec<String> = issuers.iter().map(|issuer| unaccent(&fold(issuer))).collect();
    let of_city = |unit: &usize| {
        register
            .units
            .get(*unit)
            .is_none_or(|listed| provinces.iter().all(|name| !name.ends_with(&listed.bare)))
    };
    let mut by_name = register.file_name(&submission.file);
    if issued.is_empty() {
        by_name.retain(of_city);
    }
    let meant = meant.map(|(_, meant)| meant).unwrap_or_default();
    let (titles, notes) = (by_text(&titles), by_text(&notes));
    settle(&[meant, reporting, issued, titles, notes, by_name, register.rows(places, appendices)])
}

/// What the evidence, strongest first, agrees on: later evidence chooses among what earlier left open.
fn settle(evidence: &[Vec<usize>]) -> Whose {
    let mut open: Vec<usize> = Vec::new();
    for found in evidence.iter().filter(|found| !found.is_empty()) {
        if open.is_empty() {
            open.clone_from(found);
        } else {
            let both: Vec<usize> = open.iter().filter(|unit| found.contains(unit)).copied().collect();
            if !both.is_empty() {
                open = both;
            }
        }
        if let [unit] = open.as_slice() {
            return Whose::Unit(*unit);
        }
    }
    Whose::Unknown(open)
}
