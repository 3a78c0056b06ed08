//! Every rule, and the running of them.

use std::cmp::Reverse;
use std::sync::LazyLock;
#[cfg(not(target_family = "wasm"))]
use std::sync::{Mutex, PoisonError};

use phuluc_model::{Appendix, CellRange, CellRef, Finding};

use crate::context::Context;
use crate::doc::RuleDoc;
use crate::keyed::Map;
use crate::options::CheckOptions;
use crate::rules::{CHECKS, merging, reading};
use crate::sink::Sink;

/// A rule.
///
/// ```
/// use std::sync::LazyLock;
///
/// use phuluc_checks::{Check, CheckOptions, Context, RuleDoc, Sink};
/// use phuluc_model::{Finding, Message};
///
/// const TEXT: &str = "# XX001 no-footnote\n*warning*\nBiểu không có ghi chú\nAn appendix without notes\n\
///     \n## Nội dung\n…\n## Căn cứ\n…\n## Ví dụ\n…\n## Cách sửa\n…\n\
///     \n## What\n…\n## Why\n…\n## Example\n…\n## Fix\n…\n";
/// static DOC: LazyLock<RuleDoc> = LazyLock::new(|| RuleDoc::parse(TEXT).expect("all sections"));
///
/// struct NoFootnote;
///
/// impl Check for NoFootnote {
///     fn doc(&self) -> &'static RuleDoc {
///         &DOC
///     }
///
///     fn run(&self, context: &Context<'_>, sink: &mut Sink) {
///         for appendix in context.appendices().iter().filter(|appendix| appendix.notes.is_empty()) {
///             let message = Message::new("Bổ sung ghi chú", "Add a note");
///             let (file, sheet) = (&appendix.source.file, &appendix.source.sheet);
///             sink.push(Finding::new(&DOC.rule, message, file, sheet, ""));
///         }
///     }
/// }
///
/// let options = CheckOptions::default().with_rule(Box::new(NoFootnote));
/// assert!(phuluc_checks::check(&[], &options).is_empty());
/// ```
pub trait Check: Send + Sync {
    /// What the rule says of itself.
    fn doc(&self) -> &'static RuleDoc;

    /// Looks at everything that was read, and says what it finds.
    fn run(&self, context: &Context<'_>, sink: &mut Sink);
}

/// Checks appendices, all of one plan or of several, and says what is wrong:
/// the worst first, then in the order of the appendices and their cells.
///
/// Files are told apart by [`phuluc_model::Source::file`]; appendices are held
/// against each other within a file, or over all files where each form occurs once
/// and belongs to the same plan.
pub fn check(appendices: &[Appendix], options: &CheckOptions) -> Vec<Finding> {
    let context = Context::new(appendices, options);
    let own = options.rules.iter().map(|rule| &**rule);
    let rules = CHECKS.iter().copied().chain(own);
    let rules: Vec<&dyn Check> = rules.filter(|rule| options.hears_rule(&rule.doc().rule)).collect();
    let mut findings = run(&rules, &context);
    findings.retain(|finding| {
        finding.severity >= options.min_severity && options.hears(&finding.rule, &finding.name)
    });
    let mut places: Map<(&str, &str), usize> = Map::default();
    for (at, appendix) in appendices.iter().enumerate() {
        places.entry((&appendix.source.file, &appendix.source.sheet)).or_insert(at);
    }
    let order = |finding: &Finding| {
        places.get(&(finding.file.as_str(), finding.sheet.as_str())).copied().unwrap_or(appendices.len())
    };
    findings.sort_by_cached_key(|finding| {
        (Reverse(finding.severity), order(finding), first_cell(&finding.cell), finding.rule.to_string())
    });
    findings
}

/// Rows from which on a second thread pays.
const LARGE: usize = 8_192;

/// What rules find, in their order. Of many rows two threads look for it, one from each end of
/// the rules: those at the end need what the texts are like, which is made once, the first do not.
fn run(rules: &[&dyn Check], context: &Context<'_>) -> Vec<Finding> {
    let one = |rule: &&dyn Check| {
        let mut sink = Sink::new(context.language());
        rule.run(context, &mut sink);
        sink.into_findings()
    };
    #[cfg(not(target_family = "wasm"))]
    if context.tables().iter().map(|table| table.rows.len()).sum::<usize>() >= LARGE {
        let left = Mutex::new(rules.iter());
        let left = || left.lock().unwrap_or_else(PoisonError::into_inner);
        return std::thread::scope(|scope| {
            let from_the_end = || std::iter::from_fn(|| left().next_back()).map(one).collect::<Vec<_>>();
            // Where the system has no thread to give, this one takes them all.
            let last = std::thread::Builder::new().spawn_scoped(scope, from_the_end);
            let first: Vec<_> = std::iter::from_fn(|| left().next()).map(one).collect();
            let last = last.map(|last| last.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            first.into_iter().chain(last.unwrap_or_default().into_iter().rev()).flatten().collect()
        });
    }
    rules.iter().flat_map(one).collect()
}

/// The row and column that a finding stands at, for the order of findings.
fn first_cell(cell: &str) -> (u32, u32) {
    let range = cell.parse::<CellRange>().map(|range| range.first);
    let first: Option<CellRef> = range.ok().or_else(|| cell.parse().ok());
    first.map_or((0, 0), |cell| (cell.row, cell.column))
}

/// Every rule of the tool, by code: those of reading and merging too.
pub fn rules() -> impl Iterator<Item = &'static RuleDoc> {
    static ALL: LazyLock<Vec<&'static RuleDoc>> = LazyLock::new(|| {
        let checks = CHECKS.iter().map(|rule| rule.doc());
        let mut all: Vec<&'static RuleDoc> = reading::docs().chain(merging::docs()).chain(checks).collect();
        all.sort_by_key(|doc| doc.rule.code);
        all
    });
    ALL.iter().copied()
}
