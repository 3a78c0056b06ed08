//! The order of merged rows, and their outline numbers.

use phuluc_model::{CodeForm, KindRole, code_form, code_order, roman_numeral};

use crate::tree::Forest;

/// Rows that the form itself numbers stand in the order of their numbers.
pub(crate) fn order(forest: &mut Forest<'_>) {
    for at in 0..forest.nodes.len() {
        let Some(node) = forest.nodes.get(at) else { continue };
        let key = |child: &usize| {
            let child = forest.nodes.get(*child)?;
            let kept = forest.layout.kind(&child.kind).is_some_and(|kind| kind.number.is_none());
            child.code.as_deref().filter(|_| kept).and_then(code_order)
        };
        let keys: Option<Vec<Vec<u32>>> = node.children.iter().map(key).collect();
        let Some(keys) = keys else { continue };
        let mut sorted: Vec<(Vec<u32>, usize)> =
            keys.into_iter().zip(node.children.iter().copied()).collect();
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        if let Some(node) = forest.nodes.get_mut(at) {
            node.children = sorted.into_iter().map(|(_, child)| child).collect();
        }
    }
}

/// Rows of an inner kind stand before rows of an outer one, which they would else
/// seem to belong to; a breakdown stays behind its row.
pub(crate) fn inner_first(forest: &mut Forest<'_>) {
    let layout = forest.layout;
    for at in 0..forest.nodes.len() {
        let Some(node) = forest.nodes.get(at) else { continue };
        let mut runs: Vec<(usize, Vec<usize>)> = Vec::new();
        for child in &node.children {
            let Some(row) = forest.nodes.get(*child) else { continue };
            let rank = layout.kinds.iter().position(|kind| kind.name == row.kind).unwrap_or_default();
            match runs.last_mut().filter(|_| row.role == KindRole::Breakdown) {
                Some((_, run)) => run.push(*child),
                None => runs.push((rank, vec![*child])),
            }
        }
        runs.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        if let Some(node) = forest.nodes.get_mut(at) {
            node.children = runs.into_iter().flat_map(|(_, run)| run).collect();
        }
    }
}

/// Numbers the rows whose kinds are numbered anew.
pub(crate) fn number(forest: &mut Forest<'_>) {
    // A row's index is below those of the rows under it, so that its own number is known.
    for at in 0..forest.nodes.len() {
        let Some(node) = forest.nodes.get(at) else { continue };
        let above = node.code.clone();
        let mut counts: Vec<(String, u32)> = Vec::new();
        for child in node.children.clone() {
            let Some(child) = forest.nodes.get_mut(child) else { continue };
            let form = forest.layout.kind(&child.kind).and_then(|kind| kind.number);
            let Some(form) = form.filter(|_| child.role == KindRole::Row) else { continue };
            let kind = child.kind.to_string();
            let known = counts.iter().position(|(name, _)| *name == kind);
            let slot = known.unwrap_or(counts.len());
            if known.is_none() {
                counts.push((kind, 0));
            }
            let Some((_, count)) = counts.get_mut(slot) else { continue };
            *count += 1;
            child.code = spelled(form, *count, above.as_deref());
        }
    }
}

/// The outline number of the n-th row of a kind.
fn spelled(form: CodeForm, count: u32, above: Option<&str>) -> Option<String> {
    Some(match form {
        CodeForm::Roman => roman_numeral(count),
        CodeForm::Capital => letters(count).to_uppercase(),
        CodeForm::Letter => format!("{})", letters(count)),
        CodeForm::Decimal | CodeForm::Mixed => match above {
            Some(above) if matches!(code_form(above), CodeForm::Arabic | CodeForm::Decimal) => {
                format!("{above}.{count}")
            }
            _ => count.to_string(),
        },
        CodeForm::Arabic => count.to_string(),
        CodeForm::Mark => "-".to_owned(),
        CodeForm::None => return None,
    })
}

/// `a` … `z`, `aa` …
fn letters(count: u32) -> String {
    phuluc_model::ColumnName(count.saturating_sub(1)).to_string().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_in_their_forms() {
        let spelled = |form, count, above| spelled(form, count, above).unwrap_or_default();
        assert_eq!(spelled(CodeForm::Roman, 14, None), "XIV");
        assert_eq!(spelled(CodeForm::Decimal, 10, Some("2")), "2.10");
        assert_eq!(spelled(CodeForm::Decimal, 10, Some("III")), "10", "a number below III stands alone");
        assert_eq!(spelled(CodeForm::Letter, 2, None), "b)");
        assert_eq!(spelled(CodeForm::Capital, 27, None), "AA");
        assert_eq!(spelled(CodeForm::None, 1, None), "");
    }
}
