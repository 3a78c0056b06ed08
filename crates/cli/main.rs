//! `phuluc`: the command line that officers and their scripts run.

mod args;
mod check;
mod convert;
mod diff;
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

use std::process::ExitCode;

use args::{Cli, Command, Lang, SchemaForm};
use clap::{CommandFactory, FromArgMatches};
use phuluc::Language;
use terminal::{Outcome, Terminal};

fn main() -> ExitCode {
    if reading::is_parsing() {
        return if reading::parse().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let language = wanted_language();
    let mut command = Cli::command();
    if language == Language::Vietnamese {
        command = help_vi::translate(command);
    }
    let matches = command.get_matches();
    let parsed = Cli::from_arg_matches(&matches);
    let cli = parsed.unwrap_or_else(|error| error.exit());
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
    let arguments: Vec<String> = std::env::args().collect();
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
