"""What stands in a report's files, read back without the program: tables as lists of rows of texts, running texts, charts."""
import re
import subprocess
import xml.etree.ElementTree as xml
import zipfile

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def numbered(names, pattern):
    """Names that match, by the number in them."""
    found = [(int(match[1]), name) for name in names if (match := re.fullmatch(pattern, name))]
    return [name for _, name in sorted(found)]


class OfficeFile:
    """A PPTX or DOCX."""

    def __init__(self, file):
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            self.is_deck = "ppt/presentation.xml" in names
            self.kind = DRAWING if self.is_deck else WORD
            bodies = numbered(names, r"ppt/slides/slide(\d+)\.xml") if self.is_deck else ["word/document.xml"]
            self.bodies = [xml.fromstring(archive.read(name)) for name in bodies]
            notes = numbered(names, r"ppt/notesSlides/notesSlide(\d+)\.xml")
            self.notes = [self.text_of(xml.fromstring(archive.read(name))) for name in notes]
            charts = numbered(names, r"(?:ppt|word)/charts/chart(\d+)\.xml")
            self.charts = [series_of(xml.fromstring(archive.read(name))) for name in charts]

    def text_of(self, element):
        """No-break spaces keep figures on a line; in other media they are spaces."""
        return "".join(node.text or "" for node in element.iter(self.kind + "t")).replace("\u00a0", " ")

    def paragraphs(self):
        return [self.text_of(node) for body in self.bodies for node in body.iter(self.kind + "p")]

    def tables(self):
        return [[[self.text_of(cell) for cell in row.iter(self.kind + "tc")] for row in table.iter(self.kind + "tr")]
                for body in self.bodies for table in body.iter(self.kind + "tbl")]


def series_of(chart):
    """[[value or None, by category], …] of a native chart."""
    found = []
    for series in chart.iter(CHART + "ser"):
        cache = next(series.iter(CHART + "val")).find(f".//{CHART}numCache")
        values = [None] * int(cache.find(CHART + "ptCount").get("val"))
        for point in cache.iter(CHART + "pt"):
            values[int(point.get("idx"))] = float(point.find(CHART + "v").text)
        found.append(values)
    return found


def markdown_tables(text):
    tables, was_row = [], False
    for line in text.splitlines():
        is_row = line.startswith("|")
        if is_row:
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not was_row:
                tables.append([])
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                tables[-1].append([re.sub(r"\\([^\w\s])", r"\1", cell.replace("**", "")) for cell in cells])
        was_row = is_row
    return tables


def packed(text):
    """Lines are broken where the page needs it; marks say in black and white what colours say."""
    return re.sub(r"[\s\u00a0◆▲▼]+", "", text)


def pdf_text(file):
    return packed(subprocess.run(["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True).stdout.decode())


class Grids:
    """Puts the parts and pages of a report's tables together again, in the order of the report."""

    def __init__(self, tables):
        self.tables, self.next = tables, 0

    def take(self, titles, count, last=None):
        """The rows below these titles. A part holds some of the columns after the first one; a page some rows of a part. `last`: the
        first cell of the row that ends a table which need not have all of its rows."""
        rows, done = None, 1
        while done < len(titles) or rows is None:
            head = self.find(titles, done)
            part = self.pages(head, count, last)
            rows = part if rows is None else [left + right[1:] for left, right in zip(rows, part)]
            done += len(head) - 1
            if len(titles) == 1:
                break
        return rows

    def find(self, titles, done):
        while self.next < len(self.tables):
            head = self.tables[self.next][0]
            if head[0] == titles[0] and head[1:] == titles[done:done + len(head) - 1] and (len(head) > 1 or len(titles) == 1):
                return head
            self.next += 1
        raise AssertionError(f"there is no table with the columns {titles[done:]}")

    def pages(self, head, count, last):
        rows = []
        while True:
            assert self.tables[self.next][0] == head, f"{head}: {len(rows)} rows of {count}"
            rows += self.tables[self.next][1:]
            self.next += 1
            is_at_end = self.next == len(self.tables) or self.tables[self.next][0] != head
            if len(rows) >= count or (last is not None and (rows[-1][0] == last or is_at_end)):
                return rows
