//! What relates the parts of a package, and what kind of content they are.

use super::AnnotateError;
use super::package::Package;
use super::xml::{Edits, Tag, TagKind, Tags, escaped};

const TYPES: &str = "[Content_Types].xml";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
/// The beginning of the types of relationships in the transitional standard.
pub(crate) const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// One relationship of a part.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last word of its type.
    pub(crate) kind: String,
    /// The part it leads to.
    pub(crate) target: String,
}

/// The name of the part that holds the relationships of another.
fn holder(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{file}.rels")
}

/// The relationships of a part within the package; `""` is the package itself.
pub(crate) fn of(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, AnnotateError> {
    let Some(text) = package.text(&holder(part))? else { return Ok(Vec::new()) };
    let mut relations = Vec::new();
    let mut tags = Tags::new(&text);
    while let Some(tag) = tags.next()? {
        if !tag.opens() || tag.local != "Relationship" {
            continue;
        }
        let kind = tag.attribute("Type").unwrap_or_default();
        if kind.contains("purl.oclc.org") {
            return Err(AnnotateError::Unusual("strict dialect"));
        }
        if tag.attribute("TargetMode").as_deref() == Some("External") {
            continue;
        }
        relations.push(Relation {
            id: tag.attribute("Id").unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: resolve(part, &tag.attribute("Target").unwrap_or_default()),
        });
    }
    Ok(relations)
}

/// Relates a part to another and gives the id.
pub(crate) fn add(
    package: &mut Package<'_>,
    part: &str,
    kind: &str,
    target: &str,
) -> Result<String, AnnotateError> {
    let name = holder(part);
    let text = package.text(&name)?.unwrap_or_else(|| EMPTY.to_owned());
    let mut ids = Vec::new();
    let mut edits = Edits::default();
    let mut tags = Tags::new(&text);
    let mut root = None;
    while let Some(tag) = tags.next()? {
        if let Some(id) = tag.attribute("Id") {
            ids.push(id);
        }
        root = Some(tag).filter(|tag| tag.depth == 0).or(root);
    }
    let id = (1..).map(|number: u32| format!("rIdPhuluc{number}")).find(|id| !ids.contains(id));
    let id = id.unwrap_or_default();
    let prefix = root
        .as_ref()
        .and_then(|root| root.name().split_once(':'))
        .map_or(String::new(), |(p, _)| format!("{p}:"));
    let relation = format!(
        "<{prefix}Relationship Id=\"{id}\" Type=\"{DOCUMENT}/{kind}\" Target=\"/{}\"/>",
        escaped(target.trim_start_matches('/'))
    );
    put_last(&mut edits, root.as_ref(), &relation)?;
    let text = edits.apply(&text);
    package.put(&name, text);
    Ok(id)
}

/// Puts text before the end of the root, given its last tag.
fn put_last(edits: &mut Edits, root: Option<&Tag<'_>>, text: &str) -> Result<(), AnnotateError> {
    match root {
        Some(root) if root.kind == TagKind::End => edits.insert(root.span.start, text),
        Some(root) if root.kind == TagKind::Empty => {
            edits.replace(
                root.span.clone(),
                format!("{}{text}</{}>", root.with(&[], TagKind::Start), root.name()),
            );
        }
        _ => return Err(AnnotateError::damaged("a part is cut short")),
    }
    Ok(())
}

/// Takes relationships of one kind out, with the parts they lead to.
pub(crate) fn remove(package: &mut Package<'_>, part: &str, kind: &str) -> Result<(), AnnotateError> {
    let name = holder(part);
    let Some(text) = package.text(&name)? else { return Ok(()) };
    let mut edits = Edits::default();
    let mut tags = Tags::new(&text);
    let mut gone = Vec::new();
    while let Some(tag) = tags.next()? {
        let is = tag.attribute("Type").is_some_and(|found| found.rsplit('/').next() == Some(kind));
        if tag.kind == TagKind::Empty && is {
            gone.push(resolve(part, &tag.attribute("Target").unwrap_or_default()));
            edits.replace(tag.span, "");
        }
    }
    let text = edits.apply(&text);
    package.put(&name, text);
    for part in gone {
        package.remove(&part);
        forget(package, &part)?;
    }
    Ok(())
}

/// Says what kind of content parts are, and what the extension of drawings means.
pub(crate) fn declare(package: &mut Package<'_>, parts: &[(String, &str)]) -> Result<(), AnnotateError> {
    let text = package.text(TYPES)?.ok_or_else(|| AnnotateError::damaged(TYPES))?;
    let mut edits = Edits::default();
    let mut tags = Tags::new(&text);
    let mut root = None;
    let mut drawings = false;
    let mut first = None;
    while let Some(tag) = tags.next()? {
        let extension = tag.attribute("Extension").unwrap_or_default();
        drawings |= tag.local == "Default" && extension.eq_ignore_ascii_case("vml");
        if tag.depth == 0 && first.is_none() {
            first = Some(tag.span.end);
        }
        root = Some(tag).filter(|tag| tag.depth == 0).or(root);
    }
    let prefix = root
        .as_ref()
        .and_then(|root| root.name().split_once(':'))
        .map_or(String::new(), |(p, _)| format!("{p}:"));
    if let Some(first) = first.filter(|_| !drawings) {
        edits.insert(first, format!("<{prefix}Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"));
    }
    let kinds: String = parts
        .iter()
        .map(|(name, kind)| {
            let name = escaped(name.trim_start_matches('/'));
            format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>")
        })
        .collect();
    put_last(&mut edits, root.as_ref(), &kinds)?;
    let text = edits.apply(&text);
    package.put(TYPES, text);
    Ok(())
}

/// Takes out what is said of a part's kind of content.
pub(crate) fn forget(package: &mut Package<'_>, part: &str) -> Result<(), AnnotateError> {
    let Some(text) = package.text(TYPES)? else { return Ok(()) };
    let mut edits = Edits::default();
    let mut tags = Tags::new(&text);
    while let Some(tag) = tags.next()? {
        let name = tag.attribute("PartName").unwrap_or_default();
        if tag.kind == TagKind::Empty && name.trim_start_matches('/').eq_ignore_ascii_case(part) {
            edits.replace(tag.span, "");
        }
    }
    let text = edits.apply(&text);
    package.put(TYPES, text);
    Ok(())
}

/// Makes a workbook with macros, or a template, a plain workbook without them.
pub(crate) fn without_macros(package: &mut Package<'_>, workbook: &str) -> Result<(), AnnotateError> {
    remove(package, workbook, "vbaProject")?;
    let Some(text) = package.text(TYPES)? else { return Ok(()) };
    let plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let mut changed = text;
    for other in [
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    ] {
        changed = changed.replace(other, plain);
    }
    package.put(TYPES, changed);
    Ok(())
}

/// The part that a target means, as seen from another part.
fn resolve(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}
