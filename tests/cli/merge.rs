//! `phuluc merge`.

use crate::support::{Folder, arg, phuluc, sample, testdata, with_input};

const SAMPLES: [&str; 3] = ["dinh-lap.xlsx", "van-quan.ods", "binh-gia.xls"];

/// `merge` of the three districts with more arguments.
fn merge(more: &[&str]) -> Vec<String> {
    let mut arguments = vec!["merge".to_owned()];
    arguments.extend(SAMPLES.map(|name| arg(sample(name))));
    arguments.extend(more.iter().map(|argument| (*argument).to_owned()));
    arguments
}

#[test]
fn three_districts_become_one_workbook_in_any_order() {
    let folder = Folder::new();
    let (one, other) = (folder.path("a.xlsx"), folder.path("b.xlsx"));
    let ran = phuluc(merge(&["-o", &arg(&one)])).code(0);
    assert!(ran.err.contains("3 units, 3 files, 1 appendix, 48 rows"), "{}", ran.err);
    assert!(
        ran.err.contains("warning PL704: nothing was sent by 8 units: Thành phố Lạng Sơn, "),
        "{}",
        ran.err
    );
    let mut turned = merge(&["-o", &arg(&other)]);
    turned.swap(1, 3);
    phuluc(turned).code(0);
    assert!(std::fs::read(one).expect("a file") == std::fs::read(&other).expect("a file"));
    phuluc(merge(&["-o", &arg(&other)])).code(2);
    phuluc(merge(&["-o", &arg(&other), "--force"])).code(0);
    assert_eq!(folder.names(), ["a.xlsx", "b.xlsx"]);
}

#[test]
fn convert_reads_the_provinces_appendices_only() {
    let folder = Folder::new();
    let out = folder.path("a.xlsx");
    phuluc(merge(&["-o", &arg(&out)])).code(0);
    let ran = phuluc(["convert", &arg(&out), "-o", "-"]).code(0);
    let json = ran.json();
    assert_eq!(json["appendices"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["appendices"][0]["total"]["local"], "27218.4");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0));
    phuluc(["check", &arg(&out), "--select", "PL2,PL4"]).code(0);
}

#[test]
fn a_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new();
    let bad = folder.write("in/hong.xlsx", "no workbook");
    let out = folder.path("a.json");
    let ran = phuluc(merge(&[&arg(&bad), "-o", &arg(&out)])).code(2);
    assert!(ran.err.contains("hong.xlsx"), "{}", ran.err);
    assert!(ran.err.contains("3 units, 3 files"), "{}", ran.err);
}

#[test]
fn whose_a_file_is_can_be_said() {
    let folder = Folder::new();
    let out = folder.path("a.json");
    let stdin = |more: &[&str]| {
        let mut arguments =
            vec!["merge".to_owned(), "-".to_owned(), "-o".to_owned(), arg(&out), "--force".to_owned()];
        arguments.extend(more.iter().map(|argument| (*argument).to_owned()));
        with_input(arguments, &std::fs::read(sample("lang-son.xlsx")).expect("a sample"))
    };
    let unknown = stdin(&[]).code(2);
    assert!(unknown.err.contains("error PL701 -: nothing says whose this file is"), "{}", unknown.err);
    stdin(&["--unit", "-=Bắc Sơn"]).code(0);
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&out).expect("written")).expect("JSON");
    assert_eq!(json["units"][0]["unit"], "Huyện Bắc Sơn");
    let foreign = stdin(&["--unit", "-=Huyện Ba Bể"]).code(2);
    assert!(foreign.err.contains("PL702"), "{}", foreign.err);
    stdin(&["--unit", "other.xlsx=Huyện Bắc Sơn"]).code(2);
    stdin(&["--unit", "Huyện Bắc Sơn"]).code(2);
}

#[test]
fn a_unit_sent_twice_is_no_ones_figure_unless_the_later_is_asked_for() {
    let folder = Folder::new();
    let copy = folder.write("in/binh-gia-2.xls", std::fs::read(sample("binh-gia.xls")).expect("a sample"));
    let out = folder.path("a.json");
    // The same bytes are the same file.
    let ran = phuluc(merge(&[&arg(&copy), "-o", &arg(&out), "-v"])).code(0);
    assert!(ran.err.contains("info PL711"), "{}", ran.err);
    let other = phuluc(["convert", &arg(&copy), "-o", &arg(folder.path("binh-gia-3.xlsx"))]).code(0);
    drop(other);
    let third = arg(folder.path("binh-gia-3.xlsx"));
    let ran = phuluc(merge(&[&third, "-o", &arg(&out), "--force"])).code(2);
    assert_eq!(ran.err.matches("PL703").count(), 2, "{}", ran.err);
    // Both name the same plan, so no date tells which is later.
    let ran = phuluc(merge(&[&third, "-o", &arg(&out), "--force", "--latest"])).code(2);
    assert!(ran.err.contains("give one of them only"), "{}", ran.err);
}

#[test]
fn the_sum_is_held_against_the_plan() {
    let folder = Folder::new();
    let out = folder.path("a.xlsx");
    let ran = phuluc(merge(&["-o", &arg(&out), "--against", &arg(sample("lang-son.xlsx"))])).code(0);
    let text = ran.text();
    assert!(
        text.contains(
            "Appendix III «I Huyện nghèo» Vốn đầu tư (triệu đồng) / NSĐP: plan 27.218, units 27.218,4, difference 0,4\n    Huyện Bình Gia: 19.703,4\n    Huyện Đình Lập: 7.515\n"
        ),
        "{text}"
    );
    // Differences are no errors; --strict ends with 1 where there are any.
    let plan = arg(sample("lang-son.xlsx"));
    let strict = ["-o", &arg(&out), "--force", "--strict", "--lang", "vi", "--against"];
    let ran = phuluc(merge(&[&strict[..], &[&plan]].concat())).code(1);
    assert!(ran.text().contains("Phụ lục III «I Huyện nghèo»"), "{}", ran.text());
    let own = folder.path("own.xlsx");
    phuluc(merge(&["-o", &arg(&own)])).code(0);
    let ran = phuluc(merge(&[&strict[..], &[&arg(&own)]].concat())).code(0);
    assert_eq!(ran.text(), "Khớp với kế hoạch\n");
    let other = arg(testdata("variants/unit-dong.xlsx"));
    let none = phuluc(merge(&["-o", &arg(&out), "--force", "--against", &other])).code(2);
    assert!(none.err.contains("it holds no form that was merged"), "{}", none.err);
}

#[test]
fn an_update_is_the_merge_and_edits_by_hand_stop_it() {
    let folder = Folder::new();
    let (whole, part, out) = (folder.path("whole.xlsx"), folder.path("part.xlsx"), folder.path("out.xlsx"));
    phuluc(merge(&["-o", &arg(&whole)])).code(0);
    phuluc(["merge", &arg(sample("van-quan.ods")), &arg(sample("binh-gia.xls")), "-o", &arg(&part)]).code(0);
    let new = arg(sample("dinh-lap.xlsx"));
    phuluc(["merge", "--update", &arg(&part), &new, "-o", &arg(&out)]).code(0);
    assert!(std::fs::read(&whole).expect("a file") == std::fs::read(&out).expect("a file"));

    let typed = arg(testdata("merge/typed.xlsx"));
    let ran = phuluc(["merge", "--update", &typed, &new, "-o", &arg(&out), "--force"]).code(2);
    for said in [
        "typed.xlsx Bình Gia III!G11: the cell was changed by hand (row `3 Đường Bản Chúc, xã Thiện Thuật`, column `Vốn đầu tư (triệu đồng) / NSTW`): the unit sent 3.800, 4.000 stands there",
        "typed.xlsx PL III!H10: the cell was typed over (row `1.1 Đường Thâm Khôn - Nà Tàn, xã Thiện Hòa`, column `Vốn đầu tư (triệu đồng) / NSĐP`): the units sent 1.874,2, 1.900 stands there",
        "typed.xlsx PL III!J12: something was typed into a blank cell (row `1.3 Đường Bản Chúc, xã Thiện Thuật`): `đã họp ngày 5/11`",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    assert_eq!(ran.err.matches("PL713").count(), 3, "{}", ran.err);
    assert!(
        std::fs::read(&whole).expect("a file") == std::fs::read(&out).expect("a file"),
        "nothing was written"
    );
    phuluc(["merge", "--update", &typed, "--drop-edits", &new, "-o", &arg(&out), "--force"]).code(0);
    assert!(std::fs::read(&whole).expect("a file") == std::fs::read(&out).expect("a file"));

    let none = phuluc(["merge", "--update", &new, &new, "-o", &arg(&out), "--force"]).code(2);
    assert!(none.err.contains("this is no merged workbook"), "{}", none.err);
    phuluc(["merge", "--update", &arg(&whole), &new, "-o", &arg(&whole), "--force"]).code(2);
}

#[test]
fn a_list_of_places_is_an_input_too() {
    let folder = Folder::new();
    let places = arg(folder.write("places.csv", "1\tHuyện Bình Gia\t1\tXã Hoa Thám\t\t\n"));
    let ran = phuluc(merge(&["--places", &places, "-o", &places, "--force"])).code(2);
    assert!(ran.err.contains("one of the inputs"), "{}", ran.err);
}

/// A template says whose it is, whatever its file is called; where it contradicts the plan it
/// is attached to, nobody's figures are taken.
#[test]
fn a_template_says_whose_it_is() {
    let folder = Folder::new();
    let form = folder.path("a.xlsx");
    phuluc(["template", "--unit", "Huyện Đình Lập", "--year", "2022", "-o", &arg(&form)]).code(0);
    let read = phuluc(["convert", &arg(&form), "-o", "-"]).code(0).json();
    let mut json = read.clone();
    json["appendices"][1]["rows"][0]["local"]["recurrent"] = "5".into();
    json["appendices"][0]["plan"] =
        serde_json::json!({"number": "1/KH-UBND", "date": "2021-10-13", "issuer": "UBND tỉnh Lạng Sơn"});
    let whose = |json: &serde_json::Value, code: u8| {
        let path = arg(folder.write("a.json", json.to_string()));
        phuluc(["merge", &path, "-o", &arg(folder.path("b.xlsx")), "--force"]).code(code.into()).err
    };
    assert!(whose(&json, 0).contains("1 unit, 1 file"));
    json["appendices"][0]["plan"]["issuer"] = "UBND huyện Văn Quan".into();
    assert!(whose(&json, 2).contains("it could be Huyện Đình Lập, Huyện Văn Quan"));
}

/// What eleven districts sent in containers, units, fonts and orders of their own: the sums
/// are those that `testdata/round/make.py` worked out from what it typed.
#[test]
fn eleven_districts_add_up() {
    let folder = Folder::new();
    let round = arg(testdata("round"));
    let (first, second) = (arg(folder.path("tinh.xlsx")), arg(folder.path("tinh-2.xlsx")));
    phuluc(["merge", &round, "-o", &first]).code(0);
    phuluc(["merge", "--update", &first, &format!("{round}/again"), "-o", &second]).code(0);
    let read = phuluc(["convert", &second, "-o", "-"]).code(0).json();
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(testdata("round/expect.json")).expect("a file")).expect("JSON");
    let funds = |row: &serde_json::Value| serde_json::json!([row["central"], row["local"]]);
    assert_eq!(funds(&read["appendices"][0]["total"]), expected["total"]);
    let districts = read["appendices"][0]["rows"][0]["children"].as_array().expect("districts");
    let found: serde_json::Map<String, serde_json::Value> = districts
        .iter()
        .map(|row| (row["location"].as_str().expect("a district").to_owned(), funds(row)))
        .collect();
    assert_eq!(serde_json::Value::Object(found), expected["districts"]);
}
