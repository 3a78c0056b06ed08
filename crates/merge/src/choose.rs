//! Which of the files that units sent count.

use std::collections::{BTreeMap, BTreeSet};

use phuluc_model::text::fold;
use phuluc_model::{Appendix, Finding, Message, Severity, UnitSubmission, Value};

use crate::MergeOptions;
use crate::blank;
use crate::register::{Listed, Register};
use crate::rules::{LEFT_OUT, PROGRAMME_DIFFERS, UNIT_MISSING, UNIT_TWICE, YEAR_DIFFERS};
use crate::say::{at_sheet, listed};

/// How alike titles of one programme are.
const ALIKE: f64 = 0.5;

/// A submission whose unit is known.
#[derive(Debug, Clone)]
pub(crate) struct Owned {
    /// Index in the register.
    pub(crate) unit: usize,
    pub(crate) submission: UnitSubmission,
}

/// The submissions that count, in official order.
pub(crate) fn choose(
    mut owned: Vec<Owned>,
    register: &Register,
    options: &MergeOptions,
    findings: &mut Vec<Finding>,
) -> Vec<Owned> {
    owned.sort_by(|one, other| {
        let key =
            |owned: &Owned| (owned.unit, owned.submission.file.clone(), owned.submission.sha256.clone());
        key(one).cmp(&key(other))
    });
    blank::leave_out(&mut owned, register, findings);
    once(&mut owned, options, findings);
    sheets_once(&mut owned, findings);
    same_year(&mut owned, findings);
    owned.retain(|one| !one.submission.document.appendices.is_empty());
    same_programme(&owned, findings);
    part_of_another(&owned, register, findings);
    missing(&owned, register, findings);
    owned
}

/// Takes a form out of a submission.
fn drop_layout(owned: &mut [Owned], at: usize, layout: &str) {
    if let Some(one) = owned.get_mut(at) {
        one.submission.document.appendices.retain(|appendix| &*appendix.layout.id != layout);
    }
}

/// One file a unit and form.
fn once(owned: &mut [Owned], options: &MergeOptions, findings: &mut Vec<Finding>) {
    let mut files: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (at, one) in owned.iter().enumerate() {
        let layouts: BTreeSet<&str> =
            one.submission.document.appendices.iter().map(|appendix| &*appendix.layout.id).collect();
        for layout in layouts {
            files.entry((one.unit, layout.to_owned())).or_default().push(at);
        }
    }
    for ((_, layout), files) in files {
        let mut kept: Vec<usize> = Vec::new();
        for at in files {
            let sha = |at: usize| {
                owned.get(at).map(|one| one.submission.sha256.clone()).filter(|sha| !sha.is_empty())
            };
            match kept.iter().find(|first| sha(at).is_some() && sha(**first) == sha(at)).copied() {
                Some(first) => {
                    findings.extend(left_out(owned, at, first, true));
                    drop_layout(owned, at, &layout);
                }
                None => kept.push(at),
            }
        }
        if kept.len() < 2 {
            continue;
        }
        let winner = if options.latest { latest(owned, &kept) } else { None };
        for &at in &kept {
            match winner {
                Some(winner) if winner == at => continue,
                Some(winner) => findings.extend(left_out(owned, at, winner, false)),
                None => findings.extend(twice(owned, at, &kept, options.latest)),
            }
            drop_layout(owned, at, &layout);
        }
    }
}

/// A sheet of a file that says the same as another counts once; others of one form all
/// count, and are said: one of them may be a draft.
fn sheets_once(owned: &mut [Owned], findings: &mut Vec<Finding>) {
    for one in owned {
        let mut kept: Vec<Appendix> = Vec::new();
        for appendix in std::mem::take(&mut one.submission.document.appendices) {
            let mut others = kept.iter().filter(|other| other.layout.id == appendix.layout.id);
            let same = others.clone().find(|other| says_the_same(other, &appendix));
            if let Some(same) = same {
                let sheet = &same.source.sheet;
                let message = Message::new(
                    format!("Trang tính giống hệt trang «{sheet}» nên chỉ tổng hợp một lần"),
                    format!("the sheet says the same as `{sheet}` and was merged once"),
                );
                findings.push(at_sheet(&LEFT_OUT, message, &appendix));
                continue;
            }
            if let Some(other) = others.next() {
                let sheet = &other.source.sheet;
                let message = Message::new(
                    format!(
                        "Tệp có hai bảng cùng biểu (bảng này và trang «{sheet}»), đã tổng hợp cả hai: nếu một bảng là bản nháp thì đề nghị đơn vị xóa"
                    ),
                    format!(
                        "the file has two tables of one form (this one and that of `{sheet}`), and both were merged: if one is a draft, ask the unit to delete it"
                    ),
                );
                let finding = at_sheet(&UNIT_TWICE, message, &appendix);
                findings.push(Finding { severity: Severity::Warning, ..finding });
            }
            kept.push(appendix);
        }
        one.submission.document.appendices = kept;
    }
}

/// Whether two tables have the same rows.
fn says_the_same(one: &Appendix, other: &Appendix) -> bool {
    fn rows(appendix: &Appendix) -> impl Iterator<Item = (u8, &str, &[Value])> {
        let all = appendix.total.iter().chain(appendix.walk());
        all.map(|row| (row.level, &*row.kind, row.values.as_slice()))
    }
    one.plan_year == other.plan_year && rows(one).eq(rows(other))
}

/// Communes that sent what their district sent too: its figures may hold theirs.
fn part_of_another(owned: &[Owned], register: &Register, findings: &mut Vec<Finding>) {
    let listed = |one: &Owned| register.units.get(one.unit);
    for one in owned {
        let Some(unit) = listed(one).filter(|unit| !unit.is_district) else { continue };
        let district = owned.iter().find(|other| {
            listed(other).is_some_and(|other| other.is_district && other.name == unit.district)
        });
        let Some(district) = district else { continue };
        for appendix in &one.submission.document.appendices {
            let mut sent = district.submission.document.appendices.iter();
            if !sent.any(|other| other.layout.id == appendix.layout.id) {
                continue;
            }
            let (unit, district) = (&unit.name, &district.submission.file);
            let message = Message::new(
                format!(
                    "{unit}: huyện cũng gửi biểu này ({district}) và có thể đã gồm số của xã, đã tổng hợp cả hai: chỉ đưa vào một tệp nếu trùng"
                ),
                format!(
                    "{unit}: its district sent this form too ({district}) and may hold the commune's figures; both were merged: give one of them only if so"
                ),
            );
            let finding = at_sheet(&UNIT_TWICE, message, appendix);
            findings.push(Finding { severity: Severity::Warning, ..finding });
        }
    }
}

/// The one with the latest date, where there is one.
fn latest(owned: &[Owned], files: &[usize]) -> Option<usize> {
    let date = |at: &usize| owned.get(*at).and_then(|one| one.submission.date());
    let last = files.iter().filter_map(date).max()?;
    let mut with: Vec<usize> = files.iter().filter(|at| date(at) == Some(last)).copied().collect();
    with.pop().filter(|_| with.is_empty())
}

fn left_out(owned: &[Owned], at: usize, winner: usize, copy: bool) -> Option<Finding> {
    let (one, winner) = (&owned.get(at)?.submission, &owned.get(winner)?.submission);
    let unit = one.unit.as_deref().unwrap_or_default();
    let message = if copy {
        Message::new(
            format!("{unit}: tệp giống hệt {} nên chỉ tổng hợp một lần", winner.file),
            format!("{unit}: the file is the same as {} and was merged once", winner.file),
        )
    } else {
        let date = winner.date().unwrap_or_default();
        Message::new(
            format!("{unit}: đã dùng {} (ngày {date}, mới hơn) thay cho tệp này", winner.file),
            format!("{unit}: {} (of {date}, later) was used in place of this file", winner.file),
        )
    };
    Some(Finding::new(&LEFT_OUT, message, &one.file, "", ""))
}

fn twice(owned: &[Owned], at: usize, files: &[usize], latest: bool) -> Option<Finding> {
    let one = &owned.get(at)?.submission;
    let unit = one.unit.as_deref().unwrap_or_default();
    let others: Vec<&str> = files
        .iter()
        .filter(|other| **other != at)
        .filter_map(|other| owned.get(*other))
        .map(|other| other.submission.file.as_str())
        .collect();
    let others = others.join(", ");
    let (vi, en) = if latest {
        (
            "ngày văn bản không phân biệt được: chỉ đưa vào một tệp",
            "their dates do not tell which is later: give one of them only",
        )
    } else {
        (
            "đưa vào một tệp, hoặc thêm --latest để lấy tệp mới hơn",
            "give one of them, or add --latest to take the later one",
        )
    };
    let message = Message::new(
        format!("{unit} gửi hai tệp cùng biểu (tệp này và {others}) nên không tệp nào được tổng hợp: {vi}"),
        format!("{unit} sent two files of one form (this one and {others}), so neither was merged: {en}"),
    );
    Some(Finding::new(&UNIT_TWICE, message, &one.file, "", ""))
}

/// One plan year a form: the one that most have, of equals the latest.
fn same_year(owned: &mut [Owned], findings: &mut Vec<Finding>) {
    let mut counts: BTreeMap<String, BTreeMap<i32, usize>> = BTreeMap::new();
    for appendix in owned.iter().flat_map(|one| &one.submission.document.appendices) {
        if let Some(year) = appendix.plan_year {
            *counts.entry(appendix.layout.id.to_string()).or_default().entry(year).or_default() += 1;
        }
    }
    for one in owned {
        one.submission.document.appendices.retain(|appendix| {
            let years = counts.get(&*appendix.layout.id);
            let most = years.and_then(|years| years.iter().max_by_key(|(year, count)| (**count, **year)));
            match (appendix.plan_year, most) {
                (Some(year), Some((most, _))) if year != *most => {
                    let message = Message::new(
                        format!("Biểu của năm {year}, các đơn vị khác lập cho năm {most}, nên không được tổng hợp: đề nghị đơn vị gửi biểu năm {most}"),
                        format!("the form is for {year}, the other units' for {most}, so it was not merged: ask the unit for the form of {most}"),
                    );
                    let finding = at_sheet(&YEAR_DIFFERS, message, appendix).with_found(year.to_string());
                    findings.push(Finding { expected: Some(most.to_string()), ..finding });
                    false
                }
                _ => true,
            }
        });
    }
}

/// Titles that speak of something else than the form's.
fn same_programme(owned: &[Owned], findings: &mut Vec<Finding>) {
    for appendix in owned.iter().flat_map(|one| &one.submission.document.appendices) {
        let Some(title) = &appendix.title else { continue };
        let year = appendix.plan_year;
        let plain = fold(title);
        let alike = appendix.layout.titles.iter().map(|known| {
            let known = fold(&known.official(year, appendix.layout.unit));
            // A short title that a long official one contains, or the other way round, is the same.
            let contained = known.contains(&plain) || plain.contains(&known);
            if contained { 1.0 } else { strsim::normalized_levenshtein(&known, &plain) }
        });
        if alike.fold(0.0, f64::max) < ALIKE {
            let message = Message::new(
                "Tiêu đề khác tiêu đề của biểu này: kiểm tra có phải chương trình khác không",
                "the title differs from this form's: check whether it is another programme",
            );
            let finding = at_sheet(&PROGRAMME_DIFFERS, message, appendix).with_found(title.clone());
            findings.push(Finding { expected: Some(appendix.layout.title_for(year)), ..finding });
        }
    }
}

/// Units of the list that sent nothing: communes where mostly communes sent, else districts.
fn missing(owned: &[Owned], register: &Register, findings: &mut Vec<Finding>) {
    if owned.is_empty() {
        return;
    }
    let sent: BTreeSet<usize> = owned.iter().map(|one| one.unit).collect();
    let of = |district: bool| {
        sent.iter()
            .filter(|at| register.units.get(**at).is_some_and(|unit| unit.is_district == district))
            .count()
    };
    let districts = of(true) >= of(false);
    let covered: BTreeSet<&str> =
        sent.iter().filter_map(|at| register.units.get(*at)).map(|unit| unit.district.as_str()).collect();
    let whole: BTreeSet<&str> = sent
        .iter()
        .filter_map(|at| register.units.get(*at))
        .filter(|unit| unit.is_district)
        .map(|unit| unit.name.as_str())
        .collect();
    let absent = |(at, unit): &(usize, &Listed)| {
        if districts {
            unit.is_district && !covered.contains(unit.name.as_str())
        } else {
            !unit.is_district && !sent.contains(at) && !whole.contains(unit.district.as_str())
        }
    };
    let names: Vec<&str> =
        register.units.iter().enumerate().filter(absent).map(|(_, unit)| unit.name.as_str()).collect();
    if names.is_empty() {
        return;
    }
    let message = Message::new(
        format!("Chưa có số liệu của {} đơn vị: {}", names.len(), listed(&names, "đơn vị")),
        format!(
            "nothing was sent by {} {}: {}",
            names.len(),
            if names.len() == 1 { "unit" } else { "units" },
            listed(&names, "units")
        ),
    );
    findings.push(Finding::new(&UNIT_MISSING, message, "", "", ""));
}
