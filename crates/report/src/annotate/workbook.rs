//! The workbook part: its sheets, with one more in front.

use super::AnnotateError;
use super::xml::{Edits, TagKind, Tags, escaped};

/// A sheet as the workbook names it.
#[derive(Debug)]
pub(crate) struct SheetEntry {
    pub(crate) name: String,
    pub(crate) relation: String,
    pub(crate) hidden: bool,
}

pub(crate) fn sheets(text: &str) -> Result<Vec<SheetEntry>, AnnotateError> {
    let mut sheets = Vec::new();
    let mut tags = Tags::new(text);
    while let Some(tag) = tags.next()? {
        if tag.depth == 0 && tag.opens() && tag.name() != "workbook" {
            return Err(AnnotateError::Unusual("prefixed workbook"));
        }
        if tag.depth == 0 && tag.attribute("xmlns").is_some_and(|name| name.contains("purl.oclc.org")) {
            return Err(AnnotateError::Unusual("strict dialect"));
        }
        if tag.depth == 2 && tag.local == "sheet" && tag.opens() {
            sheets.push(SheetEntry {
                name: tag.attribute("name").unwrap_or_default(),
                relation: tag.prefixed("id").unwrap_or_default(),
                hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
            });
        }
    }
    Ok(sheets)
}

/// A name for a sheet that no other has.
pub(crate) fn free_name(wanted: &str, sheets: &[SheetEntry]) -> String {
    let taken = |name: &str| sheets.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|number: u32| format!("{wanted} ({number})"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// The workbook with a sheet in front of all others, which is the one that shows.
pub(crate) fn with_first_sheet(text: &str, name: &str, relation: &str) -> Result<String, AnnotateError> {
    let mut edits = Edits::default();
    let mut tags = Tags::new(text);
    let mut ids = Vec::new();
    let mut place = None;
    let mut pending = Vec::new();
    while let Some(tag) = tags.next()? {
        match (tag.depth, tag.local) {
            (1, "sheets") if tag.kind == TagKind::Start => place = Some(tag.span.end),
            (2, "sheet") if tag.opens() => ids.extend(tag.number("sheetId")),
            (2, "workbookView") if tag.opens() => {
                let set = [("activeTab", None), ("firstSheet", None)];
                edits.replace(tag.span.clone(), tag.with(&set, tag.kind));
            }
            (2, "definedName") if tag.opens() => {
                if let Some(at) = tag.number("localSheetId") {
                    let set = [("localSheetId", Some((at + 1).to_string()))];
                    pending.push((tag.span.clone(), tag.with(&set, tag.kind)));
                }
            }
            _ => {}
        }
    }
    let Some(place) = place else { return Err(AnnotateError::damaged("no sheets")) };
    let id = ids.into_iter().max().unwrap_or(0).saturating_add(1);
    let sheet = format!(
        "<sheet xmlns:r=\"{}\" name=\"{}\" sheetId=\"{id}\" r:id=\"{relation}\"/>",
        super::relations::DOCUMENT,
        escaped(name)
    );
    edits.insert(place, sheet);
    for (span, with) in pending {
        edits.replace(span, with);
    }
    Ok(edits.apply(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_single_sheets_still_mean_theirs() {
        let text = "<workbook xmlns:r=\"x\"><bookViews><workbookView activeTab=\"3\"/></bookViews><sheets><sheet name=\"A &amp; B\" sheetId=\"7\" state=\"hidden\" r:id=\"r1\"/></sheets><definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">'A'!$A$1</definedName></definedNames></workbook>";
        let known = sheets(text).expect("sheets");
        assert_eq!((known[0].name.as_str(), known[0].hidden), ("A & B", true));
        assert_eq!(free_name("a & b", &known), "a & b (2)");
        let text = with_first_sheet(text, "Phát hiện", "r9").expect("a workbook");
        assert!(
            text.contains("name=\"Phát hiện\" sheetId=\"8\" r:id=\"r9\"/><sheet name=\"A &amp; B\""),
            "{text}"
        );
        assert!(text.contains("localSheetId=\"1\"") && text.contains("<workbookView/>"), "{text}");
    }
}
