//! What may be typed where: locks, validation with hints, colour where a row does
//! not add up.

use phuluc_model::{CellRef, CellWords, Choices, ColumnType, Ratio, RowSum, TemplateWords, Vocabulary};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, Format,
    Formula, ProtectionOptions, Worksheet, XlsxError,
};

use super::form::RowUse;
use super::{Lists, YEARS};
use crate::columns::ColumnPlan;
use crate::formats::{Formats, Look};
use crate::limits::length;
use crate::sheet::SheetPlan;

/// Years around the plan year that are meant.
const YEARS_AROUND: i32 = 5;
/// Characters of a hint or error, and of its title; the limits of workbooks.
const MESSAGE: usize = 255;
const TITLE: usize = 32;
/// More than any figure of a plan, and whole in any program.
const LARGEST: f64 = 1e12;
/// Rows below the table that are open for remarks and signatures.
const OPEN_BELOW: u32 = 12;
/// Height of the row that ends room for rows, in points.
const CLOSING_HEIGHT: f64 = 6.0;

type Outcome = Result<(), XlsxError>;

/// Makes a rendered sheet one to fill in.
pub(crate) fn finish(
    plan: &SheetPlan<'_>,
    lists: &Lists,
    sheet: &mut Worksheet,
    formats: &mut Formats,
) -> Outcome {
    let Some(form) = &plan.form else { return Ok(()) };
    for (index, row) in plan.rows.iter().enumerate() {
        if form.row_use(index) == RowUse::Closing {
            sheet.set_row_height(row.at, CLOSING_HEIGHT)?;
        }
    }
    let open = Look::plain(plan.page().font_size).open();
    for row in plan.table().1 + 2..plan.table().1 + 2 + OPEN_BELOW {
        for column in 0..=column(plan.last_column()) {
            sheet.write_blank(row, column, formats.get(open))?;
        }
    }
    for (position, column) in plan.columns.iter().enumerate() {
        validate(plan, lists, position, column, sheet)?;
        show_decimals(plan, position, column, sheet)?;
    }
    for sum in &plan.appendix.layout.row_sums {
        colour(plan, sum, sheet)?;
    }
    for ratio in &plan.appendix.layout.ratios {
        colour_rate(plan, ratio, sheet)?;
    }
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

/// Validation of a column, over all its rows: what is inserted there has it too.
fn validate(
    plan: &SheetPlan<'_>,
    lists: &Lists,
    position: usize,
    column_plan: &ColumnPlan,
    sheet: &mut Worksheet,
) -> Outcome {
    let Some(official) = plan.appendix.layout.columns.get(column_plan.index) else { return Ok(()) };
    let words = &Vocabulary::get().template;
    let limits = Limits::of(plan, official.kind, official.range);
    let list = official.choices.as_ref().and_then(|choices: &Choices| lists.name(choices));
    let (rule, style) = match (&list, official.kind) {
        (Some(name), ColumnType::Text) => {
            let source = Formula::new(format!("={name}"));
            (DataValidation::new().allow_list_formula(source), DataValidationErrorStyle::Warning)
        }
        (_, ColumnType::Code | ColumnType::Text) => {
            (DataValidation::new().allow_any_value(), DataValidationErrorStyle::Stop)
        }
        (_, kind) => limits.rule(kind, official.range.is_some()),
    };
    let own = official.hint.as_deref().or_else(|| of(&words.hint, official.kind, list.is_some()));
    let adding = (position == 0).then_some(words.adding.as_str());
    let hint = own.into_iter().chain(adding).collect::<Vec<_>>().join(" ");
    // Words of any kind: nothing to refuse, and nothing to say.
    if hint.is_empty() {
        return Ok(());
    }
    let hint = limits.fill(plan, &hint);
    let path: Vec<String> = official
        .header
        .iter()
        .map(|step| step.official(plan.appendix.plan_year, plan.appendix.layout.unit))
        .collect();
    let error = of(&words.error, official.kind, list.is_some());
    let error = limits.fill(plan, error.unwrap_or_default());
    let validation = rule
        .set_input_title(cut(&path.join(" – "), TITLE))?
        .set_input_message(cut(&hint, MESSAGE))?
        .set_error_title(cut(title(words, &style), TITLE))?
        .set_error_message(cut(&error, MESSAGE))?
        .set_error_style(style);
    let (first, last) = plan.table();
    let at = column(position);
    sheet.add_data_validation(first, at, last, at, &validation)?;
    Ok(())
}

fn title<'a>(words: &'a TemplateWords, style: &DataValidationErrorStyle) -> &'a str {
    if matches!(style, DataValidationErrorStyle::Stop) { &words.refused } else { &words.asked }
}

/// What is said of a cell by what it holds.
fn of(words: &CellWords, kind: ColumnType, choices: bool) -> Option<&str> {
    Some(match kind {
        ColumnType::Text if choices => &words.choices,
        ColumnType::Code => &words.code,
        ColumnType::Text => return None,
        ColumnType::Amount => &words.amount,
        ColumnType::Count => &words.count,
        ColumnType::Figure => &words.figure,
        ColumnType::Percent => &words.percent,
        ColumnType::Year => &words.year,
    })
}

/// The least and the most that a column takes.
#[derive(Clone, Copy)]
struct Limits {
    least: i64,
    most: i64,
}

impl Limits {
    fn of(plan: &SheetPlan<'_>, kind: ColumnType, range: Option<(i64, i64)>) -> Self {
        let (least, most) = range.unwrap_or_else(|| match (kind, plan.appendix.plan_year) {
            (ColumnType::Year, Some(year)) => {
                (i64::from(year.saturating_sub(YEARS_AROUND)), i64::from(year.saturating_add(YEARS_AROUND)))
            }
            (ColumnType::Year, None) => (i64::from(*YEARS.start()), i64::from(*YEARS.end())),
            (ColumnType::Percent, _) => (0, 100),
            _ => (0, i64::from(i32::MAX)),
        });
        Self { least, most }
    }

    /// The rule of a column of figures. What an office may have reason to write otherwise
    /// is asked, not refused.
    fn rule(self, kind: ColumnType, stated: bool) -> (DataValidation, DataValidationErrorStyle) {
        let rule = DataValidation::new();
        // Whole up to 10^12, in any program.
        let (least, most) = (self.least as f64, self.most as f64);
        let whole = |limit: i64| i32::try_from(limit).unwrap_or(if limit < 0 { i32::MIN } else { i32::MAX });
        let stop = DataValidationErrorStyle::Stop;
        let ask = DataValidationErrorStyle::Warning;
        match kind {
            ColumnType::Count if !stated => {
                (rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)), stop)
            }
            ColumnType::Count => (
                rule.allow_whole_number(DataValidationRule::Between(whole(self.least), whole(self.most))),
                stop,
            ),
            ColumnType::Year => (
                rule.allow_whole_number(DataValidationRule::Between(whole(self.least), whole(self.most))),
                ask,
            ),
            ColumnType::Amount if !stated => {
                (rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)), stop)
            }
            ColumnType::Figure if !stated => {
                (rule.allow_decimal_number(DataValidationRule::Between(-LARGEST, LARGEST)), ask)
            }
            _ => (rule.allow_decimal_number(DataValidationRule::Between(least, most)), stop),
        }
    }

    fn fill(self, plan: &SheetPlan<'_>, text: &str) -> String {
        let unit =
            plan.appendix.layout.unit.map(|unit| Vocabulary::get().unit_name(unit)).unwrap_or_default();
        text.replace("{unit}", &unit)
            .replace("{least}", &self.least.to_string())
            .replace("{most}", &self.most.to_string())
    }
}

/// As much of a text as a place holds.
fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|letter| {
        used += letter.len_utf16();
        used <= most
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

/// Figures that are no whole numbers show their decimals; nobody knows beforehand which.
fn show_decimals(
    plan: &SheetPlan<'_>,
    position: usize,
    column_plan: &ColumnPlan,
    sheet: &mut Worksheet,
) -> Outcome {
    if !column_plan.kind.is_figure() || matches!(column_plan.kind, ColumnType::Year | ColumnType::Count) {
        return Ok(());
    }
    let (first, last) = plan.table();
    let at = column(position);
    let cell = CellRef::new(first, u32::from(at));
    let rule = format!("=AND(ISNUMBER({cell}),ROUND({cell},0)<>ROUND({cell},6))");
    let format = ConditionalFormatFormula::new()
        .set_rule(Formula::new(rule))
        .set_format(Format::new().set_num_format("#,##0.0#####;-#,##0.0#####"));
    sheet.add_conditional_format(first, at, last, at, &format)?;
    Ok(())
}

/// Colours a stated sum that is not what its parts give.
fn colour(plan: &SheetPlan<'_>, sum: &RowSum, sheet: &mut Worksheet) -> Outcome {
    let Some(target) = first_cell(plan, sum.target) else { return Ok(()) };
    let terms = |minus: bool| -> Vec<String> {
        let terms = sum.terms.iter().filter(|term| term.minus == minus);
        terms.filter_map(|term| first_cell(plan, term.column)).map(|cell| cell.to_string()).collect()
    };
    let (plus, minus) = (terms(false), terms(true));
    let total = |cells: &[String]| {
        if cells.is_empty() { "0".to_owned() } else { format!("SUM({})", cells.join(",")) }
    };
    let rule = format!(
        "=AND(NOT(ISBLANK({target})),ABS(N({target})-({}-{}))>0.0000001)",
        total(&plus),
        total(&minus)
    );
    colour_where(plan, target, &rule, sheet)
}

/// Colours a percentage that is none of its figures, at its own digits; an indicator that
/// is to fall may be compared the other way round.
fn colour_rate(plan: &SheetPlan<'_>, ratio: &Ratio, sheet: &mut Worksheet) -> Outcome {
    let cell = |index: usize| first_cell(plan, index);
    let (Some(rate), Some(part), Some(whole)) = (cell(ratio.target), cell(ratio.part), cell(ratio.whole))
    else {
        return Ok(());
    };
    let digit = format!("IF({rate}=ROUND({rate},0),1,IF({rate}=ROUND({rate},1),0.1,0.01))");
    let rule = format!(
        "=AND(ISNUMBER({rate}),ISNUMBER({part}),N({whole})<>0,ABS({rate}-{part}/{whole}*100)>={digit},\
         IF({part}=0,TRUE,ABS({rate}-{whole}/{part}*100)>={digit}))"
    );
    colour_where(plan, rate, &rule, sheet)
}

/// The cell of a column in the first row of the table, where the column is written.
fn first_cell(plan: &SheetPlan<'_>, index: usize) -> Option<CellRef> {
    let position = plan.columns.iter().position(|column| column.index == index)?;
    Some(CellRef::new(plan.table().0, u32::from(column(position))))
}

/// Colours the cells of a column where a rule holds, said of the column's first cell.
fn colour_where(plan: &SheetPlan<'_>, first: CellRef, rule: &str, sheet: &mut Worksheet) -> Outcome {
    let format = ConditionalFormatFormula::new().set_rule(Formula::new(rule)).set_format(
        Format::new().set_background_color(Color::RGB(0x00FF_C7CE)).set_font_color(Color::RGB(0x009C_0006)),
    );
    let at = u16::try_from(first.column).unwrap_or(u16::MAX);
    sheet.add_conditional_format(first.row, at, plan.table().1, at, &format)?;
    Ok(())
}
