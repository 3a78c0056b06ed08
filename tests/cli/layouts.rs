//! `phuluc layouts`, `schema` and `completions`.

use crate::support::{Folder, arg, phuluc, testdata};

#[test]
fn built_in_layouts_are_listed_shown_and_checked() {
    let list = phuluc(["layouts", "list"]).code(0).text();
    for id in ["phu-luc-1", "phu-luc-2", "phu-luc-3", "phu-luc-4"] {
        assert!(list.contains(id));
        let folder = Folder::new();
        let shown = phuluc(["layouts", "show", id]).code(0).out;
        let file = folder.write(&format!("{id}.toml"), shown);
        phuluc(["layouts", "check", &arg(file)]).code(0);
    }
    assert_eq!(phuluc(["layouts"]).code(0).text(), list);
    phuluc(["layouts", "show", "phu-luc-9"]).code(2);
}

#[test]
fn a_folder_of_layouts_adds_to_them() {
    let dir = arg(testdata("layouts"));
    let list = phuluc(["layouts", "list", "--layouts", &dir]).code(0).text();
    assert!(list.contains("works-2026") && list.contains("central-budget-transfers"), "{list}");
    let shown = phuluc(["layouts", "show", "works-2026", "--layouts", &dir]).code(0).text();
    assert!(shown.contains("Kinh phí thường xuyên"));
    let schema = phuluc(["schema", "--layouts", &dir]).code(0).json();
    assert!(schema["$defs"]["works-2026"].is_object());
    phuluc(["layouts", "list", "--layouts", "/no/such/folder"]).code(2);
}

/// Wrong files, each with its own mistake: line and what to do are in the message.
#[test]
fn each_mistake_has_its_own_message_with_a_line() {
    let dir = testdata("layouts/wrong");
    let mut files: Vec<_> =
        std::fs::read_dir(dir).expect("wrong layouts").map(|f| f.expect("a file").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() >= 10);
    let mut messages = Vec::new();
    for path in &files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for lang in ["en", "vi"] {
            let ran = phuluc(["layouts", "check", "--lang", lang, &arg(path)]).code(1);
            let text = ran.text();
            let message =
                text.split_once(&name).map(|(_, rest)| rest.trim().to_owned()).expect("the file's name");
            messages.push(format!("{name}{message}"));
        }
    }
    let bare: std::collections::BTreeSet<&str> =
        messages.iter().map(|message| message.splitn(4, ':').last().expect("a message")).collect();
    assert_eq!(bare.len(), messages.len(), "messages are all different");
    insta::assert_snapshot!("wrong-layouts", messages.join("\n"));
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(phuluc(["completions", shell]).code(0).text().contains("phuluc"), "{shell}");
    }
    phuluc(["completions", "cobol"]).code(2);
}
