"""One report, one set of figures: JSON = CSV = XLSX = HTML = kebao query, in both languages; and a golden report."""
import csv
import datetime
import html.parser
import json
import os
import pathlib
import re
import shutil
import tempfile
import unittest
import warnings

import openpyxl

from kebao import ROOT, Folder, KebaoTest, load_json, number, shared

warnings.filterwarnings("ignore", module="openpyxl")  # what it cannot write back does not matter here
GOLDEN = ROOT / "tests" / "golden" / "agent-work_2026-03_en.json"


def is_figure(cell):
    return isinstance(cell, dict)


class HtmlTables(html.parser.HTMLParser):
    """{id of the table: rows of (data-v or None, text)}"""

    def __init__(self, text):
        super().__init__()
        self.tables, self.table, self.cell = {}, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "table":
            name = re.fullmatch(r"table-(.*)-title", attributes.get("aria-labelledby", ""))
            self.table = self.tables.setdefault(name[1], []) if name else None
        elif self.table is not None and tag == "tr":
            self.table.append([])
        elif self.table is not None and tag in ("td", "th"):
            self.cell = [attributes.get("data-v"), ""]
            self.table[-1].append(self.cell)

    def handle_data(self, data):
        if self.cell is not None:
            self.cell[1] += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None
        elif tag == "table":
            self.table = None


class ReportCases:
    """The cases for one set of data; `load` fills the folder."""
    period = ()
    name = ""

    @classmethod
    def setUpClass(cls):
        place = tempfile.mkdtemp(prefix="kebao-e2e-")
        cls.addClassCleanup(shutil.rmtree, place)
        cls.kebao = Folder(place + "/data")
        cls.load()
        cls.out = {}
        for lang in ("zh", "en"):
            cls.out[lang] = pathlib.Path(place) / lang
            cls.kebao.report(cls.out[lang], *cls.period, "--lang", lang)
        cls.json = {lang: load_json(cls.file(lang, "json")) for lang in cls.out}

    @classmethod
    def file(cls, lang, extension):
        return cls.out[lang] / f"agent-work_{cls.name}_{lang}.{extension}"

    def blocks(self, lang, kind):
        return [block for section in self.json[lang]["sections"] for block in section["blocks"] if block["type"] == kind]

    def tables(self, lang):
        return self.blocks(lang, "table")

    def assert_same_figures(self, values, cells, what, relative=1e-9, absolute=0.0):
        """Values of another medium beside the figures of a JSON row."""
        figures = [cell["raw"] for cell in cells if is_figure(cell)]
        self.assertEqual(len(values), len(figures), what)
        for value, raw in zip(values, figures):
            if value is None or raw is None:
                self.assertEqual(value, raw, what)
            else:
                self.assertLessEqual(abs(value - raw), max(absolute, relative * max(1.0, abs(raw))), f"{what}: {value} ≠ {raw}")

    def test_the_csv_files_hold_the_figures_of_the_json(self):
        for lang in self.out:
            for table in self.tables(lang):
                with self.file(lang, f"{table['id']}.csv").open(encoding="utf-8-sig", newline="") as file:
                    rows = list(csv.reader(file))[1:]
                expected = all_rows(table)
                self.assertEqual(len(rows), len(expected), table["id"])
                places = csv_places(table)
                for row, cells in zip(rows, expected):
                    values = [number(row[place]) for place, cell in zip(places, cells) if is_figure(cell)]
                    self.assert_same_figures(values, cells, f"{lang} {table['id']} {cells[0]}")

    def test_the_workbook_holds_the_figures_of_the_json(self):
        for lang in self.out:
            sheets = [list(sheet.values) for sheet in openpyxl.load_workbook(self.file(lang, "xlsx"))]
            for table in self.tables(lang):
                rows = rows_below([column["title"] for column in table["columns"]], sheets)
                for row, cells in zip(rows, all_rows(table)):
                    values = [sheet_number(row[place], cell) for place, cell in enumerate(cells) if is_figure(cell)]
                    self.assert_same_figures(values, cells, f"{lang} {table['id']} {cells[0]}", absolute=0.001)  # dates: ms

    def test_the_page_holds_the_figures_and_the_texts_of_the_json(self):
        for lang in self.out:
            shown = HtmlTables(self.file(lang, "html").read_text("utf-8")).tables
            for table in self.tables(lang):
                rows = shown.get(table["id"], [[]])[1:]  # an empty table is a sentence
                self.assertEqual(len(rows), len(all_rows(table)), table["id"])
                for row, cells in zip(rows, all_rows(table)):
                    figures = [(shown_cell, cell) for shown_cell, cell in zip(row, cells) if is_figure(cell)]
                    values = [number(shown_cell[0] or "") for shown_cell, _ in figures]
                    self.assert_same_figures(values, cells, f"{lang} {table['id']} {cells[0]}", relative=1e-8)
                    for (_, text), cell in figures:
                        self.assertEqual(plain(text), plain(cell["text"]), table["id"])

    def test_chinese_and_english_have_the_same_numbers(self):
        numbers = {lang: list(raw_values(report)) for lang, report in self.json.items()}
        self.assertGreater(len(numbers["zh"]), 500)
        self.assertEqual(numbers["zh"], numbers["en"])

    def test_the_tables_are_what_kebao_query_answers(self):
        for table, dimension in (("agents", "agent"), ("channels", "channel"), ("issue_types", "issue_type"), ("hours", "hour_of_day"), ("trend", "")):
            (found,) = (block for block in self.tables("en") if block["id"] == table)
            metrics = [column["id"] for column in found["columns"][1:]]
            grouping = ("--by", dimension) if dimension else ("--grain", "day")
            rows = self.kebao.query(metrics, *grouping, "--total", "--compare", "previous", *self.period)
            ours = sorted([figure_key(number(row[metric])) for metric in metrics] for row in rows if row["bucket"] != "total")
            report = sorted([figure_key(cell["raw"]) for cell in row[1:]] for row in found["rows"])
            self.assertEqual(report, ours, table)
            if found["total"]:
                (total,) = (row for row in rows if row["bucket"] == "total")
                self.assert_same_figures([number(total[metric]) for metric in metrics], found["total"], f"total of {table}")

    def test_the_key_figures_are_what_kebao_query_answers(self):
        (kpis,) = self.blocks("en", "kpi_row")
        for item in kpis["items"]:
            metric = item["value"]["provenance"]["metric"]
            self.assert_close(item["value"]["raw"], self.kebao.figures([metric], *self.period)[metric], metric)


def all_rows(table):
    return table["rows"] + ([table["total"]] if table["total"] else [])


def unit_of(form):
    return {"duration": "seconds", "percent_1": "share", "percent_points_1": "points"}.get(form, "")


def csv_places(table):
    """Where each column is in the CSV: a column of figures in different units is followed by one of units."""
    places, place = [], 0
    for index, column in enumerate(table["columns"]):
        places.append(place)
        units = {unit_of(row[index]["format"]) for row in all_rows(table) if is_figure(row[index])}
        units |= {unit_of(column["format"])} if column["format"] else set()
        place += 2 if len(units) > 1 else 1
    return places


def rows_below(titles, sheets):
    for sheet in sheets:
        for index, row in enumerate(sheet):
            if [cell or "" for cell in row[: len(titles)]] == titles:
                return sheet[index + 1:]
    raise AssertionError(f"no sheet has the header {titles}")


def sheet_number(value, figure):
    """A cell's number; texts stand where there is none. Percentage points are written as points."""
    if figure["format"] == "percent_points_1" and isinstance(value, (int, float)):
        return value / 100
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, datetime.time):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, datetime.datetime):  # more than a day, as openpyxl reads it
        return (value - datetime.datetime(1899, 12, 30)).total_seconds()
    return None if isinstance(value, str) else value


def plain(text):
    return "".join(text.split())


def figure_key(value):
    return "" if value is None else f"{value:.9g}"


def rounded(node):
    """The same tree with numbers of twelve digits."""
    if isinstance(node, float):
        return float(f"{node:.12g}")
    if isinstance(node, dict):
        return {key: rounded(value) for key, value in node.items()}
    return [rounded(value) for value in node] if isinstance(node, list) else node


def raw_values(node):
    """Every raw number of a report, in its order."""
    if isinstance(node, dict):
        if "raw" in node:
            yield node["raw"]
        for value in node.values():
            yield from raw_values(value)
    elif isinstance(node, list):
        for value in node:
            yield from raw_values(value)


class DemoReportTest(ReportCases, KebaoTest):
    period = ("--period", "2025-11")
    name = "2025-11"

    @classmethod
    def load(cls):
        cls.kebao.must("demo-data", "--conversations", 5000, "--seed", 7)


class ServiceNowReportTest(ReportCases, KebaoTest):
    period = ("--period", "2016-03")
    name = "2016-03"

    @classmethod
    def load(cls):
        cls.kebao.load(shared("data/tickets-servicenow/incident_event_log_opened_to_2016-04.csv.gz"))


class GoldenReportTest(KebaoTest):
    """KEBAO_WRITE_GOLDEN=1 writes the golden report anew; then read the difference before committing it."""
    maxDiff = None
    rows = """conversation_id,channel,agent,team,customer_id,issue_type,opened_at,first_response_at,resolved_at,csat
C1,chat,Anna,One,K1,refund,2026-02-27 09:00:00,2026-02-27 09:00:30,2026-02-27 09:20:00,4
C2,chat,Anna,One,K1,refund,2026-03-02 09:00:00,2026-03-02 09:00:20,2026-03-02 09:30:00,5
C3,chat,Ben,One,K2,delivery,2026-03-02 10:00:00,2026-03-02 10:01:00,2026-03-02 11:00:00,2
C4,email,Ben,Two,K3,delivery,2026-03-03 22:00:00,2026-03-04 08:00:00,,
C5,email,,,K4,,2026-03-04 12:00:00,,,
"""

    def test_the_golden_report(self):
        folder = self.folder()
        folder.load(self.write("tiny.csv", self.rows))
        folder.report(self.scratch, "--period", "2026-03", "--lang", "en", formats="json")
        report = load_json(self.scratch / "agent-work_2026-03_en.json")
        report["catalog_version"] = "any"
        report["sections"] = [section for section in report["sections"] if section["id"] not in ("quality", "definitions")]
        # The last digits are the compiler's and the processor's.
        lines = json.dumps(rounded(report), ensure_ascii=False, indent=1).splitlines()
        if os.environ.get("KEBAO_WRITE_GOLDEN"):
            GOLDEN.write_text("\n".join(lines) + "\n", "utf-8")
        self.assertEqual(lines, GOLDEN.read_text("utf-8").splitlines())


if __name__ == "__main__":
    unittest.main()
