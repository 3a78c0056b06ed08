//! What a rule says of itself, read from its file in `docs/rules/`.

use phuluc_model::{Message, Rule, Severity};

/// A rule with its documentation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RuleDoc {
    /// Code, name and usual severity.
    pub rule: Rule,
    /// The whole file, as Markdown.
    pub markdown: &'static str,
    /// What it finds, in one line.
    pub title: Message,
    /// What it looks at.
    pub what: Message,
    /// Why, with the regulation or convention behind it.
    pub why: Message,
    /// An example that fails.
    pub example: Message,
    /// What to do.
    pub fix: Message,
}

/// The sections of a rule's file in one language.
struct Texts {
    title: &'static str,
    what: &'static str,
    why: &'static str,
    example: &'static str,
    fix: &'static str,
}

const ENGLISH: [&str; 4] = ["What", "Why", "Example", "Fix"];
const VIETNAMESE: [&str; 4] = ["Nội dung", "Căn cứ", "Ví dụ", "Cách sửa"];

impl RuleDoc {
    /// Reads a rule's file: `# PL201 children-sum`, the severity, and the sections
    /// in Vietnamese and English. `None` where one of them is missing.
    pub fn parse(markdown: &'static str) -> Option<Self> {
        let (head, _) = markdown.split_once("\n## ")?;
        let (title, rest) = head.strip_prefix("# ")?.split_once('\n')?;
        let (code, name) = title.trim().split_once(' ')?;
        let mut lines = rest.lines().map(str::trim).filter(|line| !line.is_empty());
        let severity = match lines.next()?.trim_matches('*') {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "info" => Severity::Info,
            _ => return None,
        };
        let (vi, en) = (lines.next()?, lines.next()?);
        let vi = texts(markdown, vi, VIETNAMESE)?;
        let en = texts(markdown, en, ENGLISH)?;
        Some(Self {
            rule: Rule { code, name, severity },
            markdown,
            title: Message::new(vi.title, en.title),
            what: Message::new(vi.what, en.what),
            why: Message::new(vi.why, en.why),
            example: Message::new(vi.example, en.example),
            fix: Message::new(vi.fix, en.fix),
        })
    }
}

fn texts(markdown: &'static str, title: &'static str, heads: [&str; 4]) -> Option<Texts> {
    let section = |head: &str| {
        let text = markdown.split("\n## ").find_map(|part| part.strip_prefix(head)?.strip_prefix('\n'))?;
        Some(text.trim()).filter(|text| !text.is_empty())
    };
    let [what, why, example, fix] = heads;
    Some(Texts {
        title,
        what: section(what)?,
        why: section(why)?,
        example: section(example)?,
        fix: section(fix)?,
    })
}
