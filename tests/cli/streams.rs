//! Standard input, output and error.

use crate::support::{arg, phuluc, sample, testdata, with_input};

#[test]
fn standard_input_and_output() {
    let bytes = std::fs::read(sample("binh-gia.xls")).expect("a sample");
    let json = with_input(["convert", "-", "-o", "-"], &bytes).code(0).json();
    assert_eq!(json["appendices"][0]["source"]["file"], "-");
    assert_eq!(json["appendices"][0]["rows"].as_array().map(Vec::len), Some(7));
    let workbook = with_input(["convert", "-", "-o", "-", "--format", "xlsx"], &bytes).code(0);
    assert!(workbook.out.starts_with(b"PK"));
    let again = with_input(["convert", "-", "-o", "-"], &workbook.out).code(0).json();
    assert_eq!(again["appendices"][0]["rows"].as_array().map(Vec::len), Some(7));
    with_input(["inspect", "-"], b"").code(2);
}

#[test]
fn results_go_out_and_messages_go_to_standard_error() {
    let ran = phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert!(ran.err.contains("infos"), "{}", ran.err);
    ran.json();
    let ran = phuluc(["convert", "-q", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert_eq!(ran.err, "");
    let ran = phuluc(["convert", "-v", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert!(ran.err.contains("PL007") && ran.err.contains("scaled to triệu đồng"), "{}", ran.err);
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["convert", &arg(sample("lang-son.xlsx")), "-o", "-", "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    let status = child.wait().expect("its end");
    let mut err = String::new();
    child.stderr.take().expect("its errors").read_to_string(&mut err).expect("text");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn what_stages_took_is_told_to_people_and_programs() {
    let plan = arg(sample("lang-son.xlsx"));
    let edited = arg(testdata("diff/edited.xlsx"));
    let district = arg(sample("binh-gia.xls"));
    let reading = ["read", "evaluate", "decode", "map"];
    let commands: [(&[&str], &str, &[&str]); 4] = [
        (&["convert", &plan, "-o", "-"], "convert", &["write"]),
        (&["check", &plan], "check", &["check", "write"]),
        (&["merge", &district, "-o", "-"], "merge", &["merge", "write"]),
        (&["diff", &plan, &edited], "diff", &["compare", "write"]),
    ];
    for (arguments, command, own) in commands {
        let ran = phuluc(arguments.iter().copied().chain(["-q", "--timings", "json"]));
        let last = ran.err.lines().last().expect("a line");
        let line: serde_json::Value = serde_json::from_str(last).expect("JSON");
        assert_eq!((&line["format"], &line["command"]), (&"phuluc-timings/1".into(), &command.into()));
        assert!(line["milliseconds"].as_f64().is_some_and(|took| took > 0.0), "{line}");
        let stages = line["stages"].as_array().expect("stages");
        let names: Vec<&str> = stages.iter().filter_map(|one| one["stage"].as_str()).collect();
        assert_eq!(names, [&reading[..], own].concat());
        for one in stages {
            assert!(one["milliseconds"].is_number() && one["times"].as_u64().is_some_and(|times| times > 0));
            // Of .xls no formulas are told.
            let some = one["cells"].as_u64().is_some_and(|cells| cells > 0) || one["stage"] == "evaluate";
            assert!(some, "{command}: {one}");
        }
        assert_eq!(stages[0]["times"], if command == "diff" { 2 } else { 1 });
        let ran = phuluc(arguments.iter().copied().chain(["-v"]));
        let last = ran.err.lines().last().expect("a line");
        assert!(last.starts_with("time: read ") && last.contains(" cells), "), "{last}");
        let ran = phuluc(arguments.iter().copied());
        assert!(!ran.err.contains("time: "), "{}", ran.err);
    }
    // Nothing is read, so nothing is told; what failed is.
    assert!(!phuluc(["schema", "-v"]).code(0).err.contains("time"));
    let ran = phuluc(["convert", "nowhere.xlsx", "-o", "-", "--timings", "json"]).code(2);
    assert!(ran.err.lines().last().is_some_and(|line| line.contains("\"stages\":[]")), "{}", ran.err);
}
