//! `phuluc ui`: the page that the program has in it.

use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use phuluc::Error;

use crate::args::Ui;
use crate::output;
use crate::terminal::{Outcome, Terminal};

/// The page; nothing where the program was built without it.
const PAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phuluc.html"));
/// What it is called wherever it is written.
const NAME: &str = "phuluc.html";

/// Whether the program has the page in it.
pub(crate) const fn is_embedded() -> bool {
    !PAGE.is_empty()
}

pub(crate) fn run(args: &Ui, terminal: &Terminal) -> Result<Outcome> {
    if !is_embedded() {
        bail!(terminal.say(
            "bản này không có sẵn trang: mở tệp phuluc.html phát hành cùng chương trình, hoặc dựng cả hai bằng `cargo xtask dist`",
            "the page is not in this build: open the file phuluc.html that is handed out beside it, or build both by `cargo xtask dist`"
        ));
    }
    match &args.output {
        None => open(terminal),
        Some(path) if path.as_os_str() == "-" => output::print_bytes(PAGE).map(|()| Outcome::Clean),
        Some(path) => {
            output::refuse(path, args.force, &[], terminal)?;
            output::write(path, PAGE, args.force)?;
            terminal.note(&format!("{} {}", terminal.say("Đã ghi", "Wrote"), path.display()));
            Ok(Outcome::Clean)
        }
    }
}

/// Writes the page to its place and opens it in the browser; prints where it is.
fn open(terminal: &Terminal) -> Result<Outcome> {
    let Some(folder) = own_folder() else {
        bail!(terminal.say(
            "không biết thư mục riêng của người dùng: ghi trang bằng `phuluc ui -o TỆP.html` rồi mở tệp đó",
            "the user has no folder of their own: write the page with `phuluc ui -o FILE.html`, and open that"
        ));
    };
    let path = folder.join(NAME);
    make(&folder).map_err(|source| Error::Io { path: folder, source })?;
    // Not written anew below a browser that has it open.
    if fs::read(&path).ok().as_deref() != Some(PAGE) {
        output::write(&path, PAGE, true)?;
    }
    output::print(&format!("{}\n", path.display()))?;
    if !in_browser(&path) {
        bail!(
            "{}: {}",
            path.display(),
            terminal.say(
                "không mở được trình duyệt: tự mở tệp này",
                "the browser could not be started: open this file in it"
            )
        );
    }
    terminal.note(terminal.say("Đã mở trang trong trình duyệt", "The page was opened in the browser"));
    Ok(Outcome::Clean)
}

/// The folder of this program among what a user's programs keep for themselves.
fn own_folder() -> Option<PathBuf> {
    let variable = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let kept = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    kept.map(|kept| kept.join("phuluc"))
}

/// Makes a folder that nobody else may look into.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens a file by what the desktop opens such files with; whether that could be started.
fn in_browser(path: &Path) -> bool {
    let mut command = opener(path);
    let started = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    match started {
        // Explorer says failure even where all is well.
        Ok(_) if cfg!(windows) => true,
        // It hands the file to the browser and ends; one that is the browser itself does not.
        Ok(mut child) => ended_well_or_runs(&mut child),
        Err(_) => false,
    }
}

/// Neither `cmd`, which offices often forbid and which has signs of its own in names, nor
/// `rundll32`, which knows only names of the system's code page.
#[cfg(windows)]
fn opener(path: &Path) -> Command {
    use std::os::windows::process::CommandExt;
    let mut command = Command::new("explorer.exe");
    let mut quoted = std::ffi::OsString::from("\"");
    quoted.push(path);
    quoted.push("\"");
    command.raw_arg(quoted);
    command
}

#[cfg(not(windows))]
fn opener(path: &Path) -> Command {
    let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    command.arg(path);
    command
}

/// Waits a moment for what opens the file to end.
fn ended_well_or_runs(child: &mut std::process::Child) -> bool {
    /// Looks, and the time between them.
    const LOOKS: usize = 40;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);
    for _ in 0..LOOKS {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(PAUSE),
            Err(_) => return false,
        }
    }
    true
}
