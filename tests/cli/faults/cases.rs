//! Every command that writes files, with what it writes where nothing goes wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use crate::check::{filled_in, plan};
use crate::support::{Folder, arg, phuluc, sample, testdata};

pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_phuluc");
/// What a file holds before it is replaced; a configuration, too. Longer than the limit below.
pub(super) static OLD: LazyLock<String> = LazyLock::new(|| "# old\n".repeat(400));
/// A command that writes into a folder, `OUT` among its arguments.
pub(super) struct Case {
    pub(super) arguments: Vec<String>,
    /// How it ends where nothing goes wrong.
    pub(super) code: i32,
    /// The files that it writes.
    pub(super) whole: BTreeMap<PathBuf, Vec<u8>>,
}

impl Case {
    pub(super) fn command(&self, out: &Path, force: bool) -> Vec<String> {
        let mut all = vec![PROGRAM.to_owned()];
        all.extend(self.arguments.iter().map(|argument| argument.replace("OUT", &arg(out))));
        all.extend(force.then(|| "--force".to_owned()).filter(|_| !self.always_replaces()));
        all
    }

    /// Acceptances go into the configuration that is there.
    pub(super) fn always_replaces(&self) -> bool {
        self.arguments.iter().any(|argument| argument == "--save-accepted")
    }

    pub(super) fn name(&self) -> String {
        self.arguments.join(" ")
    }
}

/// Every command that writes files; what it gives is made once, where nothing goes wrong.
pub(super) fn cases(folder: &Folder) -> Vec<Case> {
    let file = |name: &str| arg(sample(name));
    let units = arg(folder.write("units.txt", "Huyện Một\nHuyện Hai\nHuyện Ba\n"));
    let plan = plan(folder);
    let merged = arg(folder.path("merged.xlsx"));
    phuluc(["merge", &file("dinh-lap.xlsx"), &file("binh-gia.xls"), "-o", &merged]).code(0);
    let copy = folder.path("copy.xlsx");
    phuluc(["check", &plan, "--annotate", &arg(&copy), "-q"]).code(1);
    let filled = arg(folder.write("filled.xlsx", filled_in(&fs::read(&copy).expect("the copy"))));
    let (old, new) = (file("lang-son.xlsx"), arg(testdata("diff/edited.xlsx")));
    let (one, two) = (file("dinh-lap.xlsx"), file("binh-gia.xls"));
    let all: [(&[&str], i32); 9] = [
        (&["convert", &old, "-o", "OUT/a.xlsx"], 0),
        (&["convert", &two, "-o", "OUT/a.json"], 0),
        (&["check", &plan, "--annotate", "OUT/a.xlsx", "-o", "OUT/a.json"], 1),
        (&["check", &plan, "--accepted-from", &filled, "--save-accepted", "--config", "OUT/a.toml"], 1),
        (&["merge", &one, &two, "-o", "OUT/a.xlsx"], 0),
        (&["merge", "--update", &merged, &two, "-o", "OUT/a.xlsx"], 0),
        (&["template", "-o", "OUT/a.xlsx"], 0),
        (&["template", "--for", &units, "-o", "OUT"], 0),
        (&["diff", &old, &new, "-o", "OUT/a.xlsx"], 1),
    ];
    all.iter()
        .enumerate()
        .map(|(at, (arguments, code))| {
            let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
            let mut case = Case { arguments, code: *code, whole: BTreeMap::new() };
            let out = folder.path(&format!("whole-{at}"));
            fs::create_dir(&out).expect("a folder");
            if case.always_replaces() {
                fs::write(out.join("a.toml"), &*OLD).expect("written");
            }
            assert_eq!(run(&case.command(&out, false)), Some(*code), "{}", case.name());
            case.whole = files(&out);
            assert!(!case.whole.is_empty() && parts(&case.whole) == 0, "{}", case.name());
            case
        })
        .collect()
}

pub(super) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| (path.strip_prefix(folder).expect("in it").into(), fs::read(&path).expect("read")))
        .collect()
}

/// Files that were begun and are there still.
fn parts(files: &BTreeMap<PathBuf, Vec<u8>>) -> usize {
    files.keys().filter(|name| name.to_string_lossy().starts_with(".phuluc-")).count()
}

/// The exit status; `None` for a run that was killed.
pub(super) fn run(command: &[String]) -> Option<i32> {
    let (program, arguments) = command.split_first().expect("a program");
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("the program").code()
}

/// A command under another program, such as a shell with a limit.
pub(super) fn under(wrapper: &[&str], command: Vec<String>) -> Vec<String> {
    wrapper.iter().map(|word| (*word).to_owned()).chain(command).collect()
}

/// A folder that holds nothing, or old files under the names that a case writes.
pub(super) fn place(folder: &Folder, name: &str, case: &Case, old: bool) -> PathBuf {
    let out = folder.path(name);
    let _ = fs::remove_dir_all(&out);
    fs::create_dir(&out).expect("a folder");
    for name in case.whole.keys().filter(|_| old || case.always_replaces()) {
        fs::write(out.join(name), &*OLD).expect("written");
    }
    out
}

/// Every file is the old one or the new one.
pub(super) fn assert_whole(case: &Case, out: &Path, what: &str) {
    let found = files(out);
    for (name, bytes) in &found {
        let new = case.whole.get(name) == Some(bytes);
        assert!(new || bytes == OLD.as_bytes(), "{what}: {} of {}", name.display(), case.name());
    }
}

/// Nothing was written.
pub(super) fn assert_untouched(case: &Case, out: &Path, old: bool, what: &str) {
    let expected = if old || case.always_replaces() { case.whole.len() } else { 0 };
    let found = files(out);
    let untouched = found.len() == expected && found.values().all(|bytes| bytes == OLD.as_bytes());
    assert!(untouched, "{what}: {:?} of {}", found.keys(), case.name());
}

pub(super) fn is_there(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let there = status.is_ok_and(|status| status.success());
    if !there {
        eprintln!("left out: `{program} {}` does not work here", arguments.join(" "));
    }
    there
}
