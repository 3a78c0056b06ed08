//! TCVN 5712:1993 as the ABC fonts (`.Vn…`) use it: one byte a letter, small toned
//! letters only. Files of other programs have the toned capitals of the standard's
//! full set VN1 as well.

use std::sync::LazyLock;

use super::codepage::char_1252;
use super::table::{Placed, rows};

static LETTERS: LazyLock<[Option<char>; 256]> = LazyLock::new(|| table(&[include_str!("tcvn3.tsv")]));

static WITH_CAPITALS: LazyLock<[Option<char>; 256]> =
    LazyLock::new(|| table(&[include_str!("tcvn3.tsv"), include_str!("tcvn3_capitals.tsv")]));

fn table(files: &[&'static str]) -> [Option<char>; 256] {
    let mut table = [None; 256];
    for (bytes, letter) in files.iter().copied().flat_map(rows) {
        if let [byte] = bytes.as_slice()
            && let Some(place) = table.get_mut(usize::from(*byte))
        {
            *place = Some(letter);
        }
    }
    table
}

fn decode_by(table: &[Option<char>; 256], bytes: &[u8]) -> Vec<Placed> {
    let letter = |byte: u8| table.get(usize::from(byte)).copied().flatten().unwrap_or(char_1252(byte));
    bytes.iter().enumerate().map(|(at, byte)| (letter(*byte), at)).collect()
}

/// Text by the letters of the ABC fonts; other bytes stay what Windows-1252 shows.
pub(super) fn decode(bytes: &[u8]) -> Vec<Placed> {
    decode_by(&LETTERS, bytes)
}

/// Text by the standard's full set.
pub(super) fn decode_full(bytes: &[u8]) -> Vec<Placed> {
    decode_by(&WITH_CAPITALS, bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::decode::unicode;

    /// Text in TCVN3 as bytes, for tests; capitals by the full set.
    pub(in crate::decode) fn encode(text: &str) -> Vec<u8> {
        let byte = |letter: char| {
            let at = WITH_CAPITALS.iter().position(|known| *known == Some(letter));
            at.map_or_else(|| u8::try_from(u32::from(letter)).expect("a letter"), |at| at as u8)
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn every_letter_of_the_tables() {
        assert_eq!(LETTERS.iter().flatten().count(), 74);
        assert_eq!(WITH_CAPITALS.iter().flatten().count(), 122);
    }

    /// `iconv` of the C library knows TCVN 5712; it is asked for each letter where it is there.
    #[test]
    fn iconv_agrees() {
        use std::io::Write;
        use std::process::{Command, Stdio};
        for (byte, letter) in WITH_CAPITALS.iter().enumerate().filter_map(|(at, l)| Some((at as u8, (*l)?))) {
            let spawned = Command::new("iconv")
                .args(["-f", "TCVN", "-t", "UTF-8"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn();
            let Ok(mut child) = spawned else {
                eprintln!("iconv is not there: not compared");
                return;
            };
            child.stdin.take().expect("its input").write_all(&[byte]).expect("written");
            let output = child.wait_with_output().expect("its output");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(unicode::compose(&said).0, letter.to_string());
        }
    }
}
