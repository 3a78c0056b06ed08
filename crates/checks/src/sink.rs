//! Where rules put what they find.

use phuluc_model::{Finding, Language, Message};

/// Where rules put what they find.
#[derive(Debug)]
pub struct Sink {
    language: Language,
    findings: Vec<Finding>,
}

impl Sink {
    pub(crate) const fn new(language: Language) -> Self {
        Self { language, findings: Vec::new() }
    }

    /// Says something.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Text of the parts of a finding that have one language only.
    pub fn text(&self, message: &Message) -> String {
        message.text(self.language).to_owned()
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
