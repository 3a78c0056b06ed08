//! Plans that are right, of any layout and size.

use std::sync::Arc;

use phuluc_checks::Places;
use phuluc_model::{Appendix, ColumnName, ColumnType, KindRole, Layout, Quantity, Row, Source, Value};
use rust_decimal::Decimal;

/// Numbers that are the same on every run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// The shape of a plan: kinds from the top with how many rows each holds.
pub(crate) struct Shape {
    pub(crate) layout: Arc<Layout>,
    pub(crate) levels: Vec<(&'static str, usize)>,
    /// How its figures are: whole, with decimals, or all in one proportion.
    pub(crate) figures: Figures,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figures {
    Whole,
    Decimals,
    Round,
}

/// A plan of a shape, in which every sum holds.
pub(crate) fn plan(shape: &Shape, random: &mut Random) -> Appendix {
    let layout = &shape.layout;
    let letters = |at: usize| ColumnName(at as u32).to_string();
    let columns = layout.columns.iter().enumerate();
    let source = Source {
        file: "plan.xlsx".into(),
        sheet: layout.sheet.clone(),
        unit: layout.unit,
        columns: columns.map(|(at, column)| (column.field.to_string(), letters(at))).collect(),
        ..Source::default()
    };
    let mut maker = Maker { shape, random, next_row: 8, places: Places::built_in(), district: String::new() };
    let mut rows = maker.rows(0, "");
    let mut total = maker.row("total", 0, 7);
    let label = layout.kind("total").map_or(1, |kind| kind.label);
    total.values[label] = text("Tổng cộng");
    rows.iter_mut().for_each(|row| add_up(layout, row));
    total.children = rows;
    add_up_here(layout, &mut total);
    let rows = std::mem::take(&mut total.children);
    Appendix { source, plan_year: Some(2022), total: Some(total), rows, ..Appendix::new(layout.clone()) }
}

struct Maker<'a> {
    shape: &'a Shape,
    random: &'a mut Random,
    next_row: u32,
    places: Places,
    district: String,
}

impl Maker<'_> {
    fn row(&self, kind: &str, level: u8, row: u32) -> Row {
        let values = self.shape.layout.columns.iter().map(|column| Value::blank(column.kind)).collect();
        Row { row, level, kind: Arc::from(kind), values, carried: vec![], children: vec![] }
    }

    fn rows(&mut self, depth: usize, above: &str) -> Vec<Row> {
        let Some((kind, count)) = self.shape.levels.get(depth).copied() else { return vec![] };
        (1..=count).map(|number| self.made(kind, depth, number, above)).collect()
    }

    fn made(&mut self, kind: &str, depth: usize, number: usize, above: &str) -> Row {
        let layout = self.shape.layout.clone();
        let mut row = self.row(kind, depth as u8 + 1, self.next_row);
        self.next_row += 1;
        let code = match (depth, layout.kind(kind).is_some_and(|kind| kind.carry.is_empty())) {
            (0, _) if kind == "group" || kind == "region" => roman(number),
            (0, _) => number.to_string(),
            (_, true)
                if !above.is_empty() && kind != "district" && kind != "commune" && kind != "province" =>
            {
                format!("{above}.{number}")
            }
            _ => number.to_string(),
        };
        if let Some(column) = layout.code_column() {
            row.values[column] = text(&code);
        }
        let label = layout.kind(kind).map_or(1, |kind| kind.label);
        row.values[label] = text(&format!("{} {} số {}", prefix(kind), row.row, number));
        self.place(&layout, kind, number, label, &mut row);
        row.children = self.rows(depth + 1, &code);
        if row.children.is_empty() {
            self.fill(&layout, &mut row);
        }
        row
    }

    /// Districts and communes, in the columns that hold them.
    fn place(&mut self, layout: &Layout, kind: &str, number: usize, label: usize, row: &mut Row) {
        if kind == "district" || (kind == "commune" && self.district.is_empty()) {
            let mut districts: Vec<&str> = self.places.iter().map(|place| place.district.as_str()).collect();
            districts.dedup();
            self.district = districts[number % districts.len()].to_owned();
        }
        match kind {
            "district" => row.values[label] = text(&self.district.clone()),
            "commune" | "work" => {
                let district = self.district.clone();
                let own: Vec<&str> = self
                    .places
                    .iter()
                    .filter(|place| place.district == district)
                    .map(|place| place.commune.as_str())
                    .collect();
                let commune = if kind == "commune" { number } else { self.random.below(200) };
                let Some(name) = own.get(commune % own.len().max(1)) else { return };
                let column = ["location", "commune"].iter().find_map(|field| layout.column_index(field));
                if let Some(column) = column {
                    row.values[column] = text(name);
                }
            }
            _ => {}
        }
    }

    /// Figures of a row that has nothing below it.
    fn fill(&mut self, layout: &Layout, row: &mut Row) {
        let is_sum = |at: usize| layout.row_sums.iter().any(|sum| sum.target == at);
        for (at, column) in layout.columns.iter().enumerate() {
            if column.kind == ColumnType::Amount && !is_sum(at) && self.random.below(7) > 0 {
                let digits = [9, 90, 900, 9_000, 90_000][self.random.below(5)];
                let figure = 1 + digits / 9 + self.random.below(digits);
                let figure = match self.shape.figures {
                    Figures::Whole => Decimal::from(figure),
                    Figures::Decimals => Decimal::new(figure as i64, 1),
                    Figures::Round => Decimal::from(figure % 40 * 50 + 500),
                };
                row.values[at] = Value::Quantity(Quantity::number(figure));
            }
        }
        sum_row(layout, row);
    }
}

fn prefix(kind: &str) -> &str {
    match kind {
        "project" => "Dự án",
        "subproject" => "Tiểu dự án",
        "activity" => "Hoạt động",
        "group" => "Nhóm",
        _ => "Công trình",
    }
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(Some(Arc::from(text)))
}

fn roman(number: usize) -> String {
    let tens = "X".repeat(number / 10);
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10];
    format!("{tens}{ones}")
}

fn add_up(layout: &Layout, row: &mut Row) {
    row.children.iter_mut().for_each(|child| add_up(layout, child));
    if !row.children.is_empty() {
        add_up_here(layout, row);
    }
}

fn add_up_here(layout: &Layout, row: &mut Row) {
    for &column in &layout.children_sums {
        let adds = |child: &&Row| layout.kind(&child.kind).is_some_and(|kind| kind.role == KindRole::Row);
        let figures = row.children.iter().filter(adds).map(|child| child.quantity(column));
        if figures.clone().any(|figure| !figure.is_blank()) {
            let sum = figures.map(Quantity::addend).sum();
            row.values[column] = Value::Quantity(Quantity::number(sum));
        }
    }
    sum_row(layout, row);
}

fn sum_row(layout: &Layout, row: &mut Row) {
    // Sums of sums come last: twice is enough for two levels of them.
    for sum in layout.row_sums.iter().chain(&layout.row_sums) {
        let parts = sum.terms.iter().map(|term| row.quantity(term.column));
        if parts.clone().any(|part| !part.is_blank()) {
            let whole = parts.map(Quantity::addend).sum();
            row.values[sum.target] = Value::Quantity(Quantity::number(whole));
        }
    }
}
