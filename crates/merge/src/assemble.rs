//! Merged rows in their tree.

use std::sync::Arc;

use phuluc_model::text::fold;
use phuluc_model::{Appendix, KindRole, Layout, MergedAppendix, Part, Row, Value, Vocabulary};

use crate::tree::{Node, ROOT};
use crate::values::Values;

impl Values<'_> {
    /// The rows in their tree, and where each comes from.
    pub(crate) fn tree(mut self, nodes: &[Node], mut appendix: Appendix) -> MergedAppendix {
        let mut levels = vec![0u8; nodes.len()];
        for (at, node) in nodes.iter().enumerate() {
            let below = levels.get(at).map_or(1, |level| level.saturating_add(1));
            for child in &node.children {
                if let Some(level) = levels.get_mut(*child) {
                    *level = below;
                }
            }
        }
        let mut origins = Vec::with_capacity(nodes.len());
        let mut open = nodes.get(ROOT).map(|root| root.children.clone()).unwrap_or_default();
        open.reverse();
        while let Some(at) = open.pop() {
            origins.push(self.made.get(at).map(|made| made.origin.clone()).unwrap_or_default());
            open.extend(nodes.get(at).into_iter().flat_map(|node| node.children.iter().rev()));
        }
        let mut rows: Vec<Option<Row>> = nodes.iter().map(|_| None).collect();
        for (at, node) in nodes.iter().enumerate().rev() {
            let children = node.children.iter().filter_map(|child| rows.get_mut(*child)?.take()).collect();
            let values =
                self.made.get_mut(at).map(|made| std::mem::take(&mut made.values)).unwrap_or_default();
            let level = levels.get(at).copied().unwrap_or_default();
            let row = Row { row: 0, level, kind: node.kind.clone(), values, carried: Vec::new(), children };
            if let Some(slot) = rows.get_mut(at) {
                *slot = Some(row);
            }
        }
        let mut root = rows.first_mut().and_then(Option::take);
        appendix.rows = root.as_mut().map(|root| std::mem::take(&mut root.children)).unwrap_or_default();
        let kind = self.layout.kinds.iter().find(|kind| kind.role == KindRole::Total);
        let total = self.made.first().map(|made| made.origin.clone()).unwrap_or_default();
        if let (Some(kind), Some(mut row)) = (kind, root) {
            row.kind = kind.name.clone();
            let words = Value::Text(Some(Arc::from(Vocabulary::get().merged.total.as_str())));
            for (index, value) in row.values.iter_mut().enumerate() {
                if index == kind.label {
                    *value = words.clone();
                } else if let Value::Text(text) = value {
                    *text = None;
                }
            }
            appendix.total = Some(row);
        }
        MergedAppendix { appendix, total, origins }
    }
}

/// Title and year of the merged appendix: the title that all have, else the form's.
pub(crate) fn head(layout: &Arc<Layout>, appendices: &[(Part, &Appendix)]) -> Appendix {
    let mut appendix = Appendix::new(layout.clone());
    appendix.plan_year = appendices.iter().find_map(|(_, appendix)| appendix.plan_year);
    let titles: Vec<&String> =
        appendices.iter().filter_map(|(_, appendix)| appendix.title.as_ref()).collect();
    let first = titles.first().copied();
    let same = first.filter(|first| titles.iter().all(|title| fold(title) == fold(first)));
    appendix.title = same.cloned();
    appendix.source.unit = layout.unit;
    appendix
}
