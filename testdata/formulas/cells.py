#!/usr/bin/env python3
"""Prints random.xlsx as lines for the program in ironcalc/:

    python3 cells.py | cargo run --manifest-path ironcalc/Cargo.toml
"""
from pathlib import Path

import openpyxl

PATH = Path(__file__).resolve().with_name("random.xlsx")


def shown(value):
    return {True: "TRUE", False: "FALSE", None: ""}.get(value, value) if not isinstance(value, (int, float)) or isinstance(value, bool) else repr(value)


def main():
    book, results = openpyxl.load_workbook(PATH), openpyxl.load_workbook(PATH, data_only=True)
    for index, sheet in enumerate(book.worksheets):
        print("sheet", index, sheet.title, sep="\t")
        for row, look in sheet.row_dimensions.items():
            if look.hidden:
                print("hidden", index, row, sep="\t")
    # ironcalc knows names of ranges only.
    print("name", "Vung", book.defined_names["Vung"].attr_text, sep="\t")
    for index, sheet in enumerate(book.worksheets):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formula = cell.value.replace("TyLe", "12.5%").replace("aggregate(", "AGGREGATE(")
                    print("cell", index, cell.row, cell.column, formula, shown(results[sheet.title][cell.coordinate].value), sep="\t")
                elif isinstance(cell.value, str):
                    print("cell", index, cell.row, cell.column, "'" + cell.value, sep="\t")
                elif cell.value is not None:
                    print("cell", index, cell.row, cell.column, shown(cell.value), sep="\t")


if __name__ == "__main__":
    main()
