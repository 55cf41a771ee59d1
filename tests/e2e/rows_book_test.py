"""The workbook of raw rows: what its formulas compute, whatever values the file came with, is what Kebao answers; so are the totals of
its PivotTables. LibreOffice computes; without it only the values that the file came with are compared."""
import re
import shutil
import subprocess
import tempfile
import unittest
import warnings
import zipfile

import openpyxl
import yaml

from kebao import DONE, ROOT, USAGE, Folder, KebaoTest, load_json

warnings.filterwarnings("ignore", module="openpyxl")
MONTH = "2025-11"
PERIOD = ("--period", MONTH)
TEMPLATES = ("agent-work", "weekly", "monthly")
SPEC = yaml.safe_load((ROOT / "catalog" / "templates" / "agent-work.yaml").read_text("utf-8"))["rows"]
METRICS, DIMENSIONS = SPEC["metrics"], SPEC["by"]
has_office = unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")


def is_number(cell):
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


class Block:
    """A table of the sheet Check."""

    def __init__(self, header, rows):
        figures = (len(header) - 3) // 2
        self.title = header[0]
        self.formulas = {row[0]: row[1:1 + figures] for row in rows}
        self.answers = {row[0]: row[2 + figures:2 + 2 * figures] for row in rows}
        self.agree = {row[0]: row[2 + 2 * figures] for row in rows}


def blocks_of(book):
    """The tables of the sheet Check, in their order."""
    rows = [list(row) for row in book["Check"].iter_rows(min_row=4, values_only=True)]
    tables = [[]]
    for row in rows:
        if all(cell is None for cell in row):
            tables.append([])
        else:
            tables[-1].append(row)
    return [Block(table[0], table[1:]) for table in tables if table]


def without_values(file, to):
    """A copy whose formulas have no value yet."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            target.writestr(name, data)
    return to


class RowsBookTest(KebaoTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = tempfile.mkdtemp(prefix="kebao-rows-")
        cls.addClassCleanup(shutil.rmtree, place)
        cls.full = Folder(place + "/full")
        cls.full.must("demo-data", "--conversations", 3000, "--seed", 11)

    def book(self, *options, template="agent-work", folder=None, lang="en", status=DONE):
        out = self.scratch / "out"
        period = ("--period", "2025-W46") if template == "weekly" else PERIOD
        answer = (folder or self.full).must("report", template, *period, "--lang", lang, "--format", "rows", "--out", out, "--as-of", "2030-01-01", *options,
                                            status=status)
        (file,) = out.glob("*.rows.xlsx")
        return file, answer

    def computed(self, file):
        """As LibreOffice computes it from nothing but the formulas."""
        bare = without_values(file, self.scratch / "bare.xlsx")
        out = self.scratch / "computed"
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.scratch}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                        "--outdir", str(out), str(bare)], capture_output=True, timeout=600, check=True)
        return openpyxl.load_workbook(out / "bare.xlsx", data_only=True)

    def compare(self, cells, figures, what):
        for cell, metric in zip(cells, METRICS, strict=True):
            value = cell if is_number(cell) else None
            self.assert_close(value, figures[metric], f"{what} {metric}")
        return sum(1 for metric in METRICS if figures[metric] is not None)

    def compare_all(self, book, *options, folder=None):
        folder = folder or self.full
        total, *by = blocks_of(book)
        (cells,) = total.formulas.values()
        compared = self.compare(cells, folder.figures(METRICS, *PERIOD, *options), "total")
        self.assertEqual(len(by), len(DIMENSIONS))
        for dimension, block in zip(DIMENSIONS, by, strict=True):
            names = {str(key): cells for key, cells in block.formulas.items()}
            answers = folder.by(dimension, METRICS, *PERIOD, *options)
            self.assertEqual(len(names), len(answers))
            shown = yaml.safe_load((ROOT / "catalog" / "dimensions" / "dimensions.yaml").read_text("utf-8"))
            (values,) = [item.get("values", {}) for item in shown if item["dimension"] == dimension]
            for key, figures in answers.items():
                name = values[key]["en"] if key in values else key or "not stated"
                compared += self.compare(names[name], figures, f"{dimension} {name}")
            self.assertEqual({mark for mark in block.agree.values()}, {"✓"}, dimension)
        return compared

    def test_the_values_that_it_comes_with_are_what_kebao_answers(self):
        book = openpyxl.load_workbook(self.book()[0], data_only=True)
        self.assertEqual(book.sheetnames, ["Rows", "Check", "Pivot"])
        self.assertGreater(self.compare_all(book), 300)

    @has_office
    def test_its_formulas_compute_what_kebao_answers(self):
        book = self.computed(self.book()[0])
        self.assertEqual(book["Check"]["B2"].value, 0)
        self.assertGreater(self.compare_all(book), 300)

    @has_office
    def test_so_under_filters_and_a_pack(self):
        options = ("--filter", "channel=chat,email", "--pack", "zendesk")
        self.compare_all(self.computed(self.book(*options)[0]), *options)

    @has_office
    def test_a_changed_row_is_seen(self):
        file, _ = self.book()
        book = openpyxl.load_workbook(file)
        header = [cell.value for cell in book["Rows"][1]]
        column = header.index("First response time (s)") + 1
        row = next(row for row in range(2, 50) if is_number(book["Rows"].cell(row, column).value))
        book["Rows"].cell(row, column).value += 100_000
        book.remove(book["Pivot"])
        book.save(self.scratch / "changed.xlsx")
        changed = self.computed(self.scratch / "changed.xlsx")
        self.assertGreaterEqual(changed["Check"]["B2"].value, 1 + len(DIMENSIONS))

    @has_office
    def test_the_pivot_tables_compute_the_same_totals(self):
        book = self.computed(self.book()[0])
        rows = [[cell for cell in row if cell is not None] for row in book["Pivot"].iter_rows(min_row=4, values_only=True)]
        total = self.full.figures(["conversations", "first_response_seconds_mean"], *PERIOD)
        (last,) = (row for row in rows if row and str(row[0]).startswith("Total"))
        numbers = [cell for cell in last if is_number(cell)]
        channels = len(self.full.by("channel", ["conversations"], *PERIOD))
        self.assertEqual(len(numbers), 2 * (channels + 1))
        self.assertEqual(numbers[channels], total["conversations"])
        self.assert_close(numbers[-1], total["first_response_seconds_mean"], "mean")
        agents = self.full.by("agent", ["conversations"], *PERIOD)
        tables = {row[0]: row for row in rows if row and row[0] in agents}
        self.assertEqual(len(tables), len([name for name in agents if name]))

    def test_every_template_that_has_it_writes_it(self):
        for template in TEMPLATES:
            for lang, sheets in (("zh", ["明细", "核算", "透视"]), ("en", ["Rows", "Check", "Pivot"])):
                with self.subTest(template=template, lang=lang):
                    shutil.rmtree(self.scratch / "out", ignore_errors=True)
                    file, answer = self.book(template=template, lang=lang)
                    self.assertEqual(openpyxl.load_workbook(file).sheetnames, sheets)
                    self.assertEqual(answer.err.count("\n"), 1, answer.err)  # that it was archived

    def test_names_that_formulas_would_take_for_something_else(self):
        names = ["张三", "张三", "*", "?", "007", "7", "=1+1", ">5", "TRUE", "ann", "Ann", "é", "É", "~*", "2025-11-03", "a" * 300, "<b>&\"'"]
        lines = ["conversation_id,opened_at,agent,agent_name,channel"]
        for number, name in enumerate(names):
            quoted = '"' + name.replace('"', '""') + '"'
            for again in range(number + 1):
                lines.append(f"c{number}-{again},{MONTH}-03 10:00:00,a{number},{quoted},{'chat' if again % 2 else 'phone'}")
        folder = self.folder("names")
        folder.load(self.write("names.csv", "\n".join(lines) + "\n"))
        file, _ = self.book(folder=folder)
        sheets = [openpyxl.load_workbook(file, data_only=True)]
        if shutil.which("soffice"):
            sheets.append(self.computed(file))
        for book in sheets:
            block = blocks_of(book)[1]
            counts = sorted(cells[0] for cells in block.formulas.values())
            self.assertEqual(counts, list(range(1, len(names) + 1)))
            self.assertEqual(set(block.agree.values()), {"✓"})
        for row in openpyxl.load_workbook(file)["Rows"].iter_rows():
            self.assertFalse([cell.value for cell in row if cell.data_type == "f"])

    def test_without_rows_there_is_no_pivot_and_it_says_so(self):
        file, answer = self.book(folder=self.folder("empty"))
        self.assertEqual(openpyxl.load_workbook(file).sheetnames, ["Rows", "Check"])
        self.assertIn("no PivotTable", answer.err)

    def test_what_cannot_have_it_is_refused(self):
        for options, word in ((("executive",), "executive"), (("monthly", "--audience", "management"), "management"),
                              (("monthly", "--audience", "agent", "--filter", "agent=A012"), "agent")):
            answer = self.full.must("report", *options, *PERIOD, "--format", "rows,json", "--out", self.scratch / "no", status=USAGE)
            self.assertIn(word, answer.err)
            self.assertFalse((self.scratch / "no").exists())

    def test_an_edited_report_leaves_it_out_and_a_refreshed_one_has_it(self):
        folder = self.full.copy(self.scratch / "twin")
        folder.must("report", "agent-work", *PERIOD, "--lang", "en", "--format", "rows,json", "--out", self.scratch / "out")
        report = load_json(self.scratch / "out" / f"agent-work_{MONTH}_en.json")
        sentence = next(block["id"] for section in report["sections"] for block in section["blocks"] if block["type"] == "paragraph" and block.get("id"))
        snapshot = max(int(line.split()[0]) for line in folder.must("archive").out.splitlines() if line.split()[:1] and line.split()[0].isdigit())
        edited = folder.must("archive", "edit", snapshot, sentence, "--text", "In our own words")
        self.assertIn("raw rows", edited.err)
        folder.must("archive", "refresh", snapshot + 1)
        for number, there in ((snapshot, True), (snapshot + 1, False), (snapshot + 2, True)):
            out = self.scratch / f"files{number}"
            folder.must("archive", "files", number, "--out", out)
            self.assertEqual(bool(list(out.rglob("*.rows.xlsx"))), there, number)


if __name__ == "__main__":
    unittest.main()
