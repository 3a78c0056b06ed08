//! Options of every command.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Language of messages [default: the system's]
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub(crate) lang: Option<Lang>,
    /// Only say what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more, and what each stage took
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Print what each stage took as a line of JSON at the end, on standard error
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    pub(crate) timings: Option<TimingsForm>,
    /// Folder of your own layouts (*.toml); they replace built-in ones of the same id
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) layouts: Vec<PathBuf>,
    /// Change a limit of safety: file-bytes, unzipped-bytes, parts, cells, sheets,
    /// depth, text-bytes, and seconds or memory of the process that parses old formats
    #[arg(long, global = true, value_name = "NAME=MOST", value_parser = limit)]
    pub(crate) limit: Vec<(String, u64)>,
}

/// `cells=1000000`.
fn limit(text: &str) -> Result<(String, u64), String> {
    let known = phuluc::Limits::NAMES.into_iter().chain(crate::reading::PROCESS_LIMITS);
    let (name, most) = text.split_once('=').ok_or("NAME=MOST")?;
    let most = most.replace('_', "").parse().map_err(|_| format!("{most}: not a whole number"))?;
    if known.clone().all(|known| known != name) {
        return Err(format!("{name}: one of {}", known.collect::<Vec<_>>().join(", ")));
    }
    Ok((name.to_owned(), most))
}

/// The form of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimingsForm {
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    Vi,
    En,
}
