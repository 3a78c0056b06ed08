//! Peers from PyPI, in an environment that the bench makes for itself and keeps in its scratch
//! folder: `peers.py` does their jobs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::measure;

/// What is installed, pinned so that two runs measure the same.
const PACKAGES: [&str; 8] = [
    "fastexcel==0.21.0",
    "odfpy==1.4.1",
    "openpyxl==3.1.5",
    "pandas==3.1.1",
    "polars==2.1.0",
    "python-calamine==0.9.1",
    "pyxlsb==1.0.10",
    "xlrd==2.0.2",
];

/// Jobs that `peers.py` knows: reading the sheet, and reading and writing the same cells.
pub(crate) const PEERS: [&str; 5] =
    ["python-calamine read", "polars read", "pandas read", "openpyxl write", "pandas write"];

/// A Python with the peers.
pub(crate) struct Environment {
    python: PathBuf,
}

impl Environment {
    /// Makes the environment, or takes the one that was made before.
    pub(crate) fn new() -> Result<Self> {
        let folder = measure::scratch("python")?.join("environment");
        let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        let installed = folder.join("installed.txt");
        let wanted = PACKAGES.join("\n");
        if std::fs::read_to_string(&installed).is_ok_and(|known| known == wanted) {
            return Ok(Self { python });
        }
        quietly(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
            .context("no environment of Python's (python3 -m venv)")?;
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
        quietly(&mut install).context("no packages (pip install)")?;
        std::fs::write(installed, wanted)?;
        Ok(Self { python })
    }

    /// A job of a peer in a process of its own, which prints what it took.
    pub(crate) fn job(&self, name: &str, input: &Path) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(script()).arg(name).arg(input);
        command
    }
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.py")
}

fn quietly(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}", said.trim().lines().last().unwrap_or("it failed and did not say why"));
    }
    Ok(())
}
