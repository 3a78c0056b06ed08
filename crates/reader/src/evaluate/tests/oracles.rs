//! What LibreOffice makes of hundreds of random formulas, `testdata/formulas`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::evaluate::{Budget, Verdict, apply};
use crate::grid::{CellValue, Workbook};
use crate::limits::Limits;
use crate::testing::fixture;
use crate::xlsx;

fn opened() -> Workbook {
    let mut book = xlsx::read(&fixture("formulas/random.xlsx"), &Limits::default()).expect("a workbook");
    book.recalculates = false;
    book
}

/// Equal but for binary noise, which a sum of large parts may leave in its last digits.
fn near(ours: Decimal, theirs: f64) -> bool {
    let ours = ours.to_f64().expect("a float");
    (ours - theirs).abs() <= 1e-9 + theirs.abs() * 1e-12
}

fn same(ours: &CellValue, theirs: &CellValue) -> bool {
    match (ours, theirs) {
        (CellValue::Number(ours), CellValue::Number(theirs)) => {
            near(ours.value, theirs.value.to_f64().expect("a float"))
        }
        (ours, theirs) => ours == theirs,
    }
}

#[test]
fn libreoffice_comes_to_the_same() {
    let cached = opened();
    let mut book = cached.clone();
    for cell in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.cells) {
        if cell.formula.is_some() {
            cell.value = CellValue::None;
        }
    }
    apply(&mut book, Budget::default());
    let (mut agreed, mut differ) = (0, Vec::new());
    for (ours, theirs) in book.sheets.iter().zip(&cached.sheets) {
        for (ours, theirs) in ours.cells.iter().zip(&theirs.cells) {
            let Some(formula) = &theirs.formula else { continue };
            if same(&ours.value, &theirs.value) {
                agreed += 1;
            } else {
                differ.push(format!("{} ={formula}: {:?} is not {:?}", theirs.at, ours.value, theirs.value));
            }
        }
    }
    assert!(differ.is_empty(), "{} of {}:\n{}", differ.len(), agreed + differ.len(), differ.join("\n"));
    assert!(agreed > 900, "{agreed}");
}

#[test]
fn results_of_libreoffice_are_confirmed() {
    let said: Vec<_> = apply(&mut opened(), Budget::default())
        .into_iter()
        .filter(|checked| !matches!(checked.verdict, Verdict::Unsupported { .. }))
        .collect();
    assert!(said.is_empty(), "{said:#?}");
}
