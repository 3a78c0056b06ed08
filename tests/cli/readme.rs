//! What the READMEs and the walk-through show is what the program prints.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::support::{Folder, testdata};

/// Commands of the console blocks with the output shown below each.
fn shown(readme: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).expect("a README");
    let mut commands: Vec<(String, String)> = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a block");
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), String::new())),
                None => {
                    let (_, output) = commands.last_mut().expect("a command first");
                    output.push_str(line);
                    output.push('\n');
                }
            }
        }
    }
    commands
}

/// Text without how many milliseconds something took.
fn timeless(text: &str) -> String {
    let pieces: Vec<&str> = text.split(" ms").collect();
    let cut = |piece: &&str| piece.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let (last, timed) = pieces.split_last().expect("a piece");
    timed.iter().map(cut).chain([(*last).to_owned()]).collect::<Vec<_>>().join(" ms")
}

fn run_all(readme: &str) -> usize {
    let folder = Folder::new();
    std::os::unix::fs::symlink(testdata(""), folder.path("testdata")).expect("a link");
    let program = Path::new(env!("CARGO_BIN_EXE_phuluc"));
    let path = format!(
        "{}:{}",
        program.parent().expect("its folder").display(),
        std::env::var("PATH").expect("a path")
    );
    let mut compared = 0;
    for (command, output) in shown(readme) {
        let command = command.replace("cargo run --release --", "phuluc");
        // Commands without output are on files that a reader would have.
        if output.is_empty() && !command.contains("layouts show") && !command.starts_with("mkdir") {
            continue;
        }
        let ran = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path(""))
            .env("PATH", &path)
            .env("LC_ALL", "en_US.UTF-8")
            .output()
            .expect("a shell");
        let printed = [ran.stdout, ran.stderr].concat();
        let printed = String::from_utf8(printed).expect("UTF-8");
        assert_eq!(timeless(&printed), timeless(&output), "{readme}: {command}");
        compared += 1;
    }
    compared
}

#[test]
fn the_english_one() {
    assert!(run_all("README.md") >= 5);
}

#[test]
fn the_vietnamese_one() {
    assert!(run_all("README.vi.md") >= 5);
}

#[test]
fn a_whole_round() {
    assert_eq!(run_all("docs/walkthrough.md"), 7);
    assert_eq!(run_all("docs/walkthrough.vi.md"), 7);
}
