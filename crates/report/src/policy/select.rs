//! Rules by code, beginning of a code, or name.

use phuluc_model::text::nearest;

use super::PolicyErrorKind;

/// One or more rules: `PL201`, `PL2`, `children-sum`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selector(Words);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Words {
    /// A code or the beginning of one.
    Code(String),
    /// A name.
    Name(String),
}

impl Selector {
    /// Reads a code, the beginning of one, or a name. `known` are the codes and
    /// names of all rules.
    ///
    /// # Errors
    ///
    /// [`PolicyErrorKind::UnknownRule`] with the nearest known.
    pub fn parse<'a>(
        text: &str,
        known: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, PolicyErrorKind> {
        let known: Vec<(&str, &str)> = known.into_iter().collect();
        let word = text.trim();
        let code = word.to_ascii_uppercase();
        if !code.is_empty() && known.iter().any(|(known, _)| known.starts_with(&code)) {
            return Ok(Self(Words::Code(code)));
        }
        let name = word.to_lowercase();
        if known.iter().any(|(_, known)| *known == name) {
            return Ok(Self(Words::Name(name)));
        }
        let codes = nearest(&code, known.iter().map(|(code, _)| *code));
        let names = nearest(&name, known.iter().map(|(_, name)| *name));
        let near = if code.starts_with("PL") { codes.or(names) } else { names };
        Err(PolicyErrorKind::UnknownRule { rule: word.to_owned(), nearest: near.map(str::to_owned) })
    }

    /// Reads several, with commas between.
    ///
    /// # Errors
    ///
    /// As [`Selector::parse`].
    pub fn parse_list<'a>(
        text: &str,
        known: impl IntoIterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Result<Vec<Self>, PolicyErrorKind> {
        let words = text.split(',').filter(|word| !word.trim().is_empty());
        words.map(|word| Self::parse(word, known.clone())).collect()
    }

    /// Whether a rule is one of them.
    pub fn matches(&self, code: &str, name: &str) -> bool {
        match &self.0 {
            Words::Code(start) => code.starts_with(start.as_str()),
            Words::Name(known) => known == name,
        }
    }

    /// How exactly it says which rule is meant.
    pub(crate) fn weight(&self) -> usize {
        match &self.0 {
            Words::Code(start) => start.len(),
            Words::Name(_) => usize::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [(&str, &str); 3] =
        [("PL101", "number-as-text"), ("PL201", "children-sum"), ("PL405", "duplicate-work")];

    #[test]
    fn codes_beginnings_and_names() {
        let parse = |text| Selector::parse(text, KNOWN).expect("a rule");
        assert!(parse("pl2").matches("PL201", "children-sum"));
        assert!(!parse("PL2").matches("PL101", "number-as-text"));
        assert!(parse("PL").matches("PL101", "number-as-text"));
        assert!(parse(" Children-Sum ").matches("PL201", "children-sum"));
        assert_eq!(Selector::parse_list("PL1, PL405,", KNOWN).map(|list| list.len()), Ok(2));
    }

    #[test]
    fn an_unknown_rule_has_a_near_one() {
        let near = |text| match Selector::parse(text, KNOWN).expect_err("none") {
            PolicyErrorKind::UnknownRule { nearest, .. } => nearest,
            other => panic!("{other}"),
        };
        assert_eq!(near("PL406").as_deref(), Some("PL405"));
        assert_eq!(near("childrens-sum").as_deref(), Some("children-sum"));
        assert_eq!(near("zzzzzzzzzzz"), None);
    }
}
