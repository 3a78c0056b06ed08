//! One HTML file out of its parts.

use std::num::NonZeroU64;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zopfli::{Format, Options};

/// The parts of the page.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The frame, with a mark where each part goes.
    pub(crate) frame: String,
    /// The script of the page.
    pub(crate) script: String,
    /// Its style.
    pub(crate) style: String,
    /// The script of the worker.
    pub(crate) worker: String,
    /// The WebAssembly module.
    pub(crate) module: Vec<u8>,
}

/// The page: nothing in it reaches a network, and its policy holds it to that.
pub(crate) fn assemble(parts: &Parts) -> Result<String> {
    for (name, text) in [("page.js", &parts.script), ("worker.js", &parts.worker)] {
        if text.to_lowercase().contains("</script") || text.contains("<!--") {
            bail!("{name} holds what would end its element");
        }
    }
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; worker-src blob:; style-src '{}'; \
         img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'",
        hash(&parts.script),
        hash(&parts.style)
    );
    let module = STANDARD.encode(compressed(&parts.module)?);
    let mut page = parts.frame.clone();
    for (mark, text) in [
        ("{{policy}}", &policy),
        ("{{style}}", &parts.style),
        ("{{module}}", &module),
        ("{{worker}}", &parts.worker),
        ("{{script}}", &parts.script),
    ] {
        let (before, after) = page.split_once(mark).with_context(|| format!("the frame has no {mark}"))?;
        page = [before, text, after].concat();
    }
    Ok(page)
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// How often the compressor looks for a better way.
const ROUNDS: NonZeroU64 = NonZeroU64::new(3).unwrap();

fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    // More rounds take longer and gain a few hundred bytes.
    let options = Options { iteration_count: ROUNDS, ..Options::default() };
    let mut out = Vec::new();
    zopfli::compress(options, Format::Gzip, bytes, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        let frame = "{{policy}} {{style}} {{module}} {{worker}} {{script}}".to_owned();
        Parts {
            frame,
            script: "a()".to_owned(),
            style: "b{}".to_owned(),
            worker: "c()".to_owned(),
            module: vec![0; 9],
        }
    }

    #[test]
    fn the_policy_names_script_and_style_and_no_network() {
        let page = assemble(&parts()).unwrap();
        assert!(page.starts_with("default-src 'none'; script-src 'sha256-"), "{page}");
        assert!(page.contains("connect-src 'none'") && page.ends_with("c() a()"), "{page}");
        assert!(!page.contains("{{"), "{page}");
    }

    #[test]
    fn a_script_that_would_end_its_element_is_refused() {
        let script = "x = '</SCRIPT>'".to_owned();
        assert!(assemble(&Parts { script, ..parts() }).is_err());
    }
}
