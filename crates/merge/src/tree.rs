//! Rows of many units, meeting by meaning.

use std::collections::HashMap;
use std::sync::Arc;

use phuluc_diff::matching::same_but_for_slips;
use phuluc_model::text::fold;
use phuluc_model::{Appendix, Finding, Kind, KindRole, Layout, MergedAppendix, Part, Row, Value};

use crate::MergeOptions;
use crate::choose::Owned;
use crate::place::Whose;
use crate::units::Register;
use crate::{names, number, place, values};

/// The node above all rows.
pub(crate) const ROOT: usize = 0;

/// A row of the merged appendix.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Arc<str>,
    pub(crate) role: KindRole,
    /// Its outline number.
    pub(crate) code: Option<String>,
    /// The folded names by which rows met in it.
    names: Vec<Vec<String>>,
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
    pub(crate) by_code: HashMap<(usize, Arc<str>, String), Vec<usize>>,
    pub(crate) findings: Vec<Finding>,
}

/// A unit's row on its way into the merged appendix.
#[derive(Clone, Copy)]
pub(crate) struct Arriving<'a> {
    pub(crate) appendix: &'a Appendix,
    pub(crate) row: &'a Row,
    pub(crate) part: Part,
}

impl<'a> Arriving<'a> {
    /// The rows beside it in its own table.
    fn beside(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        let row = self.row;
        let holds = |rows: &[Row]| rows.iter().any(|one| std::ptr::eq(one, row));
        let above = self.appendix.walk().find(|above| holds(&above.children));
        let rows = above.map_or(&self.appendix.rows, |above| &above.children);
        rows.iter().filter(move |one| !std::ptr::eq(*one, row))
    }
}

impl<'a> Forest<'a> {
    pub(crate) fn new(layout: &'a Layout) -> Self {
        let root = Node {
            kind: Arc::from(""),
            role: KindRole::Total,
            code: None,
            names: Vec::new(),
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

    /// Takes the rows of an appendix in.
    pub(crate) fn take(&mut self, whose: &Whose<'_>, appendix: &Appendix, part: Part) {
        place::place(self, whose, appendix, part);
        if appendix.total.is_some()
            && let Some(root) = self.nodes.get_mut(ROOT)
        {
            root.parts.push(part);
        }
    }

    /// What has become of the appendices that were taken in.
    pub(crate) fn grown(&mut self, layout: &Arc<Layout>, appendices: &[(Part, &Appendix)]) -> MergedAppendix {
        names::settle(self, appendices);
        number::order(self);
        number::inner_first(self);
        number::number(self);
        values::values(self, layout, appendices)
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
        let key: Key = (parent, kind.name.clone(), self.same(kind, row, filled));
        // A list that is numbered anew holds each unit's own rows.
        let found = if kind.number.is_some() && kind.role == KindRole::Row {
            None
        } else {
            self.by_its_name(&key, code.as_deref(), arriving)
                .or_else(|| self.by_its_code(&key, code.as_deref(), arriving, filled))
        };
        let measure = self.measure(row);
        if let Some(found) = found {
            if let Some(node) = self.nodes.get_mut(found) {
                node.parts.push(arriving.part);
                node.measure = node.measure.take().or(measure);
                if !node.names.contains(&key.2) {
                    node.names.push(key.2.clone());
                    self.by_name.entry(key).or_default().push(found);
                }
            }
            return found;
        }
        let at = self.nodes.len();
        self.nodes.push(Node {
            kind: kind.name.clone(),
            role: kind.role,
            code: code.clone(),
            names: vec![key.2.clone()],
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
        if let Some(column) = self.layout.merge.measure.filter(|_| found.is_none() && !nameless) {
            let measures = other.iter().filter_map(|other| self.nodes.get(*other)?.measure.as_deref());
            let measures: Vec<&str> = measures.collect();
            self.findings
                .extend((!measures.is_empty()).then(|| names::measured(arriving, column, &measures)));
        }
        found
    }

    /// A row of the same outline number that every name met in it is near to.
    /// A name that another row of the same table writes just so is that row's.
    fn by_its_code(
        &self,
        key: &Key,
        code: Option<&str>,
        arriving: Arriving<'_>,
        filled: &[(usize, Arc<str>)],
    ) -> Option<usize> {
        let known = self.by_code.get(&(key.0, key.1.clone(), code?.to_owned()))?;
        let kind = self.layout.kind(&key.1)?;
        let means = |names: &Vec<String>| {
            names.len() == key.2.len()
                && names.iter().zip(&key.2).all(|(one, other)| same_but_for_slips(one, other))
        };
        let another = |names: &Vec<String>| {
            let mut others = arriving.beside().filter(|row| row.kind == key.1);
            others.any(|row| self.same(kind, row, filled) == *names)
        };
        let fits = |node: &Node| node.names.iter().all(means) && !node.names.iter().any(another);
        let meets =
            |node: &usize| !self.taken(*node, arriving.part) && self.same_measure(*node, arriving.row);
        let mut free = known.iter().copied().filter(meets);
        free.find(|node| self.nodes.get(*node).is_some_and(fits))
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
            names: vec![vec![fold(name)]],
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
        let Some(node) = self.nodes.get_mut(node) else { return };
        node.parts.push(arriving.part);
        let name = node.made.first().map(|(_, name)| name.clone()).unwrap_or_default();
        let label = arriving.appendix.label(arriving.row).unwrap_or_default();
        let (own, stated) = (fold(&name), fold(label));
        if !same_but_for_slips(&own, &stated)
            && !own.ends_with(&stated)
            && let Some(kind) = self.layout.kind(&arriving.row.kind)
        {
            self.findings.push(names::joined(self.layout, arriving, kind.label, &name));
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
            forest.take(
                &Whose::Unit(register.row_name(one.unit), &|name| register.district(name)),
                appendix,
                part,
            );
            appendices.push((part, appendix));
        }
    }
    let merged = forest.grown(layout, &appendices);
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
