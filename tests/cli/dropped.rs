//! Files and folders alone, as when they are dropped onto the program.

use std::fs;
use std::process::Command;

use crate::support::{Folder, arg, phuluc, sample};

/// A folder with copies of sample files.
fn folder_of(names: &[&str]) -> Folder {
    let folder = Folder::new();
    for name in names {
        folder.write(name, fs::read(sample(name)).expect("a sample"));
    }
    folder
}

#[test]
fn each_file_is_converted_and_checked_beside_its_original() {
    let folder = folder_of(&["binh-gia.xls", "lang-son.xlsx"]);
    let (clean, wrong) = (folder.path("binh-gia.xls"), folder.path("lang-son.xlsx"));
    let ran = phuluc([arg(&clean), arg(&wrong)]).code(1);
    assert_eq!(
        folder.names(),
        [
            "binh-gia-chuan.xlsx",
            "binh-gia.xls",
            "lang-son-chuan.xlsx",
            "lang-son-danh-dau.xlsx",
            "lang-son.xlsx"
        ]
    );
    let text = ran.text().replace(&arg(folder.path("")), "");
    insta::assert_snapshot!("dropped-en", text);
    let vi = phuluc(["--lang=vi".to_owned(), arg(&clean), arg(&wrong)]).code(1);
    insta::assert_snapshot!("dropped-vi", vi.text().replace(&arg(folder.path("")), ""));
    assert_eq!(ran.err, "");
}

#[test]
fn what_is_written_is_what_the_commands_write() {
    let folder = folder_of(&["lang-son.xlsx"]);
    let original = folder.path("lang-son.xlsx");
    phuluc([&original]).code(1);
    phuluc(["convert", &arg(&original), "-o", &arg(folder.path("converted.xlsx"))]).code(0);
    phuluc(["check", &arg(&original), "--annotate", &arg(folder.path("annotated.xlsx"))]).code(1);
    let bytes = |name: &str| fs::read(folder.path(name)).expect("a file");
    assert!(bytes("lang-son-chuan.xlsx") == bytes("converted.xlsx"));
    assert!(bytes("lang-son-danh-dau.xlsx") == bytes("annotated.xlsx"));
}

#[test]
fn nothing_is_written_over() {
    let folder = folder_of(&["binh-gia.xls"]);
    folder.write("binh-gia-chuan.xlsx", "an officer's own");
    for number in 2..4 {
        let ran = phuluc([folder.path("binh-gia.xls")]).code(0);
        assert!(ran.text().contains(&format!("binh-gia-chuan ({number}).xlsx")), "{}", ran.text());
    }
    assert_eq!(fs::read(folder.path("binh-gia-chuan.xlsx")).expect("a file"), b"an officer's own");
    assert_eq!(folder.names().len(), 4);
}

#[test]
fn a_folder_is_done_with_all_in_it_but_earlier_results() {
    let folder = folder_of(&["binh-gia.xls"]);
    folder.write("Huyện Đình Lập/đợt 2.xlsx", fs::read(sample("dinh-lap.xlsx")).expect("a sample"));
    for _ in 0..2 {
        let ran = phuluc([folder.path("")]).code(0);
        assert!(ran.text().contains("2 files done, 0 not"), "{}", ran.text());
    }
    let below = fs::read_dir(folder.path("Huyện Đình Lập")).expect("a folder").count();
    assert_eq!((folder.names().len(), below), (4, 5));
    // Dropped by itself, it is what the officer wants done.
    phuluc([folder.path("binh-gia-chuan.xlsx")]).code(0);
    assert!(folder.path("binh-gia-chuan-chuan.xlsx").exists());
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let folder = folder_of(&["binh-gia.xls"]);
    let letter = folder.write("letter.xlsx", "no workbook");
    let ran = phuluc([letter, folder.path("binh-gia.xls")]).code(2);
    assert!(ran.err.contains("letter.xlsx"), "{}", ran.err);
    assert!(ran.text().contains("1 file done, 1 not"), "{}", ran.text());
    assert!(folder.path("binh-gia-chuan.xlsx").exists());
}

#[test]
fn a_json_file_gives_its_workbook_and_no_copy() {
    let folder = folder_of(&["lang-son.xlsx"]);
    phuluc(["convert", &arg(folder.path("lang-son.xlsx")), "-o", &arg(folder.path("read.json"))]).code(0);
    phuluc([folder.path("read.json")]).code(1);
    assert_eq!(folder.names(), ["lang-son.xlsx", "read-chuan.xlsx", "read.json"]);
}

#[test]
fn a_command_is_no_file_and_what_is_not_there_neither() {
    let folder = folder_of(&["binh-gia.xls"]);
    folder.write("rules", "a file of a command's name");
    let ran = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .arg("rules")
        .current_dir(folder.path(""))
        .output()
        .expect("the program");
    assert!(String::from_utf8_lossy(&ran.stdout).contains("PL201"));
    let ran = phuluc([folder.path("binh-gia.xls"), folder.path("gone.xlsx")]).code(2);
    assert!(ran.err.contains("Usage"), "{}", ran.err);
    assert_eq!(folder.names(), ["binh-gia.xls", "rules"]);
    assert!(phuluc([""; 0]).code(2).err.contains("Usage"));
}
