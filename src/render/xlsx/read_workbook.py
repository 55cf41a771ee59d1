"""Reads a workbook with openpyxl and prints what is in it as JSON: a reader that shares nothing with the writer."""
import json
import sys
import warnings

import openpyxl
import openpyxl.styles.stylesheet

warnings.simplefilter("ignore")


def cells_of(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            is_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
            yield {
                "at": cell.coordinate,
                "type": cell.data_type,
                "number": cell.value if is_number else None,
                "text": None if is_number else str(cell.value),
                "format": cell.number_format,
                "bold": bool(cell.font.b),
                "comment": cell.comment.text if cell.comment else None,
                "link": cell.hyperlink.location if cell.hyperlink else None,
            }


def rules_of(sheet):
    for area, rules in sheet.conditional_formatting._cf_rules.items():
        for rule in rules:
            yield {"area": str(area.sqref), "type": rule.type, "formula": list(rule.formula or [])}


def sheet_of(sheet):
    return {
        "name": sheet.title,
        "cells": list(cells_of(sheet)),
        "rules": list(rules_of(sheet)),
        "freeze": sheet.freeze_panes,
        "tables": [table.ref for table in sheet.tables.values()],
        "headers": [[column.name for column in table.tableColumns] for table in sheet.tables.values()],
        "charts": len(sheet._charts),
        "orientation": sheet.page_setup.orientation,
        "title_rows": sheet.print_title_rows,
        "fit": sheet.sheet_properties.pageSetUpPr.fitToPage if sheet.sheet_properties.pageSetUpPr else None,
        "gridlines": sheet.sheet_view.showGridLines,
        "widths": {key: value.width for key, value in sheet.column_dimensions.items()},
    }


# Durations stay the numbers that they are in the file, instead of becoming Python's dates.
openpyxl.styles.stylesheet.is_date_format = lambda number_format: False

book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({
    "sheets": [sheet_of(sheet) for sheet in book.worksheets],
    "title": book.properties.title,
    "created": book.properties.created.isoformat(),
}))
