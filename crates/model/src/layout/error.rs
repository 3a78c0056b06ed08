//! What is wrong with a layout file.

use std::fmt;

/// A mistake in a layout file, with its place and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{origin}:{line}:{column}: {kind}")]
#[non_exhaustive]
pub struct LayoutError {
    /// Path or name of the file.
    pub origin: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong.
    pub kind: LayoutErrorKind,
}

impl LayoutError {
    pub(super) fn at(origin: &str, text: &str, offset: usize, kind: LayoutErrorKind) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        Self { origin: origin.to_owned(), line, column, kind }
    }

    /// The message in Vietnamese, with its place.
    pub fn message_vi(&self) -> String {
        format!("{}:{}:{}: {}", self.origin, self.line, self.column, self.kind.message_vi())
    }
}

/// What is wrong with a layout file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LayoutErrorKind {
    /// Not TOML, or a value of the wrong type.
    Syntax(String),
    /// A key that layouts do not have.
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest one that they have.
        nearest: Option<String>,
        /// All that stand there.
        known: String,
    },
    /// A key that must stand there.
    MissingKey(String),
    /// A word that is none of the allowed ones.
    UnknownWord {
        /// The word.
        word: String,
        /// The nearest allowed one.
        nearest: Option<String>,
        /// All of them.
        known: String,
    },
    /// The file's stem is not the id.
    IdIsNotStem {
        /// The id.
        id: String,
        /// The stem.
        stem: String,
    },
    /// An id or field name with other letters than it may have.
    BadName(String),
    /// Two columns of one field.
    DuplicateField {
        /// The field.
        field: String,
        /// Line of the first.
        first_line: usize,
    },
    /// A field that is both a value and a group, or a group torn apart.
    FieldClash {
        /// The field.
        field: String,
        /// The other.
        other: String,
    },
    /// A field that no column has.
    UnknownField {
        /// The field.
        field: String,
        /// The nearest that one has.
        nearest: Option<String>,
    },
    /// A field of figures was expected.
    NotAFigure(String),
    /// A formula that cannot be read.
    BadFormula {
        /// The formula.
        formula: String,
        /// What it should look like.
        shape: &'static str,
    },
    /// Two sums for one field.
    DuplicateSum(String),
    /// Sums that need each other.
    CyclicSum(Vec<String>),
    /// Two kinds of one name.
    DuplicateKind(String),
    /// More than one kind of a role that stands once.
    TwoTotals(String),
    /// A kind that is none of the layout's.
    UnknownKind {
        /// The name.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// A kind that no row could be told by.
    NoCondition(String),
    /// A pattern that is no regular expression.
    BadPattern {
        /// The pattern.
        pattern: String,
        /// Why.
        why: String,
    },
    /// A placeholder that headers do not have.
    BadPlaceholder(String),
    /// Something that must not be empty is.
    Empty(&'static str),
    /// A figure out of its range.
    OutOfRange {
        /// What.
        what: &'static str,
        /// What it may be.
        range: &'static str,
    },
    /// Amounts, but no unit.
    NoUnit,
    /// A tie to a layout that is not there.
    UnknownLayout {
        /// The layout.
        id: String,
        /// The nearest that is.
        nearest: Option<String>,
    },
}

struct Meant<'a>(&'a Option<String>);

impl fmt::Display for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |name| write!(f, "; did you mean `{name}`?"))
    }
}

impl fmt::Display for LayoutErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(why) => {
                write!(f, "not valid here: {why} (words stand in quotes, lists in square brackets)")
            }
            Self::UnknownKey { key, nearest, known } => {
                write!(f, "unknown key `{key}`{} (keys here: {known})", Meant(nearest))
            }
            Self::MissingKey(key) => write!(f, "the key `{key}` is missing: add it to this table"),
            Self::UnknownWord { word, nearest, known } => {
                write!(f, "`{word}` is not known here{} (one of: {known})", Meant(nearest))
            }
            Self::IdIsNotStem { id, stem } => {
                write!(
                    f,
                    "the id `{id}` must be the file's name: rename the file to `{id}.toml` or set id = \"{stem}\""
                )
            }
            Self::BadName(name) => write!(
                f,
                "`{name}` cannot be a name: use small letters a-z, digits, `-` in ids, `_` and nesting dots in fields"
            ),
            Self::DuplicateField { field, first_line } => write!(
                f,
                "the field `{field}` already has a column at line {first_line}: give this one another name or remove it"
            ),
            Self::FieldClash { field, other } => write!(
                f,
                "the field `{field}` does not fit beside `{other}`: a name is either a value or a group, and a group's columns stand together"
            ),
            Self::UnknownField { field, nearest } => {
                write!(f, "no column has the field `{field}`{}", Meant(nearest))
            }
            Self::NotAFigure(field) => write!(
                f,
                "`{field}` holds no figures and cannot be part of a sum: use a column of type amount, count, figure or percent"
            ),
            Self::BadFormula { formula, shape } => {
                write!(f, "cannot read the formula `{formula}`: write it as `{shape}`")
            }
            Self::DuplicateSum(field) => {
                write!(f, "there already is a sum for `{field}`: keep one of the two")
            }
            Self::CyclicSum(path) => {
                write!(f, "these sums need each other: {}; take one of them out", path.join(" -> "))
            }
            Self::DuplicateKind(name) => {
                write!(f, "there already is a kind `{name}`: join the two, with both conditions under `when`")
            }
            Self::TwoTotals(name) => {
                write!(
                    f,
                    "the kind `{name}` is a second grand total: a layout has one kind with role = \"total\""
                )
            }
            Self::UnknownKind { name, nearest } => {
                write!(f, "there is no kind `{name}` in this layout{}", Meant(nearest))
            }
            Self::NoCondition(name) => write!(
                f,
                "no row can be told to be `{name}`: give `when` at least one condition with code, match, filled or blank"
            ),
            Self::BadPattern { pattern, why } => write!(f, "`{pattern}` is not a regular expression: {why}"),
            Self::BadPlaceholder(name) => write!(
                f,
                "unknown placeholder `{{{name}}}`: headers and titles have {{year}}, {{year-1}}, {{year+1}}, … and {{unit}}"
            ),
            Self::Empty(what) => write!(f, "{what} must not be empty"),
            Self::OutOfRange { what, range } => write!(f, "{what} must be {range}"),
            Self::NoUnit => write!(
                f,
                "this column holds amounts, but the layout has no unit: add unit = \"trieu-dong\" (or dong, nghin-dong, ty-dong) at the top"
            ),
            Self::UnknownLayout { id, nearest } => {
                write!(f, "there is no layout `{id}` to tie to{}", Meant(nearest))
            }
        }
    }
}

impl LayoutErrorKind {
    /// The same message in Vietnamese.
    pub fn message_vi(&self) -> String {
        let meant = |nearest: &Option<String>| {
            nearest.as_ref().map(|name| format!("; có phải là `{name}`?")).unwrap_or_default()
        };
        match self {
            Self::Syntax(why) => {
                format!("không hợp lệ: {why} (chữ đặt trong ngoặc kép, danh sách trong ngoặc vuông)")
            }
            Self::UnknownKey { key, nearest, known } => {
                format!("không có khóa `{key}`{} (các khóa ở đây: {known})", meant(nearest))
            }
            Self::MissingKey(key) => format!("thiếu khóa `{key}`: thêm vào bảng này"),
            Self::UnknownWord { word, nearest, known } => {
                format!("`{word}` không dùng được ở đây{} (một trong: {known})", meant(nearest))
            }
            Self::IdIsNotStem { id, stem } => {
                format!(
                    "id `{id}` phải trùng tên tệp: đổi tên tệp thành `{id}.toml` hoặc đặt id = \"{stem}\""
                )
            }
            Self::BadName(name) => format!(
                "`{name}` không làm tên được: dùng chữ thường a-z, chữ số, `-` trong id, `_` và dấu chấm lồng nhau trong trường"
            ),
            Self::DuplicateField { field, first_line } => {
                format!("trường `{field}` đã có cột ở dòng {first_line}: đặt tên khác hoặc bỏ cột này")
            }
            Self::FieldClash { field, other } => {
                format!(
                    "trường `{field}` không đứng cạnh `{other}` được: một tên hoặc là giá trị hoặc là nhóm, các cột của nhóm đứng liền nhau"
                )
            }
            Self::UnknownField { field, nearest } => {
                format!("không cột nào có trường `{field}`{}", meant(nearest))
            }
            Self::NotAFigure(field) => format!("`{field}` không phải cột số liệu nên không cộng được"),
            Self::BadFormula { formula, shape } => {
                format!("không đọc được công thức `{formula}`: viết theo dạng `{shape}`")
            }
            Self::DuplicateSum(field) => format!("đã có phép cộng cho `{field}`: chỉ giữ một"),
            Self::CyclicSum(path) => format!("các phép cộng vòng tròn: {}; bỏ một phép", path.join(" -> ")),
            Self::DuplicateKind(name) => {
                format!("đã có loại dòng `{name}`: gộp hai loại, mỗi điều kiện một mục trong `when`")
            }
            Self::TwoTotals(name) => {
                format!("loại dòng `{name}` là tổng cộng thứ hai: mỗi mẫu chỉ một loại có role = \"total\"")
            }
            Self::UnknownKind { name, nearest } => {
                format!("mẫu không có loại dòng `{name}`{}", meant(nearest))
            }
            Self::NoCondition(name) => {
                format!(
                    "không nhận ra được dòng `{name}`: `when` cần ít nhất một điều kiện code, match, filled hoặc blank"
                )
            }
            Self::BadPattern { pattern, why } => format!("`{pattern}` không phải biểu thức chính quy: {why}"),
            Self::BadPlaceholder(name) => {
                format!(
                    "không có chỗ thế `{{{name}}}`: chỉ có {{year}}, {{year-1}}, {{year+1}}, … và {{unit}}"
                )
            }
            Self::Empty(what) => format!("{what} không được để trống"),
            Self::OutOfRange { what, range } => format!("{what} ngoài phạm vi cho phép ({range})"),
            Self::NoUnit => {
                "cột này là số tiền nhưng mẫu không có đơn vị: thêm unit = \"trieu-dong\" ở đầu tệp"
                    .to_owned()
            }
            Self::UnknownLayout { id, nearest } => {
                format!("không có mẫu `{id}` để đối chiếu{}", meant(nearest))
            }
        }
    }
}
