"""Agreement: every figure of every template, in both languages, is the same in PDF, PPTX, DOCX, Markdown and JSON. What CSV, XLSX
and HTML say is compared in suite_test.py."""
import re
import shutil
import tempfile
import unittest

from kebao import Folder, KebaoTest, load_json
from media_readers import Grids, OfficeFile, markdown_tables, packed, pdf_text
from report_test import all_rows, is_figure
from suite_test import MONTH, TEMPLATES, WEEK, tables_of

FACTORS = {"duration": 1 / 86400, "money": 0.01, "percent_points_1": 100}
MORE_ROWS = re.compile(r"(?:… |……另有 )(\d+) (?:more rows: see the workbook|行，见工作簿)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def blocks_of(report, kind):
    return [block for section in report["sections"] for block in section["blocks"] if block["type"] == kind]


def shown(cell):
    """A figure that is not complete yet is marked."""
    if not is_figure(cell):
        return cell
    return cell["text"] + ("*" if cell.get("is_complete") is False else "")


def all_texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, (list, dict)):
        for child in node.values() if isinstance(node, dict) else node:
            yield from all_texts(child)


def numbers_in(text):
    return NUMBER.findall(text)


class AgreementTest(KebaoTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = tempfile.mkdtemp(prefix="kebao-agreement-")
        cls.addClassCleanup(shutil.rmtree, place)
        cls.full = Folder(place + "/full")
        cls.full.must("demo-data", "--conversations", 3000, "--seed", 11)

    def check(self, formats, look):
        """look(report, stem) for every template in both languages."""
        for template in TEMPLATES:
            for lang in ("zh", "en"):
                with self.subTest(template, lang=lang):
                    period = WEEK if template == "weekly" else MONTH
                    out = self.scratch / lang
                    self.full.must("report", template, "--period", period, "--lang", lang, "--format", formats + ",json", "--out", out)
                    stem = out / f"{template}_{period}_{lang}"
                    look(load_json(f"{stem}.json"), stem)

    def test_slides(self):
        self.check("pptx", lambda report, stem: self.look_at_office(report, OfficeFile(f"{stem}.pptx")))

    def test_text_documents(self):
        self.check("docx", lambda report, stem: self.look_at_office(report, OfficeFile(f"{stem}.docx")))

    def test_markdown(self):
        def look(report, stem):
            with open(f"{stem}.md", encoding="utf-8") as file:
                text = file.read()
            self.look_at_tables(report, markdown_tables(text))
        self.check("md", look)

    def test_pdf(self):
        self.check("pdf", lambda report, stem: self.look_at_pdf(report, pdf_text(f"{stem}.pdf")))

    def test_a_difference_would_be_found(self):
        stem = self.scratch / f"weekly_{WEEK}_zh"
        self.full.must("report", "weekly", "--period", WEEK, "--lang", "zh", "--format", "pptx,docx,md,pdf,json", "--out", self.scratch)
        report = load_json(f"{stem}.json")
        looks = {"pptx": lambda: self.look_at_office(report, OfficeFile(f"{stem}.pptx")), "pdf": lambda: self.look_at_pdf(report, pdf_text(f"{stem}.pdf")),
                 "docx": lambda: self.look_at_office(report, OfficeFile(f"{stem}.docx")),
                 "md": lambda: self.look_at_tables(report, markdown_tables((self.scratch / f"{stem.name}.md").read_text("utf-8")))}
        for look in looks.values():
            look()
        figure = next(cell for table in tables_of(report) for row in table["rows"] for cell in row if is_figure(cell) and cell["raw"])
        figure["text"] += "7"
        for name, look in looks.items():
            with self.subTest(name), self.assertRaises(AssertionError):
                look()

    def look_at_office(self, report, file):
        self.look_at_tables(report, file.tables(), file.paragraphs() if file.is_deck else None)
        self.look_at_prose(report, file.paragraphs())
        self.look_at_charts(report, file.charts)
        self.look_for_strangers(report, file)

    def look_at_tables(self, report, tables, notices=None):
        """`notices`: the texts of a deck, whose long tables have the first rows and the total, and say how many rows there are besides."""
        grids = Grids(tables)
        for table in tables_of(report):
            expected = [[shown(cell) for cell in row] for row in all_rows(table)]
            if not expected:
                continue  # some media say in words that there are no rows
            last = None if notices is None else expected[-1][0] if table["total"] else ""
            rows = grids.take([column["title"] for column in table["columns"]], len(expected), last)
            if len(rows) < len(expected):
                left = len(expected) - len(rows)
                self.assertTrue([text for text in notices or () if MORE_ROWS.search(text) and MORE_ROWS.search(text)[1] == str(left)], (table["id"], left))
                end = 1 if table["total"] else 0
                expected = expected[:len(rows) - end] + expected[len(expected) - end:]
            self.assertEqual([[cell.strip() for cell in row] for row in rows], [[text.strip() for text in row] for row in expected], table["id"])

    def look_at_prose(self, report, paragraphs):
        texts = set(paragraphs)
        for paragraph in blocks_of(report, "paragraph"):
            self.assertIn(paragraph["text"], texts)
        for row in blocks_of(report, "kpi_row"):
            for kpi in row["items"]:
                self.assertIn(shown(kpi["value"]), texts, kpi["label"])
                if kpi["change"]:
                    self.assertTrue(any(kpi["change"]["text"] in text for text in texts), kpi["label"])

    def look_at_charts(self, report, charts):
        """Native charts hold the values themselves, in the units of spreadsheets."""
        drawn = iter(charts)
        for chart in blocks_of(report, "chart"):
            values = [[None if value is None else value * FACTORS.get(series["format"], 1) for value in series["values"]] for series in chart["series"]]
            if chart["kind"] in ("heat_map", "sankey") or all(value is None for series in values for value in series):
                continue
            for ours, theirs in zip(values, next(drawn), strict=True):
                for one, other in zip(ours, theirs, strict=True):
                    self.assert_close(one, other, chart["id"])
        self.assertEqual(list(drawn), [])

    def look_for_strangers(self, report, file):
        """No number is in the file that is not in the report, but those of slides, pages and places in lists."""
        known = {number for text in all_texts(report) for number in numbers_in(text)}
        known |= {number for text in all_texts(blocks_of(report, "kpi_row")) for number in numbers_in(text)}
        known |= {f"{figure['n']:,}" for row in blocks_of(report, "kpi_row") for figure in (kpi["value"] for kpi in row["items"]) if figure.get("n") is not None}
        known |= {str(number) for number in range(1, len(file.bodies) + 40)}
        known |= {match[1] for text in file.paragraphs() if (match := MORE_ROWS.search(text))}  # compared with the rows in look_at_tables
        for text in file.paragraphs():
            for number in numbers_in(text):
                self.assertIn(number, known, text)

    def look_at_pdf(self, report, text):
        for table in tables_of(report):
            for row in all_rows(table):
                self.look_at_pdf_row([packed(shown(cell)) for cell in row], text, table["id"])
        for paragraph in blocks_of(report, "paragraph"):
            self.assertIn(packed(paragraph["text"]), text)
        for row in blocks_of(report, "kpi_row"):
            for kpi in row["items"]:
                self.assertIn(packed(kpi["label"]), text)
                self.assertIn(packed(shown(kpi["value"])), text)

    def look_at_pdf_row(self, row, text, what):
        """A wide table goes on in further parts, each with the first column: the row is found piece by piece."""
        label, rest = row[0], row[1:]
        while True:
            fitting = [count for count in range(len(rest), 0, -1) if label + "".join(rest[:count]) in text]
            if not rest:
                return self.assertIn(label, text, what)
            self.assertTrue(fitting, f"{what}: {label} {rest}")
            rest = rest[fitting[0]:]
            if not rest:
                return None


if __name__ == "__main__":
    unittest.main()
