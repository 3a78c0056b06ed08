//! Arguments: one declaration that parsing, help and completions come from.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use crate::global::{Global, Lang, TimingsForm};

/// Reads, checks and regenerates the appendices of Vietnamese poverty-reduction plans.
#[derive(Debug, Parser)]
#[command(name = "phuluc", version, arg_required_else_help = true, disable_help_subcommand = true)]
#[command(
    after_help = "phuluc FILE... converts and checks each file or folder beside its original, as when it is dropped onto the program."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what each sheet holds and how it was understood
    Inspect(Inspect),
    /// Read workbooks and write the official one anew, or JSON, JSONL or CSV
    Convert(Convert),
    /// Say what is wrong, at the cell, with the figure that would fit
    Check(Check),
    /// Merge what many units sent into one official workbook
    Merge(Merge),
    /// Write the blank workbook to hand out
    Template(Template),
    /// Say what changed between two submissions, row by row
    Diff(Diff),
    /// List the rules, or explain one
    Rules {
        /// Code or name of a rule, such as PL201
        #[arg(value_name = "CODE")]
        rule: Option<String>,
    },
    /// List, show or check layouts
    Layouts(Layouts),
    /// Print the JSON Schema of a JSON form
    Schema {
        /// The form: of appendices, of findings, or of `diff`
        #[arg(value_enum, value_name = "FORM", default_value = "appendices")]
        form: SchemaForm,
    },
    /// Open the page: all of this in the browser, for those who would rather not type
    Ui(Ui),
    /// Print shell completions
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Convert and check each file beside its original; the same as files alone
    #[command(hide = true)]
    Drop(Drop),
}

/// Where to read from.
#[derive(Debug, Clone, Args)]
pub(crate) struct Inputs {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Read folders with all that is in them
    #[arg(short, long)]
    pub(crate) recursive: bool,
    /// Files to read at once [default: one more than the machine has cores]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Exit with 1 where a finding is an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Every non-empty cell with what it was used for
    #[arg(long)]
    pub(crate) cells: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Exit with 1 where a finding is an error
    #[arg(long)]
    pub(crate) strict: bool,
    /// File to write (.xlsx, .json, .jsonl, .csv), or - for standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Form to write; from OUT's extension where not given, json on standard output
    #[arg(long, value_enum)]
    pub(crate) format: Option<OutputFormat>,
    /// Replace OUT where it exists
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    Xlsx,
    Json,
    Jsonl,
    Csv,
}

impl From<OutputFormat> for phuluc::Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Xlsx => Self::Xlsx,
            OutputFormat::Json => Self::Json,
            OutputFormat::Jsonl => Self::Jsonl,
            OutputFormat::Csv => Self::Csv,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Merge {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Exit with 1 where a finding is an error, or a figure is not that of --against
    #[arg(long)]
    pub(crate) strict: bool,
    /// File to write (.xlsx, .json, .jsonl, .csv), or - for standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Form to write; from OUT's extension where not given, json on standard output
    #[arg(long, value_enum)]
    pub(crate) format: Option<OutputFormat>,
    /// Replace OUT where it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Say whose a file is
    #[arg(long, value_name = "FILE=UNIT", allow_hyphen_values = true)]
    pub(crate) unit: Vec<String>,
    /// List of the province's districts and communes, tabs between [default: Lạng Sơn]
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) places: Vec<PathBuf>,
    /// Of two files of one unit, take the one whose plan is of the later date
    #[arg(long)]
    pub(crate) latest: bool,
    /// Say where the units' sums are not the figures of this plan
    #[arg(long, value_name = "PLAN.xlsx")]
    pub(crate) against: Option<PathBuf>,
    /// Take the other units from this merged workbook
    #[arg(long, value_name = "MERGED.xlsx")]
    pub(crate) update: Option<PathBuf>,
    /// Give up what was changed by hand in merged workbooks
    #[arg(long)]
    pub(crate) drop_edits: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of the report; from OUT's extension where not given, else text
    #[arg(long, value_enum)]
    pub(crate) format: Option<CheckFormat>,
    /// File to write the report to, or - for standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Write a copy of the workbook with each finding marked at its cell
    #[arg(long, value_name = "OUT.xlsx")]
    pub(crate) annotate: Option<PathBuf>,
    /// Replace OUT and OUT.xlsx where they exist
    #[arg(long)]
    pub(crate) force: bool,
    /// Only these rules: code, beginning of a code, or name
    #[arg(long, value_name = "RULE,…")]
    pub(crate) select: Vec<String>,
    /// Not these rules: code, beginning of a code, or name
    #[arg(long, value_name = "RULE,…")]
    pub(crate) ignore: Vec<String>,
    /// Only findings this bad or worse
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "info")]
    pub(crate) min_severity: LeastSeverity,
    /// File of severities and accepted findings [default: phuluc.toml beside the
    /// workbook or in a folder above]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// List of districts and communes of another province, tabs between
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) places: Vec<PathBuf>,
    /// Take acceptances from an annotated copy that somebody filled in
    #[arg(long, value_name = "ANNOTATED.xlsx")]
    pub(crate) accepted_from: Option<PathBuf>,
    /// Put those acceptances into phuluc.toml
    #[arg(long, requires = "accepted_from")]
    pub(crate) save_accepted: bool,
    /// Colours of the text report
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

#[derive(Debug, Args)]
pub(crate) struct Template {
    /// An appendix by its number, 2 or II [default: every official one]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) appendix: Vec<String>,
    /// An appendix by the id of its layout
    #[arg(long, value_name = "ID")]
    pub(crate) layout: Vec<String>,
    /// The unit that reports, such as "Huyện Bình Gia"
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
    /// The year that is planned for [default: the plan's]
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    /// Prepare the rows of this plan, their figures left blank
    #[arg(long, value_name = "PLAN")]
    pub(crate) plan: Option<PathBuf>,
    /// List of districts and communes to choose from, tabs between [default: Lạng Sơn]
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) places: Vec<PathBuf>,
    /// One workbook for each unit of this list, into the folder OUT
    #[arg(long = "for", value_name = "UNITS", conflicts_with = "unit")]
    pub(crate) units: Option<PathBuf>,
    /// Blank rows wherever rows may be added [default: 10 in lists, 3 elsewhere]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(0..=10_000).map(usize::from))]
    pub(crate) rows: Option<usize>,
    /// File to write (.xlsx), - for standard output, or with --for a folder
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Replace files that exist
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
    Markdown,
    Html,
}

impl CheckFormat {
    /// The form that a file's extension says.
    pub(crate) fn of_path(path: &std::path::Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_lowercase();
        Some(match extension.as_str() {
            "txt" => Self::Text,
            "json" => Self::Json,
            "sarif" => Self::Sarif,
            "md" => Self::Markdown,
            "html" | "htm" => Self::Html,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LeastSeverity {
    Info,
    Warning,
    Error,
}

impl From<LeastSeverity> for phuluc::Severity {
    fn from(least: LeastSeverity) -> Self {
        match least {
            LeastSeverity::Info => Self::Info,
            LeastSeverity::Warning => Self::Warning,
            LeastSeverity::Error => Self::Error,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The earlier submission: a file, a folder, or - for standard input
    #[arg(value_name = "OLD", display_order = 1)]
    pub(crate) old: PathBuf,
    /// The later submission: a file, a folder, or - for standard input
    #[arg(value_name = "NEW", display_order = 2)]
    pub(crate) new: PathBuf,
    /// Read folders with all that is in them
    #[arg(short, long)]
    pub(crate) recursive: bool,
    /// Form of the answer; from OUT's extension where not given, else text
    #[arg(long, value_enum)]
    pub(crate) format: Option<DiffFormat>,
    /// File to write (.xlsx with both side by side, .json, .txt), or - for standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Replace OUT where it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Leave out title, plan year and plan reference
    #[arg(long)]
    pub(crate) ignore_heading: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    Xlsx,
}

impl DiffFormat {
    /// The form that a file's extension says.
    pub(crate) fn of_path(path: &std::path::Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_lowercase();
        Some(match extension.as_str() {
            "txt" => Self::Text,
            "json" => Self::Json,
            "xlsx" => Self::Xlsx,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaForm {
    Appendices,
    Findings,
    Diff,
}

#[derive(Debug, Args)]
pub(crate) struct Ui {
    /// Only write the page to a file, or - for standard output
    #[arg(short, long, value_name = "FILE.html")]
    pub(crate) output: Option<PathBuf>,
    /// Replace FILE.html where it exists
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Drop {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
}

#[derive(Debug, Args)]
pub(crate) struct Layouts {
    #[command(subcommand)]
    pub(crate) command: Option<LayoutsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LayoutsCommand {
    /// List the layouts at hand
    List,
    /// Print a layout's file
    Show {
        /// The layout's id
        id: String,
    },
    /// Check layout files of your own
    Check {
        /// Layout files
        #[arg(required = true, value_name = "FILE.toml")]
        files: Vec<PathBuf>,
    },
}
