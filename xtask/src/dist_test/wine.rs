//! Running what is tested: the program for Windows under wine, the others by themselves.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};

use crate::dist::WINDOWS;
use crate::run::{root, run, target};
use crate::tools::{MINGW, WINE};

/// A program of phuluc.
#[derive(Debug)]
pub(crate) enum Program {
    /// By itself.
    Plain(PathBuf),
    /// Under wine.
    Windows(Wine),
}

/// A system of its own for programs of Windows.
#[derive(Debug, Clone)]
pub(crate) struct Wine {
    prefix: PathBuf,
    /// The folder of the programs.
    programs: PathBuf,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let err = String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n");
        Self { code: output.status.code(), out: output.stdout, err }
    }
}

impl Ran {
    /// The run, which must have ended with a code.
    pub(crate) fn code(self, code: i32) -> Result<Self> {
        ensure!(self.code == Some(code), "ended with {:?} instead of {code}: {}", self.code, self.err);
        Ok(self)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
}

impl Wine {
    /// A new system with a folder for programs, `phuluc.exe` in it.
    pub(crate) fn new(dist: &Path) -> Result<Self> {
        let folder = target().join("wine");
        let programs = folder.join("Chương trình");
        fs::create_dir_all(&programs).with_context(|| programs.display().to_string())?;
        fs::copy(dist.join(WINDOWS), programs.join(WINDOWS)).context(WINDOWS)?;
        let sources = root().join("xtask/src/dist_test");
        let compile = |source: &str, made: &str, flags: &[&str]| {
            let mut command = Command::new(MINGW);
            command.arg(sources.join(source)).arg("-o").arg(programs.join(made)).args(flags);
            run(&mut command)
        };
        compile("process_prng.c", "bcryptprimitives.dll", &["-shared", "-ladvapi32"])?;
        compile("hold.c", "hold.exe", &["-municode"])?;
        let wine = Self { prefix: folder.join("prefix"), programs };
        // A server that stays, and with it the services that the first program starts: those
        // of a program that is tried would keep its pipes open after its end.
        wine.end()?;
        ensure!(wine.server("-p").status().context("wineserver64")?.success(), "wineserver64 -p");
        // The first start makes the system, which is not what is timed and tried later.
        wine.command("hold.exe").stdout(Stdio::null()).stderr(Stdio::null()).status().context(WINE)?;
        Ok(wine)
    }

    /// The start of a program.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(WINE);
        command
            .arg(self.programs.join(program))
            .env("WINEPREFIX", &self.prefix)
            .env("WINEDEBUG", "-all")
            // The test's own library, and no windows that ask for more of wine.
            .env("WINEDLLOVERRIDES", "bcryptprimitives=n;mscoree,mshtml=")
            // How names of files are encoded on this side.
            .env("LC_ALL", "C.UTF-8")
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        command
    }

    /// Ends all that runs in the system, if anything does.
    pub(crate) fn end(&self) -> Result<()> {
        self.server("-k").status().context("wineserver64")?;
        Ok(())
    }

    /// A call of the system's server, which keeps no pipe of ours.
    fn server(&self, option: &str) -> Command {
        let mut command = Command::new(Path::new(WINE).with_file_name("wineserver64"));
        command.arg(option).env("WINEPREFIX", &self.prefix).env("WINEDEBUG", "-all");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Where programs keep what is the user's.
    pub(crate) fn kept(&self) -> Result<PathBuf> {
        let users = self.prefix.join("drive_c/users");
        let users = fs::read_dir(&users).with_context(|| users.display().to_string())?;
        let kept = users.flatten().map(|user| user.path().join("AppData/Local"));
        kept.into_iter().find(|kept| kept.is_dir()).context("wine made no user")
    }
}

/// A path as Windows' programs call it: wine shows them this system as drive Z.
pub(crate) fn on_windows(path: &Path) -> OsString {
    format!("Z:{}", path.display().to_string().replace('/', "\\")).into()
}

impl Program {
    /// What it is called where it differs from another.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Plain(path) => path.display().to_string(),
            Self::Windows(_) => WINDOWS.to_owned(),
        }
    }

    /// Runs it; arguments that are absolute paths are called as it calls them.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Ran> {
        let mut command = match self {
            Self::Plain(path) => Command::new(path),
            Self::Windows(wine) => wine.command(WINDOWS),
        };
        for argument in arguments {
            match self {
                Self::Windows(_) if argument.starts_with('/') => command.arg(on_windows(Path::new(argument))),
                _ => command.arg(argument),
            };
        }
        command.env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        Ok(command.output().with_context(|| self.name())?.into())
    }
}
