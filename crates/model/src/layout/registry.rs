//! The layouts at hand.

use std::sync::{Arc, LazyLock};

use super::{Layout, LayoutError, LayoutErrorKind};
use crate::text::nearest;

/// The built-in files, by name.
const BUILT_IN: &[(&str, &str)] = &[
    ("phu-luc-1.toml", include_str!("../../layouts/phu-luc-1.toml")),
    ("phu-luc-2.toml", include_str!("../../layouts/phu-luc-2.toml")),
    ("phu-luc-3.toml", include_str!("../../layouts/phu-luc-3.toml")),
    ("phu-luc-4.toml", include_str!("../../layouts/phu-luc-4.toml")),
];

#[allow(clippy::expect_used, reason = "the files are part of the crate, and a test reads each")]
static PARSED: LazyLock<Vec<Arc<Layout>>> = LazyLock::new(|| {
    let parse =
        |(name, text): &(&str, &str)| Arc::new(Layout::built_in(name, text).expect("a built-in layout"));
    BUILT_IN.iter().map(parse).collect()
});

/// The layouts that a reader tries: the built-in ones and the user's own.
#[derive(Debug, Clone)]
pub struct Layouts {
    layouts: Vec<Arc<Layout>>,
}

impl Default for Layouts {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Layouts {
    /// The four official appendices.
    pub fn built_in() -> Self {
        Self { layouts: PARSED.clone() }
    }

    /// No layouts at all.
    pub const fn empty() -> Self {
        Self { layouts: Vec::new() }
    }

    /// Adds a layout; one of the same id is replaced.
    pub fn add(&mut self, layout: Layout) {
        match self.layouts.iter_mut().find(|other| other.id == layout.id) {
            Some(other) => *other = Arc::new(layout),
            None => self.layouts.push(Arc::new(layout)),
        }
    }

    /// A layout by id.
    pub fn get(&self, id: &str) -> Option<&Arc<Layout>> {
        self.layouts.iter().find(|layout| &*layout.id == id)
    }

    /// Every layout, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Layout>> {
        self.layouts.iter()
    }

    /// The TOML text of a built-in layout, to read or to start one's own from.
    pub fn built_in_text(id: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(name, _)| name.strip_suffix(".toml") == Some(id)).map(|(_, text)| *text)
    }

    /// Whether every tie of a layout refers to layouts and fields that are here.
    /// `text` is the layout's file, for the place of a mistake.
    ///
    /// # Errors
    ///
    /// A [`LayoutError`] at the tie that refers to nothing.
    pub fn check_ties(&self, layout: &Layout, origin: &str, text: &str) -> Result<(), LayoutError> {
        for term in layout.ties.iter().flat_map(|tie| tie.left.iter().chain(&tie.right)) {
            let kind = match self.get(&term.layout) {
                None if *term.layout == *layout.id => continue,
                None => LayoutErrorKind::UnknownLayout {
                    id: term.layout.clone(),
                    nearest: nearest(&term.layout, self.layouts.iter().map(|layout| &*layout.id))
                        .map(str::to_owned),
                },
                Some(other) if other.column_index(&term.field).is_none() => LayoutErrorKind::UnknownField {
                    field: term.field.clone(),
                    nearest: nearest(&term.field, other.columns.iter().map(|column| &*column.field))
                        .map(str::to_owned),
                },
                Some(_) => continue,
            };
            let offset = text.find(&format!("{}[", term.layout)).unwrap_or(0);
            return Err(LayoutError::at(origin, text, offset, kind));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_layouts_are_whole() {
        let layouts = Layouts::built_in();
        assert_eq!(layouts.iter().count(), BUILT_IN.len());
        for layout in layouts.iter() {
            let text = Layouts::built_in_text(&layout.id).expect("its text");
            layouts.check_ties(layout, &layout.id, text).expect("its ties");
            // Its patterns, too, which are else compiled when they are needed.
            Layout::from_toml(&layout.id, text).expect("a layout as of a user's own");
        }
    }
}
