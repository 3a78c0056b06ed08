//! The window that Windows opens for a program that is double-clicked, or that something is
//! dropped onto: it closes when the program ends, with all that stands in it.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, IsTerminal, Write};

use phuluc::Language;

/// The window, and whether it is to stay.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// Whether nobody named a command, and what is said would be gone.
    pub(crate) keep: bool,
    /// The language of what is said.
    pub(crate) language: Language,
}

impl Window {
    /// Waits for Enter where the window would close.
    pub(crate) fn end(self) {
        if !self.keep || !is_own() {
            return;
        }
        let text = match self.language {
            Language::Vietnamese => "\nNhấn Enter để đóng cửa sổ này.",
            Language::English => "\nPress Enter to close this window.",
        };
        let _ = writeln!(io::stderr().lock(), "{text}");
        let _ = io::stdin().lock().read_line(&mut String::new());
    }
}

/// Whether the window is the program's own.
///
/// Windows would tell who else is in it, but to unsafe code only. So: it is a window that
/// somebody looks at, and no shell left a trace in the environment. Where that errs, a
/// terminal asks for an Enter too many.
pub(crate) fn is_own() -> bool {
    cfg!(windows)
        && io::stdin().is_terminal()
        && io::stdout().is_terminal()
        && io::stderr().is_terminal()
        && !is_in_shell(|name| env::var_os(name))
}

/// Whether variables are those that a shell gives to what it starts.
fn is_in_shell(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    // cmd; Git Bash and its like; Windows Terminal; editors.
    if ["PROMPT", "SHELL", "MSYSTEM", "WT_SESSION", "TERM_PROGRAM"]
        .iter()
        .any(|name| variable(name).is_some())
    {
        return true;
    }
    // PowerShell puts the user's own modules before those of the machine.
    let (Some(modules), Some(home)) = (variable("PSModulePath"), variable("USERPROFILE")) else {
        return false;
    };
    let (modules, home) = (modules.to_string_lossy().to_lowercase(), home.to_string_lossy().to_lowercase());
    !home.is_empty() && modules.split(';').any(|folder| folder.starts_with(&home))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_shell(variables: &[(&str, &str)]) -> bool {
        is_in_shell(|name| variables.iter().find(|one| one.0 == name).map(|one| one.1.into()))
    }

    #[test]
    fn explorer_leaves_no_trace_and_shells_do() {
        let home = ("USERPROFILE", r"C:\Users\Nguyễn Văn An");
        let machine =
            r"C:\Program Files\WindowsPowerShell\Modules;C:\WINDOWS\system32\WindowsPowerShell\v1.0\Modules";
        assert!(!in_shell(&[home, ("PSModulePath", machine)]));
        assert!(in_shell(&[home, ("PSModulePath", machine), ("PROMPT", "$P$G")]));
        let own = format!(r"c:\users\nguyễn văn an\Documents\WindowsPowerShell\Modules;{machine}");
        assert!(in_shell(&[home, ("PSModulePath", &own)]));
        assert!(in_shell(&[home, ("MSYSTEM", "MINGW64")]));
    }
}
