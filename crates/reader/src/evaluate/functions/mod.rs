//! The functions that are worked out, one entry each. What is not here is said to be
//! unsupported: dates and anything that changes by itself (TODAY, RAND, OFFSET, …).

mod aggregate;
mod conditional;
mod logic;
mod lookup;
mod math;
mod tally;
mod text;

use super::context::Context;
use super::stop::Stop;
use super::value::Value;

/// Works out a call.
type Run = fn(&mut Context<'_, '_>, &[Value]) -> Result<Value, Stop>;

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    /// The fewest arguments.
    pub(super) least: usize,
    /// The most arguments.
    pub(super) most: usize,
    /// Looks only into the cells that it needs, of all that its arguments refer to.
    pub(super) lazy: bool,
    /// Its arguments may be computed tables.
    pub(super) arrays: bool,
    pub(super) run: Run,
}

const ANY: usize = 255;

const fn eager(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, lazy: false, arrays: false, run }
}

const fn lazy(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, lazy: true, arrays: false, run }
}

/// Every function, by name.
static FUNCTIONS: &[Function] = &[
    eager("ABS", 1, 1, math::abs),
    eager("AGGREGATE", 3, ANY, aggregate::aggregate),
    eager("AND", 1, ANY, logic::and),
    eager("AVERAGE", 1, ANY, aggregate::average),
    eager("AVERAGEIF", 2, 3, conditional::average_if),
    eager("AVERAGEIFS", 3, ANY, conditional::average_ifs),
    eager("CEILING", 2, 2, math::ceiling),
    lazy("CHOOSE", 2, ANY, lookup::choose),
    lazy("COLUMN", 0, 1, lookup::column),
    lazy("COLUMNS", 1, 1, lookup::columns),
    eager("CONCAT", 1, ANY, text::concat),
    eager("CONCATENATE", 1, ANY, text::concatenate),
    eager("COUNT", 1, ANY, aggregate::count),
    eager("COUNTA", 1, ANY, aggregate::count_all),
    eager("COUNTBLANK", 1, 1, aggregate::count_blank),
    eager("COUNTIF", 2, 2, conditional::count_ifs),
    eager("COUNTIFS", 2, ANY, conditional::count_ifs),
    eager("EXACT", 2, 2, text::exact),
    eager("FALSE", 0, 0, logic::never),
    eager("FIND", 2, 3, text::find),
    eager("FLOOR", 2, 2, math::floor),
    lazy("HLOOKUP", 3, 4, lookup::hlookup),
    eager("IFS", 2, ANY, logic::ifs),
    lazy("INDEX", 2, 3, lookup::index),
    eager("INT", 1, 1, math::int),
    eager("ISBLANK", 1, 1, logic::is_blank),
    eager("ISERR", 1, 1, logic::is_err),
    eager("ISERROR", 1, 1, logic::is_error),
    eager("ISNA", 1, 1, logic::is_na),
    eager("ISNUMBER", 1, 1, logic::is_number),
    eager("ISTEXT", 1, 1, logic::is_text),
    eager("LARGE", 2, 2, aggregate::large),
    eager("LEFT", 1, 2, text::left),
    eager("LEN", 1, 1, text::len),
    eager("LOWER", 1, 1, text::lower),
    eager("MATCH", 2, 3, lookup::find),
    eager("MAX", 1, ANY, aggregate::max),
    eager("MAXIFS", 3, ANY, conditional::max_ifs),
    eager("MEDIAN", 1, ANY, aggregate::median),
    eager("MID", 3, 3, text::mid),
    eager("MIN", 1, ANY, aggregate::min),
    eager("MINIFS", 3, ANY, conditional::min_ifs),
    eager("MOD", 2, 2, math::modulo),
    eager("N", 1, 1, logic::n),
    eager("NA", 0, 0, logic::na),
    eager("NOT", 1, 1, logic::not),
    eager("OR", 1, ANY, logic::or),
    eager("POWER", 2, 2, math::power),
    eager("PRODUCT", 1, ANY, aggregate::product),
    eager("REPT", 2, 2, text::rept),
    eager("RIGHT", 1, 2, text::right),
    eager("ROUND", 2, 2, math::round),
    eager("ROUNDDOWN", 2, 2, math::round_down),
    eager("ROUNDUP", 2, 2, math::round_up),
    lazy("ROW", 0, 1, lookup::row),
    lazy("ROWS", 1, 1, lookup::rows),
    eager("SIGN", 1, 1, math::sign),
    eager("SMALL", 2, 2, aggregate::small),
    eager("SUBSTITUTE", 3, 3, text::substitute),
    eager("SUBTOTAL", 2, ANY, aggregate::subtotal),
    eager("SUM", 1, ANY, aggregate::sum),
    eager("SUMIF", 2, 3, conditional::sum_if),
    eager("SUMIFS", 3, ANY, conditional::sum_ifs),
    Function {
        name: "SUMPRODUCT",
        least: 1,
        most: ANY,
        lazy: false,
        arrays: true,
        run: aggregate::sum_product,
    },
    eager("T", 1, 1, text::t),
    eager("TRIM", 1, 1, text::trim),
    eager("TRUE", 0, 0, logic::always),
    eager("TRUNC", 1, 2, math::truncate),
    eager("UPPER", 1, 1, text::upper),
    eager("VALUE", 1, 1, text::value),
    lazy("VLOOKUP", 3, 4, lookup::vlookup),
];

/// The function of a name in capitals.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.binary_search_by_key(&name, |function| function.name).ok().and_then(|at| FUNCTIONS.get(at))
}

/// An argument, nothing where it is left out at the end.
fn argument(arguments: &[Value], at: usize) -> &Value {
    arguments.get(at).unwrap_or(&Value::Missing)
}

/// Names of all functions.
#[cfg(test)]
pub(super) fn names() -> Vec<&'static str> {
    FUNCTIONS.iter().map(|function| function.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order() {
        assert!(FUNCTIONS.is_sorted_by(|one, other| one.name < other.name));
        assert!(FUNCTIONS.iter().all(|function| function.least <= function.most));
    }
}
