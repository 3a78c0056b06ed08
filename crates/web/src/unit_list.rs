//! The units of a list that each get a template of their own.

use phuluc::{Places, RepeatedUnit, UnitName};
use serde::Serialize;

use crate::failure::{Both, Failure};
use crate::overview::json;
use crate::session::Session;

#[derive(Debug, Serialize)]
struct ListOverview {
    /// Each unit once, in order.
    units: Vec<String>,
    /// The name of each one's file.
    files: Vec<String>,
    /// What to look at.
    said: Vec<Both>,
}

impl Session {
    /// The units of a list, the names of their files, and what to look at, as JSON.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where no unit is listed.
    pub fn unit_list(&self, text: &str) -> Result<String, Failure> {
        let list = phuluc::units_in("", text).map_err(|_| {
            Failure::new("chưa có đơn vị nào: ghi mỗi đơn vị một dòng", "no unit yet: write one a line")
        })?;
        let places = self.places_with(text);
        let mut said: Vec<Both> = list.repeated.iter().map(repeated).collect();
        let mut unknown: Vec<&str> = Vec::new();
        for unit in &list.units {
            match phuluc::unit_name(&places, unit) {
                UnitName::Near(near) => said.push(Both::new(
                    format!("«{unit}» không có trong danh sách huyện, xã: có phải {near}?"),
                    format!("“{unit}” is not in the list of districts and communes: did you mean {near}?"),
                )),
                UnitName::Unknown => unknown.push(unit),
                _ => {}
            }
        }
        if !unknown.is_empty() {
            let names = unknown.join(", ");
            said.push(Both::new(
                format!("Không có trong danh sách huyện, xã nên biểu mẫu không có địa bàn để chọn: {names}"),
                format!(
                    "Not in the list of districts and communes, so without places to choose from: {names}"
                ),
            ));
        }
        Ok(json(&ListOverview { files: phuluc::template_files(&list.units), units: list.units, said }))
    }

    /// The places at hand, with those of a list that says where its units are.
    pub(crate) fn places_with(&self, list: &str) -> Places {
        let mut places = self.places_at_hand();
        if let Ok(own) = Places::parse("", list) {
            places.add(own);
        }
        places
    }
}

fn repeated(one: &RepeatedUnit) -> Both {
    let RepeatedUnit { line, name, unit, .. } = one;
    Both::new(
        format!("Dòng {line}: «{name}» đã có ở trên («{unit}»), chỉ làm một biểu mẫu"),
        format!("Line {line}: “{name}” is listed above (“{unit}”), one template is made"),
    )
}
