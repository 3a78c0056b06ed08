//! What every program does as the ordinary one does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::wine::Program;
use crate::dist;
use crate::run::{root, target};

/// Forms that are written.
const FORMS: [&str; 4] = ["xlsx", "json", "jsonl", "csv"];
/// Of the messy corpus, every so many files.
const EVERY: usize = 12;
/// A folder as officers call theirs: precomposed, decomposed, spaces, signs of shells.
const FOLDER: &str = "Huyện Bình Gia & Đình Lập/Bie\u{302}\u{309}u Ke\u{302}\u{301} hoa\u{323}ch (100%)";

/// An empty folder for a step.
pub(super) fn fresh(name: &str) -> Result<PathBuf> {
    let folder = target().join("wine/files").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// A file of the repository's, copied under a name; its path as text.
pub(super) fn copied(from: &str, folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    fs::copy(root().join("testdata").join(from), &path).with_context(|| from.to_owned())?;
    Ok(text(&path))
}

pub(super) fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Workbooks of a folder of the corpus, by name.
fn workbooks(folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(root().join("testdata").join(folder)).context("testdata")?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let known =
        |name: &String| [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"].iter().any(|end| name.ends_with(end));
    let mut names: Vec<String> = names.filter(known).map(|name| format!("{folder}/{name}")).collect();
    names.sort();
    ensure!(!names.is_empty(), "testdata/{folder} has no workbooks");
    Ok(names)
}

/// What is written of a file in every form, with its findings marked, and what is said of it.
fn results(program: &Program, file: &str, folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut results = BTreeMap::new();
    for form in FORMS {
        let out = folder.join(format!("kết quả.{form}"));
        let ran = program.run(&["--lang", "vi", "convert", file, "-o", &text(&out), "--force"])?;
        results.insert(format!("{form}: exit code"), format!("{:?}", ran.code).into_bytes());
        if out.exists() {
            results.insert(form.to_owned(), fs::read(&out)?);
        }
    }
    let out = folder.join("đánh dấu.xlsx");
    let ran = program.run(&["--lang", "vi", "check", file, "--annotate", &text(&out), "--force"])?;
    results.insert("check: exit code".to_owned(), format!("{:?}", ran.code).into_bytes());
    results.insert("check: findings".to_owned(), plain(&ran.text()).into_bytes());
    if out.exists() {
        results.insert("annotated".to_owned(), fs::read(&out)?);
    }
    Ok(results)
}

/// Every sample file and some of the messy corpus give the same bytes, in folders and with names
/// in Vietnamese.
pub(super) fn samples(ordinary: &Program, program: &Program) -> Result<()> {
    let mut files = workbooks("submissions")?;
    files.extend(workbooks("messy")?.into_iter().step_by(EVERY));
    for file in &files {
        let folder = fresh("samples")?;
        let end = Path::new(file).extension().unwrap_or_default().to_string_lossy().into_owned();
        let copy = copied(file, &folder, &format!("Kế hoạch giảm nghèo năm 2022.{end}"))?;
        let wanted = results(ordinary, &copy, &folder)?;
        let folder = fresh("samples")?;
        let copy = copied(file, &folder, &format!("Kế hoạch giảm nghèo năm 2022.{end}"))?;
        let found = results(program, &copy, &folder)?;
        same(&wanted, &found).with_context(|| file.clone())?;
    }
    eprintln!("  {} files", files.len());
    Ok(())
}

fn same(wanted: &BTreeMap<String, Vec<u8>>, found: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let names = |of: &BTreeMap<String, Vec<u8>>| of.keys().cloned().collect::<Vec<_>>();
    ensure!(names(wanted) == names(found), "{:?} instead of {:?}", names(found), names(wanted));
    for (name, bytes) in wanted {
        ensure!(found.get(name) == Some(bytes), "{name} differs");
    }
    Ok(())
}

/// All files below a folder, by their place in it.
fn contents(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(one) = left.pop() {
        for entry in fs::read_dir(&one)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                left.push(path);
            } else {
                files.insert(text(path.strip_prefix(folder)?), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// Files and a folder alone, twice, so that names are taken.
pub(super) fn dropped(ordinary: &Program, program: &Program) -> Result<()> {
    let both = [ordinary, program].map(|program| {
        let folder = fresh("dropped")?;
        let first = copied("submissions/binh-gia.xls", &folder, "Bình Gia.xls")?;
        let below = folder.join("Huyện khác");
        fs::create_dir(&below)?;
        copied("submissions/lang-son.xlsx", &below, "Lạng Sơn.xlsx")?;
        copied("submissions/van-quan.ods", &below, "Văn Quan.ods")?;
        fs::write(below.join("hỏng.xlsx"), "no workbook")?;
        let mut said = String::new();
        for _ in 0..2 {
            let ran = program.run(&["--lang=vi", &first, &text(&below)])?.code(2)?;
            ensure!(ran.err.contains("hỏng.xlsx"), "{}", ran.err);
            said += ran.text().lines().last().unwrap_or_default();
        }
        let mut all = contents(&folder)?;
        all.insert("said".to_owned(), said.into_bytes());
        Ok(all)
    });
    let [wanted, found] = both;
    let (wanted, found) = (wanted?, found?);
    ensure!(wanted.contains_key("Huyện khác/Lạng Sơn-danh-dau (2).xlsx"), "{:?}", wanted.keys());
    same(&wanted, &found)
}

/// What was said, without what each system has of its own: a program's name, and paths.
fn plain(said: &str) -> String {
    let own = [dist::WINDOWS, dist::LINUX];
    let said = own.iter().fold(said.to_owned(), |said, own| said.replace(own, "phuluc"));
    said.replace("file:///Z:", "").replace("Z:", "").replace('\\', "/")
}

/// Runs without files, and with ones that cannot be, end and speak alike.
pub(super) fn said(ordinary: &Program, program: &Program) -> Result<()> {
    let folder = fresh("said")?;
    let wrong = copied("submissions/lang-son.xlsx", &folder, "Lạng Sơn.xlsx")?;
    let clean = copied("submissions/binh-gia.xls", &folder, "Bình Gia.xls")?;
    let gone = text(&folder.join("không có.xlsx"));
    let there = text(&folder.join("Bình Gia.xls"));
    let runs: [(&[&str], i32); 10] = [
        (&[], 2),
        (&["--help"], 0),
        (&["--lang", "vi", "--help"], 0),
        (&["rules", "PL201", "--lang", "vi"], 0),
        (&["check", &clean], 0),
        (&["check", &wrong, "--format", "sarif"], 1),
        (&["inspect", &clean, "--lang", "vi"], 0),
        (&["convert", &gone, "-o", "-"], 2),
        (&["convert", &wrong, "-o", &there], 2),
        (&["convert", &wrong, "-o", &wrong, "--force"], 2),
    ];
    for (arguments, code) in runs {
        let wanted = ordinary.run(arguments)?.code(code)?;
        let found = program.run(arguments).and_then(|ran| ran.code(code));
        let found = found.with_context(|| format!("{arguments:?}"))?;
        ensure!(plain(&wanted.text()) == plain(&found.text()), "{arguments:?} prints {}", found.text());
        ensure!(plain(&wanted.err) == plain(&found.err), "{arguments:?} says {}", found.err);
    }
    Ok(())
}

/// The page that is in a program is the page that is handed out.
pub(super) fn page(dist: &Path, program: &Program) -> Result<()> {
    let out = fresh("page")?.join("Trang.html");
    program.run(&["ui", "-o", &text(&out)])?.code(0)?;
    let page = fs::read(dist.join(dist::PAGE))?;
    ensure!(fs::read(&out)? == page, "another page is written");
    ensure!(program.run(&["ui", "-o", "-"])?.code(0)?.out == page, "another page is printed");
    program.run(&["ui", "-o", &text(&out)])?.code(2)?;
    Ok(())
}
