//! Puts one fault at a time, then two and three, into plans that are right, and
//! counts what the checks say of them.
//!
//! ```text
//! cargo run --release -p phuluc-checks --example faults > docs/check-faults.md
//! ```

#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a program of the tree over plans of its own making"
)]

mod inject;
mod plans;
mod tally;
mod workbook;

use std::error::Error;
use std::sync::Arc;

use phuluc_checks::{CheckOptions, check};
use phuluc_model::{Appendix, Layout, Layouts, Severity};
use phuluc_reader::Reader;

use inject::{Fault, KINDS, Kind, inject};
use plans::{Figures, Random, Shape, plan};
use tally::{Tally, judge};
use workbook::Book;

/// A plan with what it is called.
type NamedPlan = (String, Vec<Appendix>);

/// Tries of a kind for each plan.
const TRIES: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    let plans = right_plans()?;
    for (name, appendices) in &plans {
        let wrong = said(appendices);
        if !wrong.is_empty() {
            return Err(format!("{name} is not right: {:#?}", wrong.first()).into());
        }
    }
    println!("# What `phuluc check` finds of faults that were put in\n");
    println!(
        "Made by `cargo run --release -p phuluc-checks --example faults`: one fault at a time is put into a \
         plan that is right, or into its official workbook, at a place drawn by fixed random numbers, and it is checked.\n"
    );
    println!("The plans:\n");
    for (name, appendices) in &plans {
        let rows: usize = appendices.iter().map(|appendix| appendix.walk().count()).sum();
        println!("- {name}: {rows} rows");
    }
    println!(
        "\n*Found*: an error or warning speaks of the cell, as suspect, consequence or one of the figures added up. *First*: it is the first suspect; of a dropped \
         row the total that lacks it, of a moved figure either of its two cells, of a doubled row either of \
         the two. *First three*: it is among the first three. *False errors*: errors that speak of another \
         cell only.\n"
    );
    println!("| fault | n | found | first suspect | in the first three | false errors |");
    println!("|---|--:|--:|--:|--:|--:|");
    let mut all = Tally::default();
    for kind in KINDS {
        let tally = run(&plans, &[*kind], 1);
        all.add(&tally);
        println!("{}", tally.line(kind.name()));
    }
    for kind in workbook::KINDS {
        let tally = run_workbooks(&plans, *kind)?;
        all.add(&tally);
        println!("{}", tally.line(kind.name()));
    }
    println!("{}", all.line("**all, one at a time**"));
    let mixed = [Kind::Swapped, Kind::Ten, Kind::Thousand, Kind::Sign, Kind::Blanked, Kind::Total];
    println!("{}", run(&plans, &mixed, 2).line("two at once"));
    println!("{}", run(&plans, &mixed, 3).line("three at once"));
    by_plan(&plans);
    println!("\n{}", tally::REMARKS.trim());
    Ok(())
}

/// How well faults of figures are located depends on how many sums a figure stands in.
fn by_plan(plans: &[NamedPlan]) {
    println!("\nOne at a time, by plan:\n");
    println!("| plan | n | found | first suspect | in the first three | false errors |");
    println!("|---|--:|--:|--:|--:|--:|");
    for plan in plans {
        let mut tally = Tally::default();
        for kind in KINDS {
            tally.add(&run(std::slice::from_ref(plan), &[*kind], 1));
        }
        println!("{}", tally.line(&plan.0));
    }
}

/// Every finding above information.
fn said(appendices: &[Appendix]) -> Vec<phuluc_model::Finding> {
    check(appendices, &CheckOptions::default().min_severity(Severity::Warning))
}

fn run(plans: &[NamedPlan], kinds: &[Kind], at_once: usize) -> Tally {
    let mut tally = Tally::default();
    for (number, (_, right)) in plans.iter().enumerate() {
        let mut random = Random::new(1 + number as u64 * 1000 + kinds.len() as u64);
        for _ in 0..TRIES {
            let mut plan = right.clone();
            let faults: Vec<Fault> = (0..at_once)
                .filter_map(|_| {
                    let kind = kinds[random.below(kinds.len())];
                    inject(kind, &mut plan, &mut random)
                })
                .collect();
            if faults.len() == at_once {
                judge(&said(&plan), &faults, &mut tally);
            }
        }
    }
    tally
}

/// Faults that only a workbook has, put into the official one of each plan.
fn run_workbooks(plans: &[NamedPlan], kind: workbook::Kind) -> Result<Tally, Box<dyn Error>> {
    let mut tally = Tally::default();
    for (number, (name, right)) in plans.iter().enumerate() {
        let book = Book::of(right)?;
        if !book.is_right() {
            return Err(format!("the workbook of {name} is not right").into());
        }
        let mut random = Random::new(7 + number as u64 * 1000);
        for _ in 0..TRIES {
            if let Some((fault, findings)) = book.with_fault(kind, &mut random) {
                judge(&findings, &[fault], &mut tally);
            }
        }
    }
    Ok(tally)
}

fn right_plans() -> Result<Vec<NamedPlan>, Box<dyn Error>> {
    let layouts = Layouts::built_in();
    let built_in = |id: &str| layouts.get(id).cloned().ok_or("a built-in layout");
    let own = |name: &str, text: &str| -> Result<Arc<Layout>, Box<dyn Error>> {
        Ok(Arc::new(Layout::from_toml(name, text)?))
    };
    let works = own("works-2026.toml", include_str!("../../../../testdata/layouts/works-2026.toml"))?;
    let budget = own(
        "central-budget-transfers.toml",
        include_str!("../../../../testdata/layouts/central-budget-transfers.toml"),
    )?;
    let funding = || built_in("phu-luc-2");
    let list = || built_in("phu-luc-3");
    let shapes = [
        ("Phụ lục II, small", funding()?, vec![("project", 4), ("subproject", 3)], Figures::Whole),
        (
            "Phụ lục II, large",
            funding()?,
            vec![("project", 10), ("subproject", 6), ("activity", 8)],
            Figures::Whole,
        ),
        ("Phụ lục III, a district's own", list()?, vec![("work", 18)], Figures::Decimals),
        (
            "Phụ lục III, round figures",
            list()?,
            vec![("group", 3), ("district", 4), ("work", 12)],
            Figures::Round,
        ),
        (
            "Phụ lục III, large",
            list()?,
            vec![("group", 4), ("district", 10), ("work", 40)],
            Figures::Decimals,
        ),
        ("a user's layout of works", works, vec![("commune", 10), ("work", 12)], Figures::Decimals),
        ("a user's layout of transfers", budget, vec![("region", 6), ("province", 10)], Figures::Whole),
    ];
    let mut plans = vec![("the plan of Lạng Sơn, repaired".to_owned(), source_plan()?)];
    for (number, (name, layout, levels, figures)) in shapes.into_iter().enumerate() {
        let shape = Shape { layout, levels, figures };
        plans.push((name.to_owned(), vec![plan(&shape, &mut Random::new(number as u64))]));
    }
    Ok(plans)
}

/// The source plan with its slips repaired: two appendices that are tied.
fn source_plan() -> Result<Vec<Appendix>, Box<dyn Error>> {
    let bytes = include_bytes!("../../../../testdata/submissions/lang-son.xlsx");
    let mut appendices = Reader::new().read("lang-son.xlsx", bytes)?.document.appendices;
    phuluc_repaired::repair(&mut appendices);
    Ok(appendices)
}

#[path = "../../tests/support/repaired.rs"]
mod phuluc_repaired;
