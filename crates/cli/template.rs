//! `phuluc template`.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use phuluc::{Document, Language, Layouts, Places, Reader, TemplateOptions, UnitName};

use crate::args::Template;
use crate::inputs::Input;
use crate::output;
use crate::terminal::{Outcome, Terminal};

pub(crate) fn run(
    args: &Template,
    layouts: Layouts,
    reader: &Reader,
    terminal: &Terminal,
) -> Result<Outcome> {
    let mut options = TemplateOptions::new(layouts);
    for name in args.appendix.iter().chain(&args.layout) {
        options = options.appendix(name);
    }
    options.year = args.year;
    options.rows = args.rows;
    options.plan = args.plan.as_deref().map(|path| plan(path, reader, terminal)).transpose()?;
    let mut places = if args.places.is_empty() { Places::built_in() } else { Places::default() };
    for path in &args.places {
        places.add(phuluc::read_places(path)?);
    }
    match &args.units {
        Some(list) => for_each(args, list, &options, places, terminal),
        None => for_one(args, &options, &places, terminal),
    }
}

/// The plan whose rows are prepared.
fn plan(path: &Path, reader: &Reader, terminal: &Terminal) -> Result<Document> {
    let (name, bytes) = Input::File(path.to_path_buf()).load()?;
    let document = reader.read_bytes(&name, &bytes)?;
    if document.appendices.is_empty() {
        let nothing = terminal.say(
            "không nhận ra phụ lục nào: xem `phuluc inspect`",
            "no appendix was recognised: see `phuluc inspect`",
        );
        bail!("{}: {nothing}", path.display());
    }
    terminal.findings(&document.findings);
    Ok(document)
}

fn inputs(args: &Template) -> Vec<Input> {
    args.plan.iter().chain(&args.units).chain(&args.places).cloned().map(Input::File).collect()
}

fn for_one(
    args: &Template,
    options: &TemplateOptions,
    places: &Places,
    terminal: &Terminal,
) -> Result<Outcome> {
    let to_stdout = args.output.as_os_str() == "-";
    if !to_stdout {
        output::refuse(&args.output, args.force, &inputs(args), terminal)?;
        if args.output.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
            let text = terminal.say("đuôi tệp phải là .xlsx", "the name must end in .xlsx");
            bail!("{}: {text}", args.output.display());
        }
    }
    if let Some(unit) = &args.unit {
        say_unknown(std::slice::from_ref(unit), places, terminal);
    }
    let options = match &args.unit {
        Some(unit) => phuluc::template_for(options, unit, places, &[]),
        None => options.clone().places(phuluc::place_names(places)),
    };
    let bytes = phuluc::template(&options)?;
    if to_stdout {
        output::print_bytes(&bytes)?;
    } else {
        output::write(&args.output, &bytes, args.force)?;
        terminal.note(&format!("{} {}", terminal.say("Đã ghi", "Wrote"), args.output.display()));
    }
    Ok(Outcome::Clean)
}

/// One workbook a unit of a list, into a folder.
fn for_each(
    args: &Template,
    list: &Path,
    options: &TemplateOptions,
    mut places: Places,
    terminal: &Terminal,
) -> Result<Outcome> {
    let folder = &args.output;
    if folder.as_os_str() == "-" || (folder.exists() && !folder.is_dir()) {
        let text = terminal
            .say("--for ghi vào một thư mục: ghi tên thư mục", "--for writes into a folder: give its name");
        bail!("{}: {text}", folder.display());
    }
    let origin = list.display().to_string();
    let text =
        fs::read_to_string(list).map_err(|source| phuluc::Error::Io { path: list.to_path_buf(), source })?;
    let phuluc::UnitList { units, repeated, .. } = phuluc::units_in(&origin, &text)?;
    for one in &repeated {
        terminal.warning(&match terminal.language {
            Language::Vietnamese => format!(
                "{origin}:{}: «{}» đã có ở trên («{}»): chỉ làm một biểu mẫu; nếu là đơn vị khác thì ghi thêm huyện sau dấu phẩy",
                one.line, one.name, one.unit
            ),
            Language::English => format!(
                "{origin}:{}: `{}` is listed above already (`{}`), one template is written; where it is another unit, add its district behind a comma",
                one.line, one.name, one.unit
            ),
        });
    }
    // A list with communes says where its units are, too.
    if let Ok(own) = Places::parse(&origin, &text) {
        places.add(own);
    }
    say_unknown(&units, &places, terminal);
    let files: Vec<_> = phuluc::template_files(&units).iter().map(|file| folder.join(file)).collect();
    for file in &files {
        output::refuse(file, args.force, &inputs(args), terminal)?;
    }
    let made = !folder.exists();
    fs::create_dir_all(folder).map_err(|source| phuluc::Error::Io { path: folder.clone(), source })?;
    let mut written = units.iter().zip(&files).enumerate().map(|(at, (unit, file))| {
        let bytes = phuluc::template(&phuluc::template_for(options, unit, &places, &units))?;
        output::write(file, &bytes, args.force)?;
        terminal.note(&format!("[{}/{}] {unit}: {}", at + 1, units.len(), file.display()));
        Ok(())
    });
    if let Err(error) = written.try_for_each(std::convert::identity) {
        // Only where nothing is in it.
        let _ = if made { fs::remove_dir(folder) } else { Ok(()) };
        return Err(error);
    }
    let count = units.len();
    terminal.note(&match terminal.language {
        Language::Vietnamese => format!("Đã ghi {count} biểu mẫu vào {}", folder.display()),
        Language::English => {
            format!("Wrote {} to {}", crate::terminal::plural(count, "template"), folder.display())
        }
    });
    Ok(Outcome::Clean)
}

/// Says which units are in no list of places: nearly a name of it each on its own, for that
/// is most often a slip, the others, such as schools, together.
fn say_unknown(units: &[String], places: &Places, terminal: &Terminal) {
    let mut unknown: Vec<&str> = Vec::new();
    for unit in units {
        match phuluc::unit_name(places, unit) {
            UnitName::Near(near) => terminal.warning(&match terminal.language {
                Language::Vietnamese => format!(
                    "«{unit}» không có trong danh sách huyện, xã: có phải {near}? Biểu mẫu vẫn ghi «{unit}» và không có danh sách địa bàn để chọn"
                ),
                Language::English => format!(
                    "`{unit}` is not in the list of districts and communes: did you mean {near}? The template says `{unit}` all the same and offers no places to choose from"
                ),
            }),
            UnitName::Unknown => unknown.push(unit),
            _ => {}
        }
    }
    if !unknown.is_empty() {
        let names = unknown.join(", ");
        terminal.note(&match terminal.language {
            Language::Vietnamese => format!(
                "Không có trong danh sách huyện, xã nên biểu mẫu không có danh sách địa bàn để chọn: {names}"
            ),
            Language::English => format!(
                "Not in the list of districts and communes, so that their templates offer no places to choose from: {names}"
            ),
        });
    }
}
