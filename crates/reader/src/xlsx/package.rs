//! The zip container: its parts, found whatever their spelling, and what relates them.

use std::collections::HashMap;
use std::io::{Read, Seek};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::budget::{Budget, Counted};
use super::xml::{Node, Xml};
use crate::error::{FileKind, OpenError};
use crate::limits::{LimitName, Limits};
use crate::package::without_overlap;

/// Kinds of sheets that hold no cells of interest.
const OTHER_SHEETS: [&str; 4] = ["chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"];

/// An opened container.
pub(super) struct Package<'a, R> {
    zip: ZipArchive<R>,
    /// Zip index by folded name: writers differ in case and in slashes.
    parts: HashMap<String, usize>,
    limits: &'a Limits,
    budget: &'a Budget,
}

/// Where the bytes of a part are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// Checksum of the bytes as they are when inflated.
    pub(super) check: u32,
    pub(super) start: u64,
    /// How many there are as stored.
    pub(super) stored: u64,
    /// Whether they are deflated, or stored as they are.
    pub(super) deflated: bool,
}

/// One link from a part to another within the package.
#[derive(Debug)]
pub(super) struct Relationship {
    /// Id by which the part refers to it.
    pub(super) id: String,
    /// Last word of its type; the strict and the transitional standard share those.
    pub(super) kind: String,
    /// Folded name of the part it leads to.
    pub(super) target: String,
}

impl Relationship {
    /// Whether it leads to a sheet of cells.
    pub(super) fn is_worksheet(&self) -> bool {
        !OTHER_SHEETS.contains(&self.kind.as_str())
    }
}

impl<'a, R: Read + Seek + Send> Package<'a, R> {
    /// Opens the container and looks at its directory only.
    pub(super) fn open(source: R, limits: &'a Limits, budget: &'a Budget) -> Result<Self, OpenError> {
        let mut zip = ZipArchive::new(source).map_err(from_zip)?;
        if zip.len() > limits.parts {
            return Err(OpenError::Limit { limit: LimitName::Parts });
        }
        without_overlap(&mut zip)?;
        let mut parts = HashMap::new();
        for (index, name) in zip.file_names_raw().enumerate() {
            parts.entry(folded(&String::from_utf8_lossy(name))).or_insert(index);
        }
        Ok(Self { zip, parts, limits, budget })
    }

    /// Whether it is this container and no other that comes as a zip; see [`crate::open`].
    pub(super) fn is_xlsx(&self) -> bool {
        let ends = |end: &str| self.parts.keys().any(|name| name.ends_with(end));
        let content = ends("[content_types].xml") && self.parts.keys().any(|name| name.contains("xl/"));
        !ends("xl/workbook.bin")
            && !self.parts.contains_key("content.xml")
            && (ends("workbook.xml") || content)
    }

    /// Bytes of a part as the directory states them.
    pub(super) fn stated_size(&mut self, name: &str) -> u64 {
        let index = self.parts.get(name).copied();
        let file = index.and_then(|index| self.zip.by_index_raw(index).ok());
        file.map_or(0, |file| file.size())
    }

    /// Where the bytes of a part are, and how they are stored.
    pub(super) fn stretch(&mut self, name: &str) -> Option<Stretch> {
        let file = self.zip.by_index_raw(*self.parts.get(name)?).ok()?;
        Some(Stretch {
            check: file.crc32(),
            start: file.data_start()?,
            stored: file.compressed_size(),
            deflated: match file.compression() {
                CompressionMethod::Deflated => true,
                CompressionMethod::Stored => false,
                _ => return None,
            },
        })
    }

    /// What the container was opened on.
    pub(super) fn into_source(self) -> R {
        self.zip.into_inner()
    }

    /// The folded name of the workbook part.
    pub(super) fn workbook(&mut self) -> Result<String, OpenError> {
        let roots = self.relationships("")?;
        let declared = roots.into_iter().filter(|r| r.kind == "officeDocument").map(|r| r.target);
        declared
            .chain(["xl/workbook.xml".to_owned()])
            .find(|name| self.parts.contains_key(name))
            .ok_or(OpenError::NotAWorkbook { what: FileKind::Zip })
    }

    /// A part for reading; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, OpenError> {
        let Some(&index) = self.parts.get(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(from_zip)?;
        let source = Counted::new(file, self.budget);
        Ok(Some(Xml::new(Box::new(source), name, self.limits)))
    }

    /// A part that must be there; `what` names it in the message.
    pub(super) fn required(&mut self, name: &str, what: &str) -> Result<Xml<'_>, OpenError> {
        self.part(name)?.ok_or_else(|| OpenError::damaged(format_args!("the part of {what} is missing")))
    }

    /// The part that `from` relates to by `kind`, or the one of its usual name
    /// beside it: some writers forget the link.
    pub(super) fn related(
        &mut self,
        from: &str,
        relationships: &[Relationship],
        kind: &str,
    ) -> Result<Option<Xml<'_>>, OpenError> {
        let linked = relationships.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
        let usual = resolve(from, &format!("{kind}.xml"));
        match linked.into_iter().chain([usual]).find(|name| self.parts.contains_key(name)) {
            Some(name) => self.part(&name),
            None => Ok(None),
        }
    }

    /// What a part links to inside the package; `""` is the package itself.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, OpenError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = folded(&format!("{folder}/_rels/{file}.rels"));
        let budget = self.budget;
        let Some(mut xml) = self.part(&name)? else { return Ok(Vec::new()) };
        xml.root(&["Relationships"])?;
        let mut found = Vec::new();
        loop {
            match xml.next()? {
                Node::Start(tag) if tag.local() == "Relationship" => {
                    let external = tag.text("TargetMode")?.is_some_and(|mode| mode == "External");
                    let id = tag.text("Id")?.unwrap_or_default().into_owned();
                    let kind = tag.text("Type")?.unwrap_or_default();
                    let target = tag.text("Target")?.unwrap_or_default();
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let target = resolve(part, &target);
                    budget.charge(size_of::<Relationship>() + target.len())?;
                    if !external {
                        found.push(Relationship { id, kind, target });
                    }
                    xml.skip()?;
                }
                Node::Start(_) => xml.skip()?,
                Node::End | Node::Done => break,
                _ => {}
            }
        }
        xml.finish()?;
        Ok(found)
    }
}

/// The key of a name: no leading slash, forward slashes, lower case.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// The folded name of a target as seen from a part.
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
    folded(&path.join("/"))
}

fn from_zip(error: ZipError) -> OpenError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            OpenError::Encrypted
        }
        error => OpenError::damaged(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_against_their_part() {
        for target in
            ["worksheets/sheet1.xml", "/xl/worksheets/Sheet1.xml", "..\\XL\\worksheets/./sheet1.xml"]
        {
            assert_eq!(resolve("xl/workbook.xml", target), "xl/worksheets/sheet1.xml", "{target}");
        }
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("a.xml", "../../b.xml"), "b.xml");
    }
}
