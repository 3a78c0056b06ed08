//! Districts and communes, as data.

use std::collections::{BTreeMap, HashMap};

use phuluc_model::text::fold;

/// The places that are built in, a file a province.
const BUILT_IN: &[(&str, &str)] = &[("lang-son.tsv", include_str!("../places/lang-son.tsv"))];

/// A commune, with its district.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// Its district, with the word for what it is: `Huyện Bình Gia`.
    pub district: String,
    /// Its name, with the word for what it is: `Xã Thiện Thuật`.
    pub commune: String,
    /// The commune that it is part of since districts were given up on 1 July 2025;
    /// `None` where that is not known.
    pub since: Option<String>,
}

/// What is wrong with a list of places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlacesError {
    /// A line has too few columns.
    #[error(
        "{origin}, line {line}: a line is `district code, district, commune code, commune, commune since \
         the rearrangement, remark` with tabs between, the last two may be left out"
    )]
    TooFewColumns {
        /// The file.
        origin: String,
        /// The line, counted from 1.
        line: usize,
    },
    /// Nothing is in it.
    #[error("{origin}: no place is listed")]
    Empty {
        /// The file.
        origin: String,
    },
}

/// Districts and communes that are known.
///
/// ```
/// use phuluc_checks::Places;
///
/// let text = "001\tHuyện Mẫu\t00001\tXã Một\tXã Hai (00002)\t\n";
/// let places = Places::parse("mau.tsv", text)?;
/// assert_eq!(places.iter().count(), 1);
/// # Ok::<(), phuluc_checks::PlacesError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Places {
    places: Vec<Place>,
    /// Communes by folded name without the word for what they are.
    communes: HashMap<String, Vec<usize>>,
    /// Districts by folded whole name.
    districts: BTreeMap<String, String>,
    /// Communes since 1 July 2025, by folded whole name, with those that became part of them.
    since: HashMap<String, Vec<usize>>,
}

impl Places {
    /// The places that are built in.
    pub fn built_in() -> Self {
        let mut places = Self::default();
        for (origin, text) in BUILT_IN {
            // A test reads each.
            places.add(Self::parse(origin, text).unwrap_or_default());
        }
        places
    }

    /// Reads a list of places: a line a commune, with tabs between district code,
    /// district, commune code, commune, the commune since 1 July 2025 (its code
    /// behind it in brackets) and a remark. Lines that begin with `#` are remarks.
    ///
    /// # Errors
    ///
    /// A [`PlacesError`] at a line with too few columns, or where no place is listed.
    pub fn parse(origin: &str, text: &str) -> Result<Self, PlacesError> {
        let mut found = Self::default();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut columns = line.split('\t').map(str::trim);
            let (_, district, _, commune) = (columns.next(), columns.next(), columns.next(), columns.next());
            let (Some(district), Some(commune)) = (district, commune) else {
                return Err(PlacesError::TooFewColumns { origin: origin.to_owned(), line: number + 1 });
            };
            let since = columns.next().map(|name| name.split('(').next().unwrap_or(name).trim());
            found.push(Place {
                district: district.to_owned(),
                commune: commune.to_owned(),
                since: since.filter(|name| !name.is_empty()).map(str::to_owned),
            });
        }
        if found.places.is_empty() {
            return Err(PlacesError::Empty { origin: origin.to_owned() });
        }
        Ok(found)
    }

    /// Adds the places of another list.
    pub fn add(&mut self, other: Self) {
        for place in other.places {
            self.push(place);
        }
    }

    /// Every commune with its district.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }

    fn push(&mut self, place: Place) {
        if self.places.contains(&place) {
            return;
        }
        let at = self.places.len();
        self.districts.insert(fold(&place.district), place.district.clone());
        self.communes.entry(fold(&place.commune)).or_default().push(at);
        if let Some(since) = &place.since {
            self.since.entry(fold(since)).or_default().push(at);
        }
        self.places.push(place);
    }

    /// A district by its folded whole name.
    pub(crate) fn district(&self, folded: &str) -> Option<&str> {
        self.districts.get(folded).map(String::as_str)
    }

    /// Districts by folded whole name.
    pub(crate) fn districts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.districts.iter().map(|(folded, name)| (folded.as_str(), name.as_str()))
    }

    /// Communes of a folded whole name, in every district that has one.
    pub(crate) fn communes(&self, folded: &str) -> impl Iterator<Item = &Place> {
        self.communes.get(folded).into_iter().flatten().filter_map(|at| self.places.get(*at))
    }

    /// Former communes that are part of a commune since 1 July 2025, by its folded whole name.
    pub(crate) fn since(&self, folded: &str) -> impl Iterator<Item = &Place> {
        self.since.get(folded).into_iter().flatten().filter_map(|at| self.places.get(*at))
    }

    /// Communes of a district by folded whole name.
    pub(crate) fn communes_of<'a>(&'a self, district: &'a str) -> impl Iterator<Item = &'a Place> {
        self.places.iter().filter(move |place| place.district == district)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_lists_are_whole() {
        for (origin, text) in BUILT_IN {
            Places::parse(origin, text).expect("a list of places");
        }
        let places = Places::built_in();
        assert_eq!(places.iter().count(), 200);
        assert_eq!(places.districts().count(), 11);
        assert_eq!(places.communes(&fold("Xã Hòa Bình")).count(), 4);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let wrong = Places::parse("a.tsv", "# head\n1\tHuyện A\n");
        assert_eq!(wrong.expect_err("a mistake").to_string().split(':').next(), Some("a.tsv, line 2"));
        assert!(Places::parse("a.tsv", "# head\n").is_err());
    }
}
