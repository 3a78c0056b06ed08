//! Languages and help.

use crate::support::{arg, phuluc, sample};

#[test]
fn help_in_both_languages() {
    insta::assert_snapshot!("help-en", phuluc(["--help"]).code(0).text());
    insta::assert_snapshot!("help-vi", phuluc(["--lang", "vi", "--help"]).code(0).text());
    insta::assert_snapshot!("help-convert-vi", phuluc(["convert", "--lang=vi", "--help"]).code(0).text());
    assert!(phuluc(["--version"]).code(0).text().starts_with("phuluc "));
}

#[test]
fn messages_in_both_languages() {
    let vi = phuluc(["convert", "-v", "--lang", "vi", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert!(vi.err.contains("đã đổi ra triệu đồng"), "{}", vi.err);
    let message = |ran: &crate::support::Ran| ran.json()["findings"][0]["message"].clone();
    let en = phuluc(["convert", &arg(sample("dinh-lap.xlsx")), "-o", "-"]).code(0);
    assert_ne!(message(&vi), message(&en));
}
