//! Many files: the same with one thread as with four, told how far it is, stopped by Ctrl-C.

use std::path::Path;

use crate::support::{Folder, arg, phuluc, sample, testdata};

/// Workbooks of every container, good and bad, in an order in which they do not end.
fn mixed() -> Folder {
    let folder = Folder::new();
    let files = [
        "submissions/lang-son.xlsx",
        "submissions/binh-gia.xls",
        "submissions/dinh-lap.xlsx",
        "submissions/van-quan.ods",
        "containers/sheetjs.xlsb",
        "containers/libre.ods",
        "made/unit-none.xlsx",
        "made/a-letter-beside.xlsx",
        "merge/typed.xlsx",
    ];
    for (at, file) in files.iter().enumerate() {
        let bytes = std::fs::read(testdata(file)).expect("a sample");
        let name = Path::new(file).file_name().expect("a name").to_string_lossy();
        folder.write(&format!("in/{at:02}-{name}"), &bytes);
        folder.write(&format!("in/{at:02}-again/{name}"), &bytes);
        folder.write(&format!("in/{at:02}-cut-{name}"), &bytes[..bytes.len() / 2]);
        folder.write(&format!("in/{at:02}-empty.xlsx"), "");
    }
    folder
}

/// One that were deaf to the next file would run out of time at it.
#[test]
fn a_parsing_process_serves_one_file_after_the_other() {
    let folder = Folder::new();
    for (at, file) in
        ["submissions/binh-gia.xls", "submissions/van-quan.ods", "offices/unit-header-dong.xlsb"]
            .iter()
            .enumerate()
    {
        let bytes = std::fs::read(testdata(file)).expect("a sample");
        let extension = Path::new(file).extension().expect("an extension").to_string_lossy();
        for name in ["a", "b", "c"] {
            folder.write(&format!("in/{name}{at}.{extension}"), &bytes);
        }
    }
    let (inputs, out) = (arg(folder.path("in")), arg(folder.path("out.json")));
    let ran = phuluc(["convert", &inputs, "-o", &out, "--threads", "1", "--limit", "seconds=5"]).code(0);
    assert!(ran.err.contains("9 appendices"), "{}", ran.err);
}

#[test]
fn four_threads_say_and_write_what_one_does() {
    let folder = mixed();
    let inputs = arg(folder.path("in"));
    let nowhere = arg(folder.path("nowhere.xlsx"));
    let twice = format!("{}=Huyện Hai", arg(folder.path("in/02-dinh-lap.xlsx")));
    let commands: [(&[&str], i32); 9] = [
        (&["convert", "-r", &inputs, "-v", "-o", "OUT.json"], 2),
        (&["convert", "-r", &inputs, &nowhere, "--lang", "vi", "-o", "OUT.xlsx"], 2),
        (&["convert", "-r", &inputs, "-q", "--format", "csv", "-o", "-"], 2),
        (&["check", "-r", &inputs, &nowhere, &inputs], 2),
        (&["check", &inputs, "--lang", "vi", "--format", "json"], 2),
        (&["inspect", "-r", &inputs, "--cells"], 2),
        (&["merge", &inputs, "--drop-edits", "-o", "OUT.xlsx"], 2),
        (&["merge", &inputs, "-o", "OUT.json"], 2),
        // Ends in the midst of the files.
        (&["merge", &inputs, "--unit", &twice, "--unit", "02-dinh-lap.xlsx=Huyện Ba", "-o", "OUT.json"], 2),
    ];
    for (arguments, code) in commands {
        let ran = ["1", "4"].map(|threads| {
            let out = Folder::new();
            let arguments = arguments.iter().map(|one| match one.strip_prefix("OUT.") {
                Some(extension) => arg(out.path(&format!("out.{extension}"))),
                None => (*one).to_owned(),
            });
            let ran = phuluc(arguments.chain(["--threads".to_owned(), threads.to_owned()])).code(code);
            let files: Vec<_> = out
                .names()
                .into_iter()
                .map(|name| (std::fs::read(out.path(&name)).expect("read"), name))
                .collect();
            // Neither its own folder nor its times are the same in two runs.
            let err = ran.err.replace(&arg(out.path("")), "");
            let err: Vec<_> =
                err.lines().filter(|line| !line.starts_with("time: ")).map(str::to_owned).collect();
            (err, ran.out, files)
        });
        assert!(ran[0].0.iter().any(|line| line.contains("cut")), "{arguments:?}: {:?}", ran[0].0);
        assert_eq!(ran[0].0, ran[1].0, "{arguments:?}");
        assert!(ran[0] == ran[1], "{arguments:?}");
    }
}

#[test]
fn a_number_of_threads_is_one_or_more() {
    let file = arg(sample("dinh-lap.xlsx"));
    let once = phuluc(["check", &file]);
    let many = phuluc(["check", &file, "--threads", "1000"]).code(once.code);
    assert_eq!((once.out, once.err), (many.out, many.err));
    for wrong in ["0", "-1", "some"] {
        let ran = phuluc(["check", &file, &format!("--threads={wrong}")]).code(2);
        assert!(ran.err.contains("--threads"), "{}", ran.err);
    }
}

#[cfg(target_os = "linux")]
mod on_linux {
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    const PROGRAM: &str = env!("CARGO_BIN_EXE_phuluc");

    /// So many small files of new and old formats.
    fn many(files: usize) -> Folder {
        let folder = Folder::new();
        let samples = ["dinh-lap.xlsx", "binh-gia.xls", "van-quan.ods"];
        let samples = samples.map(|name| (name, std::fs::read(sample(name)).expect("a sample")));
        for (at, (name, bytes)) in (0..files).zip(samples.iter().cycle()) {
            folder.write(&format!("in/{at:04}-{name}"), bytes);
        }
        folder
    }

    /// A run in a process group of its own, which gets the signal as from a terminal: the
    /// processes that parse get it too, if they are in the group.
    fn interrupted(arguments: &[&str], after: Duration) -> (Option<i32>, String, Vec<u8>, Duration) {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).process_group(0).stdin(Stdio::null());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run");
        std::thread::sleep(after);
        let group = format!("-{}", child.id());
        let killed = Command::new("kill").args(["-INT", "--", &group]).status().expect("kill");
        assert!(killed.success(), "the run had ended before it was interrupted");
        let start = Instant::now();
        let output = child.wait_with_output().expect("its end");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), err, output.stdout, start.elapsed())
    }

    #[test]
    fn ctrl_c_ends_a_run_after_the_files_that_are_being_read() {
        let folder = many(1500);
        let (inputs, out) = (arg(folder.path("in")), arg(folder.path("out.json")));
        let again = folder.write("old.json", "old");
        let again = arg(again);
        let commands: [&[&str]; 5] = [
            &["convert", &inputs, "-o", &out, "--threads", "2", "--lang", "en"],
            &["convert", &inputs, "-o", &again, "--force", "--threads", "1", "--lang", "vi"],
            &["merge", &inputs, "-o", &out, "--threads", "2", "-q", "--lang", "en"],
            &["check", &inputs, "-o", &out, "--format", "json", "--threads", "2", "--lang", "en"],
            &["inspect", &inputs, "--format", "json", "--threads", "2", "--lang", "en"],
        ];
        for arguments in commands {
            let (code, err, stdout, took) = interrupted(arguments, Duration::from_millis(400));
            assert_eq!(code, Some(2), "{err}");
            let vietnamese = arguments.contains(&"vi");
            let (said, of) = if vietnamese {
                ("đã dừng theo yêu cầu (Ctrl-C): đã đọc ", " trên 1500 tệp; chưa đọc: ")
            } else {
                ("stopped as you asked (Ctrl-C): ", " of 1500 files were read; not read: ")
            };
            let (before, after) = err.split_once(said).expect(&err);
            let (done, left) = after.split_once(of).expect(&err);
            let done: usize = done.parse().expect("a number");
            assert!((1..1500).contains(&done), "{err}");
            // The first that was not read comes right after the last that was.
            assert!(left.starts_with(&format!("{inputs}/{done:04}-")), "{err}");
            assert!(left.contains(&format!("{} ", 1500 - done - 5)), "{err}");
            // What was in flight was read, in processes of their own, too.
            assert_eq!(before.trim_end_matches("error: ").trim_end_matches("lỗi: "), "", "{err}");
            assert!(stdout.is_empty());
            assert_eq!(folder.names(), ["in", "old.json"], "nothing half done");
            assert!(took < Duration::from_secs(5), "{took:?}");
        }
        assert_eq!(std::fs::read(folder.path("old.json")).expect("there"), b"old");
    }

    #[test]
    fn a_parsing_process_that_nobody_waits_for_ends() {
        let mut command = Command::new(PROGRAM);
        let child = command.args(["__parse-a-workbook", "0"]).stdin(Stdio::piped()).spawn();
        let mut child = child.expect("a process");
        let start = Instant::now();
        // Its input stays open, as that of a file that would never end.
        let kept = child.stdin.take();
        let status = loop {
            match child.try_wait().expect("its state") {
                Some(status) => break status,
                None if start.elapsed() > Duration::from_secs(20) => panic!("it goes on for ever"),
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        drop(kept);
        assert_eq!(status.code(), Some(1));
    }

    #[test]
    fn how_far_it_is_shows_on_a_terminal_and_nowhere_else() {
        if !Command::new("script").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
            eprintln!("left out: `script`, which makes a terminal, is not there");
            return;
        }
        let folder = many(24);
        folder.write("in/0000-cut.xlsx", "half");
        let inputs = arg(folder.path("in"));
        let on_terminal = |arguments: &str| {
            let line =
                format!("{PROGRAM} convert {inputs} --lang en {arguments} -o {inputs}/../out.json --force");
            let mut script = Command::new("script");
            let ran = script.args(["-qec", &line, "/dev/null"]).env("TERM", "xterm");
            let ran = ran.stdin(Stdio::null()).output().expect("a terminal");
            String::from_utf8_lossy(&ran.stdout).into_owned()
        };
        let shown = on_terminal("");
        assert!(shown.contains("/25 files, about "), "{shown}");
        // A message has a line of its own.
        assert!(
            shown.contains("\x1b[2Kerror: ") || shown.contains("\nerror: ") || shown.starts_with("error: "),
            "{shown:?}"
        );
        assert!(!on_terminal("-q").contains(" files, "), "not with -q");
        assert!(!on_terminal("2>/dev/full").contains(" files, "), "not where messages go elsewhere");
        let piped = phuluc(["convert", &inputs, "-o", "-"]).code(2);
        assert!(!piped.err.contains(" files, ") && !piped.err.contains('\r'), "{}", piped.err);
    }
}
