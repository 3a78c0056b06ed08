//! Forms that nobody filled in, and forms that a unit did not send.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use phuluc_model::text::fold;
use phuluc_model::{Appendix, Finding, Layout, Message, Row};

use crate::choose::Owned;
use crate::register::Register;
use crate::rules::{FORM_BLANK, UNIT_MISSING};

/// What stands in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filled {
    /// Nothing but the form's own words.
    Nothing,
    /// Words, but no figure.
    Words,
    /// Figures, or all that a form without columns of figures has.
    Figures,
}

/// Forms by unit, as ids of layouts.
type Forms = BTreeMap<usize, BTreeSet<String>>;

/// Leaves out forms in which nothing was typed, and says so; then says which units lack a
/// form that most have.
pub(crate) fn leave_out(owned: &mut [Owned], register: &Register, findings: &mut Vec<Finding>) {
    let mut filled = Forms::new();
    let mut blank: Vec<(usize, Vec<(String, Message)>)> = Vec::new();
    for (at, one) in owned.iter_mut().enumerate() {
        let mut nothing = Vec::new();
        one.submission.document.appendices.retain(|appendix| {
            let found = filled_in(appendix);
            match found {
                Filled::Nothing => {
                    nothing.push((appendix.layout.id.to_string(), form_name(&appendix.layout)))
                }
                Filled::Words => findings.push(words_only(appendix)),
                Filled::Figures => {}
            }
            if found != Filled::Nothing {
                filled.entry(one.unit).or_default().insert(appendix.layout.id.to_string());
            }
            found != Filled::Nothing
        });
        if !nothing.is_empty() {
            blank.push((at, nothing));
        }
    }
    // A form that no unit filled in is none that was asked for.
    let asked: HashSet<&String> = filled.values().flatten().collect();
    let mut said = Forms::new();
    for (at, forms) in &blank {
        let Some(one) = owned.get(*at) else { continue };
        let nothing_else = one.submission.document.appendices.is_empty();
        let own = filled.get(&one.unit);
        let wanted: Vec<&(String, Message)> = forms
            .iter()
            .filter(|(id, _)| nothing_else || asked.contains(id) && own.is_none_or(|own| !own.contains(id)))
            .collect();
        said.entry(one.unit).or_default().extend(wanted.iter().map(|(id, _)| id.clone()));
        let (listed, warns) = match wanted.is_empty() {
            true => (forms.iter().collect(), false),
            false => (wanted, true),
        };
        findings.push(nothing_typed(one, &listed, warns));
    }
    lacking(owned, &filled, &said, register, findings);
}

/// What the rows of a form hold.
fn filled_in(appendix: &Appendix) -> Filled {
    let layout = &appendix.layout;
    if !layout.columns.iter().any(|column| column.kind.is_figure()) {
        return if appendix.rows.is_empty() { Filled::Nothing } else { Filled::Figures };
    }
    let rows = || appendix.total.iter().chain(appendix.walk());
    let figure = |row: &Row| {
        row.values.iter().filter_map(|value| value.quantity()).any(|quantity| !quantity.is_blank())
    };
    if rows().any(figure) {
        return Filled::Figures;
    }
    // A template says which words it was handed out with; else those of the layout's own form.
    let of_form = match &appendix.source.prepared {
        Some(prepared) => *prepared == appendix.words_sign(),
        None => {
            let prepared = layout.prepared.iter().flat_map(|row| &row.texts);
            let own: HashSet<String> = prepared.map(|(_, text)| fold(text)).collect();
            appendix.walk().all(|row| appendix.label(row).is_none_or(|label| own.contains(&fold(label))))
        }
    };
    if of_form { Filled::Nothing } else { Filled::Words }
}

/// `III (Danh mục công trình)`, or the form's name where it has no number.
fn form_name(layout: &Layout) -> Message {
    let number = &layout.number;
    let whole = |name: &str| if number.is_empty() { name.to_owned() } else { format!("{number} ({name})") };
    Message::new(whole(&layout.name), whole(&layout.name_en))
}

fn listed<'a>(forms: impl Iterator<Item = &'a Message> + Clone) -> (String, String) {
    let vi: Vec<&str> = forms.clone().map(|form| form.vi.as_ref()).collect();
    let en: Vec<&str> = forms.map(|form| form.en.as_ref()).collect();
    (vi.join(", "), en.join(", "))
}

fn nothing_typed(one: &Owned, forms: &[&(String, Message)], warns: bool) -> Finding {
    let unit = one.submission.unit.as_deref().unwrap_or_default();
    let (vi, en) = listed(forms.iter().map(|(_, name)| name));
    let message = Message::new(
        format!("{unit}: biểu {vi} để trống nên tính là chưa gửi: đề nghị đơn vị điền rồi gửi lại"),
        format!(
            "{unit}: nothing was filled in on form {en}, which counts as not sent: ask the unit to fill it in and send it again"
        ),
    );
    let mut finding = Finding::new(&FORM_BLANK, message, &one.submission.file, "", "");
    if !warns {
        finding.severity = phuluc_model::Severity::Info;
    }
    finding
}

fn words_only(appendix: &Appendix) -> Finding {
    let message = Message::new(
        "Biểu chỉ có chữ, không có số liệu nào: kiểm tra đơn vị đã điền số liệu chưa",
        "the form holds words and no figure: check whether the unit filled its figures in",
    );
    crate::say::at_sheet(&FORM_BLANK, message, appendix)
}

/// Forms that more than half of the units sent and a unit did not.
fn lacking(owned: &[Owned], filled: &Forms, said: &Forms, register: &Register, findings: &mut Vec<Finding>) {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for id in filled.values().flatten() {
        *counts.entry(id).or_default() += 1;
    }
    let names: BTreeMap<String, Message> = owned
        .iter()
        .flat_map(|one| &one.submission.document.appendices)
        .map(|appendix| (appendix.layout.id.to_string(), form_name(&appendix.layout)))
        .collect();
    for (unit, own) in filled {
        let lacks =
            |id: &&String| !own.contains(*id) && said.get(unit).is_none_or(|said| !said.contains(*id));
        let most = counts.iter().filter(|(_, count)| **count * 2 > filled.len()).map(|(id, _)| *id);
        let lacking: Vec<&Message> = most.filter(lacks).filter_map(|id| names.get(id)).collect();
        if lacking.is_empty() {
            continue;
        }
        let Some(one) = owned.iter().find(|one| one.unit == *unit) else { continue };
        let name = register.units.get(*unit).map(|listed| listed.name.as_str()).unwrap_or_default();
        let (vi, en) = listed(lacking.iter().copied());
        let message = Message::new(
            format!("{name} chưa gửi biểu {vi}, phần lớn đơn vị đã gửi: đề nghị đơn vị gửi bổ sung"),
            format!("{name} did not send form {en}, which most units sent: ask the unit for it"),
        );
        findings.push(Finding::new(&UNIT_MISSING, message, &one.submission.file, "", ""));
    }
}
