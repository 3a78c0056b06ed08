use super::*;
use crate::grid::{Container, Font, Run, Style, StyleId};
use phuluc_model::CellRef;

/// Bytes as a program shows them that takes them for Windows-1252.
pub(super) fn shown(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| codepage::char_1252(*byte)).collect()
}

pub(super) fn tcvn3_of(text: &str) -> String {
    shown(&tcvn3::tests::encode(text))
}

pub(super) fn vni_of(text: &str) -> String {
    shown(&vni::tests::encode(text))
}

/// A workbook of one sheet, for tests.
pub(super) struct Sheets {
    pub(super) workbook: Workbook,
}

impl Sheets {
    pub(super) fn new(fonts: &[&str]) -> Self {
        let workbook = Workbook {
            container: Container::Xls,
            date_1904: false,
            recalculates: false,
            fonts: fonts.iter().map(|name| Font { name: (*name).to_owned() }).collect(),
            styles: (0..fonts.len() as u16)
                .map(|font| Style { font: FontId(font), ..Style::default() })
                .collect(),
            sheets: vec![Sheet { name: "Sheet1".to_owned(), ..Sheet::default() }],
            names: vec![],
        };
        Self { workbook }
    }

    /// A cell below the others, in the font of its number.
    pub(super) fn text(&mut self, text: &str, font: u32) {
        self.cell(RichText::plain(text), font);
    }

    /// A cell of runs, each in its font.
    pub(super) fn rich(&mut self, font: u32, runs: &[(&str, u32)]) {
        let (mut text, mut written) = (String::new(), Vec::new());
        for (run, font) in runs {
            written.push(Run { start: text.len(), font: Some(FontId(*font as u16)) });
            text.push_str(run);
        }
        self.cell(RichText::new(text, written), font);
    }

    fn cell(&mut self, text: RichText, font: u32) {
        let cells = &mut self.workbook.sheets[0].cells;
        cells.push(Cell {
            at: CellRef::new(cells.len() as u32, 0),
            style: StyleId(font),
            value: CellValue::Text(Arc::new(text)),
            formula: None,
        });
    }

    pub(super) fn read(&mut self) -> (Vec<String>, Vec<Decoded>) {
        let decoded = decode(&mut self.workbook, true);
        let text = |cell: &Cell| match &cell.value {
            CellValue::Text(text) => text.text.to_string(),
            _ => String::new(),
        };
        (self.workbook.sheets[0].cells.iter().map(text).collect(), decoded)
    }
}

fn workbook(fonts: &[&str], texts: &[(&str, u32)]) -> Workbook {
    let mut sheets = Sheets::new(fonts);
    texts.iter().for_each(|(text, font)| sheets.text(text, *font));
    sheets.workbook
}

/// One sheet's texts after decoding, each in the font of its number.
pub(super) fn read(fonts: &[&str], texts: &[(&str, u32)]) -> (Vec<String>, Vec<Decoded>) {
    Sheets { workbook: workbook(fonts, texts) }.read()
}

fn vectors() -> impl Iterator<Item = Vec<&'static str>> {
    include_str!("encoding_vectors.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

#[test]
fn every_vector_in_every_encoding() {
    for vector in vectors() {
        let [unicode, tcvn3, vni, nfd, half, tones] = vector[..] else { panic!("{vector:?}") };
        let (tcvn3, font) = match tcvn3.split_once("   [font .VnTimeH") {
            Some((text, _)) => (text, ".VnTimeH"),
            None => (tcvn3, ".VnTime"),
        };
        assert_eq!(read(&[font], &[(tcvn3, 0)]).0, [unicode], "TCVN3");
        assert_eq!(read(&["VNI-Times"], &[(vni, 0)]).0, [unicode], "VNI");
        for text in [nfd, half, tones, unicode] {
            assert_eq!(read(&["Times New Roman"], &[(text, 0)]).0, [unicode]);
        }
    }
}

#[test]
fn what_was_repaired_is_said() {
    let said = |text: &str| read(&["Arial"], &[(text, 0)]).1.first().map(|decoded| decoded.encoding);
    assert_eq!(said("Huye\u{302}\u{323}n"), Some(Encoding::Decomposed));
    assert_eq!(said("Huy\u{ea}\u{323}n"), Some(Encoding::HalfComposed));
    assert_eq!(said("\u{d0}ình Lập"), Some(Encoding::Eth));
    assert_eq!(said("To\u{309}\u{302}ng"), Some(Encoding::ToneBeforeShape));
    assert_eq!(said("Huyện"), None);
}

#[test]
fn a_font_of_capitals_shows_plain_letters_as_capitals_too() {
    let (texts, _) = read(&[".VnTimeH"], &[("tt", 0), ("tæng céng", 0), ("12", 0)]);
    assert_eq!(texts, ["TT", "TỔNG CỘNG", "12"]);
}

#[test]
fn unicode_in_a_legacy_font_stays() {
    let (texts, decoded) = read(&[".VnTime"], &[("Huyện Đình Lập", 0), ("Xã Hòa Bình", 0), ("và", 0)]);
    assert_eq!(texts, ["Huyện Đình Lập", "Xã Hòa Bình", "và"]);
    assert!(decoded.is_empty());
}

#[test]
fn legacy_text_in_an_ordinary_font_is_told_by_evidence() {
    let texts = ["HuyÖn §×nh LËp", "Tæng nhu cÇu kinh phÝ", "Ng©n s¸ch ®Þa ph\u{ad}¬ng", "25 m²", "B×nh Gia"];
    let rows: Vec<(&str, u32)> = texts.iter().map(|text| (*text, 0)).collect();
    let (texts, decoded) = read(&["Times New Roman"], &rows);
    assert_eq!(
        texts,
        ["Huyện Đình Lập", "Tổng nhu cầu kinh phí", "Ngân sách địa phương", "25 m²", "Bình Gia"]
    );
    assert_eq!(decoded.len(), 1);
    assert_eq!(
        (decoded[0].encoding, decoded[0].basis, decoded[0].cells),
        (Encoding::Tcvn3, Basis::Evidence, 4)
    );
    let (texts, decoded) = read(&["Arial"], &[("Huyeän Ñình Laäp", 0), ("Toång nhu caàu kinh phí", 0)]);
    assert_eq!(texts, ["Huyện Đình Lập", "Tổng nhu cầu kinh phí"]);
    assert_eq!(decoded[0].encoding, Encoding::Vni);
}

#[test]
fn ordinary_text_is_left_alone() {
    let texts = ["Xã và hóa", "café, naïve", "m², ½, ±5 °C", "Cà Mau", "Trường Tiểu học", "đã"];
    let rows: Vec<(&str, u32)> = texts.iter().map(|text| (*text, 0)).collect();
    let (read, decoded) = read(&["Times New Roman"], &rows);
    assert_eq!(read, texts);
    assert!(decoded.is_empty(), "{decoded:?}");
}

#[test]
fn eth_for_the_letter_with_a_stroke() {
    assert_eq!(
        read(&["Times New Roman"], &[("Huyện Ðình Lập", 0), ("ðường", 0)]).0,
        ["Huyện Đình Lập", "đường"]
    );
}

#[test]
fn each_run_has_its_own_font() {
    let mut workbook = workbook(&["Times New Roman", ".VnTime"], &[("", 0)]);
    let runs = vec![Run { start: 0, font: None }, Run { start: "Xã ".len(), font: Some(FontId(1)) }];
    let text = RichText::new("Xã ThiÖn ThuËt", runs);
    workbook.sheets[0].cells[0].value = CellValue::Text(Arc::new(text));
    decode(&mut workbook, true);
    let CellValue::Text(text) = &workbook.sheets[0].cells[0].value else { panic!("text") };
    assert_eq!(**text, RichText::plain("Xã Thiện Thuật"));
}

#[test]
fn runs_that_make_no_sense_lose_no_text() {
    for starts in [vec![6, 2], vec![1], vec![400], vec![3, 3]] {
        let mut workbook = workbook(&["Times New Roman"], &[("", 0)]);
        let runs = starts.iter().map(|start| Run { start: *start, font: None }).collect();
        let text = RichText::new("ã Huyện Đình Lập", runs);
        workbook.sheets[0].cells[0].value = CellValue::Text(Arc::new(text));
        decode(&mut workbook, true);
        let CellValue::Text(text) = &workbook.sheets[0].cells[0].value else { panic!("text") };
        assert_eq!(&*text.text, "ã Huyện Đình Lập", "{starts:?}");
    }
}

#[test]
fn a_quote_of_tcvn3_that_is_not_closed_is_a_letter() {
    assert_eq!(read(&["Arial"], &[(&tcvn3_of("hạ ô bơm"), 0)]).0, ["hạ ô bơm"]);
}
