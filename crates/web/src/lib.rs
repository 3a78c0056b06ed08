//! phuluc for the browser: what the page's worker calls.
//!
//! A [`Library`] holds the files that are open. Every result is made by the functions that
//! the command line calls, so that the bytes are the same. What JavaScript gets is JSON, whose
//! types stand in `web/src/protocol.ts`, or bytes. What cannot be done is thrown as JSON,
//! `{"vi": …, "en": …}`.
//!
//! A browser has no processes: old formats are parsed in the worker itself, which the page
//! ends where it does not answer.

mod by_hand;
mod cells;
mod charts;
mod decisions;
mod failure;
mod findings;
mod merging;
mod outputs;
mod overview;
mod pack;
mod reports;
mod session;
mod unit_list;

pub use by_hand::{ByHand, HandHeader};
pub use cells::{BOLD, GROUPED, HEADER, ITALIC, NUMBER, PERCENT, SheetCells, TITLE, UNMAPPED};
pub use charts::{Bar, Chart, ChartOf};
pub use decisions::{Accepting, with_severity};
pub use failure::Failure;
pub use findings::FindingsForm;
pub use merging::{MergeChoice, MergeFile};
pub use outputs::{DiffForm, TemplateChoice};
pub use pack::Pack;
pub use session::Session;

mod bindings;

pub use bindings::{Cells, Library, Zip};
