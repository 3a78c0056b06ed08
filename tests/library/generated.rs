//! Appendices made up by chance, of any layout at hand.

use std::sync::Arc;

use phuluc::{Appendix, ColumnType, Document, Kind, KindRole, Layout, PlanReference, Quantity, Row, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A document of one appendix of a built-in layout, as reading a tidy workbook would give it.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let layouts: Vec<Arc<Layout>> = phuluc::Layouts::built_in().iter().cloned().collect();
    let appendix =
        (proptest::sample::select(layouts), 2016i32..2031, plan()).prop_flat_map(|(layout, year, plan)| {
            rows(layout.clone())
                .prop_map(move |(rows, total)| appendix(&layout, year, plan.clone(), rows, total))
        });
    appendix.prop_map(|appendix| Document { appendices: vec![appendix], findings: Vec::new() })
}

fn appendix(
    layout: &Arc<Layout>,
    year: i32,
    plan: Option<PlanReference>,
    rows: Vec<Row>,
    total: Option<Row>,
) -> Appendix {
    Appendix {
        title: Some(layout.title_for(Some(year))),
        plan,
        plan_year: Some(year),
        rows,
        total,
        ..Appendix::new(layout.clone())
    }
}

fn plan() -> impl Strategy<Value = Option<PlanReference>> {
    let number = (1u32..2000, proptest::sample::select(vec!["KH-UBND", "BC-UBND", "TTr-UBND"]));
    let plan = (number, 1u32..29, 1u32..13, 2015i32..2030).prop_map(|((number, kind), day, month, year)| {
        PlanReference {
            number: Some(format!("{number}/{kind}")),
            date: Some(format!("{year:04}-{month:02}-{day:02}")),
            issuer: Some("UBND huyện Bình Gia".to_owned()),
        }
    });
    proptest::option::of(plan)
}

/// Figures of all sorts: whole, with decimals, nil, blank, words.
fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        5 => (0i64..5_000_000, 0u32..3).prop_map(|(value, scale)| Quantity::number(Decimal::new(value, scale))),
        1 => Just(Quantity::Nil),
        2 => Just(Quantity::Blank),
        1 => proptest::sample::select(vec!["chưa có số liệu", "=1+1", "#REF!", "54hộ"])
            .prop_map(|words| Quantity::Words(Arc::from(words))),
    ]
}

/// Names that try the writer's care: signs that begin formulas, quotes, long ones.
fn words() -> impl Strategy<Value = String> {
    let name = proptest::sample::select(vec![
        "Đường Nà Lộc - Nà Keo, xã Lương Năng",
        "=SUM(A1:A3) nước sinh hoạt",
        "+ Trường \"PTDTBT\" <Thiện> & Thuật",
        "@ Trạm bơm 'Ích Hữu'",
        "Cứng hóa đường Cốc Lùng – Kéo Lằm 7,5km",
    ]);
    (name, 1u32..100).prop_map(|(name, number)| format!("{name} {number}"))
}

fn rows(layout: Arc<Layout>) -> impl Strategy<Value = (Vec<Row>, Option<Row>)> {
    let seeds = proptest::collection::vec(
        (0usize..4, words(), proptest::collection::vec(quantity(), layout.columns.len())),
        1..14,
    );
    (seeds, proptest::bool::ANY).prop_map(move |(seeds, with_total)| {
        let kinds: Vec<&Kind> = layout.kinds.iter().filter(|kind| kind.role == KindRole::Row).collect();
        let mut builder =
            Builder { layout: &layout, kinds: &kinds, roots: Vec::new(), counts: vec![0; kinds.len() + 1] };
        let total = seeds.first().filter(|_| with_total).and_then(|seed| builder.total(&seed.2));
        for (depth, words, figures) in &seeds {
            builder.push(*depth, words, figures);
        }
        (builder.roots, total)
    })
}

/// Builds rows that nest as their kinds say, with outline numbers in order.
struct Builder<'a> {
    layout: &'a Layout,
    kinds: &'a [&'a Kind],
    roots: Vec<Row>,
    counts: Vec<usize>,
}

impl Builder<'_> {
    fn total(&self, figures: &[Quantity]) -> Option<Row> {
        let kind = self.layout.kinds.iter().find(|kind| kind.role == KindRole::Total)?;
        let mut values = self.values(figures);
        for (column, value) in self.layout.columns.iter().zip(&mut values) {
            if matches!(column.kind, ColumnType::Year) {
                *value = Value::blank(column.kind);
            }
        }
        values[kind.label] = Value::Text(Some(Arc::from("Tổng cộng")));
        Some(Row { row: 0, level: 0, kind: kind.name.clone(), values, carried: vec![], children: vec![] })
    }

    fn values(&self, figures: &[Quantity]) -> Vec<Value> {
        let value = |(column, figure): (&phuluc::Column, &Quantity)| match column.kind {
            ColumnType::Code | ColumnType::Text => Value::Text(None),
            ColumnType::Year => Value::Quantity(Quantity::number(Decimal::from(2022))),
            // A percentage is a figure like another here; ambiguity of text does not arise.
            _ => Value::Quantity(figure.clone()),
        };
        self.layout.columns.iter().zip(figures).map(value).collect()
    }

    /// Adds a row as deep as its kind goes and the rows above allow.
    fn push(&mut self, depth: usize, words: &str, figures: &[Quantity]) {
        let depth = depth.min(self.kinds.len() - 1);
        let open = self.open_depth();
        let depth = depth.min(open);
        let kind = self.kinds[depth];
        let mut values = self.values(figures);
        self.counts[depth] += 1;
        for below in &mut self.counts[depth + 1..] {
            *below = 0;
        }
        let code = self.layout.code_column().expect("a code column");
        let (name, number) = self.named(kind, depth, words);
        values[code] = Value::Text(number.map(Arc::from));
        for (column, text) in name {
            values[column] = Value::Text(Some(Arc::from(text)));
        }
        let row = Row {
            row: 0,
            level: depth as u8 + 1,
            kind: kind.name.clone(),
            values,
            carried: vec![],
            children: vec![],
        };
        let mut siblings = &mut self.roots;
        for _ in 0..depth {
            siblings = &mut siblings.last_mut().expect("a row above").children;
        }
        siblings.push(row);
    }

    /// How deep the next row may stand.
    fn open_depth(&self) -> usize {
        let mut depth = 0;
        let mut rows = &self.roots;
        while let Some(last) = rows.last() {
            depth += 1;
            rows = &last.children;
        }
        depth
    }

    /// Words that make a row its kind, by the kind's own conditions.
    fn named(&self, kind: &Kind, depth: usize, words: &str) -> (Vec<(usize, String)>, Option<String>) {
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"];
        let count = self.counts[depth];
        let capital = ["A", "B", "E", "G", "H", "K", "N", "P", "Q", "R", "S", "T", "U", "Y"];
        match &*kind.name {
            "part" => (vec![(kind.label, words.to_owned())], Some(capital[count - 1].to_owned())),
            "project" => (vec![(kind.label, format!("Dự án {count}: {words}"))], Some(count.to_string())),
            "subproject" => {
                let code = format!("{}.{count}", self.counts[depth - 1]);
                (vec![(kind.label, format!("Tiểu dự án {count}: {words}"))], Some(code))
            }
            "activity" => (
                vec![(kind.label, format!("Hoạt động {count}: {words}"))],
                (depth == 0).then(|| count.to_string()),
            ),
            "group" => (vec![(kind.label, words.to_owned())], Some(roman[count - 1].to_owned())),
            "district" => (vec![(kind.label, format!("Huyện {words}"))], Some(count.to_string())),
            "work" => {
                let location = kind.carry.first().copied().expect("a location column");
                let agency = kind.carry.get(1).copied().expect("an agency column");
                let names = vec![
                    (kind.label, words.to_owned()),
                    (location, format!("Xã {count}")),
                    (agency, "UBND huyện".to_owned()),
                ];
                (names, Some(count.to_string()))
            }
            "target" => (
                vec![
                    (kind.label, words.to_owned()),
                    (kind.carry[0], "Huyện Văn Quan".to_owned()),
                    (kind.carry[1], "Sở".to_owned()),
                ],
                None,
            ),
            _ => (vec![(kind.label, words.to_owned())], Some(count.to_string())),
        }
    }
}
