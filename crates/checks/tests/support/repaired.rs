//! The plan of Lạng Sơn with its slips repaired.

use std::sync::Arc;

use phuluc_model::{Appendix, Quantity, Row, Value};
use rust_decimal::Decimal;

/// Repairs every slip of the plan that the issue names.
pub(crate) fn repair(appendices: &mut [Appendix]) {
    for appendix in appendices {
        match &*appendix.layout.id {
            "phu-luc-2" => leave_no_row_out(appendix),
            "phu-luc-3" => number_again(appendix),
            "phu-luc-4" => name_own_district(appendix),
            _ => {}
        }
    }
}

/// Project 3 and the grand total have sub-project 2 in them.
fn leave_no_row_out(appendix: &mut Appendix) {
    let columns = appendix.layout.children_sums.clone();
    let third = &mut appendix.rows[2];
    let left_out = third.children[1].clone();
    let raise = |row: &mut Row| {
        for &column in columns.iter().filter(|column| !left_out.quantity(**column).is_blank()) {
            let figure = row.quantity(column).addend() + left_out.quantity(column).addend();
            row.values[column] = Value::Quantity(Quantity::number(figure));
        }
    };
    raise(third);
    raise(appendix.total.as_mut().expect("a grand total"));
}

/// Districts 1, 2, 3 and their works; the rounded sum in full; 1.11 with its commune.
fn number_again(appendix: &mut Appendix) {
    let (location, local) = (1, 7);
    let districts = &mut appendix.rows[0].children;
    for (number, district) in districts.iter_mut().enumerate() {
        district.values[0] = text(&(number + 1).to_string());
        for (work, row) in district.children.iter_mut().enumerate() {
            row.values[0] = text(&format!("{}.{}", number + 1, work + 1));
        }
    }
    let exact: Decimal = "19703.4".parse().expect("a decimal");
    districts[0].values[local] = Value::Quantity(Quantity::number(exact));
    for row in &mut districts[1].children[10..12] {
        row.carried.clear();
    }
    districts[1].children[10].values[location] = text("Xã Đình Lập");
}

/// The training centre of Đình Lập is its own.
fn name_own_district(appendix: &mut Appendix) {
    appendix.rows[0].children[2].values[2] = text("Trung tâm GDNN-GDTX huyện Đình Lập");
}

fn text(text: &str) -> Value {
    Value::Text(Some(Arc::from(text)))
}
