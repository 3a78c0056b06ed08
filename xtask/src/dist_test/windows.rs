//! What only Windows does.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use super::alike::{copied, fresh, text};
use super::wine::{Program, Wine, on_windows};
use crate::dist;

/// Folders in folders, far over what Windows once allowed.
pub(super) fn long_paths(windows: &Program) -> Result<()> {
    let mut folder = fresh("long")?;
    while text(&folder).chars().count() < 400 {
        folder = folder.join("Phòng Lao động - Thương binh và Xã hội huyện Bình Gia");
    }
    fs::create_dir_all(&folder)?;
    let file = copied("submissions/binh-gia.xls", &folder, "Biểu 3.xls")?;
    let out = folder.join("kết quả.json");
    windows.run(&["convert", &file, "-o", &text(&out)])?.code(0)?;
    windows.run(&["convert", &file, "-o", &text(&out), "--force"])?.code(0)?;
    ensure!(fs::read(&out)?.starts_with(b"{"), "no JSON was written");
    windows.run(&[&file])?.code(0)?;
    ensure!(folder.join("Biểu 3-chuan.xlsx").exists(), "nothing beside the file");
    // By its folder, too.
    windows.run(&["check", &text(&folder)])?.code(0)?;
    Ok(())
}

/// A file is replaced when that is asked for, whole, and nothing is left behind.
pub(super) fn replaced(windows: &Program) -> Result<()> {
    let folder = fresh("replaced")?;
    let file = copied("submissions/binh-gia.xls", &folder, "Biểu 3.xls")?;
    let out = folder.join("kết quả.json");
    fs::write(&out, "old")?;
    let arguments = ["convert", &file, "-o", &text(&out), "--force"];
    windows.run(&arguments[..4])?.code(2)?;
    ensure!(fs::read(&out)? == b"old", "replaced without --force");
    windows.run(&arguments)?.code(0)?;
    ensure!(fs::read(&out)?.starts_with(b"{"), "not replaced");
    fs::write(&out, "read-only")?;
    fs::set_permissions(&out, Permissions::from_mode(0o444))?;
    let ran = windows.run(&arguments)?.code(2)?;
    ensure!(ran.err.lines().last().is_some_and(|line| line.contains("not permitted")), "{}", ran.err);
    ensure!(fs::read(&out)? == b"read-only", "a file that may only be read was replaced");
    nothing_left(&folder)
}

/// A file that Excel has open is not replaced, and the officer is told to close it.
pub(super) fn open_elsewhere(wine: &Wine, windows: &Program) -> Result<()> {
    let folder = fresh("open")?;
    let file = copied("submissions/binh-gia.xls", &folder, "Biểu 3.xls")?;
    let out = folder.join("kết quả.xlsx");
    fs::write(&out, "open in Excel")?;
    let mut command = wine.command("hold.exe");
    let mut held = command.arg(on_windows(&out)).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut said = String::new();
    BufReader::new(held.stdout.take().context("its output")?).read_line(&mut said)?;
    let ran = windows.run(&["convert", &file, "-o", &text(&out), "--force"]);
    drop(held.stdin.take());
    held.wait()?;
    ensure!(said.trim() == "held", "the file could not be held");
    let ran = ran?.code(2)?;
    ensure!(
        ran.err.contains("Excel") && ran.err.lines().last().is_some_and(|line| line.contains("close it")),
        "{}",
        ran.err
    );
    ensure!(fs::read(&out)? == b"open in Excel", "replaced all the same");
    nothing_left(&folder)?;
    windows.run(&["convert", &file, "-o", &text(&out), "--force"])?.code(0)?;
    Ok(())
}

fn nothing_left(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".part") {
            bail!("{name} is left");
        }
    }
    Ok(())
}

/// A process that parses an old format answers, however fast it is, and has its time capped.
/// This wine caps no memory.
pub(super) fn limits(windows: &Program) -> Result<()> {
    let folder = fresh("limits")?;
    let file = copied("submissions/binh-gia.xls", &folder, "Biểu 3.xls")?;
    for _ in 0..20 {
        windows.run(&["check", &file])?.code(0)?;
    }
    let ran = windows.run(&["check", &file, "--limit", "seconds=0"])?.code(2)?;
    ensure!(ran.err.contains("(time)") && ran.err.lines().count() == 1, "{}", ran.err);
    Ok(())
}

/// Without a name the page goes to the user's own folder, and its path is printed.
pub(super) fn kept(wine: &Wine, folder: &Path) -> Result<()> {
    let path = wine.kept()?.join("phuluc/phuluc.html");
    fs::create_dir_all(path.parent().context("a folder")?)?;
    fs::write(&path, "an older page")?;
    // What it opens the page with goes on and keeps a pipe open, but not a file.
    let said = fresh("kept")?.join("said.txt");
    let ended = wine
        .command(dist::WINDOWS)
        .arg("ui")
        .stdout(fs::File::create(&said)?)
        .stderr(Stdio::null())
        .status()?;
    wine.end()?;
    ensure!(ended.success(), "it ended with {ended}");
    let said = fs::read_to_string(&said)?;
    ensure!(said.trim().ends_with(r"\AppData\Local\phuluc\phuluc.html"), "{said}");
    ensure!(fs::read(&path)? == fs::read(folder.join(dist::PAGE))?, "another page is there");
    Ok(())
}
