//! What is refused, and that nothing else happens: limits, broken and hostile files.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use super::read;
use super::tests::{bytes_with, refusal, relationships, zipped};
use crate::error::OpenError;
use crate::limits::{LimitName, Limits};

#[test]
fn broken_xml_is_refused_with_a_reason() {
    let sheet = |text: &'static str| refusal("", &[("xl/worksheets/sheet1.xml", text)]);
    for (text, said) in [
        ("<worksheet><sheetData><row><c t='str'><v>a&nbsp;b</v></c></row></sheetData></worksheet>", "nbsp"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>", "document type declaration"),
        ("<worksheet><sheetData><row>", "cut short"),
        ("<worksheet><sheetData></worksheet>", "`</worksheet>` ends `<sheetData>`"),
        ("<?xml version='1.0' encoding='UTF-16'?><worksheet/>", "is in UTF-16"),
        ("<other/>", "no element `worksheet`"),
        ("<worksheet><sheetData><row><c r=A1/></row></sheetData></worksheet>", "no XML attribute"),
        ("", "no element `worksheet`"),
    ] {
        let found = sheet(text);
        assert!(found.contains(said), "{text}: {found}");
    }
}

#[test]
fn missing_parts_are_named() {
    let links = relationships(&[("rId1", "worksheet", "worksheets/gone.xml")]);
    assert!(
        refusal("", &[("xl/_rels/workbook.xml.rels", &links)]).contains("the part of sheet `S` is missing")
    );
    assert!(
        refusal("", &[("xl/_rels/workbook.xml.rels", "<Relationships/>")]).contains("sheet `S` is missing")
    );
    let none = read(&zipped(&[("a.txt", "")]), &Limits::default());
    assert!(matches!(none, Err(OpenError::NotAWorkbook { .. })));
}

#[test]
fn every_cut_of_a_file_is_refused_and_no_flipped_byte_panics() {
    let bytes = bytes_with("<sheetData><row><c t='inlineStr'><is><t>một</t></is></c></row></sheetData>", &[]);
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length], &Limits::default()).is_err(), "{length}");
    }
    for place in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xFF] {
            let mut changed = bytes.clone();
            changed[place] ^= flip;
            let _ = read(&changed, &Limits::default());
        }
    }
}

#[test]
fn limits_hold() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(2_000);
    let bytes = bytes_with(&format!("<sheetData>{rows}</sheetData>"), &[]);
    let refused = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        match read(&bytes, &limits) {
            Err(OpenError::Limit { limit }) => limit,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(|limits| limits.unzipped_bytes = 10_000), LimitName::UnzippedBytes);
    assert_eq!(refused(|limits| limits.file_bytes = 100), LimitName::FileBytes);
    assert_eq!(refused(|limits| limits.parts = 3), LimitName::Parts);
    assert_eq!(refused(|limits| limits.cells = 3_999), LimitName::Cells);
    assert_eq!(refused(|limits| limits.sheets = 0), LimitName::Sheets);
    assert_eq!(refused(|limits| limits.depth = 3), LimitName::Depth);
    read(&bytes, &Limits { cells: 4_000, ..Limits::default() }).unwrap();
}

#[test]
fn a_single_endless_text_or_tag_is_refused_before_it_is_held() {
    let long = "a".repeat(200_000);
    let limits = Limits { text_bytes: 1_000, ..Limits::default() };
    for inside in [
        format!("<sheetData><row><c t='str'><v>{long}</v></c></row></sheetData>"),
        format!("<sheetData><row><c t='{long}'/></row></sheetData>"),
        format!("<!--{long}-->"),
        format!("<sheetData><row><c t='str'><v>{}</v></c></row></sheetData>", "&amp;".repeat(1_001)),
    ] {
        let error = read(&bytes_with(&inside, &[]), &limits).unwrap_err();
        assert!(matches!(error, OpenError::Limit { limit: LimitName::TextBytes }), "{error}");
    }
}

#[test]
fn multiplied_formulas_count_as_bytes() {
    let long = format!("A1&amp;\"{}\"", "x".repeat(8_000));
    let children = "<c><f t='shared' si='0'/></c>".repeat(10_000);
    let inside =
        format!("<sheetData><row><c><f t='shared' si='0'>{long}</f></c>{children}</row></sheetData>");
    let limits = Limits { unzipped_bytes: 10 << 20, ..Limits::default() };
    let error = read(&bytes_with(&inside, &[]), &limits).unwrap_err();
    assert!(matches!(error, OpenError::Limit { limit: LimitName::UnzippedBytes }), "{error}");
}

#[test]
fn parts_under_a_password_are_told_from_damage() {
    let mut bytes = bytes_with("<sheetData/>", &[]);
    for place in 0..bytes.len() - 8 {
        match &bytes[place..place + 4] {
            b"PK\x03\x04" => bytes[place + 6] |= 1,
            b"PK\x01\x02" => bytes[place + 8] |= 1,
            _ => {}
        }
    }
    assert!(matches!(read(&bytes, &Limits::default()), Err(OpenError::Encrypted)));
}

/// Numbers that look like chance and are the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

#[test]
fn changed_parts_never_panic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/xlsx/openpyxl.xlsx");
    let mut zip = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut text = String::new();
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        file.read_to_string(&mut text).unwrap();
        parts.push((name, text));
    }
    let rounds = std::env::var("PHULUC_ROUNDS").map_or(500, |rounds| rounds.parse().unwrap());
    let (mut chance, mut opened) = (Chance(1), 0);
    for _ in 0..rounds {
        let mut changed = parts.clone();
        let part = chance.below(changed.len());
        change(&mut changed[part].1, &mut chance);
        let parts: Vec<_> = changed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        opened += usize::from(read(&zipped(&parts), &Limits::default()).is_ok());
    }
    assert!(opened > rounds / 10 && opened < rounds, "{opened} of {rounds} opened");
}

/// Swaps a letter, or drops or doubles a stretch, as damage and bad programs do.
fn change(text: &mut String, chance: &mut Chance) {
    let letters: Vec<char> = text.chars().collect();
    let start = chance.below(letters.len());
    let end = (start + chance.below(30)).min(letters.len());
    let (before, stretch, after) = (&letters[..start], &letters[start..end], &letters[end..]);
    let signs: Vec<char> = "<>&;/\"'=0919-_xA:$\u{0}đ".chars().collect();
    let middle = match chance.below(3) {
        0 => Vec::new(),
        1 => [stretch, stretch].concat(),
        _ => vec![signs[chance.below(signs.len())]],
    };
    *text = before.iter().chain(&middle).chain(after).collect();
}

#[test]
fn one_stretch_of_bytes_is_not_several_parts() {
    let plain = bytes_with("<sheetData><row><c><v>1</v></c></row></sheetData>", &[]);
    assert!(read(&plain, &Limits::default()).is_ok());
    let mut writer = zip::ZipWriter::new_append(Cursor::new(plain)).unwrap();
    writer.shallow_copy_file("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml").unwrap();
    let shared = writer.finish().unwrap().into_inner();
    let refused = read(&shared, &Limits::default()).unwrap_err().to_string();
    assert!(refused.contains("parts overlap"), "{refused}");
}
