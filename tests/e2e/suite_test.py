"""Every shipped template: it can be made, in both languages, and all its media say the same figures."""
import csv
import datetime
import tempfile
import shutil
import unittest
import warnings

import openpyxl

from kebao import ROOT, Folder, KebaoTest, load_json, number
from narrative_check import SentenceReader, sentences_of
from report_test import HtmlTables, all_rows, csv_places, is_figure, plain, raw_values, sheet_number

warnings.filterwarnings("ignore", module="openpyxl")
TEMPLATES = sorted(file.stem for file in (ROOT / "catalog" / "templates").glob("*.yaml"))
WEEK, MONTH = "2025-W46", "2025-11"


def tables_of(report):
    return [block for section in report["sections"] for block in section["blocks"] if block["type"] == "table"]


def figures_of(cells):
    return [cell for cell in cells if is_figure(cell)]


class SuiteTest(KebaoTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = tempfile.mkdtemp(prefix="kebao-suite-")
        cls.addClassCleanup(shutil.rmtree, place)
        cls.full = Folder(place + "/full")
        cls.full.must("demo-data", "--conversations", 3000, "--seed", 11)
        cls.empty = Folder(place + "/empty")

    def make(self, folder, template, lang, formats="xlsx,csv,html,json"):
        period = WEEK if template == "weekly" else MONTH
        out = self.scratch / folder.path.name / lang
        answer = folder.must("report", template, "--period", period, "--lang", lang, "--format", formats, "--out", out)
        self.assertNotIn("generated sentence", answer.err, "a sentence does not hold and was left out")
        self.assertNotIn("生成的句子", answer.err, "a sentence does not hold and was left out")
        return out / f"{template}_{period}_{lang}"

    def test_all_media_say_the_same(self):
        for template in TEMPLATES:
            with self.subTest(template):
                stem = self.make(self.full, template, "zh")
                report = load_json(f"{stem}.json")
                self.assertTrue(report["sections"])
                self.check_csv(stem, report)
                self.check_workbook(stem, report)
                self.check_page(stem, report)

    def test_chinese_and_english_have_the_same_numbers(self):
        for template in TEMPLATES:
            with self.subTest(template):
                reports = [load_json(f"{self.make(self.full, template, lang, 'json')}.json") for lang in ("zh", "en")]
                numbers = [sorted(map(str, raw_values(report))) for report in reports]
                self.assertEqual(*numbers)

    def test_every_sentence_holds(self):
        for template in TEMPLATES:
            for lang in ("zh", "en"):
                with self.subTest(template=template, lang=lang):
                    report = load_json(f"{self.make(self.full, template, lang, 'json')}.json")
                    reader, sentences = SentenceReader(self, report), list(sentences_of(report))
                    for sentence in sentences:
                        reader.read(sentence)
                    ids = [sentence["id"] for sentence in sentences]
                    self.assertEqual(len(ids), len(set(ids)))
                    if sentences and template not in ("consulting", "team", "traffic"):  # theirs have no good direction
                        self.assertGreaterEqual(reader.founded, len(sentences))
                        self.assertIn("overview/overview", ids)
                    if template == "executive":
                        self.assertLessEqual(len(sentences), 5)

    def test_without_data_sections_say_what_would_fill_them(self):
        for template in TEMPLATES:
            with self.subTest(template):
                report = load_json(f"{self.make(self.empty, template, 'zh', 'html,json')}.json")
                for figure in raw_values(report):
                    self.assertIn(figure, (None, 0))
        performance = load_json(self.scratch / "empty" / "zh" / f"performance_{MONTH}_zh.json")
        (orders,) = performance["sections"][0]["blocks"][-1:]
        self.assertEqual(orders["type"], "paragraph")
        self.assertIn("订单模板", orders["text"])

    def check_csv(self, stem, report):
        for table in tables_of(report):
            with open(f"{stem}.{table['id']}.csv", encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))[1:]
            self.assertEqual(len(rows), len(all_rows(table)), table["id"])
            for row, cells in zip(rows, all_rows(table)):
                places = [place for place, cell in zip(csv_places(table), cells) if is_figure(cell)]
                self.assert_same([number(row[place]) for place in places], cells, table["id"])

    def check_workbook(self, stem, report):
        sheets = [list(sheet.values) for sheet in openpyxl.load_workbook(f"{stem}.xlsx")]
        for table in tables_of(report):
            rows = rows_of(table, sheets)
            for row, cells in zip(rows, all_rows(table)):
                values = [sheet_number(row[place], cell) for place, cell in enumerate(cells) if is_figure(cell)]
                self.assert_same(values, cells, f"{table['id']} {cells[0]}", absolute=0.001)  # dates: ms

    def check_page(self, stem, report):
        with open(f"{stem}.html", encoding="utf-8") as file:
            shown = HtmlTables(file.read()).tables
        for table in tables_of(report):
            rows = shown.get(table["id"], [[]])[1:]
            self.assertEqual(len(rows), len(all_rows(table)), table["id"])
            for row, cells in zip(rows, all_rows(table)):
                for (_, text), cell in zip(row, cells):
                    if is_figure(cell):
                        self.assertEqual(plain(text), plain(cell["text"]), table["id"])

    def assert_same(self, values, cells, what, absolute=0.0):
        for value, figure in zip(values, figures_of(cells)):
            raw = figure["raw"]
            if raw is not None and figure["format"] == "money":
                raw /= 100  # files are written in the unit that people read
            if value is None or raw is None:
                self.assertEqual(value, raw, what)
            else:
                self.assertLessEqual(abs(value - raw), max(absolute, 1e-9 * max(1.0, abs(raw))), f"{what}: {value} ≠ {raw}")


def rows_of(table, sheets):
    """The rows of the sheets below the table's header; several tables may have the same header."""
    titles = [column["title"] for column in table["columns"]]
    if not all_rows(table):
        return []
    label = all_rows(table)[0][0]
    label = label["text"] if is_figure(label) else label
    for sheet in sheets:
        for index, row in enumerate(sheet):
            if [cell or "" for cell in row[: len(titles)]] == titles and str(sheet[index + 1][0] or "") == label:
                return sheet[index + 1:]
    raise AssertionError(f"no sheet has the table {table['id']}")


if __name__ == "__main__":
    unittest.main()
