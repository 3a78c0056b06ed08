//! What the stages of a run took: kept by whoever asks for it, nowhere else.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{Appendix, Language, Value, vietnamese};

/// Name of the JSON form of timings.
pub const TIMINGS_FORMAT: &str = "phuluc-timings/1";

/// A stage of a run, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Stage {
    /// A file's bytes become cells.
    Read,
    /// Formulas are worked out.
    Evaluate,
    /// Text becomes Unicode.
    Decode,
    /// Cells become appendices.
    Map,
    /// Appendices are checked.
    Check,
    /// Appendices of many units become one.
    Merge,
    /// Appendices are compared.
    Compare,
    /// The result becomes bytes.
    Write,
}

impl Stage {
    const fn name(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Read => ("đọc", "read"),
            Self::Evaluate => ("tính công thức", "evaluate"),
            Self::Decode => ("giải mã chữ", "decode"),
            Self::Map => ("nhận biểu", "map"),
            Self::Check => ("kiểm tra", "check"),
            Self::Merge => ("tổng hợp", "merge"),
            Self::Compare => ("so sánh", "compare"),
            Self::Write => ("ghi", "write"),
        };
        match language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }
}

/// What a stage took, over all files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StageTime {
    /// The stage.
    pub stage: Stage,
    /// How often it was done.
    pub times: u64,
    /// How long it took in all.
    pub took: Duration,
    /// Cells that it went through in all: non-empty cells of sheets up to [`Stage::Map`]
    /// (of [`Stage::Evaluate`] formulas), values of appendices from then on.
    pub cells: u64,
}

/// Times of stages. Copies keep them together: give one to a reader and look at the other.
///
/// ```
/// use phuluc_model::{Stage, Timings};
///
/// let timings = Timings::default();
/// let sum: u64 = timings.measure(Stage::Check, |cells| {
///     *cells = 3;
///     [1, 2, 3].iter().sum()
/// });
/// assert_eq!((sum, timings.stages()[0].cells), (6, 3));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Timings(Arc<Mutex<Vec<StageTime>>>);

impl Timings {
    /// Does the work of a stage, which says how many cells it went through.
    pub fn measure<T>(&self, stage: Stage, work: impl FnOnce(&mut u64) -> T) -> T {
        let mut cells = 0;
        let start = Instant::now();
        let done = work(&mut cells);
        self.add(stage, start.elapsed(), cells);
        done
    }

    /// Adds what a stage took.
    pub fn add(&self, stage: Stage, took: Duration, cells: u64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.iter_mut().find(|one| one.stage == stage) {
            Some(known) => {
                known.times += 1;
                known.took += took;
                known.cells += cells;
            }
            None => all.push(StageTime { stage, times: 1, took, cells }),
        }
        all.sort_by_key(|one| one.stage);
    }

    /// The stages that were done, in order.
    pub fn stages(&self) -> Vec<StageTime> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One line of JSON, `whole` being the time of the run: `{"format": "phuluc-timings/1", …}`.
    pub fn to_json(&self, command: &str, whole: Duration) -> String {
        let stages = self.stages();
        let stages = stages.iter().map(|one| JsonStage {
            stage: one.stage,
            times: one.times,
            milliseconds: milliseconds(one.took),
            cells: one.cells,
        });
        let line = JsonTimings {
            format: TIMINGS_FORMAT,
            command,
            milliseconds: milliseconds(whole),
            stages: stages.collect(),
        };
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// One line for people; `None` where no stage was done.
    pub fn to_text(&self, whole: Duration, language: Language) -> Option<String> {
        let stages = self.stages();
        if stages.is_empty() {
            return None;
        }
        let (time, cells, formulas, in_all) = match language {
            Language::Vietnamese => ("thời gian", "ô", "công thức", "tất cả"),
            Language::English => ("time", "cells", "formulas", "in all"),
        };
        let mut text = format!("{time}: ");
        for one in stages {
            let noun = if one.stage == Stage::Evaluate { formulas } else { cells };
            let count = match language {
                Language::Vietnamese => vietnamese(Decimal::from(one.cells)),
                Language::English => one.cells.to_string(),
            };
            let name = one.stage.name(language);
            let _ = write!(text, "{name} {} ms ({count} {noun}), ", one.took.as_millis());
        }
        let _ = write!(text, "{in_all} {} ms", whole.as_millis());
        Some(text)
    }
}

/// Values of appendices that are not blank.
pub fn values_of<'a>(appendices: impl IntoIterator<Item = &'a Appendix>) -> u64 {
    let rows = appendices.into_iter().flat_map(|one| one.total.iter().chain(one.walk()));
    rows.map(|row| row.values.iter().filter(|value| !Value::is_blank(value)).count() as u64).sum()
}

/// Thousandths of a second, to the microsecond.
fn milliseconds(took: Duration) -> f64 {
    // Whole in a binary float for some centuries.
    took.as_micros() as f64 / 1000.0
}

#[derive(Serialize)]
struct JsonTimings<'a> {
    format: &'a str,
    command: &'a str,
    milliseconds: f64,
    stages: Vec<JsonStage>,
}

#[derive(Serialize)]
struct JsonStage {
    stage: Stage,
    times: u64,
    milliseconds: f64,
    cells: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_add_up_and_stand_in_order() {
        let timings = Timings::default();
        assert_eq!(timings.to_text(Duration::ZERO, Language::English), None);
        timings.add(Stage::Write, Duration::from_micros(1500), 4);
        let copy = timings.clone();
        copy.add(Stage::Read, Duration::from_millis(2), 1000);
        copy.add(Stage::Read, Duration::from_millis(3), 234);
        let whole = Duration::from_millis(9);
        assert_eq!(
            timings.to_json("convert", whole),
            r#"{"format":"phuluc-timings/1","command":"convert","milliseconds":9.0,"stages":[{"stage":"read","times":2,"milliseconds":5.0,"cells":1234},{"stage":"write","times":1,"milliseconds":1.5,"cells":4}]}"#
        );
        assert_eq!(
            timings.to_text(whole, Language::Vietnamese).as_deref(),
            Some("thời gian: đọc 5 ms (1.234 ô), ghi 1 ms (4 ô), tất cả 9 ms")
        );
    }
}
