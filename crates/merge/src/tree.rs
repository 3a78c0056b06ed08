//! Rows of many units, meeting by meaning.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_model::text::fold;
use phuluc_model::{Appendix, Finding, Kind, KindRole, Layout, MergedAppendix, Message, Part, Row, Value};

use crate::MergeOptions;
use crate::choose::Owned;
use crate::near::near;
use crate::place;
use crate::rules::{MEASURES_DIFFER, NAMES_DIFFER};
use crate::say::at_cell;
use crate::units::Register;
use crate::{number, values};

/// The node above all rows.
pub(crate) const ROOT: usize = 0;

/// A row of the merged appendix.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Arc<str>,
    pub(crate) role: KindRole,
    /// Its outline number.
    pub(crate) code: Option<String>,
    /// Its folded name.
    name: String,
    pub(crate) parts: Vec<Part>,
    /// Units' sub-headings that went into it.
    pub(crate) headings: Vec<Part>,
    /// Its folded unit of measure, where any unit says one.
    measure: Option<String>,
    /// Texts that stand there whatever the units state, by column.
    pub(crate) made: Vec<(usize, Arc<str>)>,
    /// Texts that stand there where the units state none, by column.
    pub(crate) filled: Vec<(usize, Arc<str>)>,
    pub(crate) children: Vec<usize>,
}

/// Which rows may meet: below one row, of one kind, of one name.
type Key = (usize, Arc<str>, Vec<String>);

/// The merged rows of one layout; a row's index is above those of all rows below it.
pub(crate) struct Forest<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) nodes: Vec<Node>,
    by_name: HashMap<Key, Vec<usize>>,
    by_code: HashMap<(usize, Arc<str>, String), Vec<usize>>,
    pub(crate) findings: Vec<Finding>,
}

/// A unit's row on its way into the merged appendix.
#[derive(Clone, Copy)]
pub(crate) struct Arriving<'a> {
    pub(crate) appendix: &'a Appendix,
    pub(crate) row: &'a Row,
    pub(crate) part: Part,
}

impl<'a> Forest<'a> {
    fn new(layout: &'a Layout) -> Self {
        let root = Node {
            kind: Arc::from(""),
            role: KindRole::Total,
            code: None,
            name: String::new(),
            parts: Vec::new(),
            headings: Vec::new(),
            measure: None,
            made: Vec::new(),
            filled: Vec::new(),
            children: Vec::new(),
        };
        Self {
            layout,
            nodes: vec![root],
            by_name: HashMap::new(),
            by_code: HashMap::new(),
            findings: Vec::new(),
        }
    }

    /// Whether the row already has one of the same table: rows of one table never meet.
    fn taken(&self, node: usize, part: Part) -> bool {
        let last = self.nodes.get(node).and_then(|node| node.parts.last());
        last.is_some_and(|last| (last.submission, last.appendix) == (part.submission, part.appendix))
    }

    /// The folded texts by which a row is the same as another's.
    fn same(&self, kind: &Kind, row: &Row, filled: &[(usize, Arc<str>)]) -> Vec<String> {
        let text = |column: &usize| {
            let filled = filled.iter().find(|(at, _)| at == column).map(|(_, text)| &**text);
            fold(row.text(*column).or(filled).unwrap_or_default())
        };
        kind.same.iter().map(text).collect()
    }

    /// Lets a row meet the one that means the same below a row, or stand there as a new one.
    pub(crate) fn meet(
        &mut self,
        parent: usize,
        arriving: Arriving<'_>,
        filled: &[(usize, Arc<str>)],
    ) -> usize {
        let row = arriving.row;
        let Some(kind) = self.layout.kind(&row.kind) else { return parent };
        let code = self.layout.code_column().and_then(|column| row.text(column)).map(str::to_owned);
        let name = fold(arriving.appendix.label(row).unwrap_or_default());
        let key: Key = (parent, kind.name.clone(), self.same(kind, row, filled));
        // A list that is numbered anew holds each unit's own rows.
        let found = if kind.number.is_some() && kind.role == KindRole::Row {
            None
        } else {
            self.by_its_name(&key, code.as_deref(), arriving)
                .or_else(|| self.by_its_code(parent, kind, code.as_deref(), &name, arriving))
        };
        let measure = self.measure(row);
        if let Some(found) = found {
            if let Some(node) = self.nodes.get_mut(found) {
                node.parts.push(arriving.part);
                node.measure = node.measure.take().or(measure);
            }
            return found;
        }
        let at = self.nodes.len();
        self.nodes.push(Node {
            kind: kind.name.clone(),
            role: kind.role,
            code: code.clone(),
            name,
            parts: vec![arriving.part],
            headings: Vec::new(),
            measure,
            made: Vec::new(),
            filled: filled.to_vec(),
            children: Vec::new(),
        });
        self.stand(parent, at, arriving.part);
        if let Some(code) = code {
            self.by_code.entry((parent, kind.name.clone(), code)).or_default().push(at);
        }
        self.by_name.entry(key).or_default().push(at);
        at
    }

    /// Puts a new row behind the last one of its own table, or last.
    fn stand(&mut self, parent: usize, at: usize, part: Part) {
        let siblings = self.nodes.get(parent).map_or(&[] as &[usize], |node| &node.children);
        let behind = siblings.iter().rposition(|sibling| self.taken(*sibling, part));
        let place = behind.map_or(siblings.len(), |behind| behind + 1);
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.insert(place.min(node.children.len()), at);
        }
    }

    /// The folded unit of measure of a row, where it says one.
    fn measure(&self, row: &Row) -> Option<String> {
        let measure = fold(row.text(self.layout.merge.measure?)?);
        (!measure.is_empty()).then_some(measure)
    }

    /// Whether a row counts in the same unit of measure, as far as both say.
    fn same_measure(&self, node: usize, row: &Row) -> bool {
        let known = self.nodes.get(node).and_then(|node| node.measure.as_deref());
        self.measure(row).zip(known).is_none_or(|(measure, known)| measure == known)
    }

    /// A row of the same name; of several the one with the same outline number. One in
    /// another unit of measure stands apart, and is said.
    fn by_its_name(&mut self, key: &Key, code: Option<&str>, arriving: Arriving<'_>) -> Option<usize> {
        let known = self.by_name.get(key)?.iter().copied();
        let free: Vec<usize> = known.filter(|node| !self.taken(*node, arriving.part)).collect();
        let (same, other): (Vec<usize>, Vec<usize>) =
            free.into_iter().partition(|node| self.same_measure(*node, arriving.row));
        let nameless = key.2.iter().all(String::is_empty);
        let coded = |node: &&usize| self.nodes.get(**node).is_some_and(|node| node.code.as_deref() == code);
        let found = same.iter().find(coded).copied().or_else(|| same.first().copied().filter(|_| !nameless));
        if found.is_none() && !nameless {
            self.say_measure(&other, arriving);
        }
        found
    }

    /// Says that a row stands apart from those of its name in other units of measure.
    fn say_measure(&mut self, others: &[usize], arriving: Arriving<'_>) {
        let Some(column) = self.layout.merge.measure.filter(|_| !others.is_empty()) else { return };
        let measure = arriving.row.text(column).unwrap_or_default();
        let others: Vec<&str> =
            others.iter().filter_map(|other| self.nodes.get(*other)?.measure.as_deref()).collect();
        let others = others.join(", ");
        let label = arriving.appendix.label(arriving.row).unwrap_or_default();
        let message = Message::new(
            format!(
                "Dòng «{label}» tính theo «{measure}», đơn vị khác theo «{others}», nên để riêng: thống nhất đơn vị tính"
            ),
            format!(
                "row `{label}` counts in `{measure}`, other units' in `{others}`, and stands apart: agree on one unit of measure"
            ),
        );
        let finding = at_cell(&MEASURES_DIFFER, message, arriving.appendix, arriving.row, column);
        self.findings.push(Finding { expected: Some(others), ..finding.with_found(measure) });
    }

    /// A row of the same outline number whose name means the same; names that do not are said.
    fn by_its_code(
        &mut self,
        parent: usize,
        kind: &Kind,
        code: Option<&str>,
        name: &str,
        arriving: Arriving<'_>,
    ) -> Option<usize> {
        let code = code?;
        let known = self.by_code.get(&(parent, kind.name.clone(), code.to_owned()))?.clone();
        let meets =
            |node: &usize| !self.taken(*node, arriving.part) && self.same_measure(*node, arriving.row);
        let free: Vec<usize> = known.into_iter().filter(meets).collect();
        let named = |node: &usize| self.nodes.get(*node).map(|node| node.name.clone()).unwrap_or_default();
        let found = free.iter().copied().find(|node| near(&named(node), name));
        let other = found.or_else(|| free.first().copied())?;
        self.say_names(arriving, kind, code, &named(&other), found.is_some());
        found
    }

    fn say_names(&mut self, arriving: Arriving<'_>, kind: &Kind, code: &str, other: &str, met: bool) {
        let label = arriving.appendix.label(arriving.row).unwrap_or_default();
        let message = if met {
            Message::new(
                format!(
                    "Dòng {code} «{label}» được cộng với dòng «{other}» của đơn vị khác: sửa cho cùng tên"
                ),
                format!("row {code} `{label}` was added to another unit's `{other}`: use one name"),
            )
        } else {
            Message::new(
                format!(
                    "Dòng {code} «{label}» trùng số với dòng «{other}» của đơn vị khác nhưng khác tên nên để riêng: kiểm tra lại"
                ),
                format!(
                    "row {code} `{label}` has the number of another unit's `{other}` but another name, and stands apart: check it"
                ),
            )
        };
        let finding = at_cell(&NAMES_DIFFER, message, arriving.appendix, arriving.row, kind.label);
        self.findings.push(finding.with_found(label));
    }

    /// A row that the form asks for though no unit may have it.
    pub(crate) fn made(
        &mut self,
        parent: usize,
        kind: &str,
        code: Option<&str>,
        name: &str,
    ) -> Option<usize> {
        let kind = self.layout.kind(kind)?;
        let key = (parent, kind.name.clone(), vec![fold(name)]);
        let known = self.by_name.get(&key).and_then(|nodes| nodes.first().copied());
        if known.is_some() {
            return known;
        }
        let at = self.nodes.len();
        self.nodes.push(Node {
            kind: kind.name.clone(),
            role: kind.role,
            code: code.map(str::to_owned),
            name: fold(name),
            parts: Vec::new(),
            headings: Vec::new(),
            measure: None,
            made: vec![(kind.label, Arc::from(name))],
            filled: Vec::new(),
            children: Vec::new(),
        });
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.push(at);
        }
        self.by_name.insert(key, vec![at]);
        Some(at)
    }

    /// Lets a unit's sub-heading go into a row that stands for more than it.
    pub(crate) fn takes_in(&mut self, node: usize, arriving: Arriving<'_>) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.headings.push(arriving.part);
        }
    }

    /// Adds a unit's row to one that the form asks for.
    pub(crate) fn joins(&mut self, node: usize, arriving: Arriving<'_>) {
        let kind = self.layout.kind(&arriving.row.kind);
        let name = fold(arriving.appendix.label(arriving.row).unwrap_or_default());
        let other = self.nodes.get(node).map(|node| node.name.clone()).unwrap_or_default();
        let code = self.layout.code_column().and_then(|column| arriving.row.text(column)).unwrap_or_default();
        if let Some(kind) = kind
            && !near(&other, &name)
            && !other.ends_with(&name)
        {
            self.say_names(arriving, kind, code, &other, true);
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.parts.push(arriving.part);
        }
    }
}

/// Merges what units sent in one form.
pub(crate) fn merge_layout(
    layout: &Arc<Layout>,
    owned: &[Owned],
    register: &Register,
    _options: &MergeOptions,
    findings: &mut Vec<Finding>,
) -> MergedAppendix {
    let mut forest = Forest::new(layout);
    let mut appendices: Vec<(Part, &Appendix)> = Vec::new();
    for (submission, one) in owned.iter().enumerate() {
        for (at, appendix) in one.submission.document.appendices.iter().enumerate() {
            if appendix.layout.id != layout.id {
                continue;
            }
            let part = Part { submission, appendix: at, row: None };
            place::place(&mut forest, register.row_name(one.unit), appendix, part);
            if appendix.total.is_some()
                && let Some(root) = forest.nodes.get_mut(ROOT)
            {
                root.parts.push(part);
            }
            appendices.push((part, appendix));
        }
    }
    number::order(&mut forest);
    number::inner_first(&mut forest);
    number::number(&mut forest);
    let merged = values::values(&mut forest, layout, &appendices);
    findings.append(&mut forest.findings);
    merged
}

/// A merged value of text: the first that stands there.
pub(crate) fn first_text<'a>(texts: impl IntoIterator<Item = &'a Value>) -> Option<Arc<str>> {
    texts.into_iter().find_map(|value| match value {
        Value::Text(Some(text)) => Some(text.clone()),
        _ => None,
    })
}
