//! JSON Schema of the JSON form.

use serde_json::{Map, Value as Json, json};

use crate::json::DIFF_FORMAT;

/// JSON Schema (draft 2020-12) of the form `phuluc-diff/1`.
pub fn diff_schema() -> Json {
    let list = |items: &str| json!({"type": "array", "items": {"$ref": format!("#/$defs/{items}")}});
    let or_null = |of: &str| json!({"oneOf": [{"type": "null"}, {"$ref": format!("#/$defs/{of}")}]});
    let appendix = object(&[
        ("layout", json!({"type": "string"})),
        ("old", or_null("side")),
        ("new", or_null("side")),
        ("heading", list("heading")),
        ("rows", list("row")),
        ("groups", list("group")),
        ("sums", list("sum")),
    ]);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "phuluc: what changed between two submissions",
        "type": "object",
        "required": ["format", "equal", "counts", "appendices"],
        "additionalProperties": false,
        "properties": {
            "format": {"const": DIFF_FORMAT},
            "equal": {"type": "boolean", "description": "whether both say the same"},
            "counts": {"$ref": "#/$defs/counts"},
            "appendices": list("appendix"),
        },
        "$defs": {
            "counts": counts(),
            "appendix": appendix,
            "side": side(),
            "heading": heading(),
            "row": row(&list, &or_null),
            "row-side": row_side(),
            "row-name": object(&[("code", text_or_null()), ("name", text_or_null())]),
            "cell": cell(),
            "group": object(&[("old", or_null("row-name")), ("new", or_null("row-name")), ("sums", list("sum"))]),
            "sum": sum(),
            "decimal": {
                "description": "an exact decimal: no grouping, `.` as the decimal mark",
                "type": "string",
                "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
            },
        },
    })
}

/// An object with these properties, all of them required, and no others.
fn object(properties: &[(&str, Json)]) -> Json {
    let required: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Json> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

fn text() -> Json {
    json!({"type": "string"})
}

fn text_or_null() -> Json {
    json!({"type": ["string", "null"]})
}

fn decimal_or_null() -> Json {
    json!({"oneOf": [{"type": "null"}, {"$ref": "#/$defs/decimal"}]})
}

fn counts() -> Json {
    let names = [
        "appendices_added",
        "appendices_removed",
        "heading",
        "added",
        "removed",
        "moved",
        "renamed",
        "split",
        "joined",
        "changed",
        "follows",
        "renumbered",
        "form",
    ];
    let count = json!({"type": "integer", "minimum": 0});
    object(&names.map(|name| (name, count.clone())))
}

fn side() -> Json {
    object(&[
        ("file", text()),
        ("sheet", text()),
        ("title", text_or_null()),
        ("plan_year", json!({"type": ["integer", "null"]})),
        ("unit", json!({"enum": ["dong", "nghin-dong", "trieu-dong", "ty-dong", null]})),
    ])
}

fn heading() -> Json {
    let fields = ["title", "plan_year", "plan.number", "plan.date", "plan.issuer", "source.unit"];
    object(&[
        ("field", json!({"enum": fields})),
        ("old", text_or_null()),
        ("new", text_or_null()),
        ("form", json!({"type": "boolean", "description": "the same in another form"})),
    ])
}

fn row(list: &dyn Fn(&str) -> Json, or_null: &dyn Fn(&str) -> Json) -> Json {
    let words = [
        "added",
        "removed",
        "split",
        "joined",
        "moved",
        "renamed",
        "changed",
        "follows",
        "renumbered",
        "form",
    ];
    let place = object(&[("old", text_or_null()), ("new", text_or_null())]);
    let parent = object(&[("old", or_null("row-name")), ("new", or_null("row-name"))]);
    let moved = object(&[
        ("parent", json!({"oneOf": [{"type": "null"}, parent]})),
        ("place", json!({"oneOf": [{"type": "null"}, place]})),
    ]);
    object(&[
        ("changes", json!({"type": "array", "items": {"enum": words}, "minItems": 1, "uniqueItems": true})),
        ("old", list("row-side")),
        ("new", list("row-side")),
        ("moved", json!({"oneOf": [{"type": "null"}, moved]})),
        ("cells", list("cell")),
    ])
}

fn row_side() -> Json {
    let number = json!({"type": "integer", "minimum": 0});
    object(&[
        ("row", number.clone()),
        ("sheet", text()),
        ("level", number),
        ("kind", text()),
        ("code", text_or_null()),
        ("name", text_or_null()),
        ("values", json!({"type": "object", "additionalProperties": {"type": "string"}})),
    ])
}

fn cell() -> Json {
    object(&[
        ("field", text()),
        ("nature", json!({"enum": ["changed", "follows", "form"]})),
        ("old", text_or_null()),
        ("new", text_or_null()),
        ("difference", decimal_or_null()),
        ("percent", decimal_or_null()),
        ("old_cell", text_or_null()),
        ("new_cell", text_or_null()),
        ("old_left_out", json!({"type": "array", "items": text()})),
        ("new_left_out", json!({"type": "array", "items": text()})),
    ])
}

fn sum() -> Json {
    object(&[
        ("field", text()),
        ("old", json!({"$ref": "#/$defs/decimal"})),
        ("new", json!({"$ref": "#/$defs/decimal"})),
        ("difference", decimal_or_null()),
        ("percent", decimal_or_null()),
    ])
}
