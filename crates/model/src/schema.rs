//! JSON Schema of the JSON form.

use serde_json::{Map, Value as Json, json};

use crate::json::{FINDINGS_FORMAT, JSON_FORMAT};
use crate::layout::{Column, FieldNode, Layout, Layouts};

/// JSON Schema (draft 2020-12) of the JSON form, for the layouts at hand.
pub fn json_schema(layouts: &Layouts) -> Json {
    let mut definitions = Map::new();
    let mut appendices = Vec::new();
    for layout in layouts.iter() {
        definitions.insert(format!("{}-row", layout.id), row(layout));
        definitions.insert(layout.id.to_string(), appendix(layout));
        appendices.push(json!({"$ref": format!("#/$defs/{}", layout.id)}));
    }
    definitions.insert("quantity".to_owned(), quantity());
    definitions.insert("source".to_owned(), source());
    definitions.insert("plan".to_owned(), plan());
    definitions.insert("remark".to_owned(), remark());
    definitions.insert("finding".to_owned(), finding());
    definitions.insert("origin".to_owned(), origin());
    definitions.insert("unit".to_owned(), unit(&appendices));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "phuluc: appendices of a plan",
        "type": "object",
        "required": ["format", "appendices", "findings"],
        "additionalProperties": false,
        "properties": {
            "format": {"const": JSON_FORMAT},
            "appendices": {"type": "array", "items": {"oneOf": appendices}},
            "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
            "units": {
                "description": "of merged appendices: what units sent",
                "type": "array",
                "items": {"$ref": "#/$defs/unit"},
            },
        },
        "$defs": definitions,
    })
}

/// JSON Schema (draft 2020-12) of the form `phuluc-findings/1`.
pub fn findings_schema() -> Json {
    let text = || json!({"type": "string"});
    let mut finding = finding();
    if let Some(properties) = finding.get_mut("properties").and_then(Json::as_object_mut) {
        // Only of a finding that somebody accepted.
        let accepted = object(&[("reason", text()), ("by", text()), ("date", text())]);
        properties.insert("accepted".to_owned(), accepted);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "phuluc: findings",
        "type": "object",
        "required": ["format", "findings"],
        "additionalProperties": false,
        "properties": {
            "format": {"const": FINDINGS_FORMAT},
            "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
        },
        "$defs": {"finding": finding},
    })
}

fn quantity() -> Json {
    json!({
        "description": "null: blank; \"-\": explicit nil; a plain decimal; or the cell's own words; the row's `words` names fields whose words look like a figure",
        "type": ["string", "null"],
    })
}

fn remark() -> Json {
    object(&[("cell", cell()), ("text", json!({"type": "string"}))])
}

fn cell() -> Json {
    json!({"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]*$"})
}

fn text_or_null() -> Json {
    json!({"type": ["string", "null"]})
}

/// An object with these properties, all of them required, and no others.
fn object(properties: &[(&str, Json)]) -> Json {
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Json> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

/// Where a merged row comes from.
fn origin() -> Json {
    let text = || json!({"type": "string"});
    let mut origin = object(&[("unit", text()), ("file", text()), ("sheet", text()), ("cell", text())]);
    if let Some(map) = origin.as_object_mut() {
        map.insert("description".to_owned(), json!("a unit's row, by the cell of its name"));
    }
    origin
}

/// One file that a unit sent.
fn unit(appendices: &[Json]) -> Json {
    object(&[
        ("unit", text_or_null()),
        ("file", json!({"type": "string"})),
        ("sha256", json!({"type": "string", "pattern": "^([0-9a-f]{64})?$"})),
        ("date", text_or_null()),
        ("appendices", json!({"type": "array", "items": {"oneOf": appendices}})),
        ("findings", json!({"type": "array", "items": {"$ref": "#/$defs/finding"}})),
        ("english", json!({"type": "array", "items": {"type": "string"}})),
    ])
}

fn plan() -> Json {
    let date = json!({"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    object(&[("number", text_or_null()), ("date", date), ("issuer", text_or_null())])
}

fn source() -> Json {
    let unit = json!({"enum": ["dong", "nghin-dong", "trieu-dong", "ty-dong", null]});
    let columns = json!({
        "type": "object",
        "additionalProperties": {"type": "string", "pattern": "^[A-Z]{1,3}$"},
    });
    let mut source = object(&[
        ("file", json!({"type": "string"})),
        ("sheet", json!({"type": "string"})),
        ("range", json!({"type": ["string", "null"]})),
        ("unit", unit),
        ("columns", columns),
    ]);
    // Only where there are formulas, and the container tells them.
    let cell = json!({"type": "string", "pattern": "^[A-Z]{1,3}[0-9]+$"});
    let optional = [
        (
            "formulas",
            json!({
                "type": "object",
                "propertyNames": cell,
                "additionalProperties": {"type": "string"},
            }),
        ),
        ("text_figures", json!({"type": "array", "items": cell})),
        ("reporting_unit", json!({"type": "string"})),
        ("prepared", json!({"type": "string"})),
    ];
    if let Some(properties) = source.get_mut("properties").and_then(Json::as_object_mut) {
        properties.extend(optional.map(|(name, schema)| (name.to_owned(), schema)));
    }
    source
}

fn finding() -> Json {
    let text = || json!({"type": "string"});
    let suspect = object(&[("cell", text()), ("fits", text()), ("why", text())]);
    let related = object(&[("cell", text()), ("text", text())]);
    object(&[
        ("rule", json!({"type": "string", "pattern": "^PL[0-9]{3}$"})),
        ("name", text()),
        ("severity", json!({"enum": ["error", "warning", "info"]})),
        ("message", text()),
        ("file", text()),
        ("sheet", text()),
        ("cell", text()),
        ("expected", text_or_null()),
        ("found", text_or_null()),
        ("suspects", json!({"type": "array", "items": suspect})),
        ("related", json!({"type": "array", "items": related})),
        ("count", json!({"type": "integer", "minimum": 1})),
    ])
}

fn appendix(layout: &Layout) -> Json {
    let remarks = json!({"type": "array", "items": {"$ref": "#/$defs/remark"}});
    let row = json!({"$ref": format!("#/$defs/{}-row", layout.id)});
    let mut schema = object(&[
        ("layout", json!({"const": &*layout.id})),
        ("title", text_or_null()),
        ("plan", json!({"oneOf": [{"type": "null"}, {"$ref": "#/$defs/plan"}]})),
        ("plan_year", json!({"type": ["integer", "null"]})),
        ("unit", json!({"const": layout.unit})),
        ("source", json!({"$ref": "#/$defs/source"})),
        ("total", json!({"oneOf": [{"type": "null"}, row]})),
        ("rows", json!({"type": "array", "items": row})),
        ("notes", remarks.clone()),
        ("unmapped", remarks),
    ]);
    if let Some(map) = schema.as_object_mut() {
        map.insert("description".to_owned(), json!(layout.name_en));
    }
    schema
}

fn row(layout: &Layout) -> Json {
    let kinds: Vec<&str> = layout.kinds.iter().map(|kind| &*kind.name).collect();
    let fields: Vec<&str> = layout.columns.iter().map(|column| &*column.field).collect();
    let mut properties = vec![
        ("row", json!({"type": "integer", "minimum": 0})),
        ("level", json!({"type": "integer", "minimum": 0})),
        ("kind", json!({"enum": kinds})),
    ];
    properties.extend(layout.tree.iter().map(|node| (node.name(), field(node, &layout.columns))));
    properties.push((
        "children",
        json!({"type": "array", "items": {"$ref": format!("#/$defs/{}-row", layout.id)}}),
    ));
    let mut schema = object(&properties);
    let carried = json!({"type": "array", "items": {"enum": fields}, "minItems": 1});
    if let Some(known) = schema.get_mut("properties").and_then(Json::as_object_mut) {
        known.insert("carried".to_owned(), carried.clone());
        known.insert("words".to_owned(), carried);
        known.insert("from".to_owned(), json!({"type": "array", "items": {"$ref": "#/$defs/origin"}}));
    }
    schema
}

fn field(node: &FieldNode, columns: &[Column]) -> Json {
    match node {
        FieldNode::Group(_, nodes) => {
            let inner: Vec<(&str, Json)> =
                nodes.iter().map(|node| (node.name(), field(node, columns))).collect();
            object(&inner)
        }
        FieldNode::Leaf(_, index) => {
            let column = columns.get(*index);
            let description = column.map(|column| {
                column.header.iter().map(|step| step.pattern.as_str()).collect::<Vec<_>>().join(" / ")
            });
            let figure = column.is_some_and(|column| column.kind.is_figure());
            if figure {
                json!({"description": description, "$ref": "#/$defs/quantity"})
            } else {
                json!({"description": description, "type": ["string", "null"]})
            }
        }
    }
}
