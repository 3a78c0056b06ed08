use phuluc_model::{Document, Layouts};

use super::*;
use crate::columns;
use crate::rows::table_rows;

/// The contents of the first appendix of a document, its table from row 1 on.
fn table(name: &str) -> Vec<Vec<Content>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/writer").join(name);
    let text = std::fs::read(path).expect("a document");
    let document = Document::from_json(&text, &Layouts::built_in()).expect("a document");
    let appendix = &document.appendices[0];
    contents(&appendix.layout, &columns::written(appendix), &table_rows(appendix, 0), None, &Links::default())
}

fn sum(table: &[Vec<Content>], row: usize, column: usize) -> &Sum {
    match &table[row][column] {
        Content::Formula(sum) => sum,
        other => panic!("no formula in row {row}, column {column}: {other:?}"),
    }
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[test]
fn parents_add_their_children_and_totals_the_parents() {
    let table = table("funding.json");
    let total = sum(&table, 0, 2);
    assert_eq!(total.text, "=SUM(C2,C5,C8:C10)");
    // Computed from the children's results (70000), not from what was stated (60000).
    assert_eq!(total.result, number("237230.95"));
    let third = sum(&table, 4, 2);
    assert_eq!(third.text, "=SUM(C6:C7)");
    assert_eq!((third.result, &third.stated), (number("70000"), &Quantity::Number(number("60000"))));
}

#[test]
fn sums_within_a_row_pass_over_words() {
    let table = table("funding.json");
    assert_eq!(sum(&table, 2, 2).text, "=D3+G3+J3");
    assert_eq!(sum(&table, 2, 6).text, "=H3+I3");
    // A dash stands in the recurrent column: `+` would give an error.
    assert_eq!(sum(&table, 5, 6).text, "=SUM(H6,I6)");
    assert_eq!(sum(&table, 5, 6).stated, Quantity::Nil);
    // The central total of 1500 has no parts and stays a figure.
    assert_eq!(table[7][3], Content::Number(number("1500")));
    assert_eq!(sum(&table, 7, 2).result, number("1625.7"));
}

#[test]
fn nothing_below_keeps_what_is_stated() {
    let table = table("funding.json");
    // Neither child states anything in these columns.
    assert_eq!(table[4][9], Content::Text("chưa có".into()));
    assert!(sum(&table, 4, 10).nothing);
    assert_eq!(sum(&table, 4, 10).result, Decimal::ZERO);
    assert_eq!(table[8][2], Content::Number(number("300.25")));
    // A parent without anything below it: its figures stand, and add up in their row.
    assert_eq!(table[9][3], Content::Number(number("77")));
    assert_eq!(sum(&table, 9, 2).text, "=D10+G10+J10");
}

#[test]
fn amounts_of_a_parent_itself_count_beside_its_children() {
    let table = table("own-beside.json");
    // Investment is the project's own, recurrent expenditure its activity's.
    assert_eq!(table[0][4], Content::Number(number("100")));
    assert_eq!(sum(&table, 0, 5).text, "=SUM(F2)");
    assert_eq!(sum(&table, 0, 3).text, "=E1+F1");
    assert_eq!((sum(&table, 0, 2).text.as_str(), sum(&table, 0, 2).result), ("=D1+G1+J1", number("130")));
    // The next says by source what its activity says in total only: once.
    assert_eq!(table[2][4], Content::Number(number("300")));
    assert_eq!((sum(&table, 2, 2).text.as_str(), sum(&table, 2, 2).result), ("=SUM(C4)", number("300")));
}

#[test]
fn subtotals_add_the_rows_before_them_and_are_not_added() {
    let table = table("works.json");
    assert_eq!(sum(&table, 6, 6).text, "=SUM(G4:G6)");
    assert_eq!(sum(&table, 6, 6).result, number("42570"));
    assert_eq!(sum(&table, 2, 6).text, "=SUM(G4:G6,G8)");
    assert_eq!(sum(&table, 2, 6).result, number("42570"));
    assert_eq!(sum(&table, 0, 6).text, "=SUM(G2,G9)");
}

#[test]
fn what_does_not_fit_a_decimal_is_not_summed() {
    let huge = Decimal::MAX;
    let tiny = number("0.0000000000000000000000000001");
    assert_eq!(exact_sum([Some(huge), Some(huge)]), None);
    assert_eq!(exact_sum([Some(number("12345678901234567890")), Some(tiny)]), None);
    assert_eq!(exact_sum([Some(number("0.1")), Some(number("0.2"))]), Some(number("0.3")));
    assert_eq!(exact_sum([Some(number("1.50")), Some(number("-1.5"))]), Some(Decimal::ZERO));
    assert_eq!(exact_sum([Some(Decimal::ONE), None]), None);
}
