//! Output: whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use phuluc::Error;
use tempfile::NamedTempFile;

use crate::inputs::Input;
use crate::terminal::Terminal;

/// How a file is called while it is written; see [`sweep`].
const PREFIX: &str = ".phuluc-";
const SUFFIX: &str = ".part";
/// How often a file is begun anew where another run takes it away.
const ATTEMPTS: usize = 8;

/// Prints text to standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    print_bytes(text.as_bytes())
}

/// Prints bytes to standard output.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<()> {
    put(io::stdout().lock(), bytes)
}

/// Prints text with colours to standard output, as far as it shows any.
pub(crate) fn print_coloured(text: &str, choice: anstream::ColorChoice) -> Result<()> {
    put(anstream::AutoStream::new(io::stdout(), choice).lock(), text.as_bytes())
}

/// A reader such as `head` that has enough is no failure: the run goes on and ends as it
/// would have.
fn put(mut out: impl Write, bytes: &[u8]) -> Result<()> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Io { path: PathBuf::from("-"), source: error }.into())
        }
        _ => Ok(()),
    }
}

/// Refuses an output that is an input, exists without `--force`, or is no place for a file.
pub(crate) fn refuse(output: &Path, force: bool, inputs: &[Input], terminal: &Terminal) -> Result<()> {
    let shown = output.display();
    if output.is_dir() {
        bail!(
            "{shown}: {}",
            terminal.say("đây là thư mục: ghi tên tệp cần tạo", "this is a folder: give the name of a file")
        );
    }
    // A device or pipe would be replaced by a file.
    if fs::metadata(output).is_ok_and(|found| !found.is_file()) {
        bail!(
            "{shown}: {}",
            terminal.say(
                "đây không phải tệp thường: ghi ra - rồi chuyển hướng vào đó",
                "this is no ordinary file: write to - and redirect it there"
            )
        );
    }
    let same = |input: &Input| match (input, fs::canonicalize(output)) {
        (Input::File(path), Ok(output)) => fs::canonicalize(path).is_ok_and(|path| path == output),
        _ => false,
    };
    if inputs.iter().any(same) {
        bail!(
            "{shown}: {}",
            terminal.say(
                "tệp kết quả trùng tệp đầu vào: chọn tên khác",
                "the output is one of the inputs: choose another name"
            )
        );
    }
    if !force && fs::symlink_metadata(output).is_ok() {
        bail!(
            "{shown}: {}",
            terminal.say("tệp đã có: thêm --force để ghi đè", "the file exists: add --force to replace it")
        );
    }
    Ok(())
}

/// Writes a file beside its place and moves it there: whole or not at all.
pub(crate) fn write(output: &Path, bytes: &[u8], force: bool) -> Result<()> {
    write_by(output, force, |mut file| Ok(file.write_all(bytes)?))
}

/// The same where the file is filled step by step.
pub(crate) fn write_by(output: &Path, force: bool, fill: impl FnOnce(&File) -> Result<()>) -> Result<()> {
    let mut failed = None;
    let filled = |file: &File| {
        fill(file).map_err(|error| match error.downcast::<io::Error>() {
            Ok(error) => error,
            Err(error) => {
                failed = Some(error);
                io::ErrorKind::Other.into()
            }
        })
    };
    let replaced = replace(output, filled, force);
    match failed {
        Some(error) => Err(error),
        None => Ok(replaced.map_err(|source| Error::Io { path: output.to_path_buf(), source })?),
    }
}

fn replace(output: &Path, fill: impl FnOnce(&File) -> io::Result<()>, force: bool) -> io::Result<()> {
    let folder = output.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let (folder, output) = &at_any_length(folder, output);
    sweep(folder);
    let old = fs::metadata(output).ok().filter(|_| force).map(|old| old.permissions());
    if cfg!(windows) && old.as_ref().is_some_and(fs::Permissions::readonly) {
        // Some of its ways to move a file do not ask.
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let file = begin(folder)?;
    if let Some(old) = old.filter(|_| cfg!(unix)) {
        // Who may read the old file may read the new one, and nobody else.
        file.as_file().set_permissions(old)?;
    }
    fill(file.as_file())?;
    file.as_file().sync_all()?;
    let moved = if force { file.persist(output) } else { file.persist_noclobber(output) };
    moved.map_err(|error| open_elsewhere(output, error.error))?;
    // So that the name is there after a power cut, too; not every system can.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A folder and a file in it as Windows takes them at any length. It refuses more than 260
/// characters otherwise, unless an administrator allowed them; the standard library sees to
/// that, but not for what is moved.
fn at_any_length(folder: &Path, output: &Path) -> (PathBuf, PathBuf) {
    let plain = || (folder.to_path_buf(), output.to_path_buf());
    if !cfg!(windows) {
        return plain();
    }
    match (fs::canonicalize(folder), output.file_name()) {
        (Ok(folder), Some(name)) => (folder.clone(), folder.join(name)),
        _ => plain(),
    }
}

/// Why a file could not be moved onto another. Windows says only that it is denied where
/// another program has that one open; the folder took the new file, so that it is no right
/// that lacks.
fn open_elsewhere(output: &Path, error: io::Error) -> io::Error {
    /// `ERROR_SHARING_VIOLATION`.
    const OPEN_ELSEWHERE: i32 = 32;
    let denied = cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
    let old = fs::metadata(output).ok().filter(|_| denied);
    match old {
        Some(old) if old.is_file() && !old.permissions().readonly() => {
            io::Error::from_raw_os_error(OPEN_ELSEWHERE)
        }
        _ => error,
    }
}

/// Begins a file in a folder, locked for as long as it is written.
fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's mask allows.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    for _ in 1..ATTEMPTS {
        let file = builder.tempfile_in(folder).map_err(plain)?;
        // Where a file system has no locks, nothing is swept either.
        let _ = file.as_file().lock();
        // Until it was locked, another run may have taken it for a dead one's.
        if file.path().exists() {
            return Ok(file);
        }
    }
    builder.tempfile_in(folder).map_err(plain)
}

/// Takes away what runs that were killed while they wrote left in a folder: files of our
/// name that nobody has locked.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        // Neither links nor pipes, which opening would wait for.
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        // Locked until it is gone: a run that has just begun it waits, and begins anew.
        let Ok(file) = File::options().write(true).open(entry.path()) else { continue };
        if file.try_lock().is_ok() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The system's own error, without the name of the file that was begun.
fn plain(error: io::Error) -> io::Error {
    let code = error.get_ref().and_then(|inner| inner.source()?.downcast_ref::<io::Error>()?.raw_os_error());
    code.map_or(error, io::Error::from_raw_os_error)
}
