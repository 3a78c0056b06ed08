//! `phuluc merge` and `template` where somebody made a slip.

use crate::support::{Folder, arg, phuluc, sample, testdata};

/// A merged workbook is an input like another, but what was typed into it is not passed over.
#[test]
fn a_merged_workbook_that_was_changed_by_hand_is_no_input_unless_the_changes_are_given_up() {
    let folder = Folder::new();
    let (typed, new, out) =
        (arg(testdata("merge/typed.xlsx")), arg(sample("dinh-lap.xlsx")), folder.path("out.xlsx"));
    // It holds all three districts; a copy of a file counts once.
    let whole = folder.path("whole.xlsx");
    phuluc(["merge", &new, &arg(sample("van-quan.ods")), &arg(sample("binh-gia.xls")), "-o", &arg(&whole)])
        .code(0);
    let ran = phuluc(["merge", &typed, &new, "-o", &arg(&out)]).code(2);
    assert_eq!(ran.err.matches("PL713").count(), 3, "{}", ran.err);
    assert!(ran.err.contains("so nothing was written") && ran.err.contains("--drop-edits"), "{}", ran.err);
    assert!(!out.exists());
    phuluc(["merge", &typed, "-o", &arg(&out), "--drop-edits"]).code(0);
    assert!(std::fs::read(&whole).expect("a file") == std::fs::read(&out).expect("a file"));
    // One that nobody touched needs no option.
    phuluc(["merge", &arg(&whole), "-o", &arg(&out), "--force"]).code(0);
}

#[test]
fn one_file_has_one_unit() {
    let folder = Folder::new();
    let (file, out) = (arg(sample("binh-gia.xls")), arg(folder.path("out.json")));
    let ran = phuluc([
        "merge",
        &file,
        "-o",
        &out,
        "--unit",
        "binh-gia.xls=Huyện Bình Gia",
        "--unit",
        &format!("{file}=Huyện Văn Quan"),
    ])
    .code(2);
    assert!(
        ran.err.contains("says two units for one file, `Huyện Bình Gia` and `Huyện Văn Quan`"),
        "{}",
        ran.err
    );
    let same = "binh-gia.xls=Huyện Bình Gia";
    phuluc(["merge", &file, "-o", &out, "--unit", same, "--unit", same]).code(0);
    let ran =
        phuluc(["merge", &file, "-o", &out, "--force", "--unit", "binh-gia.xls=Huyện Bình Gai"]).code(2);
    assert!(ran.err.contains("PL702") && ran.err.contains("did you mean Huyện Bình Gia?"), "{}", ran.err);
}

#[test]
fn slips_in_a_list_of_units_are_said() {
    let folder = Folder::new();
    let list = arg(folder.write(
        "units.txt",
        "Huyện Bình Gia\nHuyện Đình Lâp\nHUYỆN BÌNH GIA\nTrường Cao đẳng nghề\nHuyện Văn Quan\n",
    ));
    let ran = phuluc(["template", "--appendix", "4", "--for", &list, "-o", &arg(folder.path("out"))]).code(0);
    for said in [
        "units.txt:3: `HUYỆN BÌNH GIA` is listed above already (`Huyện Bình Gia`)",
        "`Huyện Đình Lâp` is not in the list of districts and communes: did you mean Huyện Đình Lập?",
        "no places to choose from: Trường Cao đẳng nghề",
        "Wrote 4 templates",
    ] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    // A list of places names its district once a commune: that is no repetition.
    let places = arg(folder.write("places.tsv", "1\tHuyện Một\t1\tXã A\n1\tHuyện Một\t2\tXã B\n"));
    let ran =
        phuluc(["template", "--appendix", "4", "--for", &places, "-o", &arg(folder.path("two"))]).code(0);
    assert!(!ran.err.contains("warning") && !ran.err.contains("no places"), "{}", ran.err);
    let one = arg(folder.path("one.xlsx"));
    let ran = phuluc(["template", "--appendix", "4", "--unit", "Huyện Bình Gai", "-o", &one]).code(0);
    assert!(ran.err.contains("did you mean Huyện Bình Gia?"), "{}", ran.err);
}
