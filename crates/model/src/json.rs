//! The JSON form `phuluc/1`, written.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::appendix::{Appendix, Document, Row};
use crate::finding::{Finding, Language};
use crate::layout::{FieldNode, Layout};
use crate::quantity::Quantity;

/// The name and version of the JSON form.
pub const JSON_FORMAT: &str = "phuluc/1";
/// The name and version of the findings' JSON form.
pub const FINDINGS_FORMAT: &str = "phuluc-findings/1";

/// A document in its JSON form, with messages in one language.
#[derive(Debug, Clone, Copy)]
pub struct JsonDocument<'a> {
    /// What is written.
    pub document: &'a Document,
    /// The language of messages.
    pub language: Language,
}

impl Document {
    /// The JSON form, to hand to a serializer.
    pub const fn json(&self, language: Language) -> JsonDocument<'_> {
        JsonDocument { document: self, language }
    }

    /// The JSON form as text, indented, with a line break at its end.
    pub fn to_json(&self, language: Language) -> String {
        // Serializing strings and numbers into memory has nothing that could fail.
        let mut text = serde_json::to_string_pretty(&self.json(language)).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Serialize for JsonDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("format", JSON_FORMAT)?;
        map.serialize_entry("appendices", &self.document.appendices)?;
        let findings = JsonFindings { findings: &self.document.findings, language: self.language };
        map.serialize_entry("findings", &findings)?;
        map.end()
    }
}

/// Findings in their JSON form, as a list, with messages in one language.
#[derive(Debug, Clone, Copy)]
pub struct JsonFindings<'a> {
    /// What is written.
    pub findings: &'a [Finding],
    /// The language of messages.
    pub language: Language,
}

impl Serialize for JsonFindings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.findings.len()))?;
        for finding in self.findings {
            list.serialize_element(&JsonFinding { finding, language: self.language })?;
        }
        list.end()
    }
}

struct JsonFinding<'a> {
    finding: &'a Finding,
    language: Language,
}

impl Serialize for JsonFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.finding;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", &finding.rule)?;
        map.serialize_entry("name", &finding.name)?;
        map.serialize_entry("severity", &finding.severity)?;
        map.serialize_entry("message", finding.message.text(self.language))?;
        map.serialize_entry("file", &finding.file)?;
        map.serialize_entry("sheet", &finding.sheet)?;
        map.serialize_entry("cell", &finding.cell)?;
        map.serialize_entry("expected", &finding.expected)?;
        map.serialize_entry("found", &finding.found)?;
        map.serialize_entry("suspects", &finding.suspects)?;
        map.serialize_entry("related", &finding.related)?;
        map.serialize_entry("count", &finding.count)?;
        map.end()
    }
}

impl Serialize for Appendix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(10))?;
        map.serialize_entry("layout", &*self.layout.id)?;
        map.serialize_entry("title", &self.title)?;
        map.serialize_entry("plan", &self.plan)?;
        map.serialize_entry("plan_year", &self.plan_year)?;
        map.serialize_entry("unit", &self.layout.unit)?;
        map.serialize_entry("source", &self.source)?;
        map.serialize_entry("total", &self.total.as_ref().map(|row| JsonRow::new(&self.layout, row)))?;
        map.serialize_entry("rows", &JsonRows { layout: &self.layout, rows: &self.rows })?;
        map.serialize_entry("notes", &self.notes)?;
        map.serialize_entry("unmapped", &self.unmapped)?;
        map.end()
    }
}

struct JsonRows<'a> {
    layout: &'a Layout,
    rows: &'a [Row],
}

impl Serialize for JsonRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.rows.len()))?;
        for row in self.rows {
            list.serialize_element(&JsonRow::new(self.layout, row))?;
        }
        list.end()
    }
}

/// A row in its JSON form, with or without what is below it.
#[derive(Debug, Clone, Copy)]
pub struct JsonRow<'a> {
    layout: &'a Layout,
    row: &'a Row,
    children: bool,
}

impl<'a> JsonRow<'a> {
    /// A row of a layout, with its children.
    pub const fn new(layout: &'a Layout, row: &'a Row) -> Self {
        Self { layout, row, children: true }
    }

    /// A row of a layout by itself, as a line of JSONL has it.
    pub const fn alone(layout: &'a Layout, row: &'a Row) -> Self {
        Self { layout, row, children: false }
    }

    /// Writes the row's entries into an open map.
    ///
    /// # Errors
    ///
    /// What the serializer answers.
    pub fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let row = self.row;
        map.serialize_entry("row", &row.row)?;
        map.serialize_entry("level", &row.level)?;
        map.serialize_entry("kind", &*row.kind)?;
        for node in &self.layout.tree {
            map.serialize_entry(node.name(), &JsonNode { node, row })?;
        }
        if !row.carried.is_empty() {
            let fields = row.carried.iter().filter_map(|column| self.layout.columns.get(*column));
            map.serialize_entry("carried", &fields.map(|column| &*column.field).collect::<Vec<_>>())?;
        }
        let words = self.layout.columns.iter().zip(&row.values);
        let words = words.filter(|(_, value)| value.quantity().is_some_and(Quantity::looks_like_a_figure));
        let words: Vec<&str> = words.map(|(column, _)| &*column.field).collect();
        if !words.is_empty() {
            map.serialize_entry("words", &words)?;
        }
        if self.children {
            map.serialize_entry("children", &JsonRows { layout: self.layout, rows: &row.children })?;
        }
        Ok(())
    }
}

impl Serialize for JsonRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}

impl FieldNode {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Leaf(name, _) | Self::Group(name, _) => name,
        }
    }
}

struct JsonNode<'a> {
    node: &'a FieldNode,
    row: &'a Row,
}

impl Serialize for JsonNode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.node {
            FieldNode::Leaf(_, column) => {
                self.row.values.get(*column).and_then(crate::Value::to_json_text).serialize(serializer)
            }
            FieldNode::Group(_, nodes) => {
                let mut map = serializer.serialize_map(Some(nodes.len()))?;
                for node in nodes {
                    map.serialize_entry(node.name(), &JsonNode { node, row: self.row })?;
                }
                map.end()
            }
        }
    }
}
