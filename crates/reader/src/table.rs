//! From a recognised header to a draft of its appendix.

use phuluc_model::{CellRef, ColumnName, KindRole, Message, MoneyUnit, Remark, Value, Vocabulary};

use crate::body;
use crate::by_look;
use crate::carry;
use crate::continued;
use crate::draft::{Draft, FlatRow};
use crate::grid::CellValue;
use crate::header::{self, HeaderMatch};
use crate::inserted;
use crate::inspection::{ColumnInspection, TableInspection};
use crate::ledger::{Ledger, Role};
use crate::nest;
use crate::rows::{self, Mapping, Output};
use crate::rules;
use crate::sink::Sink;
use crate::source;
use crate::titles::{self, Line, Titles};
use crate::units::{Basis, Units};
use crate::view::SheetView;
use crate::zones::{Span, Zone};

/// Rows below a table that may hold its notes.
const NOTE_ROWS: u32 = 10;

/// Non-empty cells of rows as lines of text.
fn lines(view: &SheetView<'_>, from: u32, to: u32) -> Vec<Line> {
    view.cells_between(from, to)
        .filter(|(_, cell)| !view.is_empty(cell))
        .map(|(index, cell)| Line::new(index, cell.at, view.text(cell).into_owned()))
        .collect()
}

/// Reads a table; `next_start` is where the titles of the next one may start.
pub(crate) fn read(
    view: &SheetView<'_>,
    zone: &Zone<'_>,
    file: &str,
    inherited: Option<MoneyUnit>,
    ledger: &mut Ledger,
) -> (Draft, u32) {
    let header = zone.header;
    let layout = header.layout.clone();
    let mut sink = Sink::new(file, &phuluc_model::text::tidy(&view.sheet.name));
    let titles = read_titles(view, zone, ledger);
    let columns: Vec<Option<u32>> =
        (0..layout.columns.len()).map(|field| header.sheet_column(field)).collect();
    let body = body::find(view, zone);
    let units = Units::find(header, &titles, unit_below(view, &body, zone.stop), inherited);
    mark_headers(view, zone, &body, ledger);
    let mapping = Mapping::new(layout.clone(), columns, units.columns.clone(), zone.marks);
    let mut out = Output::new(ledger.roles(), &mut sink);
    rows::read(view, &mapping, &body.rows, &body.headers, &mut out);
    let Output { mut rows, mut pending, proofs, .. } = out;
    let worked_out = inserted::work_out(view, &mapping, &mut rows);
    let total = split_total(view, &layout, &mapping, &mut rows, &mut pending, ledger, &mut sink);
    let reach = inserted::reaches(view, &mapping, &rows);
    let beyond = nest::nest(&layout, &mut rows, &|at| total == Some(at), &reach);
    inserted::say_outside(zone.marks, &mapping, &rows, &beyond, &mut sink);
    if !mapping.marked {
        by_look::nest(&layout, &mut rows, total);
    }
    rows::say_nameless(view, &mapping, &body.nameless, &mut sink);
    if !zone.marks.merged {
        carry::carry_blank(&mapping, &mut rows, &mut sink);
    }
    let mut source = source::of(view, file, header, &body, &rows, units.general);
    source.reporting_unit.clone_from(&zone.marks.unit);
    source.prepared.clone_from(&zone.marks.prepared);
    source.formulas.extend(worked_out);
    if header.absent {
        continued::say(header, source.range, &mut sink);
    } else {
        say_columns(header, &mut sink);
        say_year(header, &titles, &mut sink);
    }
    units.say(header, source.range, &mut sink);
    let next_start = mark_notes(view, zone, &body, ledger);
    let plan_year = zone.marks.year.or_else(|| plan_year(header, &titles));
    let own_title = zone.marks.own_title && titles.title == Some(layout.title_for(plan_year));
    let titles = if own_title { Titles { title: None, ..titles } } else { titles };
    let mut draft = Draft {
        layout,
        titles,
        plan_year,
        source,
        unit_stated: units.basis == Basis::Stated,
        rows,
        columns: mapping.columns,
        total,
        pending,
        proofs,
        notes: Vec::new(),
        unmapped: Vec::new(),
        sink,
    };
    if !draft.source.formulas.is_empty() {
        draft.source.text_figures = source::text_figures(view, &draft);
    }
    (draft, next_start)
}

pub(crate) fn read_titles(view: &SheetView<'_>, zone: &Zone<'_>, ledger: &mut Ledger) -> Titles {
    let above = lines(view, zone.start, zone.header.rows.0);
    let (unit, above): (Vec<Line>, Vec<Line>) =
        above.into_iter().partition(|line| zone.marks.names_unit(&line.folded));
    let titles = titles::read(&above, &zone.header.layout);
    for line in above.iter().chain(&unit) {
        ledger.belongs(line.index, zone.number);
        ledger.set(line.index, Role::Note);
    }
    for index in titles.used.iter().copied().chain(unit.iter().map(|line| line.index)) {
        ledger.set(index, Role::Title);
    }
    titles
}

/// A unit that a note below the table states.
pub(crate) fn unit_below(view: &SheetView<'_>, body: &body::Body, stop: u32) -> Option<MoneyUnit> {
    let words = Vocabulary::get();
    let notes = lines(view, body.end, stop.min(body.end.saturating_add(NOTE_ROWS)));
    let states = |line: &Line| {
        let start = words.line.unit.find(&line.folded).or_else(|| words.line.note.find(&line.folded))?;
        titles::unit_line(words, line.folded.get(start.start()..)?)
            .or_else(|| titles::unit_line(words, line.folded.get(start.end()..)?.trim_start()))
    };
    notes.iter().find_map(states)
}

pub(crate) fn mark_headers(view: &SheetView<'_>, zone: &Zone<'_>, body: &body::Body, ledger: &mut Ledger) {
    let repeats = zone.repeats.iter().map(|repeat| (repeat.first, repeat.last));
    let own = Some(zone.header.rows).filter(|_| !zone.header.absent);
    let spans = own.into_iter().chain(repeats);
    let rows = spans.flat_map(|(first, last)| first..=last).chain(body.headers.iter().copied());
    let rows = rows.chain(body.blank.iter().copied());
    for (index, _) in rows.flat_map(|row| view.row(row)) {
        ledger.set(index, Role::Header);
    }
    // Everything from the header down belongs to this table, whatever its role.
    if view.is_whole() {
        ledger.all_belong(view.indexes_between(zone.header.rows.0, zone.stop), zone.number);
        return;
    }
    for (index, _) in view.cells_between(zone.header.rows.0, zone.stop) {
        ledger.belongs(index, zone.number);
    }
}

/// The lines below a table are notes, up to where the next table's titles begin.
pub(crate) fn mark_notes(
    view: &SheetView<'_>,
    zone: &Zone<'_>,
    body: &body::Body,
    ledger: &mut Ledger,
) -> u32 {
    for (index, cell) in body.notes.iter().flat_map(|row| view.row(*row)) {
        let words = matches!(cell.value, CellValue::Text(_));
        ledger.set(index, if words { Role::Note } else { Role::Unmapped });
    }
    let below = lines(view, body.end, zone.stop);
    let next = match zone.stop {
        u32::MAX => u32::MAX,
        stop if zone.stops_at_titles => stop,
        stop => titles::start(&below, stop),
    };
    for line in below.iter().filter(|line| line.at.row < next) {
        let figure = !line.text.chars().any(char::is_alphabetic);
        ledger.set(line.index, if figure { Role::Unmapped } else { Role::Note });
    }
    next
}

/// Finds the grand total; a second one is taken out of the rows and said.
fn split_total(
    view: &SheetView<'_>,
    layout: &phuluc_model::Layout,
    mapping: &Mapping,
    rows: &mut Vec<FlatRow>,
    pending: &mut Vec<crate::draft::Pending>,
    ledger: &mut Ledger,
    sink: &mut Sink,
) -> Option<usize> {
    // Words such as "Tổng số công trình: 4" without any figure are no total beside one with figures.
    let figures =
        |row: &FlatRow| row.values.iter().any(|value| value.quantity().is_some_and(|q| !q.is_blank()));
    let is_total =
        |row: &FlatRow| layout.kinds.get(row.kind).is_some_and(|kind| kind.role == KindRole::Total);
    let stated = rows.iter().any(|row| is_total(row) && figures(row));
    for row in remove_rows(rows, pending, |row| stated && is_total(row) && !figures(row)) {
        for (index, _) in view.row(row.row) {
            ledger.set(index, Role::Note);
        }
    }
    let first = rows.iter().position(is_total)?;
    let mut seen = false;
    let later = |row: &FlatRow| is_total(row) && std::mem::replace(&mut seen, true);
    for row in remove_rows(rows, pending, later) {
        let figures = |row: &FlatRow| -> Vec<Value> {
            row.values.iter().filter(|value| value.quantity().is_some()).cloned().collect()
        };
        let same = rows.get(first).is_some_and(|first| figures(first) == figures(&row));
        for (index, _) in view.row(row.row) {
            ledger.set(index, Role::Unmapped);
        }
        let column = mapping.columns.iter().flatten().next().copied().unwrap_or(0);
        let mut rule = rules::SECOND_TOTAL;
        let message = if same {
            Message::new(
                "Dòng tổng cộng ghi hai lần, số giống nhau: chỉ lấy một",
                "the grand total stands twice, with the same figures: one was taken",
            )
        } else {
            rule.severity = phuluc_model::Severity::Error;
            Message::new(
                "Hai dòng tổng cộng có số khác nhau: lấy dòng đầu, kiểm tra lại",
                "two grand totals differ: the first was taken; check them",
            )
        };
        sink.cell(&rule, CellRef::new(row.row, column), message, None);
    }
    if let Some(total) = rows.get_mut(first) {
        total.level = 0;
    }
    Some(first)
}

/// Takes rows out, with what is pending in them.
fn remove_rows(
    rows: &mut Vec<FlatRow>,
    pending: &mut Vec<crate::draft::Pending>,
    unwanted: impl FnMut(&FlatRow) -> bool,
) -> Vec<FlatRow> {
    let unwanted: Vec<bool> = rows.iter().map(unwanted).collect();
    if !unwanted.contains(&true) {
        return Vec::new();
    }
    let mut kept = Vec::new();
    let mut gone = Vec::new();
    // Where each row stands afterwards.
    let mut places: Vec<Option<usize>> = Vec::new();
    for (row, out) in std::mem::take(rows).into_iter().zip(unwanted) {
        places.push((!out).then_some(kept.len()));
        if out { gone.push(row) } else { kept.push(row) }
    }
    *rows = kept;
    pending.retain_mut(|open| {
        let place = places.get(open.row).copied().flatten();
        open.row = place.unwrap_or(open.row);
        place.is_some()
    });
    gone
}

/// The year that is planned for: of the title, else as the headers agree.
pub(crate) fn plan_year(header: &HeaderMatch, titles: &Titles) -> Option<i32> {
    let date = titles.plan.as_ref().and_then(|plan| plan.date.as_ref()?.get(..4)?.parse::<i32>().ok());
    // A plan is made in the year before the one that it is for.
    titles.years.first().copied().or_else(|| year_of_headers(header)).or(date.map(|year| year + 1))
}

/// Says that the title and the headers plan for different years.
pub(crate) fn say_year(header: &HeaderMatch, titles: &Titles, sink: &mut Sink) {
    let (Some(title), Some(heads)) = (titles.years.first(), year_of_headers(header)) else { return };
    if *title != heads {
        let message = Message::new(
            format!("Tiêu đề ghi năm {title}, đầu cột là của năm {heads}: lấy năm {title}, kiểm tra lại"),
            format!("the title says {title}, the headers are those of {heads}: {title} was taken, check it"),
        );
        sink.range(&rules::YEAR_CONTRADICTORY, header::range(header), message, 1);
    }
}

/// The plan year that most headers agree on.
fn year_of_headers(header: &HeaderMatch) -> Option<i32> {
    let layout = &header.layout;
    let mut votes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for column in &header.columns {
        let Some(official) = column.field.and_then(|(field, _)| layout.columns.get(field)) else { continue };
        let offsets: Vec<i32> = official.header.iter().flat_map(|step| step.years.iter().copied()).collect();
        if offsets.len() == column.years.len() {
            for (offset, year) in offsets.iter().zip(&column.years) {
                *votes.entry(year - offset).or_default() += 1;
            }
        }
    }
    votes.iter().max_by_key(|(_, count)| **count).map(|(year, _)| *year)
}

pub(crate) fn say_columns(header: &HeaderMatch, sink: &mut Sink) {
    let layout = &header.layout;
    let head = header::range(header);
    let missing: Vec<String> = layout
        .columns
        .iter()
        .enumerate()
        .filter(|(field, column)| !column.optional && header.sheet_column(*field).is_none())
        .map(|(_, column)| {
            column.header.iter().map(|step| step.pattern.as_str()).collect::<Vec<_>>().join(" / ")
        })
        .collect();
    if !missing.is_empty() {
        let names = missing.join("», «");
        let message = Message::new(
            format!("Không tìm thấy cột «{names}»: giá trị để trống"),
            format!("there is no column «{names}»: the values are left blank"),
        );
        sink.range(&rules::COLUMN_MISSING, head, message, missing.len());
    }
    for column in header.columns.iter().filter(|column| column.field.is_none()) {
        let words = column.words.join(" / ");
        let message = Message::new(
            format!("Cột «{words}» không có trong biểu: các ô của cột được giữ ở phần ngoài biểu"),
            format!("the form has no column `{words}`: its cells are kept as unmapped"),
        );
        let at = CellRef::new(header.rows.0, column.column);
        sink.cell(&rules::HEADER_NOT_MATCHED, at, message, None);
    }
    if let Some((other, score)) = header.others.first()
        && *score > header.rank - 0.03
    {
        let message = Message::new(
            format!(
                "Bảng này cũng có thể là «{}» ({}): kiểm tra bằng `phuluc inspect`",
                other.name, other.id
            ),
            format!(
                "this table could as well be `{}` ({}): look at it with `phuluc inspect`",
                other.name_en, other.id
            ),
        );
        sink.range(&rules::AMBIGUOUS_LAYOUT, head, message, 1);
    }
}

/// Takes notes and unmapped cells of a table out of the ledger.
pub(crate) fn collect(view: &SheetView<'_>, ledger: &Ledger, span: Span, draft: &mut Draft) {
    let all = view.indexes_between(span.start, span.stop);
    for (index, role) in ledger.with_roles(all, span.number, [Role::Note, Role::Unmapped]) {
        let Some(cell) = view.sheet.cells.get(index).filter(|cell| view.holds_column(cell.at.column)) else {
            continue;
        };
        let remarks = if role == Role::Note { &mut draft.notes } else { &mut draft.unmapped };
        remarks.push(Remark { cell: cell.at, text: view.text(cell).into_owned() });
    }
}

/// What `inspect` says of a table.
pub(crate) fn inspect(zone: &Zone<'_>, draft: &Draft) -> TableInspection {
    let header = zone.header;
    let named = |field: Option<(usize, f64)>| {
        let (field, like) = field?;
        Some((header.layout.columns.get(field)?.field.to_string(), like))
    };
    let column = |column: &header::ColumnMatch| ColumnInspection {
        letters: ColumnName(column.column).to_string(),
        header: column.words.join(" / "),
        field: named(column.field),
        next: named(column.next),
    };
    TableInspection {
        layout: header.layout.clone(),
        confidence: header.score.min(1.0),
        alternatives: header.others.iter().map(|(layout, rank)| (layout.clone(), rank.min(1.0))).collect(),
        header: header::range(header),
        title: draft.titles.title.clone(),
        plan_year: draft.plan_year,
        unit: draft.source.unit,
        unit_stated: draft.unit_stated,
        rows: draft.rows.len() - usize::from(draft.total.is_some()),
        columns: header.columns.iter().map(column).collect(),
    }
}
