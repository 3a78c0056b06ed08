//! `phuluc`: the command line that officers and their scripts run.

mod args;
mod check;
mod convert;
mod diff;
mod dropped;
mod global;
mod help_vi;
mod inputs;
mod inspect;
mod inspect_json;
mod layouts;
mod merge;
mod output;
mod reading;
mod rows;
mod several;
mod stop;
mod template;
mod terminal;
mod ui;
mod window;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use args::{Cli, Command, Lang, SchemaForm};
use clap::{CommandFactory, FromArgMatches};
use phuluc::Language;
use terminal::{Outcome, Terminal};
use window::Window;

fn main() -> ExitCode {
    if reading::is_parsing() {
        return if reading::parse().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let language = wanted_language();
    let mut command = Cli::command();
    if language == Language::Vietnamese {
        command = help_vi::translate(command);
    }
    let given: Vec<OsString> = env::args_os().collect();
    let arguments = dropped::with_command(given.clone());
    // Who named a command knows what to do when a window closes.
    let window = Window { keep: arguments != given || given.len() <= 1, language };
    let parsed = command.try_get_matches_from(arguments);
    let parsed = parsed.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Where nobody reads it, the exit status tells.
            let _ = error.print();
            window.end();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(language, &cli.global);
    let ran = run(&cli, &terminal);
    let code = match ran {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            terminal.error(&terminal.message_of(&error));
            Outcome::Failed.into()
        }
    };
    terminal.times(matches.subcommand_name().unwrap_or_default());
    if code != ExitCode::SUCCESS || !matches!(cli.command, Command::Ui(_)) {
        window.end();
    }
    code
}

fn run(cli: &Cli, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let reader = || Ok::<_, anyhow::Error>(reading::reader(&cli.global)?.timings(&terminal.timings));
    match &cli.command {
        Command::Inspect(args) => inspect::run(args, &reader()?, terminal),
        Command::Convert(args) => convert::run(args, &reader()?, terminal),
        Command::Check(args) => check::run(args, &reader()?, terminal),
        Command::Merge(args) => merge::run(args, &reader()?, terminal),
        Command::Diff(args) => diff::run(args, &reader()?, terminal),
        Command::Template(args) => template::run(args, layouts::at_hand(&cli.global)?, &reader()?, terminal),
        Command::Drop(args) => dropped::run(args, &reader()?, terminal),
        Command::Ui(args) => ui::run(args, terminal),
        Command::Rules { rule } => check::rules(rule.as_deref(), terminal),
        Command::Layouts(args) => layouts::run(args, &cli.global, terminal),
        Command::Schema { form } => {
            let schema = match form {
                SchemaForm::Appendices => phuluc::json_schema(&layouts::at_hand(&cli.global)?),
                SchemaForm::Findings => phuluc::findings_schema(),
                SchemaForm::Diff => phuluc::diff_schema(),
            };
            output::print(&format!("{}\n", serde_json::to_string_pretty(&schema)?))?;
            Ok(Outcome::Clean)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "phuluc", &mut script);
            output::print_bytes(&script)?;
            Ok(Outcome::Clean)
        }
    }
}

/// The language asked for, before arguments are parsed: help needs it too.
fn wanted_language() -> Language {
    let arguments: Vec<String> = env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
    let given =
        arguments.iter().enumerate().find_map(|(at, argument)| match argument.strip_prefix("--lang") {
            Some("") => arguments.get(at + 1).cloned(),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None => None,
        });
    match given.as_deref() {
        Some("vi") => Language::Vietnamese,
        Some(_) => Language::English,
        None if sys_locale::get_locale().is_some_and(|locale| locale.to_lowercase().starts_with("vi")) => {
            Language::Vietnamese
        }
        None => Language::English,
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vietnamese,
            Lang::En => Self::English,
        }
    }
}
