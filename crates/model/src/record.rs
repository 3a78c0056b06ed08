//! Rows as any `serde` type, with the cell in every error.

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::appendix::{Appendix, Row, Value};
use crate::layout::FieldNode;

/// A row that does not fit the type it was read into, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, sheet `{sheet}`, {place}: {detail}")]
#[non_exhaustive]
pub struct RecordError {
    /// The file's name.
    pub file: String,
    /// The sheet's name.
    pub sheet: String,
    /// The cell, or the row where no single cell is at fault.
    pub place: String,
    /// The field at fault, where it is one.
    pub field: Option<String>,
    /// What does not fit.
    pub detail: String,
}

impl Appendix {
    /// A row as a typed record: one of [`crate::Indicator`], [`crate::FundingLine`],
    /// [`crate::Work`], [`crate::TrainingTarget`], or any type with the fields of the layout.
    ///
    /// # Errors
    ///
    /// A [`RecordError`] that names the cell.
    pub fn record<T: for<'de> Deserialize<'de>>(&self, row: &Row) -> Result<T, RecordError> {
        T::deserialize(RowFields { nodes: &self.layout.tree, row, prefix: "" }).map_err(|fault| {
            let cell = fault.field.as_deref().and_then(|field| self.cell(row, field));
            RecordError {
                file: self.source.file.clone(),
                sheet: self.source.sheet.clone(),
                place: cell.map_or_else(|| format!("row {}", row.row), |cell| format!("cell {cell}")),
                field: fault.field,
                detail: fault.detail,
            }
        })
    }

    /// Every row of a kind as a typed record, in the order of the table.
    pub fn records<'a, T: for<'de> Deserialize<'de>>(
        &'a self,
        kind: &'a str,
    ) -> impl Iterator<Item = Result<T, RecordError>> + 'a {
        self.walk().filter(move |row| &*row.kind == kind).map(|row| self.record(row))
    }
}

#[derive(Debug)]
struct Fault {
    field: Option<String>,
    detail: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: std::fmt::Display>(detail: T) -> Self {
        Self { field: None, detail: detail.to_string() }
    }
}

/// The fields of a row, or of a group within it, as a map.
struct RowFields<'a> {
    nodes: &'a [FieldNode],
    row: &'a Row,
    prefix: &'a str,
}

impl<'de> Deserializer<'de> for RowFields<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Entries { fields: self, next: 0 })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Entries<'a> {
    fields: RowFields<'a>,
    next: usize,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some(node) = self.fields.nodes.get(self.next) else { return Ok(None) };
        self.next += 1;
        let name: StrDeserializer<'_, Fault> = node.name().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let node = self.fields.nodes.get(self.next.wrapping_sub(1));
        let Some(node) = node else { return Err(de::Error::custom("no value")) };
        let path = if self.fields.prefix.is_empty() {
            node.name().to_owned()
        } else {
            format!("{}.{}", self.fields.prefix, node.name())
        };
        match node {
            FieldNode::Leaf(_, column) => {
                let value = self.fields.row.values.get(*column).and_then(Value::to_marked_text);
                seed.deserialize(Cell { text: value.as_deref() })
                    .map_err(|fault| Fault { field: fault.field.or(Some(path)), ..fault })
            }
            FieldNode::Group(_, nodes) => {
                seed.deserialize(RowFields { nodes, row: self.fields.row, prefix: &path })
            }
        }
    }
}

/// One value: nothing or a text, which numbers are parsed from.
struct Cell<'a> {
    text: Option<&'a str>,
}

macro_rules! parse_into {
    ($($method:ident => $visit:ident: $type:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let text = self.text.unwrap_or_default();
            let wrong = || Fault { field: None, detail: format!("`{text}` is not a value of type {}", stringify!($type)) };
            visitor.$visit(text.parse::<$type>().map_err(|_| wrong())?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Cell<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.text {
            Some(text) => visitor.visit_str(text),
            None => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.text.is_some() { visitor.visit_some(self) } else { visitor.visit_none() }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    parse_into! {
        deserialize_i8 => visit_i8: i8, deserialize_i16 => visit_i16: i16, deserialize_i32 => visit_i32: i32,
        deserialize_i64 => visit_i64: i64, deserialize_u8 => visit_u8: u8, deserialize_u16 => visit_u16: u16,
        deserialize_u32 => visit_u32: u32, deserialize_u64 => visit_u64: u64, deserialize_f64 => visit_f64: f64,
        deserialize_f32 => visit_f32: f32, deserialize_bool => visit_bool: bool,
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(self.text.unwrap_or_default().into_deserializer())
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Layouts, Quantity, Work};

    fn appendix() -> Appendix {
        let layouts = Layouts::built_in();
        let layout = layouts.get("phu-luc-3").expect("a built-in layout").clone();
        let mut appendix = Appendix::new(layout.clone());
        appendix.source.file = "a.xlsx".to_owned();
        appendix.source.sheet = "PL III".to_owned();
        appendix.source.columns.insert("central".to_owned(), "G".to_owned());
        let mut values: Vec<Value> = layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
        values[2] = Value::Text(Some(Arc::from("Đường A")));
        values[6] = Value::Quantity(Quantity::from_json_text("chưa có"));
        let kind = Arc::from("work");
        appendix.rows.push(Row { row: 9, level: 1, kind, values, carried: vec![], children: vec![] });
        appendix
    }

    #[test]
    fn a_typed_row_reads_words_too() {
        let appendix = appendix();
        let works: Vec<Work> = appendix.records("work").collect::<Result<_, _>>().expect("works");
        assert_eq!(works[0].work.as_deref(), Some("Đường A"));
        assert_eq!(works[0].central, Quantity::Words(Arc::from("chưa có")));
    }

    #[test]
    fn an_error_names_the_cell() {
        #[derive(Debug, serde::Deserialize)]
        struct Mine {
            #[allow(dead_code, reason = "only its type counts")]
            central: Option<rust_decimal::Decimal>,
        }
        let appendix = appendix();
        let error = appendix.record::<Mine>(&appendix.rows[0]).expect_err("words are no decimal");
        assert_eq!(error.field.as_deref(), Some("central"));
        assert!(error.to_string().starts_with("a.xlsx, sheet `PL III`, cell G9: "), "{error}");
    }
}
