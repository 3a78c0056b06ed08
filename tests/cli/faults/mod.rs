//! What every command that writes does when something goes wrong while it does: killed,
//! disk full, permission gone, another file system, another run, an input that changes, a
//! reader that has enough. The old file or the new one, never half of one; nothing left
//! behind; the exit status that says so. `docs/robustness.md` has the matrix.
//!
//! Linux has the means: limits of a process, `strace`, namespaces. Where one is missing,
//! what it would show is left out, and said.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

mod cases;

use crate::check::plan;
use crate::support::{Folder, arg, phuluc, sample, testdata};
use cases::{Case, OLD, PROGRAM, assert_untouched, assert_whole, cases, files, is_there, place, run, under};

/// Moments of a run at which it is killed.
const KILLS: u32 = 8;
/// Ends in status 2 instead of the signal.
const SMALL_FILES: &str = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";

#[test]
fn a_disk_that_is_full_keeps_the_old_files() {
    let folder = Folder::new();
    // A small disk of one's own needs a namespace; a limit on files works everywhere.
    let disk = "mount -t tmpfs -o size=4k none \"$0\" && \"$@\"; code=$?; ls -A \"$0\"; exit $code";
    let namespace = ["--user", "--map-root-user", "--mount"];
    let mounts = is_there("unshare", &[&namespace[..], &["mount", "-t", "tmpfs", "none", "/mnt"]].concat());
    for case in cases(&folder) {
        for old in [false, true] {
            let out = place(&folder, "out", &case, old);
            let code = run(&under(&["sh", "-c", SMALL_FILES, "sh"], case.command(&out, old)));
            assert_eq!(code, Some(2), "{}", case.name());
            assert_untouched(&case, &out, old, "a limit on files");
        }
        if mounts && !case.always_replaces() {
            let out = place(&folder, "out", &case, false);
            let shown = arg(&out);
            let wrapper = [&["unshare"][..], &namespace[..], &["sh", "-c", disk, &shown]].concat();
            let command = under(&wrapper, case.command(&out, false));
            let ran = Command::new(&command[0]).args(&command[1..]).output().expect("a run");
            let (listed, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
            assert_eq!(ran.status.code(), Some(2), "{}: {err}", case.name());
            let left = listed
                .lines()
                .filter(|line| case.whole.contains_key(Path::new(line)) || line.starts_with(".phuluc-"));
            assert_eq!(left.count(), 0, "{}: {listed}", case.name());
            assert!(err.contains("the disk is full") || err.contains("ổ đĩa hết chỗ"), "{err}");
        }
    }
}

#[test]
fn a_folder_that_was_made_for_nothing_goes() {
    let folder = Folder::new();
    let units = arg(folder.write("units.txt", "Huyện Một\n"));
    let out = arg(folder.path("gui"));
    let command = [PROGRAM, "template", "--for", &units, "-o", &out].map(str::to_owned).to_vec();
    assert_eq!(run(&under(&["sh", "-c", SMALL_FILES, "sh"], command)), Some(2));
    assert_eq!(folder.names(), ["units.txt"]);
}

#[test]
fn a_folder_that_may_not_be_written_to_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    // Root may write everywhere, unless it gives that up.
    let probe = folder.path("probe");
    fs::create_dir(&probe).expect("a folder");
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o555)).expect("set");
    let drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"];
    let wrapper: &[&str] = if fs::write(probe.join("x"), "").is_err() {
        &[]
    } else if is_there(drop[0], &[drop[1], drop[2], "true"]) {
        &drop
    } else {
        return;
    };
    for case in cases(&folder) {
        for old in [false, true] {
            let out = place(&folder, "out", &case, old);
            fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("set");
            let code = run(&under(wrapper, case.command(&out, old)));
            fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).expect("set");
            assert_eq!(code, Some(2), "{}", case.name());
            assert_untouched(&case, &out, old, "a folder that is read-only");
        }
        // The folder is gone, or a file stands in its place.
        let gone = folder.write("file", "kept").join("below");
        assert_eq!(run(&case.command(&gone, false)), Some(2), "{}", case.name());
    }
}

#[test]
fn another_file_system_takes_the_files() {
    let Ok(shared) = Folder::within(Path::new("/dev/shm")) else {
        eprintln!("left out: /dev/shm cannot be written to");
        return;
    };
    let folder = Folder::new();
    for case in cases(&folder).iter().filter(|case| !case.always_replaces()) {
        let out = shared.path(&format!("out-{}", case.arguments.len()));
        let _ = fs::remove_dir_all(&out);
        fs::create_dir(&out).expect("a folder");
        assert_eq!(run(&case.command(&out, false)), Some(case.code), "{}", case.name());
        assert!(files(&out) == case.whole, "{}", case.name());
    }
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_one_takes_the_rest_away() {
    let folder = Folder::new();
    let traces = is_there("strace", &["-f", "-e", "trace=fsync", "true"]);
    for case in cases(&folder) {
        let out = place(&folder, "out", &case, true);
        let start = Instant::now();
        assert_eq!(run(&case.command(&out, true)), Some(case.code), "{}", case.name());
        let long = start.elapsed();
        for step in 0..KILLS {
            let out = place(&folder, "out", &case, step % 2 == 0);
            let command = case.command(&out, step % 2 == 0);
            let mut child = Command::new(&command[0])
                .args(&command[1..])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("a run");
            std::thread::sleep(long * step / KILLS);
            let _ = child.kill();
            child.wait().expect("its end");
            assert_recovers(&case, &out, "killed in time");
        }
        // In the midst of the first file.
        let out = place(&folder, "out", &case, true);
        let code = run(&under(&["sh", "-c", "ulimit -f 1; exec \"$@\"", "sh"], case.command(&out, true)));
        assert_eq!(code, None, "{}", case.name());
        assert_recovers(&case, &out, "half a file");
        // Right before each file is safe on the disk, and right before it gets its name.
        for call in ["fsync", "renameat,renameat2"].iter().filter(|_| traces) {
            for (when, old) in (1..=case.whole.len()).flat_map(|when| [(when, false), (when, true)]) {
                let out = place(&folder, "out", &case, old);
                let inject = format!("inject={call}:signal=KILL:when={when}");
                let wrapper = ["strace", "-f", "-o", "/dev/null", "-e", &inject];
                assert_eq!(run(&under(&wrapper, case.command(&out, old))), None, "{call}: {}", case.name());
                assert_recovers(&case, &out, call);
            }
        }
    }
}

/// What a killed run left is whole, or one file that was begun; the next run does its work
/// and takes that away.
fn assert_recovers(case: &Case, out: &Path, what: &str) {
    let begun: Vec<PathBuf> = fs::read_dir(out)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".phuluc-")))
        .collect();
    assert!(begun.len() < 2, "{what}: {begun:?}");
    let hidden = begun.first().map(|path| (path, fs::read(path).expect("read")));
    if let Some((path, _)) = &hidden {
        fs::remove_file(path).expect("removed");
    }
    assert_whole(case, out, what);
    if let Some((path, bytes)) = hidden {
        fs::write(path, bytes).expect("put back");
    }
    if case.always_replaces() {
        fs::write(out.join("a.toml"), &*OLD).expect("written");
    }
    assert_eq!(run(&case.command(out, true)), Some(case.code), "{what}: {}", case.name());
    assert!(files(out) == case.whole, "{what}: {}", case.name());
}

#[test]
fn only_what_dead_runs_left_is_taken_away() {
    let folder = Folder::new();
    let live = folder.path(".phuluc-live00.part");
    let lock = fs::File::create(&live).expect("a file");
    lock.lock().expect("locked");
    for name in [".phuluc-dead00.part", ".phuluc-notes", "phuluc-a.part", ".phuluc-folder.part/kept"] {
        folder.write(name, "half");
    }
    let waits = folder.path(".phuluc-pipe00.part");
    assert_eq!(run(&["mkfifo".to_owned(), arg(&waits)]), Some(0));
    phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "-o", &arg(folder.path("a.json"))]).code(0);
    let mut left = folder.names();
    left.retain(|name| name != "a.json");
    let expected = [
        ".phuluc-folder.part",
        ".phuluc-live00.part",
        ".phuluc-notes",
        ".phuluc-pipe00.part",
        "phuluc-a.part",
    ];
    assert_eq!(left, expected);
}

#[test]
fn two_runs_at_once_leave_the_file_of_one() {
    let folder = Folder::new();
    let out = folder.path("out");
    let inputs = [sample("lang-son.xlsx"), sample("dinh-lap.xlsx")].map(arg);
    let [one, two] = inputs.each_ref().map(|input| phuluc(["convert", input, "-o", "-"]).code(0).out);
    for round in 0..12 {
        let force = round % 2 == 0;
        let _ = fs::remove_dir_all(&out);
        fs::create_dir(&out).expect("a folder");
        let children = inputs.each_ref().map(|input| {
            let mut command = Command::new(PROGRAM);
            command.args(["convert", input, "-q", "-o", &arg(out.join("a.json"))]);
            command.args(force.then_some("--force")).stderr(Stdio::null());
            command.spawn().expect("a run")
        });
        let codes = children.map(|mut child| child.wait().expect("its end").code());
        let found = files(&out);
        let file = found.get(Path::new("a.json")).expect("a file");
        assert!(found.len() == 1 && (*file == one || *file == two), "{:?}", found.keys());
        if force {
            assert_eq!(codes, [Some(0); 2]);
        } else {
            let winner = if *file == one { [Some(0), Some(2)] } else { [Some(2), Some(0)] };
            assert_eq!(codes, winner, "who came later wrote nothing, and says so");
        }
    }
}

#[test]
fn an_input_that_changes_is_read_whole_or_not_at_all() {
    let folder = Folder::new();
    let input = folder.path("a.xlsx");
    let versions =
        [sample("lang-son.xlsx"), sample("dinh-lap.xlsx")].map(|path| fs::read(path).expect("read"));
    let whole = versions.each_ref().map(|bytes| {
        fs::write(&input, bytes).expect("written");
        phuluc(["convert", &arg(&input), "-o", "-"]).code(0).out
    });
    let stop = std::sync::atomic::AtomicBool::new(false);
    let ordering = std::sync::atomic::Ordering::Relaxed;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for bytes in versions.iter().cycle().take_while(|_| !stop.load(ordering)) {
                // In place, as programs do that know no better.
                fs::write(&input, bytes).expect("written");
                std::thread::sleep(Duration::from_micros(300));
            }
        });
        for _ in 0..40 {
            let ran = phuluc(["convert", &arg(&input), "-o", "-"]);
            match ran.code {
                0 => assert!(whole.contains(&ran.out), "half of one file and half of another"),
                2 => assert!(ran.out.is_empty() && ran.err.contains("a.xlsx"), "{}", ran.err),
                other => panic!("{other}: {}", ran.err),
            }
        }
        stop.store(true, ordering);
    });
}

#[test]
fn nobody_needs_to_take_results_or_messages() {
    let folder = Folder::new();
    let plan = plan(&folder);
    let file = arg(sample("lang-son.xlsx"));
    let copy = arg(folder.path("copy.xlsx"));
    let commands: [(&[&str], i32); 10] = [
        (&["convert", &file, "-o", "-"], 0),
        (&["check", &plan], 1),
        (&["check", &plan, "--format", "json", "--annotate", &copy, "--force"], 1),
        (&["inspect", &file], 0),
        (&["merge", &arg(sample("dinh-lap.xlsx")), "-o", "-"], 0),
        (&["template", "-o", "-"], 0),
        (&["diff", &file, &arg(testdata("diff/edited.xlsx"))], 1),
        (&["layouts", "show", "phu-luc-2"], 0),
        (&["schema"], 0),
        (&["rules"], 0),
    ];
    for (arguments, code) in commands {
        let shell = |redirect: &str| {
            let script = format!("\"$@\" {redirect}");
            run(&under(
                &["bash", "-o", "pipefail", "-c", &script, "bash", PROGRAM],
                arguments.iter().map(|one| (*one).to_owned()).collect(),
            ))
        };
        let called = arguments.join(" ");
        // `head` has enough, or there was nobody at all.
        assert_eq!(shell("2>/dev/null | head -c 10 >/dev/null"), Some(code), "{called}");
        assert_eq!(shell("| true"), Some(code), "{called}");
        assert_eq!(shell("2>&1 >/dev/null | true"), Some(code), "{called}");
        assert_eq!(shell(">/dev/null 2>/dev/full"), Some(code), "{called}");
        assert_eq!(shell(">/dev/full"), Some(2), "{called}");
    }
    assert!(folder.names().contains(&"copy.xlsx".to_owned()), "the copy is made all the same");
}

#[test]
fn what_is_no_ordinary_file_is_not_replaced() {
    let folder = Folder::new();
    let pipe = folder.path("pipe.json");
    assert_eq!(run(&["mkfifo".to_owned(), arg(&pipe)]), Some(0));
    for out in [arg(&pipe), "/dev/null".to_owned()] {
        let ran =
            phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "--format", "json", "--force", "-o", &out])
                .code(2);
        assert!(ran.err.contains("no ordinary file"), "{}", ran.err);
    }
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    assert!(fs::metadata("/dev/null").expect("there").file_type().is_char_device());
    // A file that only its owner may read stays one.
    let own = folder.write("own.json", &*OLD);
    fs::set_permissions(&own, fs::Permissions::from_mode(0o600)).expect("set");
    phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "--force", "-o", &arg(&own)]).code(0);
    assert_eq!(fs::metadata(&own).expect("there").permissions().mode() & 0o777, 0o600);
}
