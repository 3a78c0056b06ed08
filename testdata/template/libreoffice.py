#!/usr/bin/python3
"""Do in LibreOffice what an officer does in a workbook, and save it.

    /usr/bin/python3 libreoffice.py FROM.xlsx STEPS.json TO.xlsx TO.ods …

STEPS.json is a list of steps, each a list:

    ["number", sheet, cell, value]    ["text", sheet, cell, words]
    ["insert", sheet, row, count]     rows before a row (1-based), the sheet protected as it is
    ["delete", sheet, row, count]     likewise
    ["unprotect", sheet]              ["rename", sheet, name]
    ["show", sheet, cell]             prints its content, lock, validation and colour

A step that LibreOffice refuses is no failure: what became of it shows. Printed is a
JSON list, one object for each `show` and for each step that raised an error.

Needs python3-uno of the system, and `soffice` on the path (or in $SOFFICE).
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")


def shown(sheet, address):
    cell = sheet.getCellRangeByName(address)
    validation = cell.Validation
    return {
        "cell": f"{sheet.Name}!{address}",
        "content": cell.getFormula(),
        "shows": cell.getString(),
        "value": cell.getValue(),
        "locked": cell.CellProtection.IsLocked,
        "protected": sheet.isProtected(),
        "validation": validation.Type.value,
        "condition": validation.getOperator().value,
        "limits": [validation.getFormula1(), validation.getFormula2()],
        "hint": [validation.InputTitle, validation.InputMessage] if validation.ShowInputMessage else None,
        "refused": validation.ErrorAlertStyle.value,
    }


def do(document, step):
    what, name, *rest = step
    sheet = document.Sheets.getByName(name)
    if what == "number":
        sheet.getCellRangeByName(rest[0]).setValue(rest[1])
    elif what == "text":
        sheet.getCellRangeByName(rest[0]).setString(rest[1])
    elif what == "insert":
        sheet.Rows.insertByIndex(rest[0] - 1, rest[1])
    elif what == "delete":
        sheet.Rows.removeByIndex(rest[0] - 1, rest[1])
    elif what == "unprotect":
        sheet.unprotect("")
    elif what == "rename":
        sheet.Name = rest[0]
    elif what == "show":
        return shown(sheet, rest[0])
    else:
        sys.exit(f"no such step: {what}")
    return None


def main(source, steps, *targets):
    pipe = f"phuluc{os.getpid()}"
    with tempfile.TemporaryDirectory() as profile:
        command = [
            os.environ.get("SOFFICE", "soffice"),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
        office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connect(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            url = Path(source).resolve().as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))
            said = []
            for step in json.loads(Path(steps).read_text()):
                try:
                    result = do(document, step)
                except Exception as error:  # what UNO raises has no common class
                    result = {"step": step, "error": str(error)}
                if result:
                    said.append(result)
            for target in targets:
                path = Path(target).resolve()
                document.storeToURL(path.as_uri(), properties(FilterName=FILTERS[path.suffix]))
            document.close(True)
            print(json.dumps(said, ensure_ascii=False, indent=1))
            try:
                desktop.terminate()
            except Exception:
                pass
        finally:
            try:
                office.wait(10)
            except subprocess.TimeoutExpired:
                office.terminate()
                office.wait(10)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
