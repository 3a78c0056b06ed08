//! Builds what phuluc hands out: `cargo xtask dist`.

mod compile;
mod dist;
mod dist_test;
mod html;
mod page;
mod page_test;
mod run;
mod tools;

use clap::{Parser, Subcommand};

use page_test::Part;

/// Builds what phuluc hands out
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build the page: one HTML file, target/dist/phuluc.html
    Page {
        /// Install the Debian packages that are missing (as root), instead of naming them
        #[arg(long)]
        install: bool,
    },
    /// Build the page and the programs for Windows and Linux, with checksums, into target/dist
    Dist {
        /// Install the Debian packages that are missing (as root), instead of naming them
        #[arg(long)]
        install: bool,
    },
    /// Build all of that and the ordinary program, and hold them against each other (wine)
    DistTest {
        /// Install the Debian packages that are missing (as root), instead of naming them
        #[arg(long)]
        install: bool,
        /// Try what was built before, without building it anew
        #[arg(long)]
        built: bool,
    },
    /// Build the page and the program, and try the page in Chromium
    PageTest {
        /// Install the Debian packages that are missing (as root), instead of naming them
        #[arg(long)]
        install: bool,
        /// The tests that take a minute: not the large, hostile and many files
        #[arg(long, conflicts_with_all = ["all", "pictures"])]
        quick: bool,
        /// Every file of the messy corpus, instead of every fourth
        #[arg(long)]
        all: bool,
        /// Only take the pictures of the guides anew, into docs/huong-dan/images
        #[arg(long, conflicts_with = "all")]
        pictures: bool,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Page { install } => page::build(install).map(drop),
        Task::Dist { install } => dist::build(install).map(drop),
        Task::DistTest { install, built } => dist_test::test(install, built),
        Task::PageTest { install, quick, all, pictures } => {
            let part = match (quick, all, pictures) {
                (true, ..) => Part::Quick,
                (_, true, _) => Part::All,
                (.., true) => Part::Pictures,
                _ => Part::Usual,
            };
            page_test::test(install, part)
        }
    }
}
