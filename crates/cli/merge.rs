//! `phuluc merge`.

use anyhow::{Context, Result, bail};
use phuluc::{
    Finding, Format, Language, MergeOptions, Merged, Places, PlanDifference, Reader, Severity, Stage,
    UnitSubmission, values_of,
};

use crate::args::Merge;
use crate::inputs::Input;
use crate::output;
use crate::terminal::{Outcome, Terminal, outcome, plural};

/// Rules whose findings say that something was left out of the result.
const LEFT_OUT: [&str; 4] = ["PL701", "PL702", "PL703", "PL705"];

pub(crate) fn run(args: &Merge, reader: &Reader, terminal: &Terminal) -> Result<Outcome> {
    let to_stdout = args.output.as_os_str() == "-";
    let format = match args.format {
        Some(format) => format.into(),
        None if to_stdout => Format::Json,
        None => Format::of_path(&args.output)?,
    };
    let (inputs, failed) = args.inputs.list(terminal);
    let mut run = Run { args, reader, terminal, failed };
    run.refuse(&inputs)?;
    let options = run.options()?;
    let Some(mut submissions) = run.read_all(&inputs, &options)? else { return Ok(Outcome::Failed) };
    if let Some(path) = &args.update {
        submissions = run.update(&Input::File(path.clone()), submissions, &options)?;
    }
    let merged = terminal.timings.measure(Stage::Merge, |cells| {
        *cells = values_of(submissions.iter().flat_map(|one| &one.document.appendices));
        phuluc::merge(&submissions, &options)
    });
    run.say(&merged);
    if merged.appendices.is_empty() {
        bail!(terminal.say("không có gì để tổng hợp", "there is nothing to merge"));
    }
    let differences = run.against(&merged, &options)?;
    let bytes = terminal.timings.measure(Stage::Write, |cells| {
        *cells = values_of(merged.appendices.iter().map(|one| &one.appendix));
        phuluc::write_merged(&merged, differences.as_deref(), format, terminal.language)
    })?;
    terminal.go_on()?;
    if to_stdout {
        output::print_bytes(&bytes)?;
    } else {
        output::write(&args.output, &bytes, args.force)?;
        terminal.note(&done(&merged, args, terminal));
    }
    if let Some(differences) = &differences {
        let text = listed(&merged, differences, terminal);
        if to_stdout { terminal.note(text.trim_end()) } else { output::print(&text)? }
    }
    let left_out = merged
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error && LEFT_OUT.contains(&&*finding.rule));
    let all: Vec<_> = merged.all_findings().map(|(_, finding)| finding.clone()).collect();
    let differs = args.strict && differences.is_some_and(|differences| !differences.is_empty());
    Ok(match outcome(&all, args.strict) {
        _ if run.failed > 0 || left_out => Outcome::Failed,
        Outcome::Clean if differs => Outcome::Findings,
        outcome => outcome,
    })
}

/// A unit said for a file.
struct UnitSaid<'a> {
    file: &'a str,
    unit: &'a str,
    used: std::cell::Cell<bool>,
}

/// What units sent in a file, and what was changed in it by hand where it is a merged workbook.
fn read_one(
    reader: &Reader,
    input: &Input,
    options: &MergeOptions,
) -> Result<(Vec<UnitSubmission>, Vec<Finding>)> {
    let (name, bytes) = input.load()?;
    let read = reader.submissions(&name, &bytes)?;
    let edits = phuluc::edits(reader, &name, &bytes, &read, options)?;
    Ok((read, edits))
}

struct Run<'a> {
    args: &'a Merge,
    reader: &'a Reader,
    terminal: &'a Terminal,
    /// Inputs that could not be done.
    failed: usize,
}

impl<'a> Run<'a> {
    /// Refuses an output that cannot be, before anything is read.
    fn refuse(&self, inputs: &[Input]) -> Result<()> {
        if self.args.output.as_os_str() == "-" {
            return Ok(());
        }
        let mut all = inputs.to_vec();
        let read = self.args.update.iter().chain(&self.args.against).chain(&self.args.places);
        all.extend(read.cloned().map(Input::File));
        output::refuse(&self.args.output, self.args.force, &all, self.terminal)
    }

    fn options(&self) -> Result<MergeOptions> {
        let mut options = MergeOptions::default().latest(self.args.latest);
        if !self.args.places.is_empty() {
            let mut places = Places::default();
            for path in &self.args.places {
                places.add(phuluc::read_places(path)?);
            }
            options = options.places(places);
        }
        Ok(options)
    }

    /// What units sent in all inputs, with the units that options say. `None` where the user
    /// stopped it.
    fn read_all(&mut self, inputs: &[Input], options: &MergeOptions) -> Result<Option<Vec<UnitSubmission>>> {
        let said = self.units_said()?;
        let mut submissions = Vec::new();
        let mut edited = Vec::new();
        let reader = self.reader;
        let read = |input: &Input| read_one(reader, input, options);
        let whole = self.args.inputs.each(inputs, self.terminal, read, |input, read| {
            let mut read = match read {
                Ok((read, edits)) => {
                    edits.iter().for_each(|finding| self.terminal.refusal(finding));
                    if !edits.is_empty() {
                        edited.push(input.name());
                    }
                    read
                }
                Err(error) => {
                    self.terminal.error(&self.terminal.message_of(&error));
                    self.failed += 1;
                    return Ok(());
                }
            };
            if read.iter().all(|one| one.document.appendices.is_empty()) {
                let nothing = self.terminal.say(
                    "không nhận ra phụ lục nào: xem `phuluc inspect`",
                    "no appendix was recognised: see `phuluc inspect`",
                );
                self.terminal.error(&format!("{}: {nothing}", input.name()));
                self.failed += 1;
                return Ok(());
            }
            for one in &mut read {
                self.name(one, input, &said)?;
            }
            submissions.extend(read);
            Ok(())
        })?;
        if !whole {
            return Ok(None);
        }
        if let Some(unused) = said.iter().find(|said| !said.used.get()) {
            let text = self
                .terminal
                .say("--unit nêu tệp không có trong đầu vào", "--unit names a file that is no input");
            bail!("{}: {text}", unused.file);
        }
        self.stop_at_edits(&edited.join(", "), edited.is_empty())?;
        Ok(Some(submissions))
    }

    /// Units said with `--unit FILE=NAME`.
    fn units_said(&self) -> Result<Vec<UnitSaid<'a>>> {
        let mut units: Vec<UnitSaid<'a>> = Vec::new();
        for said in &self.args.unit {
            let (file, unit) = said
                .rsplit_once('=')
                .filter(|(file, unit)| !file.is_empty() && !unit.trim().is_empty())
                .with_context(|| {
                    let text = self.terminal.say("--unit ghi dạng TỆP=ĐƠN VỊ", "--unit is FILE=NAME");
                    format!("{said}: {text}")
                })?;
            units.push(UnitSaid { file, unit, used: std::cell::Cell::new(false) });
        }
        Ok(units)
    }

    /// Gives a submission the unit that was said, if one was.
    fn name(&self, one: &mut UnitSubmission, input: &Input, said: &[UnitSaid<'_>]) -> Result<()> {
        let mut first: Option<&UnitSaid<'_>> = None;
        for said in said.iter().filter(|said| *said.file == *one.file || *said.file == *input.name()) {
            said.used.set(true);
            match first {
                Some(first) if first.unit != said.unit => bail!(match self.terminal.language {
                    Language::Vietnamese => format!(
                        "{}: --unit nêu hai đơn vị cho một tệp, «{}» và «{}»: chỉ nêu một",
                        input.name(),
                        first.unit,
                        said.unit
                    ),
                    Language::English => format!(
                        "{}: --unit says two units for one file, `{}` and `{}`: say one of them",
                        input.name(),
                        first.unit,
                        said.unit
                    ),
                }),
                _ => first = Some(said),
            }
        }
        if let Some(said) = first {
            one.unit = Some(said.unit.to_owned());
        }
        Ok(())
    }

    /// Goes no further where a merged workbook was changed by hand, unless it is asked for.
    fn stop_at_edits(&self, name: &str, none: bool) -> Result<()> {
        if none || self.args.drop_edits {
            return Ok(());
        }
        bail!(
            "{name}: {}",
            self.terminal.say(
                "có chỗ bị sửa tay nên chưa ghi gì: đề nghị đơn vị sửa trong tệp của mình rồi làm lại, hoặc thêm --drop-edits để bỏ chỗ sửa",
                "it was changed by hand, so nothing was written: have the units' own files corrected, or add --drop-edits to give the changes up"
            )
        )
    }

    /// What went into a merged workbook, with the units of `new` replaced.
    fn update(
        &self,
        merged: &Input,
        new: Vec<UnitSubmission>,
        options: &MergeOptions,
    ) -> Result<Vec<UnitSubmission>> {
        let (name, bytes) = merged.load()?;
        let update = phuluc::update(self.reader, &name, &bytes, new, options)?;
        for finding in &update.edits {
            self.terminal.refusal(finding);
        }
        self.stop_at_edits(&name, update.edits.is_empty())?;
        for (units, vi, en) in
            [(&update.replaced, "thay số liệu", "replaced"), (&update.added, "thêm số liệu", "added")]
        {
            for unit in units {
                self.terminal.note(&format!("{}: {unit}", self.terminal.say(vi, en)));
            }
        }
        Ok(update.submissions)
    }

    fn say(&self, merged: &Merged) {
        let all: Vec<_> = merged.all_findings().map(|(_, finding)| finding.clone()).collect();
        let left_out =
            |finding: &Finding| finding.severity == Severity::Error && LEFT_OUT.contains(&&*finding.rule);
        all.iter().filter(|finding| left_out(finding)).for_each(|finding| self.terminal.refusal(finding));
        self.terminal.findings_but(&all, left_out);
    }

    /// How the sums differ from the plan that they are held against.
    fn against(&self, merged: &Merged, options: &MergeOptions) -> Result<Option<Vec<PlanDifference>>> {
        let Some(path) = &self.args.against else { return Ok(None) };
        let (name, bytes) = Input::File(path.clone()).load()?;
        let plan = self.reader.read_bytes(&name, &bytes)?;
        let common = merged
            .appendices
            .iter()
            .any(|one| plan.appendices.iter().any(|appendix| appendix.layout.id == one.appendix.layout.id));
        if !common {
            let text = self
                .terminal
                .say("không có biểu nào trùng với biểu được tổng hợp", "it holds no form that was merged");
            bail!("{name}: {text}");
        }
        Ok(Some(phuluc::against(merged, &plan, options)))
    }
}

/// Says where the result is.
fn done(merged: &Merged, args: &Merge, terminal: &Terminal) -> String {
    let rows: usize = merged.appendices.iter().map(|one| one.origins.len()).sum();
    let mut units: Vec<&str> = merged.submissions.iter().filter_map(|one| one.unit.as_deref()).collect();
    units.dedup();
    let (output, files, appendices) =
        (args.output.display(), merged.submissions.len(), merged.appendices.len());
    match terminal.language {
        Language::Vietnamese => {
            format!("Đã ghi {output}: {} đơn vị, {files} tệp, {appendices} phụ lục, {rows} dòng", units.len())
        }
        Language::English => format!(
            "Wrote {output}: {}, {}, {}, {}",
            plural(units.len(), "unit"),
            plural(files, "file"),
            if appendices == 1 { "1 appendix".to_owned() } else { format!("{appendices} appendices") },
            plural(rows, "row")
        ),
    }
}

/// The form of a difference, as officers know it.
fn form(merged: &Merged, difference: &PlanDifference, terminal: &Terminal) -> String {
    let found = merged.appendices.iter().find(|one| *one.appendix.layout.id == difference.layout);
    let Some(layout) = found.map(|one| &one.appendix.layout) else { return difference.layout.clone() };
    if !layout.number.is_empty() {
        return format!("{} {}", terminal.say("Phụ lục", "Appendix"), layout.number);
    }
    match terminal.language {
        Language::Vietnamese => layout.name.clone(),
        Language::English => layout.name_en.clone(),
    }
}

/// The header of a difference's column.
fn header(merged: &Merged, difference: &PlanDifference) -> String {
    let found = merged.appendices.iter().find(|one| *one.appendix.layout.id == difference.layout);
    let header = found.and_then(|one| {
        let layout = &one.appendix.layout;
        let column = layout.column_index(&difference.field)?;
        Some(layout.header_line(column, one.appendix.plan_year, " / "))
    });
    header.unwrap_or_else(|| difference.field.clone())
}

/// Differences, a figure a line, each unit's share below it.
fn listed(merged: &Merged, differences: &[PlanDifference], terminal: &Terminal) -> String {
    if differences.is_empty() {
        return format!("{}\n", terminal.say("Khớp với kế hoạch", "the sums agree with the plan"));
    }
    let shown = |quantity: &phuluc::Quantity| {
        quantity.value().map_or_else(|| quantity.to_string(), phuluc::vietnamese)
    };
    let mut text = String::new();
    for one in differences {
        let field = header(merged, one);
        let name = [one.code.as_deref(), Some(one.name.as_str())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        if let (phuluc::Quantity::Words(_), phuluc::Quantity::Words(units)) = (&one.plan, &one.sum) {
            let says = terminal.say("các đơn vị ghi", "the units say");
            text += &format!("{} «{name}» {field}: {says} «{units}»\n", form(merged, one, terminal));
            continue;
        }
        let (plan, sum, difference) = match terminal.language {
            Language::Vietnamese => ("kế hoạch", "các đơn vị", "chênh lệch"),
            Language::English => ("plan", "units", "difference"),
        };
        text += &format!(
            "{} «{name}» {field}: {plan} {}, {sum} {}, {difference} {}\n",
            form(merged, one, terminal),
            if one.plan.is_blank() { "—".to_owned() } else { shown(&one.plan) },
            if one.sum.is_blank() { "—".to_owned() } else { shown(&one.sum) },
            phuluc::vietnamese(one.difference)
        );
        for share in &one.shares {
            text += &format!("    {}: {}\n", share.unit, shown(&share.figure));
        }
    }
    text
}
