//! Relationships between parts, [ECMA-376] part 2, 9.3: what a part refers to by id.

use crate::assemble;
use crate::error::OpenError;
use crate::limits::{LimitName, Limits};
use crate::package::Package;
use crate::xml::{Node, Xml};

/// One relationship.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type, such as `worksheet`.
    pub(super) kind: String,
    /// The full name of the part.
    pub(super) part: String,
}

/// The relationships of a part; of the package for an empty name.
pub(super) fn of(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<Vec<Relation>, OpenError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(content) = package.read(&format!("{folder}{slash}_rels/{name}.rels"))? else {
        return Ok(Vec::new());
    };
    let mut xml = Xml::new(content.as_slice(), limits);
    let mut found = Vec::new();
    loop {
        let element = match xml.next()? {
            Node::Start(element) => element,
            Node::Eof => return Ok(found),
            _ => continue,
        };
        if element.name().rsplit(':').next() != Some("Relationship") {
            continue;
        }
        assemble::check_count(found.len(), limits.parts, LimitName::Parts)?;
        let mut relation = Relation { id: String::new(), kind: String::new(), part: String::new() };
        element.attributes(|name, value| match name {
            "Id" => relation.id = value.into_owned(),
            "Type" => relation.kind = value.rsplit('/').next().unwrap_or_default().to_owned(),
            "Target" => relation.part = resolve(folder, &value),
            _ => {}
        })?;
        found.push(relation);
    }
}

/// The part that a target means, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets() {
        assert_eq!(resolve("xl", "worksheets/sheet1.bin"), "xl/worksheets/sheet1.bin");
        assert_eq!(resolve("xl/worksheets", "../comments1.bin"), "xl/comments1.bin");
        assert_eq!(resolve("xl", "/xl/styles.bin"), "xl/styles.bin");
        assert_eq!(resolve("", "../../x"), "x");
    }
}
