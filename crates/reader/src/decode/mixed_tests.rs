//! Sheets of offices: encodings side by side, fonts that lie, signs that are none.

use super::tests::{Sheets, read, shown, tcvn3_of, vni_of};
use super::*;
use phuluc_model::CellRef;

const PLAIN: u32 = 0;
const ABC: u32 = 1;
const CAPITALS: u32 = 2;
const VNI: u32 = 3;
const SYMBOL: u32 = 4;
const FONTS: [&str; 5] = ["Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times", "Wingdings"];

/// Each text as stored, its font, and what it must become.
fn check(cells: &[(&str, u32, &str)]) {
    let stored: Vec<(&str, u32)> = cells.iter().map(|(stored, font, _)| (*stored, *font)).collect();
    let (texts, _) = read(&FONTS, &stored);
    let wrong: Vec<String> = (texts.iter().zip(cells))
        .filter(|(text, (_, _, wanted))| text != wanted)
        .map(|(text, (stored, font, wanted))| format!("{stored:?} in font {font}: {text:?}, not {wanted:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each alone in its workbook.
fn check_alone(cells: &[(&str, u32, &str)]) {
    cells.iter().for_each(|cell| check(&[*cell]));
}

#[test]
fn tcvn3_in_an_ordinary_font_among_other_texts() {
    check(&[
        ("HuyÖn §×nh LËp", PLAIN, "Huyện Đình Lập"),
        ("Tæng nhu cÇu kinh phÝ", PLAIN, "Tổng nhu cầu kinh phí"),
        ("H§ND", PLAIN, "HĐND"),
        ("Q§-UBND", PLAIN, "QĐ-UBND"),
        ("café", PLAIN, "café"),
        ("10 µm", PLAIN, "10 µm"),
        ("25 m²; 30 °C; ±5; ½", PLAIN, "25 m²; 30 °C; ±5; ½"),
        ("Xã Hữu Lũng", PLAIN, "Xã Hữu Lũng"),
        ("Huyện", PLAIN, "Huyện"),
        ("hé", PLAIN, "hộ"),
        ("cã", PLAIN, "có"),
        ("T¦", PLAIN, "TƯ"),
        ("§VT: triÖu ®ång", PLAIN, "ĐVT: triệu đồng"),
        ("2.000®", PLAIN, "2.000đ"),
        ("2 × 3 m", PLAIN, "2 × 3 m"),
        ("§ång chÝ §/c NguyÔn V¨n A", PLAIN, "Đồng chí Đ/c Nguyễn Văn A"),
        ("UBND x·", PLAIN, "UBND xã"),
        ("ë x·", PLAIN, "ở xã"),
    ]);
}

#[test]
fn all_encodings_on_one_sheet() {
    check(&[
        ("Huyện Đình Lập", PLAIN, "Huyện Đình Lập"),
        ("Xã Hòa Bình", PLAIN, "Xã Hòa Bình"),
        ("Cà Mau", PLAIN, "Cà Mau"),
        ("và", PLAIN, "và"),
        ("HuyÖn B×nh Gia", ABC, "Huyện Bình Gia"),
        ("kinh phÝ", ABC, "kinh phí"),
        ("hé nghÌo", ABC, "hộ nghèo"),
        ("Huyeän Bình Gia", VNI, "Huyện Bình Gia"),
        ("Toång coäng", VNI, "Tổng cộng"),
        ("Tæng céng", PLAIN, "Tổng cộng"),
        ("hé nghÌo", PLAIN, "hộ nghèo"),
        ("Ngaân saùch ñòa phöông", PLAIN, "Ngân sách địa phương"),
        ("NGAÂN SAÙCH ÑÒA PHÖÔNG", PLAIN, "NGÂN SÁCH ĐỊA PHƯƠNG"),
        ("DÖÏ KIEÁN", VNI, "DỰ KIẾN"),
        ("Thôn Khuổi Kheo", ABC, "Thôn Khuổi Kheo"),
        ("Đường", VNI, "Đường"),
        ("tæng céng", CAPITALS, "TỔNG CỘNG"),
        ("§¬n vÞ tÝnh", CAPITALS, "ĐƠN VỊ TÍNH"),
        ("Huyện", CAPITALS, "Huyện"),
        ("\u{d0}\u{ae}ü\u{a7}", SYMBOL, "\u{d0}\u{ae}ü\u{a7}"),
    ]);
}

#[test]
fn signs_in_a_legacy_font_stay_where_they_make_no_words() {
    check(&[
        ("2 × 3 m", ABC, "2 × 3 m"),
        ("2×3", ABC, "2×3"),
        ("10 m²", ABC, "10 m²"),
        ("25 °C ± 2", ABC, "25 °C ± 2"),
        ("½ diÖn tÝch", ABC, "½ diện tích"),
        ("èng Ø 110, Ø110", ABC, "ống Ø 110, Ø110"),
        ("10 µm", ABC, "10 µm"),
        ("Tr\u{ad}êng «Hoa Sen»", ABC, "Trường «Hoa Sen»"),
        ("«Tr\u{ad}êng häc»", ABC, "«Trường học»"),
        ("« t« t¶i", ABC, "ô tô tải"),
        ("2.000 ®/kg", ABC, "2.000 đ/kg"),
        ("500.000®", ABC, "500.000đ"),
        ("a) b) ®) e)", ABC, "a) b) đ) e)"),
        ("Ch©u ¸", ABC, "Châu á"),
        ("· §· lµm", ABC, "· Đã làm"),
        ("§\u{ad}êng § 5", ABC, "Đường § 5"),
        ("æ dÞch, ë x·, « nhiÔm", ABC, "ổ dịch, ở xã, ô nhiễm"),
        ("§¾k L¾k, Kr«ng Pa", ABC, "Đắk Lắk, Krông Pa"),
        ("Hoµn thµnh… – “§¹t”", ABC, "Hoàn thành… – “Đạt”"),
        ("10 µm × 3", CAPITALS, "10 µm × 3"),
    ]);
}

#[test]
fn unicode_pasted_into_tcvn3() {
    check(&[
        ("Huyện B×nh Gia, tỉnh L¹ng S¬n", PLAIN, "Huyện Bình Gia, tỉnh Lạng Sơn"),
        ("Xã ThiÖn ThuËt (Bình Gia)", ABC, "Xã Thiện Thuật (Bình Gia)"),
        ("Dù ¸n 1: hỗ trợ hé nghÌo", PLAIN, "Dự án 1: hỗ trợ hộ nghèo"),
        ("HuyÖn Lộc Bình", VNI, "Huyện Lộc Bình"),
    ]);
    check_alone(&[
        ("Huyện B×nh Gia, tỉnh L¹ng S¬n", PLAIN, "Huyện Bình Gia, tỉnh Lạng Sơn"),
        ("Dù ¸n 1: hỗ trợ hé nghÌo", PLAIN, "Dự án 1: hỗ trợ hộ nghèo"),
    ]);
}

#[test]
fn eth_and_its_likes() {
    check_alone(&[
        ("HÐND", PLAIN, "HĐND"),
        ("15/QÐ-UBND", PLAIN, "15/QĐ-UBND"),
        ("2.000ð", PLAIN, "2.000đ"),
        ("2.000 ð/kg", PLAIN, "2.000 đ/kg"),
        ("UBND tỉnh Lạng Sơn - Ðình Lập", PLAIN, "UBND tỉnh Lạng Sơn - Đình Lập"),
        ("Ðường", ABC, "Đường"),
        ("Ɖường", PLAIN, "Đường"),
        ("Ð/c", PLAIN, "Đ/c"),
        ("það, Ísland og maður", PLAIN, "það, Ísland og maður"),
    ]);
}

#[test]
fn a_text_alone_is_told_by_its_words() {
    check_alone(&[
        ("HuyÖn §×nh LËp", PLAIN, "Huyện Đình Lập"),
        ("Tæng céng", PLAIN, "Tổng cộng"),
        ("x·", PLAIN, "xã"),
        ("BiÓu 1", PLAIN, "Biểu 1"),
        ("kinh phÝ", PLAIN, "kinh phí"),
        ("H§ND tØnh", PLAIN, "HĐND tỉnh"),
        ("Huyeän", PLAIN, "Huyện"),
        ("UBND TØNH", PLAIN, "UBND TỉNH"),
        ("Toång coäng", PLAIN, "Tổng cộng"),
        ("hé", ABC, "hộ"),
        ("cã", ABC, "có"),
        ("xã", ABC, "xã"),
        ("hé", PLAIN, "hé"),
        ("Trà Lĩnh, cà phê", ABC, "Trà Lĩnh, cà phê"),
    ]);
}

#[test]
fn other_languages_and_signs_stay() {
    let texts = [
        "café crème, où est l’hôtel? Été à la forêt",
        "Größe über Straße, Höhe für Öl, süß, schön, Maß",
        "El niño, año, señor, ¿qué más?, ¡olé!",
        "Société française d'ingénierie, clé, thé, né, tôt, bébé, prévu",
        "10 µm, 5 µg/l, § 5 Abs. 2, §§ 7, © 2024, Word® 2.0, ½ ¼ ¾, 3×4, 5÷2",
        "25 °C ±2 m² m³ £5 ¥100 5¢ A·B « mot » »zitat« 1ª nº 2",
        "João não é São Paulo, informação",
        "Søren på gården, Åse og bløde æbler",
        "m×n",
        "EUR£",
        "§A",
        "Sach\u{ad}sen-An\u{ad}halt",
        "•·•",
        "naïve résumé",
        "Škoda, œuvre, Ÿ",
        "1.000 ₫",
        "→ ≥ 5 ≤ ∑ α β Ω",
        "Привет, 你好",
        "tôt",
        "été",
        "über",
        "É",
        "à",
        "ß",
    ];
    let cells: Vec<_> = texts.iter().map(|text| (*text, PLAIN, *text)).collect();
    check(&cells);
    check_alone(&cells);
}

#[test]
fn code_pages_on_the_way() {
    let by_1258 = |text: &str| -> String {
        let bytes = tcvn3::tests::encode(text).into_iter();
        bytes.map(|byte| codepage::only_1258(byte).unwrap_or(codepage::char_1252(byte))).collect()
    };
    let texts = ["Tỷ lệ hộ nghèo", "kế hoạch, kinh phí, có ý kiến", "dự án thứ mười, mũi tiêm", "chị, từ"];
    let stored: Vec<String> = texts.iter().map(|text| by_1258(text)).collect();
    for font in [PLAIN, ABC] {
        let cells: Vec<_> = stored.iter().zip(texts).map(|(s, t)| (s.as_str(), font, t)).collect();
        check(&cells);
    }
    // Windows-1258 that was taken for Windows-1252.
    check(&[("Huyêòn Ðiình", PLAIN, "Huyện Đính"), ("Tôòng côòng, côòng", PLAIN, "Tộng cộng, cộng")]);
    // Capitals of the full set, bytes 0x80 to 0x9F as Windows-1252 shows them.
    let full = shown(&tcvn3::tests::encode("BẢN ĐỒ, HỘI NGHỊ, CHÍNH"));
    check(&[(&full, ABC, "BẢN ĐỒ, HỘI NGHỊ, CHÍNH")]);
}

#[test]
fn letters_and_marks_split_over_runs() {
    let run = |runs: &[(&str, u32)], cell: u32| {
        let mut sheets = Sheets::new(&FONTS);
        sheets.rich(cell, runs);
        sheets.read().0.remove(0)
    };
    assert_eq!(run(&[("Huye", VNI), ("än", VNI)], PLAIN), "Huyện");
    assert_eq!(run(&[("Huye", PLAIN), ("än Bình Gia", VNI)], PLAIN), "Huyện Bình Gia");
    assert_eq!(run(&[("Huye", PLAIN), ("\u{302}", ABC), ("\u{323}n", PLAIN)], PLAIN), "Huyện");
    assert_eq!(run(&[("Hu", PLAIN), ("yÖn §×nh", ABC)], PLAIN), "Huyện Đình");
    assert_eq!(run(&[("Đ", PLAIN), ("×nh LËp", ABC)], PLAIN), "Đình Lập");
    assert_eq!(run(&[("tæng ", CAPITALS), ("céng x·", ABC)], PLAIN), "TỔNG cộng xã");
    assert_eq!(run(&[("b", CAPITALS), ("¶ng", ABC)], PLAIN), "Bảng");
    assert_eq!(run(&[("Xã Hòa Bình, ", PLAIN), ("huyÖn", ABC)], ABC), "Xã Hòa Bình, huyện");
    assert_eq!(run(&[("\u{fc} ", SYMBOL), ("§¹t", ABC)], PLAIN), "\u{fc} Đạt");
    assert_eq!(run(&[("§¹t", ABC), ("\u{fc}\u{a7}", SYMBOL)], ABC), "Đạt\u{fc}\u{a7}");
    assert_eq!(run(&[("phÇn mét", CAPITALS), (": §Êt", ABC)], ABC), "PHẦN MỘT: Đất");
}

#[test]
fn names_notes_and_formulas() {
    let mut sheets = Sheets::new(&FONTS);
    sheets.text("Huyện Đình Lập", PLAIN);
    sheets.text("kinh phÝ", ABC);
    let sheet = &mut sheets.workbook.sheets[0];
    sheet.name = "BiÓu 1".to_owned();
    sheet.cells[0].formula = Some("IF('BiÓu 1'!A1=\"§¹t\",Biểu!A2,\"Được\")".into());
    sheet.cells[1].formula = Some("IF(A1=\"hé\",\"a\",\"b\")".into());
    sheet.notes.push(crate::grid::CellNote {
        at: CellRef::new(3, 0),
        author: "NguyÔn V¨n §øc".to_owned(),
        text: Arc::new(RichText::plain("Kiểm tra: sè liÖu ch\u{ad}a ®óng")),
    });
    sheets.workbook.names.push(DefinedName {
        name: "vung".to_owned(),
        sheet: None,
        formula: "'BiÓu 1'!$A$1:$B$2".to_owned(),
    });
    let (_, decoded) = sheets.read();
    let sheet = &sheets.workbook.sheets[0];
    assert_eq!(sheet.name, "Biểu 1");
    assert_eq!(sheet.cells[0].formula.as_deref(), Some("IF('Biểu 1'!A1=\"Đạt\",Biểu!A2,\"Được\")"));
    assert_eq!(sheet.cells[1].formula.as_deref(), Some("IF(A1=\"hộ\",\"a\",\"b\")"));
    assert_eq!(sheet.notes[0].author, "Nguyễn Văn Đức");
    assert_eq!(&*sheet.notes[0].text.text, "Kiểm tra: số liệu chưa đúng");
    assert_eq!(sheets.workbook.names[0].formula, "'Biểu 1'!$A$1:$B$2");
    let first = &decoded[0].first;
    assert_eq!((first.before.as_str(), first.after.as_str()), ("kinh phÝ", "kinh phí"));
}

#[test]
fn a_sheet_keeps_its_name_where_the_new_one_is_taken() {
    let mut sheets = Sheets::new(&FONTS);
    let mut other = sheets.workbook.sheets[0].clone();
    sheets.workbook.sheets[0].name = "BiÓu".to_owned();
    other.name = "Biểu".to_owned();
    sheets.workbook.sheets.push(other);
    sheets.read();
    assert_eq!(sheets.workbook.sheets[0].name, "BiÓu");
}

#[test]
fn tone_placement_is_as_typed() {
    for text in ["hóa hoá hòa hoà thủy thuỷ khỏe khoẻ", "Ủy ban, Uỷ ban, quý quí"] {
        let bytes = text.to_lowercase();
        check(&[
            (tcvn3_of(&bytes).as_str(), ABC, &bytes),
            (text, ABC, text),
            (vni_of(text).as_str(), VNI, text),
        ]);
    }
}

#[test]
fn nothing_is_said_where_nothing_changed() {
    let (_, decoded) =
        read(&FONTS, &[("Huyện", ABC), ("kinh", ABC), ("và", VNI), ("Bình", VNI), ("m²", ABC)]);
    assert!(decoded.is_empty(), "{decoded:?}");
}

/// A workbook of any size is read in time: ASCII is passed over, words are scored once.
#[test]
fn many_cells_of_several_encodings() {
    let mut sheets = Sheets::new(&FONTS);
    for row in 0..100_000 {
        let text = match row % 4 {
            0 => "Bich Dong".to_owned(),
            1 => format!("Hỗ trợ hộ nghèo, hộ cận nghèo thôn {row}"),
            2 => format!("Hç trî hé nghÌo, hé cËn nghÌo th«n {row}"),
            _ => format!("Nhà văn hóa xã Hòa Bình số {row}"),
        };
        sheets.text(&text, if row % 4 == 2 { ABC } else { PLAIN });
    }
    let (texts, decoded) = sheets.read();
    assert_eq!(texts[2], "Hỗ trợ hộ nghèo, hộ cận nghèo thôn 2");
    assert_eq!(decoded[0].cells, 25_000);
}

#[test]
fn heads_and_lists_of_real_forms() {
    check(&[
        ("STT", ABC, "STT"),
        ("Sè TT", ABC, "Số TT"),
        ("§¬n vÞ: 1.000®", ABC, "Đơn vị: 1.000đ"),
        ("§VT: tr®", ABC, "ĐVT: trđ"),
        ("N¨m 2024", ABC, "Năm 2024"),
        ("- §\u{ad}êng GTNT th«n B¶n Ch¾t", ABC, "- Đường GTNT thôn Bản Chắt"),
        ("+ Nhµ v¨n ho¸", ABC, "+ Nhà văn hoá"),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", CAPITALS, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("§éc lËp - Tù do - H¹nh phóc", ABC, "Độc lập - Tự do - Hạnh phúc"),
        ("Uû ban nh©n d©n", ABC, "Uỷ ban nhân dân"),
        (
            "KÌm theo QuyÕt ®Þnh sè 12/Q§-UBND ngµy 5/3/2010",
            ABC,
            "Kèm theo Quyết định số 12/QĐ-UBND ngày 5/3/2010",
        ),
        ("100 % sè hé; 5,5 % n¨m", ABC, "100 % số hộ; 5,5 % năm"),
        ("Tr\u{ad}êng THCS x· §ång B\u{ad}íc", ABC, "Trường THCS xã Đồng Bước"),
        ("ThuÕ GTGT (VAT)", ABC, "Thuế GTGT (VAT)"),
        ("Sö dông xi m¨ng PCB30, thÐp Ø10", ABC, "Sử dụng xi măng PCB30, thép Ø10"),
        ("B¸o c¸o\nt×nh h×nh", ABC, "Báo cáo\ntình hình"),
        ("Hç trî b\u{ad}íc ®Çu (2×50 m)", ABC, "Hỗ trợ bước đầu (2×50 m)"),
        ("2×3×4 m; 3 × 50m2", ABC, "2×3×4 m; 3 × 50m2"),
        ("I.", ABC, "I."),
        ("®Êt", ABC, "đất"),
        ("Y tÕ", ABC, "Y tế"),
        ("§¾k L¾k", ABC, "Đắk Lắk"),
        ("ViÖt Nam - EU", ABC, "Việt Nam - EU"),
        ("(®)", ABC, "(đ)"),
        ("®", ABC, "đ"),
        ("tû ®", ABC, "tỷ đ"),
        ("®ång/ha/n¨m", ABC, "đồng/ha/năm"),
        ("Mb¬", ABC, "Mbơ"),
        ("\u{ad}u tiªn", ABC, "ưu tiên"),
        ("Ng©n s¸ch T¦ hç trî", ABC, "Ngân sách TƯ hỗ trợ"),
        ("NS§P, NSTW, §BKK", ABC, "NSĐP, NSTW, ĐBKK"),
        ("KÕ ho¹ch n¨m 2011\u{a0}- 2015", ABC, "Kế hoạch năm 2011\u{a0}- 2015"),
    ]);
    check(&[
        ("STT", VNI, "STT"),
        ("Soá TT", VNI, "Số TT"),
        ("Ñôn vò: 1.000ñ", VNI, "Đơn vị: 1.000đ"),
        ("ÑVT: trñ", VNI, "ĐVT: trđ"),
        ("HÑND - UBND", VNI, "HĐND - UBND"),
        ("12/QÑ-UBND", VNI, "12/QĐ-UBND"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", VNI, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("2 × 3 m, 25 °C, m²", VNI, "2 × 3 m, 25 °C, m²"),
        ("Ñaëng Vaên Ñöùc", VNI, "Đặng Văn Đức"),
        ("ñ/c Traàn Thò YÙ", VNI, "đ/c Trần Thị Ý"),
        ("öu tieân", VNI, "ưu tiên"),
        ("ngaøy 5/3", VNI, "ngày 5/3"),
        ("ôû xaõ, oå dòch, oâ toâ", VNI, "ở xã, ổ dịch, ô tô"),
    ]);
}

#[test]
fn one_legacy_text_among_many_in_unicode() {
    let unicode =
        ["Huyện Đình Lập", "Xã Hòa Bình", "có", "Tổng cộng", "Ghi chú", "Đơn vị tính", "và", "Số hộ"];
    let mut cells: Vec<(&str, u32, &str)> = Vec::new();
    for _ in 0..20 {
        cells.extend(unicode.map(|text| (text, PLAIN, text)));
    }
    cells.push(("B×nh Gia", PLAIN, "Bình Gia"));
    cells.push(("Tæng céng", PLAIN, "Tổng cộng"));
    cells.push(("Tr\u{ad}êng häc", PLAIN, "Trường học"));
    cells.push(("x·", ABC, "xã"));
    cells.push(("hé", ABC, "hộ"));
    cells.push(("Taân Lieân", PLAIN, "Tân Liên"));
    cells.push(("café", PLAIN, "café"));
    cells.push(("tôt", PLAIN, "tôt"));
    check(&cells);
}
