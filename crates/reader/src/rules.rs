//! The rules of reading (PL0xx), of cells (PL1xx) and of formulas (PL6xx): what was
//! normalised or doubted on the way in. Codes never change their meaning.

phuluc_model::rules! {
    /// No layout fits the sheet.
    SHEET_NOT_RECOGNISED = "PL001", "sheet-not-recognised", Warning;
    /// Another layout fits nearly as well.
    AMBIGUOUS_LAYOUT = "PL002", "ambiguous-layout", Warning;
    /// A column of the layout is not there.
    COLUMN_MISSING = "PL003", "column-missing", Warning;
    /// A column that the layout does not have.
    HEADER_NOT_MATCHED = "PL004", "header-not-matched", Info;
    /// Text in a legacy encoding was decoded.
    ENCODING_DECODED = "PL005", "encoding-decoded", Info;
    /// No unit is stated.
    UNIT_ASSUMED = "PL006", "unit-assumed", Info;
    /// Amounts were scaled to the layout's unit.
    UNIT_SCALED = "PL007", "unit-scaled", Info;
    /// A blank cell took the value above.
    CARRIED_DOWN = "PL008", "carried-down", Info;
    /// A blank cell took the value above, which may be another's.
    DOUBTFUL_CARRY = "PL009", "doubtful-carry", Warning;
    /// Hidden rows, columns or sheets were read.
    HIDDEN_READ = "PL010", "hidden-read", Info;
    /// A row with figures that is of no kind.
    ROW_NOT_UNDERSTOOD = "PL011", "row-not-understood", Error;
    /// The grand total stands twice.
    SECOND_TOTAL = "PL012", "second-total", Info;
    /// A formula without a stored result.
    FORMULA_WITHOUT_RESULT = "PL013", "formula-without-result", Error;
    /// A stated figure of a regenerated workbook that is kept in its cell's note.
    STATED_IN_NOTE = "PL014", "stated-in-note", Info;
    /// Two units are stated for one table.
    UNIT_CONTRADICTORY = "PL015", "unit-contradictory", Warning;
    /// A note (comment) that hangs at a cell.
    CELL_NOTE = "PL016", "cell-note", Info;
    /// One row of the form written over two rows of the sheet.
    ROW_OVER_TWO = "PL017", "row-over-two", Info;
    /// Amounts whose size or sums say another unit than the one stated.
    UNIT_DOUBTFUL = "PL018", "unit-doubtful", Warning;
    /// A table that goes on on another sheet without its header.
    CONTINUED_SHEET = "PL019", "continued-sheet", Info;
    /// One figure in a region merged over several cells of figures.
    FIGURE_OVER_CELLS = "PL020", "figure-over-cells", Warning;
    /// The title plans for another year than the headers.
    YEAR_CONTRADICTORY = "PL021", "year-contradictory", Warning;
    /// A row below the table of a template, which its sums do not reach.
    OUTSIDE_THE_FORM = "PL022", "outside-the-form", Error;
    /// Figures typed as text.
    NUMBER_AS_TEXT = "PL101", "number-as-text", Info;
    /// A separator that may group or divide.
    AMBIGUOUS_SEPARATOR = "PL102", "ambiguous-separator", Error;
    /// Words where a figure belongs.
    WORDS_IN_FIGURES = "PL103", "words-in-figures", Warning;
    /// An error value.
    ERROR_VALUE = "PL104", "error-value", Error;
    /// An amount below zero.
    NEGATIVE_AMOUNT = "PL105", "negative-amount", Warning;
    /// A year out of any plan's range.
    IMPLAUSIBLE_YEAR = "PL106", "implausible-year", Warning;
    /// Traces of binary arithmetic were dropped.
    BINARY_NOISE = "PL107", "binary-noise", Info;
    /// A percentage that was stored as a fraction.
    PERCENT_SCALED = "PL108", "percent-scaled", Info;
    /// An outline number was put into its normal form.
    CODE_REPAIRED = "PL109", "code-repaired", Info;
    /// An outline number that Excel turned into a date.
    CODE_WAS_DATE = "PL110", "code-was-date", Warning;
    /// A mark other than a dash that states nil.
    NIL_MARK = "PL111", "nil-mark", Info;
    /// A figure that its format shows in thousands or millions.
    FORMAT_SCALED = "PL112", "format-scaled", Warning;
    /// A figure that Excel turned into a date.
    DATE_IN_FIGURES = "PL113", "date-in-figures", Warning;
    /// The stored result of a formula is not what it gives.
    STALE_RESULT = "PL601", "stale-result", Warning;
    /// A formula without a stored result that can be trusted, which was computed.
    NO_RESULT = "PL602", "result-computed", Info;
    /// A formula that is not computed here.
    NOT_EVALUATED = "PL603", "formula-not-computed", Info;
    /// A formula that needs its own result.
    CYCLE = "PL604", "circular-formula", Error;
    /// A formula that draws on another workbook.
    EXTERNAL_LINK = "PL605", "external-link", Warning;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_in_order() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
