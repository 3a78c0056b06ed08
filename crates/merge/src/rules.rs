//! What merging says, by code. Codes never change their meaning.

phuluc_model::rules! {
    /// Nothing says whose a file is.
    UNKNOWN_UNIT = "PL701", "unknown-unit", Error;
    /// A unit that is not of the list.
    FOREIGN_UNIT = "PL702", "foreign-unit", Error;
    /// Two files of one unit with the same form.
    UNIT_TWICE = "PL703", "unit-twice", Error;
    /// Units of the list that sent nothing.
    UNIT_MISSING = "PL704", "unit-missing", Warning;
    /// A form of another year than the others'.
    YEAR_DIFFERS = "PL705", "year-differs", Error;
    /// A title that speaks of something else than the others'.
    PROGRAMME_DIFFERS = "PL706", "programme-differs", Warning;
    /// One row that units call by different names.
    NAMES_DIFFER = "PL707", "names-differ", Warning;
    /// A rate of several units, which does not add up.
    RATE_LEFT_BLANK = "PL708", "rate-left-blank", Warning;
    /// Units state different things where one is expected.
    VALUES_DIFFER = "PL709", "values-differ", Warning;
    /// A unit's stated total is not what its rows give.
    STATED_NOT_MERGED = "PL710", "stated-not-merged", Warning;
    /// A file that a later one, or a copy of it, stands for.
    LEFT_OUT = "PL711", "earlier-left-out", Info;
    /// Words where figures are added up.
    WORDS_NOT_SUMMED = "PL712", "words-not-summed", Warning;
    /// A cell of a merged workbook that somebody typed over.
    EDITED_BY_HAND = "PL713", "edited-by-hand", Error;
    /// The units' sum is not what the plan states.
    PLAN_DIFFERS = "PL714", "plan-differs", Warning;
    /// A file states another unit than the one that was said.
    UNIT_OVERRIDDEN = "PL715", "unit-overridden", Warning;
    /// A form without a figure: nothing was sent by it.
    FORM_BLANK = "PL716", "form-blank", Warning;
    /// An amount on a sub-heading that no row below it has.
    AMOUNT_ON_HEADING = "PL717", "amount-on-heading", Warning;
    /// Rows of one name that units count in different units of measure.
    MEASURES_DIFFER = "PL718", "measures-differ", Warning;
    /// A sum of more digits than can be held exactly.
    SUM_TOO_LONG = "PL719", "sum-too-long", Error;
    /// A row of another unit in a unit's file.
    ROW_OF_ANOTHER = "PL720", "row-of-another", Warning;
}

#[cfg(test)]
mod tests {
    use phuluc_model::Rule;

    use super::*;

    #[test]
    fn every_rule_of_merging_is_documented_as_it_is() {
        let documented: Vec<Rule> =
            phuluc_checks::rules().map(|doc| doc.rule).filter(|rule| rule.code.starts_with("PL7")).collect();
        assert_eq!(documented, RULES);
    }
}
