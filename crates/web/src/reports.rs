//! What was found in open files, each by itself or beside the others of its plan.

use phuluc::{CheckOptions, Language, Policy, Report, Submission};

use crate::failure::Failure;
use crate::session::{Opened, Session};

/// What was found in a file, and how it was asked for.
#[derive(Debug)]
pub(crate) struct Reported {
    language: Language,
    /// The files that were checked at once, in the order of their numbers.
    group: Vec<u32>,
    /// This file's part.
    report: Report,
}

impl Session {
    /// What was found in a file by reading and checking it, as `phuluc check` finds it of the
    /// file and those beside it, whose appendices may state the same sums.
    pub(crate) fn report(
        &mut self,
        file: u32,
        beside: &[u32],
        language: Language,
    ) -> Result<(&Opened, &Report), Failure> {
        let mut group: Vec<u32> = beside.iter().copied().chain([file]).collect();
        group.sort_unstable();
        group.dedup();
        let known = self.file(file)?.report.as_ref();
        if known.is_none_or(|known| known.language != language || known.group != group) {
            self.check(&group, language)?;
        }
        let opened = self.file(file)?;
        let report = opened.report.as_ref().map(|known| &known.report).ok_or_else(Failure::not_open)?;
        Ok((opened, report))
    }

    fn check(&mut self, group: &[u32], language: Language) -> Result<(), Failure> {
        let mut options = CheckOptions::default().language(language);
        if let Some(places) = &self.places {
            options = options.places(places.clone());
        }
        let policy = Policy::default().config(self.decisions.clone());
        let mut submissions = Vec::new();
        for number in group {
            let Opened { name, document, .. } = self.file(*number)?;
            let (name, document, policy) = (name.clone(), document.clone(), policy.clone());
            submissions.push(Submission { path: name.clone(), name, document, policy });
        }
        let Report { files, rules } = phuluc::report(submissions, &options);
        for (number, of_file) in group.iter().zip(files) {
            let report = Report { files: vec![of_file], rules: rules.clone() };
            let reported = Reported { language, group: group.to_vec(), report };
            if let Some(opened) = self.files.get_mut(number) {
                opened.report = Some(reported);
            }
        }
        Ok(())
    }

    /// Checks anew when asked the next time.
    pub(crate) fn forget_reports(&mut self) {
        self.files.values_mut().for_each(|opened| opened.report = None);
    }
}
