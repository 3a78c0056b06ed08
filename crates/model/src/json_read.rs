//! The JSON form `phuluc/1`, read.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::appendix::{Appendix, Document, PlanReference, Remark, Row, Source, Value};
use crate::finding::{Finding, Message, Related, Severity, Suspect};
use crate::json::JSON_FORMAT;
use crate::layout::{FieldNode, Layout, Layouts};
use crate::quantity::Quantity;

/// Why a text is not a document in the JSON form.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// Not JSON.
    #[error("not valid JSON: {0}")]
    Syntax(#[from] serde_json::Error),
    /// JSON of another kind or version.
    #[error(
        "the JSON is not in the form `{JSON_FORMAT}` (its `format` is {found}): it must come from `phuluc convert`"
    )]
    Format {
        /// What stands there instead.
        found: String,
    },
    /// A layout that is not at hand.
    #[error("the layout `{id}` at {path} is not known: add its file with --layouts")]
    UnknownLayout {
        /// Its id.
        id: String,
        /// Where it stands.
        path: String,
    },
    /// Something in another shape than it must have.
    #[error("at {path}: {detail}")]
    Shape {
        /// Where it stands.
        path: String,
        /// What is the matter.
        detail: String,
    },
}

type Outcome<T> = Result<T, JsonError>;

impl Document {
    /// Reads the JSON form.
    ///
    /// # Errors
    ///
    /// A [`JsonError`] with the path of what does not fit.
    pub fn from_json(text: &[u8], layouts: &Layouts) -> Outcome<Self> {
        let json: Json = serde_json::from_slice(text)?;
        let format = json.get("format").cloned().unwrap_or_default();
        if format != JSON_FORMAT {
            return Err(JsonError::Format { found: format.to_string() });
        }
        let list = |key: &str| json.get(key).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let appendices = list("appendices").iter().enumerate();
        let findings = list("findings").iter().enumerate();
        Ok(Self {
            appendices: appendices
                .map(|(at, json)| appendix(json, layouts, &format!("appendices[{at}]")))
                .collect::<Outcome<_>>()?,
            findings: findings
                .map(|(at, json)| finding(json, &format!("findings[{at}]")))
                .collect::<Outcome<_>>()?,
        })
    }
}

pub(crate) fn shape(path: &str, detail: impl ToString) -> JsonError {
    JsonError::Shape { path: path.to_owned(), detail: detail.to_string() }
}

pub(crate) fn typed<'de, T: Deserialize<'de>>(json: &'de Json, path: &str) -> Outcome<T> {
    T::deserialize(json).map_err(|error| shape(path, error))
}

fn object<'a>(json: &'a Json, path: &str) -> Outcome<&'a Map<String, Json>> {
    json.as_object().ok_or_else(|| shape(path, "an object must stand here"))
}

/// The part of an appendix that needs no layout.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAppendix {
    layout: String,
    title: Option<String>,
    plan: Option<PlanReference>,
    plan_year: Option<i32>,
    unit: Option<crate::MoneyUnit>,
    #[serde(default)]
    source: Source,
    #[serde(default)]
    total: Option<Json>,
    #[serde(default)]
    rows: Vec<Json>,
    #[serde(default)]
    notes: Vec<Remark>,
    #[serde(default)]
    unmapped: Vec<Remark>,
}

pub(crate) fn appendix(json: &Json, layouts: &Layouts, path: &str) -> Outcome<Appendix> {
    let raw: RawAppendix = typed(json, path)?;
    let layout = layouts
        .get(&raw.layout)
        .cloned()
        .ok_or_else(|| JsonError::UnknownLayout { id: raw.layout.clone(), path: path.to_owned() })?;
    if raw.unit != layout.unit {
        let unit = |unit: Option<crate::MoneyUnit>| unit.map_or("null", crate::MoneyUnit::id);
        let detail = format!(
            "the unit is {}, but amounts of `{}` are in {}",
            unit(raw.unit),
            raw.layout,
            unit(layout.unit)
        );
        return Err(shape(path, detail));
    }
    let rows = raw.rows.iter().enumerate();
    Ok(Appendix {
        title: raw.title,
        plan: raw.plan,
        plan_year: raw.plan_year,
        source: raw.source,
        total: raw.total.as_ref().map(|json| row(json, &layout, &format!("{path}.total"))).transpose()?,
        rows: rows
            .map(|(at, json)| row(json, &layout, &format!("{path}.rows[{at}]")))
            .collect::<Outcome<_>>()?,
        notes: raw.notes,
        unmapped: raw.unmapped,
        layout,
    })
}

pub(crate) fn finding(json: &Json, path: &str) -> Outcome<Finding> {
    typed::<RawFinding>(json, path).map(Finding::from)
}

const ROW_KEYS: [&str; 7] = ["row", "level", "kind", "carried", "words", "from", "children"];

fn row(json: &Json, layout: &Arc<Layout>, path: &str) -> Outcome<Row> {
    let map = object(json, path)?;
    let kind: String = typed(map.get("kind").unwrap_or(&Json::Null), &format!("{path}.kind"))?;
    let kind =
        layout.kind(&kind).ok_or_else(|| shape(path, format!("`{}` has no row kind `{kind}`", layout.id)))?;
    let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
    let known = |key: &str| ROW_KEYS.contains(&key);
    fill(map, &layout.tree, layout, &mut values, path, &known)?;
    let carried: Vec<String> = optional(map, "carried", path)?;
    for field in optional::<Vec<String>>(map, "words", path)? {
        let column = layout.column_index(&field).filter(|column| is_figure(layout, *column));
        let slot = column.and_then(|column| values.get_mut(column));
        let (Some(slot), Some(text)) = (slot, text_of(map, &field)) else {
            return Err(shape(path, format!("`words` names no figure: `{field}`")));
        };
        *slot = Value::Quantity(Quantity::Words(Arc::from(text)));
    }
    let children: &[Json] = map.get("children").and_then(Json::as_array).map_or(&[], Vec::as_slice);
    let column = |field: &String| {
        layout.column_index(field).ok_or_else(|| shape(path, format!("`carried` names no field: `{field}`")))
    };
    Ok(Row {
        row: optional(map, "row", path)?,
        level: optional(map, "level", path)?,
        kind: kind.name.clone(),
        values,
        carried: carried.iter().map(column).collect::<Outcome<_>>()?,
        children: children
            .iter()
            .enumerate()
            .map(|(at, json)| row(json, layout, &format!("{path}.children[{at}]")))
            .collect::<Outcome<_>>()?,
    })
}

fn is_figure(layout: &Layout, column: usize) -> bool {
    layout.columns.get(column).is_some_and(|column| column.kind.is_figure())
}

/// The text of a field, whose name nests by dots.
fn text_of<'a>(map: &'a Map<String, Json>, field: &str) -> Option<&'a str> {
    let mut names = field.split('.');
    let first = map.get(names.next()?)?;
    names.try_fold(first, |json, name| json.get(name))?.as_str()
}

fn optional<T: for<'de> Deserialize<'de> + Default>(
    map: &Map<String, Json>,
    key: &str,
    path: &str,
) -> Outcome<T> {
    map.get(key).map_or_else(|| Ok(T::default()), |json| typed(json, &format!("{path}.{key}")))
}

fn fill(
    map: &Map<String, Json>,
    nodes: &[FieldNode],
    layout: &Layout,
    values: &mut [Value],
    path: &str,
    known: &dyn Fn(&str) -> bool,
) -> Outcome<()> {
    for (key, json) in map {
        let path = format!("{path}.{key}");
        match nodes.iter().find(|node| node.name() == key) {
            Some(FieldNode::Leaf(_, column)) => {
                let text: Option<String> = typed(json, &path)?;
                let kind = layout.columns.get(*column).map(|column| column.kind);
                if let (Some(slot), Some(kind)) = (values.get_mut(*column), kind) {
                    *slot = Value::from_json_text(kind, text.as_deref());
                }
            }
            Some(FieldNode::Group(_, inner)) => {
                fill(object(json, &path)?, inner, layout, values, &path, &|_| false)?;
            }
            None if known(key) => {}
            None => return Err(shape(&path, format!("`{}` has no such field", layout.id))),
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFinding {
    rule: String,
    name: String,
    severity: Severity,
    message: String,
    file: String,
    sheet: String,
    cell: String,
    expected: Option<String>,
    found: Option<String>,
    #[serde(default)]
    suspects: Vec<Suspect>,
    #[serde(default)]
    related: Vec<Related>,
    count: usize,
}

impl From<RawFinding> for Finding {
    fn from(raw: RawFinding) -> Self {
        Self {
            rule: Cow::Owned(raw.rule),
            name: Cow::Owned(raw.name),
            severity: raw.severity,
            message: Message::new(raw.message.clone(), raw.message),
            file: raw.file,
            sheet: raw.sheet,
            cell: raw.cell,
            expected: raw.expected,
            found: raw.found,
            suspects: raw.suspects,
            related: raw.related,
            count: raw.count,
        }
    }
}
