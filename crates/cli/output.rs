//! Output: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::inputs::Input;
use crate::terminal::Terminal;

/// Prints text to standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    print_bytes(text.as_bytes())
}

/// Prints bytes to standard output.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Prints text with colours to standard output, as far as it shows any.
pub(crate) fn print_coloured(text: &str, choice: anstream::ColorChoice) -> Result<()> {
    let mut out = anstream::AutoStream::new(io::stdout(), choice).lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
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
    let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent: PathBuf = parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let context = || output.display().to_string();
    let mut builder = tempfile::Builder::new();
    builder.prefix(".phuluc-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's mask allows.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(parent).with_context(context)?;
    file.write_all(bytes).with_context(context)?;
    file.as_file().sync_all().with_context(context)?;
    if force {
        file.persist(output).map_err(|error| error.error).with_context(context)?;
    } else {
        file.persist_noclobber(output).map_err(|error| error.error).with_context(context)?;
    }
    Ok(())
}
