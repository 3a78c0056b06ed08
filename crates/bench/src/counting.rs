//! Counts what a job allocates: `counting JOB INPUT`. It is a program of its own because
//! counting takes time, which those that are timed must not pay.

use std::alloc::System;
use std::process::ExitCode;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, input] = arguments.as_slice() else {
        eprintln!("expected a job and its input");
        return ExitCode::from(2);
    };
    let region = Region::new(ALLOCATOR);
    match phuluc_bench::job(name, input.as_ref()) {
        Ok(_) => {
            let counted = region.change();
            println!("{}", counted.allocations + counted.reallocations);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
