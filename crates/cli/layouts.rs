//! `phuluc layouts`, and the layouts at hand for every other command.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use phuluc::{Language, Layout, Layouts};

use crate::args::{self, Global, LayoutsCommand};
use crate::output;
use crate::terminal::{Outcome, Terminal};

/// The built-in layouts and those of `--layouts`.
pub(crate) fn at_hand(global: &Global) -> Result<Layouts> {
    let mut layouts = Layouts::built_in();
    for dir in &global.layouts {
        for layout in phuluc::layouts_from_dir(dir)? {
            layouts.add(layout);
        }
    }
    Ok(layouts)
}

pub(crate) fn run(args: &args::Layouts, global: &Global, terminal: &Terminal) -> Result<Outcome> {
    match &args.command {
        None | Some(LayoutsCommand::List) => list(&at_hand(global)?, global, terminal),
        Some(LayoutsCommand::Show { id }) => show(id, global, terminal),
        Some(LayoutsCommand::Check { files }) => check(files, &at_hand(global)?, terminal),
    }
}

/// The file of a user's layout, where one of the folders has it.
fn own_file(id: &str, global: &Global) -> Option<PathBuf> {
    global.layouts.iter().rev().map(|dir| dir.join(format!("{id}.toml"))).find(|path| path.is_file())
}

fn list(layouts: &Layouts, global: &Global, terminal: &Terminal) -> Result<Outcome> {
    let mut text = String::new();
    let width = layouts.iter().map(|layout| layout.id.chars().count()).max().unwrap_or(0);
    for layout in layouts.iter() {
        let name = match terminal.language {
            Language::Vietnamese => &layout.name,
            Language::English => &layout.name_en,
        };
        let origin = match own_file(&layout.id, global) {
            Some(path) => path.display().to_string(),
            None => terminal.say("có sẵn", "built in").to_owned(),
        };
        let columns = terminal.say("cột", "columns");
        text += &format!("{:width$}  {name} ({} {columns}; {origin})\n", layout.id, layout.columns.len());
    }
    output::print(&text)?;
    Ok(Outcome::Clean)
}

fn show(id: &str, global: &Global, terminal: &Terminal) -> Result<Outcome> {
    if let Some(path) = own_file(id, global) {
        output::print(&fs::read_to_string(&path).with_context(|| path.display().to_string())?)?;
    } else if let Some(text) = Layouts::built_in_text(id) {
        output::print(text)?;
    } else {
        bail!(
            "{id}: {}",
            terminal.say(
                "không có mẫu này: xem `phuluc layouts list`",
                "no such layout: see `phuluc layouts list`"
            )
        );
    }
    Ok(Outcome::Clean)
}

/// Checks files each by itself, then that their ties lead somewhere.
fn check(files: &[PathBuf], layouts: &Layouts, terminal: &Terminal) -> Result<Outcome> {
    let mut known = layouts.clone();
    let mut outcome = Outcome::Clean;
    let mut read = Vec::new();
    for path in files {
        let origin = path.display().to_string();
        match fs::read_to_string(path) {
            Err(error) => {
                terminal.error(&format!("{origin}: {error}"));
                outcome = outcome.max(Outcome::Failed);
            }
            Ok(text) => match Layout::from_toml(&origin, &text) {
                Ok(layout) => {
                    known.add(layout.clone());
                    read.push((origin, text, layout));
                }
                Err(error) => outcome = outcome.max(mistake(&error, terminal)?),
            },
        }
    }
    for (origin, text, layout) in &read {
        match known.check_ties(layout, origin, text) {
            Ok(()) => {
                let fine = terminal.say("không có lỗi", "no mistakes");
                output::print(&format!("{origin}: {fine} ({})\n", layout.id))?;
            }
            Err(error) => outcome = outcome.max(mistake(&error, terminal)?),
        }
    }
    Ok(outcome)
}

fn mistake(error: &phuluc::LayoutError, terminal: &Terminal) -> Result<Outcome> {
    let message = match terminal.language {
        Language::Vietnamese => error.message_vi(),
        Language::English => error.to_string(),
    };
    output::print(&format!("{message}\n"))?;
    Ok(Outcome::Findings)
}
