//! From the keys of a layout file to a [`Layout`], with every mistake at its line.

use std::sync::Arc;

use toml::Spanned;

use super::raw::{RawColumn, RawCondition, RawKind, RawLayout};
use super::{
    Align, Column, ColumnType, Condition, FieldNode, HeaderText, Kind, KindRole, Layout, LayoutError,
    LayoutErrorKind, Page, Tie, formula, tie,
};
use crate::pattern::WordPattern;
use crate::text::nearest;

pub(super) type Outcome<T> = Result<T, LayoutError>;

/// Reads a layout file; of one that is `built_in` patterns are compiled when they are needed.
pub(super) fn layout(origin: &str, text: &str, built_in: bool) -> Outcome<Layout> {
    let file = File { origin, text, built_in };
    let raw: RawLayout = toml::from_str(text).map_err(|error| file.mistake(&error))?;
    file.check_id(&raw.id)?;
    if raw.sheet.get_ref().trim().is_empty() {
        return Err(file.at(&raw.sheet, LayoutErrorKind::Empty("sheet")));
    }
    let columns = file.columns(&raw)?;
    let tree = file.tree(&raw.column)?;
    let fields = Fields { file: &file, columns: &columns };
    let row_sums = fields.row_sums(&raw.sums.row)?;
    let kinds = fields.kinds(&raw.kind)?;
    let prepared = raw.row.iter().map(|row| fields.prepared(row, &kinds)).collect::<Outcome<_>>()?;
    let page = file.page(&raw)?;
    Ok(Layout {
        id: Arc::from(raw.id.get_ref().as_str()),
        version: raw.version,
        titles: file.header_texts(&raw.title, "title")?,
        children_sums: fields.children(&raw.sums.children)?,
        ratios: raw
            .sums
            .ratio
            .iter()
            .map(|ratio| {
                formula::ratio(ratio.get_ref(), &|name| fields.figure(name))
                    .map_err(|kind| file.at(ratio, kind))
            })
            .collect::<Outcome<_>>()?,
        merge: fields.merge(&raw.merge, &kinds)?,
        ties: raw.tie.iter().map(|tie| fields.tie(tie, raw.id.get_ref())).collect::<Outcome<_>>()?,
        prepared,
        row_sums,
        kinds,
        tree,
        page,
        columns,
        number: raw.number,
        name: raw.name,
        name_en: raw.name_en,
        source: raw.source,
        sheet: raw.sheet.into_inner(),
        unit: raw.unit,
        usual: raw.usual.map(Spanned::into_inner),
    })
}

/// The file, for places of mistakes.
pub(super) struct File<'a> {
    pub(super) origin: &'a str,
    pub(super) text: &'a str,
    /// Whether it is part of the crate, and its patterns compiled by a test.
    built_in: bool,
}

impl File<'_> {
    pub(super) fn at<T>(&self, place: &Spanned<T>, kind: LayoutErrorKind) -> LayoutError {
        LayoutError::at(self.origin, self.text, place.span().start, kind)
    }

    /// serde's words, turned into what to do.
    fn mistake(&self, error: &toml::de::Error) -> LayoutError {
        let offset = error.span().map_or(0, |span| span.start);
        LayoutError::at(self.origin, self.text, offset, explain(error.message()))
    }

    fn check_id(&self, id: &Spanned<String>) -> Outcome<()> {
        let name = id.get_ref();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(fits) {
            return Err(self.at(id, LayoutErrorKind::BadName(name.clone())));
        }
        let file = self.origin.rsplit(['/', '\\']).next().unwrap_or(self.origin);
        let stem = file.strip_suffix(".toml").unwrap_or(file);
        if stem != name {
            let kind = LayoutErrorKind::IdIsNotStem { id: name.clone(), stem: stem.to_owned() };
            return Err(self.at(id, kind));
        }
        Ok(())
    }

    fn header_texts(
        &self,
        list: &Spanned<Vec<Spanned<String>>>,
        what: &'static str,
    ) -> Outcome<Vec<HeaderText>> {
        if list.get_ref().is_empty() || list.get_ref().iter().any(|text| text.get_ref().trim().is_empty()) {
            return Err(self.at(list, LayoutErrorKind::Empty(what)));
        }
        list.get_ref().iter().map(|text| self.header_text(text, text.get_ref())).collect()
    }

    fn header_text(&self, place: &Spanned<String>, text: &str) -> Outcome<HeaderText> {
        HeaderText::parse(text.trim()).map_err(|kind| self.at(place, kind))
    }

    fn columns(&self, raw: &RawLayout) -> Outcome<Vec<Column>> {
        let mut columns: Vec<Column> = Vec::with_capacity(raw.column.len());
        for (at, column) in raw.column.iter().enumerate() {
            let field = column.field.get_ref();
            if let Some(first) = raw.column.iter().take(at).find(|other| other.field.get_ref() == field) {
                let first_line = self.at(&first.field, LayoutErrorKind::NoUnit).line;
                let kind = LayoutErrorKind::DuplicateField { field: field.clone(), first_line };
                return Err(self.at(&column.field, kind));
            }
            if column.kind == ColumnType::Amount && raw.unit.is_none() {
                return Err(self.at(&column.field, LayoutErrorKind::NoUnit));
            }
            columns.push(self.column(column)?);
        }
        Ok(columns)
    }

    fn column(&self, raw: &RawColumn) -> Outcome<Column> {
        let field = raw.field.get_ref();
        if formula::name(field) != Some(field) || field.split('.').any(str::is_empty) {
            return Err(self.at(&raw.field, LayoutErrorKind::BadName(field.clone())));
        }
        let width = *raw.width.get_ref();
        if !(1.0..=255.0).contains(&width) {
            let kind = LayoutErrorKind::OutOfRange { what: "width", range: "1 to 255" };
            return Err(self.at(&raw.width, kind));
        }
        let alternatives = |step: &Spanned<String>| -> Outcome<Vec<HeaderText>> {
            step.get_ref().split('|').map(|one| self.header_text(step, one)).collect()
        };
        Ok(Column {
            range: raw.range.as_ref().map(|range| self.range(range)).transpose()?,
            choices: raw.choices.as_ref().map(|choices| self.choices(choices)).transpose()?,
            hint: raw.hint.as_ref().map(|hint| self.hint(hint)).transpose()?,
            field: Arc::from(field.as_str()),
            header: self.header_texts(&raw.header, "header")?,
            also: raw
                .also
                .iter()
                .map(|path| path.iter().map(alternatives).collect())
                .collect::<Outcome<_>>()?,
            kind: raw.kind,
            width,
            optional: raw.optional,
            align: raw.align.unwrap_or(default_align(raw.kind)),
            merge: raw.merge.unwrap_or(super::ColumnMerge::default_of(raw.kind)),
            join: raw.join.clone().unwrap_or_else(|| super::merge::JOIN.to_owned()),
        })
    }

    /// Fields as a tree; a name must not be a value and a group at once, and a
    /// group's columns must stand together, or the JSON form would lose their order.
    fn tree(&self, columns: &[RawColumn]) -> Outcome<Vec<FieldNode>> {
        let mut roots: Vec<FieldNode> = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let path: Vec<&str> = column.field.get_ref().split('.').collect();
            insert(&mut roots, &path, index).map_err(|other| {
                let kind = LayoutErrorKind::FieldClash { field: column.field.get_ref().clone(), other };
                self.at(&column.field, kind)
            })?;
        }
        Ok(roots)
    }

    fn page(&self, raw: &RawLayout) -> Outcome<Page> {
        let default = Page::default();
        let page = Page {
            orientation: raw.page.orientation.unwrap_or_default(),
            margins: raw.page.margins.unwrap_or(default.margins),
            font_size: raw.page.font_size.unwrap_or(default.font_size),
        };
        let fits = page.margins.iter().all(|margin| (0.0..=100.0).contains(margin));
        if !fits || !(6.0..=20.0).contains(&page.font_size) {
            let what = "page";
            let range = "margins of 0 to 100 mm and a font size of 6 to 20 points";
            let offset = self.text.find("[page]").unwrap_or(0);
            return Err(LayoutError::at(
                self.origin,
                self.text,
                offset,
                LayoutErrorKind::OutOfRange { what, range },
            ));
        }
        Ok(page)
    }
}

fn default_align(kind: ColumnType) -> Align {
    match kind {
        ColumnType::Code | ColumnType::Year => Align::Center,
        ColumnType::Text => Align::Left,
        _ => Align::Right,
    }
}

fn insert(nodes: &mut Vec<FieldNode>, path: &[&str], index: usize) -> Result<(), String> {
    let Some((first, rest)) = path.split_first() else { return Ok(()) };
    let known = nodes.iter().position(|node| match node {
        FieldNode::Leaf(name, _) | FieldNode::Group(name, _) => name == first,
    });
    let last = nodes.len().saturating_sub(1);
    match (known.and_then(|at| nodes.get_mut(at)), rest.is_empty()) {
        (None, true) => nodes.push(FieldNode::Leaf((*first).to_owned(), index)),
        (None, false) => {
            let mut inner = Vec::new();
            insert(&mut inner, rest, index)?;
            nodes.push(FieldNode::Group((*first).to_owned(), inner));
        }
        (Some(FieldNode::Group(_, inner)), false) if known == Some(last) => insert(inner, rest, index)?,
        _ => return Err((*first).to_owned()),
    }
    Ok(())
}

/// Columns by field, for what refers to them.
pub(super) struct Fields<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) columns: &'a [Column],
}

impl Fields<'_> {
    pub(super) fn any(&self, name: &str) -> Result<usize, LayoutErrorKind> {
        let found = self.columns.iter().position(|column| &*column.field == name);
        found.ok_or_else(|| LayoutErrorKind::UnknownField {
            field: name.to_owned(),
            nearest: nearest(name, self.columns.iter().map(|column| &*column.field)).map(str::to_owned),
        })
    }

    fn figure(&self, name: &str) -> Result<usize, LayoutErrorKind> {
        let index = self.any(name)?;
        let figure = self.columns.get(index).is_some_and(|column| column.kind.is_figure());
        if figure { Ok(index) } else { Err(LayoutErrorKind::NotAFigure(name.to_owned())) }
    }

    fn list(&self, names: &[Spanned<String>]) -> Outcome<Vec<usize>> {
        names.iter().map(|name| self.any(name.get_ref()).map_err(|kind| self.file.at(name, kind))).collect()
    }

    fn row_sums(&self, formulas: &[Spanned<String>]) -> Outcome<Vec<super::RowSum>> {
        let mut sums: Vec<super::RowSum> = Vec::new();
        for text in formulas {
            let sum = formula::row_sum(text.get_ref(), &|name| self.figure(name))
                .map_err(|kind| self.file.at(text, kind))?;
            if sums.iter().any(|other| other.target == sum.target) {
                return Err(self.file.at(text, LayoutErrorKind::DuplicateSum(self.name(sum.target))));
            }
            sums.push(sum);
            if let Some(path) = formula::cycle(&sums) {
                let names = path.into_iter().map(|column| self.name(column)).collect();
                return Err(self.file.at(text, LayoutErrorKind::CyclicSum(names)));
            }
        }
        Ok(sums)
    }

    fn name(&self, column: usize) -> String {
        self.columns.get(column).map(|column| column.field.to_string()).unwrap_or_default()
    }

    /// Fields of `children`, with `central.*` for all that is nested there.
    fn children(&self, names: &[Spanned<String>]) -> Outcome<Vec<usize>> {
        let mut indexes = Vec::new();
        for name in names {
            let found = match name.get_ref().strip_suffix('*') {
                Some(prefix) if prefix.ends_with('.') => {
                    let nested = |(_, column): &(usize, &Column)| column.field.starts_with(prefix);
                    let found: Vec<usize> =
                        self.columns.iter().enumerate().filter(nested).map(|(index, _)| index).collect();
                    if found.is_empty() {
                        let kind =
                            LayoutErrorKind::UnknownField { field: name.get_ref().clone(), nearest: None };
                        return Err(self.file.at(name, kind));
                    }
                    found
                }
                _ => vec![self.figure(name.get_ref()).map_err(|kind| self.file.at(name, kind))?],
            };
            for index in found {
                if !indexes.contains(&index) {
                    indexes.push(index);
                }
            }
        }
        indexes.sort_unstable();
        Ok(indexes)
    }

    fn kinds(&self, raw: &[RawKind]) -> Outcome<Vec<Kind>> {
        let mut kinds: Vec<Kind> = Vec::with_capacity(raw.len());
        for kind in raw {
            let name = kind.name.get_ref();
            if kinds.iter().any(|other| &*other.name == name) {
                return Err(self.file.at(&kind.name, LayoutErrorKind::DuplicateKind(name.clone())));
            }
            let second =
                kind.role == KindRole::Total && kinds.iter().any(|other| other.role == KindRole::Total);
            if second {
                return Err(self.file.at(&kind.name, LayoutErrorKind::TwoTotals(name.clone())));
            }
            kinds.push(self.kind(kind)?);
        }
        Ok(kinds)
    }

    fn kind(&self, raw: &RawKind) -> Outcome<Kind> {
        let label = self.any(raw.label.get_ref()).map_err(|kind| self.file.at(&raw.label, kind))?;
        let when: Vec<Condition> =
            raw.when.iter().map(|condition| self.condition(condition, label)).collect::<Outcome<_>>()?;
        let open = |c: &Condition| {
            c.codes.is_empty() && c.pattern.is_none() && c.filled.is_empty() && c.blank.is_empty()
        };
        if when.is_empty() || when.iter().any(open) {
            let kind = LayoutErrorKind::NoCondition(raw.name.get_ref().clone());
            return Err(self.file.at(&raw.name, kind));
        }
        Ok(Kind {
            name: Arc::from(raw.name.get_ref().as_str()),
            role: raw.role,
            nest: raw.nest,
            label,
            when,
            carry: self.list(&raw.carry)?,
            same: match &raw.same {
                Some(names) => self.list(names)?,
                None => self.same(label),
            },
            number: raw.number,
            style: raw.style,
            room: raw.room,
        })
    }

    fn condition(&self, raw: &RawCondition, label: usize) -> Outcome<Condition> {
        let column = match &raw.field {
            Some(name) => self.any(name.get_ref()).map_err(|kind| self.file.at(name, kind))?,
            None => label,
        };
        let pattern = raw.pattern.as_ref().map(|pattern| {
            let text = pattern.get_ref();
            if self.file.built_in {
                return Ok((column, WordPattern::built_in(text)));
            }
            WordPattern::new(text).map(|regex| (column, regex)).map_err(|error| {
                let why = error.to_string().lines().last().unwrap_or_default().replace("error: ", "");
                self.file.at(pattern, LayoutErrorKind::BadPattern { pattern: text.clone(), why })
            })
        });
        Ok(Condition {
            codes: raw.code.clone().unwrap_or_default(),
            pattern: pattern.transpose()?,
            filled: self.list(&raw.filled)?,
            blank: self.list(&raw.blank)?,
        })
    }

    fn tie(&self, raw: &super::raw::RawTie, id: &str) -> Outcome<Tie> {
        let side = |text: &Spanned<String>| {
            let terms = tie::side(text.get_ref()).map_err(|kind| self.file.at(text, kind))?;
            for term in terms.iter().filter(|term| term.layout == id) {
                self.figure(&term.field).map_err(|kind| self.file.at(text, kind))?;
            }
            Ok(terms)
        };
        Ok(Tie { left: side(&raw.left)?, right: side(&raw.right)?, why: raw.why.clone() })
    }
}

/// serde's message as a kind of mistake. Its wording is part of serde's interface in
/// all but name; what is not recognised is passed on as it is.
fn explain(message: &str) -> LayoutErrorKind {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, known) = match quoted.split_first() {
        Some((first, known)) => ((*first).to_owned(), known),
        None => return LayoutErrorKind::Syntax(message.trim().replace('\n', "; ")),
    };
    let near = || nearest(&first, known.iter().copied()).map(str::to_owned);
    if message.starts_with("unknown field") {
        LayoutErrorKind::UnknownKey { nearest: near(), known: known.join(", "), key: first }
    } else if message.starts_with("missing field") {
        LayoutErrorKind::MissingKey(first)
    } else if message.starts_with("unknown variant") {
        LayoutErrorKind::UnknownWord { nearest: near(), known: known.join(", "), word: first }
    } else {
        LayoutErrorKind::Syntax(message.trim().replace('\n', "; "))
    }
}
