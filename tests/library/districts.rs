//! Districts that send generated submissions.

use std::sync::Arc;

use phuluc::{
    Appendix, ColumnName, ColumnType, Document, Layout, Layouts, PlanReference, Quantity, Row,
    UnitSubmission, Value,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Districts of the built-in list, not in its order.
const DISTRICTS: [&str; 6] = [
    "Huyện Đình Lập",
    "Huyện Bình Gia",
    "Thành phố Lạng Sơn",
    "Huyện Chi Lăng",
    "Huyện Văn Quan",
    "Huyện Tràng Định",
];

/// A programme that all districts share: kind, outline number, name.
const PROGRAMME: [(&str, &str, &str); 7] = [
    ("project", "1", "Dự án 1: Hỗ trợ đầu tư phát triển hạ tầng"),
    ("subproject", "1.1", "Tiểu dự án 1: Hạ tầng huyện nghèo"),
    ("subproject", "1.2", "Tiểu dự án 2: Hạ tầng bãi ngang"),
    ("project", "2", "Dự án 2: Đa dạng hóa sinh kế"),
    ("project", "3", "Dự án 3: Hỗ trợ phát triển sản xuất"),
    ("subproject", "3.1", "Tiểu dự án 1: Sản xuất nông nghiệp"),
    ("activity", "-", "Tập huấn"),
];

pub(crate) fn layout(id: &str) -> Arc<Layout> {
    Layouts::built_in().get(id).expect("a built-in layout").clone()
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        6 => (0i64..90_000, 0u32..3).prop_map(|(value, scale)| Quantity::number(Decimal::new(value, scale))),
        1 => Just(Quantity::Nil),
        3 => Just(Quantity::Blank),
        1 => Just(Quantity::Words(Arc::from("chưa có số liệu"))),
    ]
}

fn text(text: &str) -> Value {
    Value::Text((!text.is_empty()).then(|| Arc::from(text)))
}

pub(crate) fn row(
    layout: &Layout,
    kind: &str,
    level: u8,
    texts: &[(&str, &str)],
    figures: &[Quantity],
) -> Row {
    let mut figures = figures.iter().cycle();
    let value = |column: &phuluc::Column| match column.kind {
        ColumnType::Code | ColumnType::Text => {
            let found = texts.iter().find(|(field, _)| *field == &*column.field);
            text(found.map_or("", |(_, text)| text))
        }
        ColumnType::Year => Value::Quantity(Quantity::number(Decimal::from(2022))),
        _ => Value::Quantity(figures.next().cloned().unwrap_or_default()),
    };
    let values = layout.columns.iter().map(value).collect();
    Row { row: 0, level, kind: Arc::from(kind), values, carried: vec![], children: vec![] }
}

/// Gives each row its place in a sheet, as reading would.
pub(crate) fn placed(mut appendix: Appendix, file: &str, sheet: &str) -> Appendix {
    fn number(row: &mut Row, next: &mut u32) {
        row.row = *next;
        *next += 1;
        row.children.iter_mut().for_each(|child| number(child, next));
    }
    let mut next = 8;
    appendix.total.iter_mut().for_each(|total| total.row = 7);
    appendix.rows.iter_mut().for_each(|row| number(row, &mut next));
    appendix.source.file = file.to_owned();
    appendix.source.sheet = sheet.to_owned();
    appendix.source.unit = appendix.layout.unit;
    for (at, column) in (0u32..).zip(&appendix.layout.columns) {
        appendix.source.columns.insert(column.field.to_string(), ColumnName(at).to_string());
    }
    appendix
}

fn plan(district: &str) -> PlanReference {
    PlanReference {
        number: Some("12/BC-UBND".to_owned()),
        date: Some("2021-10-14".to_owned()),
        issuer: Some(format!("UBND {}", district.replace("Huyện", "huyện").replace("Thành", "thành"))),
    }
}

pub(crate) fn head(id: &str, district: &str) -> Appendix {
    let layout = layout(id);
    Appendix {
        title: Some(layout.title_for(Some(2022))),
        plan: Some(plan(district)),
        plan_year: Some(2022),
        ..Appendix::new(layout)
    }
}

/// Funding by project: some rows of the programme, parents with figures of their own or without.
fn funding(district: &'static str) -> impl Strategy<Value = Appendix> {
    let rows = proptest::collection::vec((any::<bool>(), proptest::collection::vec(quantity(), 10)), 7);
    (rows, any::<bool>()).prop_map(move |(seeds, total)| {
        let mut appendix = head("phu-luc-2", district);
        let layout = appendix.layout.clone();
        for ((kind, code, name), (there, figures)) in PROGRAMME.iter().zip(&seeds) {
            if !there {
                continue;
            }
            let level = match *kind {
                "project" => 1,
                "subproject" => 2,
                _ => 3,
            };
            let texts = [("code", *code), ("name", *name)];
            let mut siblings = &mut appendix.rows;
            let mut depth = 1;
            while depth < level && siblings.last().is_some_and(|row| &*row.kind != *kind) {
                siblings = &mut siblings.last_mut().expect("a row").children;
                depth += 1;
            }
            siblings.push(row(&layout, kind, depth, &texts, figures));
        }
        if total && !appendix.rows.is_empty() {
            appendix.total = Some(row(&layout, "total", 0, &[("name", "Tổng cộng")], &seeds[0].1));
        }
        appendix
    })
}

/// A list of works, with sub-headings of communes that may state amounts, or without.
fn works(district: &'static str) -> impl Strategy<Value = Appendix> {
    let figures = || proptest::collection::vec(quantity(), 2);
    let works = proptest::collection::vec((0usize..3, 1u32..40, figures()), 1..8);
    let headings = proptest::collection::vec((0usize..8, figures()), 0..3);
    (works, headings).prop_map(move |(works, headings)| {
        let mut appendix = head("phu-luc-3", district);
        let layout = appendix.layout.clone();
        for (number, (agency, name, figures)) in (0usize..).zip(&works) {
            if let Some((_, stated)) = headings.iter().find(|(before, _)| *before == number) {
                let texts = [("location", ["Xã Hòa Bình", "Xã Tân Văn"][number % 2])];
                appendix.rows.push(row(&layout, "district", 1, &texts, stated));
            }
            let texts = [
                ("code", (number + 1).to_string()),
                ("location", "Xã Hòa Bình".to_owned()),
                ("work", format!("Đường liên thôn số {name}")),
                ("agency", ["UBND xã", "", "Phòng Dân tộc"][*agency].to_owned()),
                ("scale", "2km".to_owned()),
            ];
            let texts: Vec<(&str, &str)> =
                texts.iter().map(|(field, text)| (*field, text.as_str())).collect();
            match appendix.rows.last_mut().filter(|last| &*last.kind == "district") {
                Some(heading) => heading.children.push(row(&layout, "work", 2, &texts, figures)),
                None => appendix.rows.push(row(&layout, "work", 1, &texts, figures)),
            }
        }
        appendix
    })
}

fn submission(district: &'static str) -> impl Strategy<Value = UnitSubmission> {
    (funding(district), works(district), any::<bool>()).prop_map(move |(funding, works, one)| {
        let file = format!("{district}.xlsx");
        let mut appendices = vec![placed(works, &file, "PL III")];
        if one && !funding.rows.is_empty() {
            appendices.push(placed(funding, &file, "PL II"));
        }
        let document = Document { appendices, findings: Vec::new() };
        let sha256 = phuluc::sha256(document.to_json(phuluc::Language::English).as_bytes());
        UnitSubmission { file, sha256, document, ..UnitSubmission::default() }
    })
}

/// What some districts send, in any order.
pub(crate) fn districts() -> impl Strategy<Value = Vec<UnitSubmission>> {
    let all: Vec<_> =
        DISTRICTS.into_iter().map(|district| proptest::option::of(submission(district))).collect();
    all.prop_map(|sent| sent.into_iter().flatten().collect::<Vec<_>>())
        .prop_filter("somebody sends something", |sent| sent.len() > 1)
        .prop_shuffle()
}
