//! What a font's name says of the letters that are shown in it.

/// What a font shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) enum Face {
    /// A font of Unicode letters, or one that is not known.
    #[default]
    Plain,
    /// An ABC font: TCVN3. Those named `.Vn…H` show every letter as a capital.
    Tcvn3 { capitals: bool },
    /// A VNI font.
    Vni,
    /// Pictures in the places of letters: its text is none.
    Symbol,
}

/// How many classes of fonts have evidence of their own.
pub(super) const CLASSES: usize = 3;

impl Face {
    /// By the name of the font, in any case.
    pub(super) fn of(name: &str) -> Self {
        let name = plain_name(name);
        let lower = name.to_lowercase();
        if is_symbol(&lower) {
            return Self::Symbol;
        }
        let dotted = lower.starts_with('.');
        let bare = lower.trim_start_matches('.');
        if let Some(rest) = bare.strip_prefix("vni") {
            let ends = rest.chars().next().is_none_or(|c| !c.is_alphabetic());
            if ends || FAMILIES.iter().any(|family| rest.starts_with(family)) {
                return Self::Vni;
            }
        }
        let Some(rest) = bare.strip_prefix("vn") else { return Self::Plain };
        let family = rest.trim_start_matches(['.', '-', '_', ' ']);
        if dotted || FAMILIES.iter().any(|known| family.starts_with(known)) {
            return Self::Tcvn3 { capitals: shows_capitals(name) };
        }
        Self::Plain
    }

    /// The place of its class in the evidence; none for pictures.
    pub(super) const fn class(self) -> Option<usize> {
        match self {
            Self::Plain => Some(0),
            Self::Tcvn3 { .. } => Some(1),
            Self::Vni => Some(2),
            Self::Symbol => None,
        }
    }

    pub(super) const fn capitals(self) -> bool {
        matches!(self, Self::Tcvn3 { capitals: true })
    }
}

/// Families of the ABC and VNI sets that offices had, where the name lacks its dot or dash.
const FAMILIES: [&str; 12] = [
    "time", "arial", "helve", "courier", "avant", "book", "century", "univer", "southern", "bodoni",
    "tahoma", "black",
];

/// The name without what marks vertical writing and styles.
fn plain_name(name: &str) -> &str {
    let mut name = name.trim().trim_start_matches('@');
    loop {
        let lower = name.to_ascii_lowercase();
        let style = ["bold", "italic", "regular"].iter().find(|style| lower.ends_with(**style));
        let Some(style) = style else { return name };
        let cut = name.get(..name.len() - style.len()).unwrap_or_default();
        let trimmed = cut.trim_end_matches([' ', ',', '-']);
        if trimmed.len() == cut.len() || trimmed.is_empty() {
            return name;
        }
        name = trimmed;
    }
}

/// Capitals are told by an `H` at the end; a small `h` counts where it does not
/// belong to the name, as in `.VnEnglish`.
fn shows_capitals(name: &str) -> bool {
    name.ends_with('H')
        || name.ends_with('h') && !["sh", "th", "ch", "gh", "ph"].iter().any(|end| name.ends_with(end))
}

fn is_symbol(lower: &str) -> bool {
    const EXACT: [&str; 7] =
        ["symbol", "marlett", "mt extra", "opensymbol", "starsymbol", "monotype sorts", "vni-symbol"];
    const STARTS: [&str; 4] = ["wingdings", "webdings", "zapfdingbats", "zapf dingbats"];
    EXACT.contains(&lower) || STARTS.iter().any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_show() {
        const CAPITALS: Face = Face::Tcvn3 { capitals: true };
        const LETTERS: Face = Face::Tcvn3 { capitals: false };
        for (name, face) in [
            (".VnTime", LETTERS),
            (".VnTimeH", CAPITALS),
            (".VnArialH", CAPITALS),
            (".VnArial NarrowH", CAPITALS),
            (".VNTIMEH", CAPITALS),
            (".vntimeh", CAPITALS),
            (".VnTimeH Bold", CAPITALS),
            (".VnEnglish", LETTERS),
            ("VnTime", LETTERS),
            ("VnArialH", CAPITALS),
            ("VNI-Times", Face::Vni),
            ("VNI-Helve-Condense", Face::Vni),
            ("VNI Times", Face::Vni),
            (".VNI-Times", Face::Vni),
            ("VNITimes", Face::Vni),
            ("Times New Roman", Face::Plain),
            ("", Face::Plain),
            ("Vneshtorg", Face::Plain),
            ("Wingdings 2", Face::Symbol),
            ("Symbol", Face::Symbol),
            ("Segoe UI Symbol", Face::Plain),
            ("Webdings", Face::Symbol),
        ] {
            assert_eq!(Face::of(name), face, "{name}");
        }
    }
}
