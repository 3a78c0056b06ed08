//! Reads the lines of `cells.py` and prints every formula for which ironcalc has another
//! result than the file.
#![allow(missing_docs)]

use std::io::BufRead;

use ironcalc_base::Model;
use ironcalc_base::cell::CellValue;

fn main() -> Result<(), String> {
    let mut model = Model::new_empty("random", "en", "UTC", "en")?;
    let mut wanted = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let parts: Vec<&str> = line.split('\t').collect();
        match parts[..] {
            ["sheet", index, name] if index == "0" => model.rename_sheet_by_index(0, name)?,
            ["sheet", _, name] => model.add_sheet(name)?,
            ["hidden", sheet, row] => model.workbook.worksheet_mut(number(sheet)?)?.set_row_hidden(number(row)?, true)?,
            ["name", name, formula] => model.new_defined_name(name, None, formula)?,
            ["cell", sheet, row, column, input, ref result @ ..] => {
                let at = (number(sheet)?, number(row)?, number(column)?);
                model.set_user_input(at.0, at.1, at.2, input.to_owned())?;
                wanted.extend(result.first().map(|result| (at, input.to_owned(), (*result).to_owned())));
            }
            _ => return Err(format!("what is `{line}`?")),
        }
    }
    model.evaluate();
    let mut agreed = 0;
    for ((sheet, row, column), formula, result) in &wanted {
        let found = match model.get_cell_value_by_index(*sheet, *row, *column)? {
            CellValue::None => String::new(),
            CellValue::String(text) => text,
            CellValue::Number(figure) => figure.to_string(),
            CellValue::Boolean(value) => value.to_string().to_uppercase(),
        };
        let near = |(one, other): (f64, f64)| (one - other).abs() <= 1e-9 + other.abs() * 1e-12;
        let figures = found.parse().ok().zip(result.parse().ok());
        if found == *result || figures.is_some_and(near) {
            agreed += 1;
        } else {
            println!("{formula}: {found} is not {result}");
        }
    }
    println!("{agreed} of {} agree", wanted.len());
    Ok(())
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}
