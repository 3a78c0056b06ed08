//! Checks 200,000 works with 100 faults, twice: how long it takes, and that
//! both say the same.
//!
//! ```text
//! cargo run --release -p phuluc-checks --example large
//! ```

#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a program of the tree over plans of its own making"
)]

use std::time::Instant;

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Appendix, Layout, Layouts, Quantity, Row, Value};
use rust_decimal::Decimal;

#[allow(dead_code, reason = "shared with the program that injects faults")]
#[path = "faults/plans.rs"]
mod plans;

use plans::{Figures, Random, Shape, plan};

const FAULTS: usize = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let user = include_str!("../../../testdata/layouts/works-2026.toml");
    let works = Layout::from_toml("works-2026.toml", user)?;
    let third = Layouts::built_in().get("phu-luc-3").cloned().ok_or("no layout of works")?;
    let shapes = [
        ("in one list", Layout::clone(&works), vec![("work", 200_000)]),
        ("in groups", Layout::clone(&third), vec![("group", 4), ("district", 500), ("work", 100)]),
    ];
    for (name, layout, levels) in shapes {
        let mut random = Random::new(7);
        let shape = Shape { layout: layout.into(), levels, figures: Figures::Decimals };
        let mut appendix = plan(&shape, &mut random);
        let works = appendix.walk().filter(|row| row.children.is_empty()).count();
        spoil(&mut appendix, &mut random);
        let start = Instant::now();
        let first = check(std::slice::from_ref(&appendix), &CheckOptions::default());
        let took = start.elapsed();
        let same = first == check(std::slice::from_ref(&appendix), &CheckOptions::default());
        println!(
            "{works} works {name}, {FAULTS} faults: {:.1} s, {} findings, the same twice: {same}",
            took.as_secs_f64(),
            first.len()
        );
    }
    Ok(())
}

/// Makes a figure of some rows ten times what it was.
fn spoil(appendix: &mut Appendix, random: &mut Random) {
    let columns = appendix.layout.children_sums.clone();
    let rows = appendix.walk().count();
    let mut spoiled: Vec<usize> = (0..FAULTS).map(|_| random.below(rows)).collect();
    spoiled.sort_unstable();
    let mut at = 0;
    let mut open: Vec<&mut Row> = appendix.rows.iter_mut().rev().collect();
    while let Some(row) = open.pop() {
        if spoiled.binary_search(&at).is_ok() {
            let column = columns[random.below(columns.len())];
            if let Some(figure) = row.quantity(column).value() {
                row.values[column] = Value::Quantity(Quantity::number(figure * Decimal::TEN));
            }
        }
        at += 1;
        open.extend(row.children.iter_mut().rev());
    }
}
