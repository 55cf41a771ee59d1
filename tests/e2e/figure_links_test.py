"""Figures of documents that were sent lead back to what they are: {base_url}/f/{id} (docs/archive.md)."""
import json
import re
import subprocess
import unittest
import zipfile
import xml.etree.ElementTree as ET

from archive_test import ArchiveTest
from kebao import FAILED, KebaoTest, USAGE, load_json

BASE = "https://kebao.example.com"
LINK = re.compile(BASE + r"/f/[0-9a-z]{10}-[0-9a-z]{10}")
FORMATS = ("html", "pdf", "pptx", "docx", "xlsx", "md", "json")
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def relations(archive, part):
    """{id: target} of a part of an office file."""
    folder, name = part.rsplit("/", 1)
    tree = ET.fromstring(archive.read(f"{folder}/_rels/{name}.rels"))
    return {one.get("Id"): one.get("Target") for one in tree}


def links_of_docx(file):
    with zipfile.ZipFile(file) as archive:
        targets = relations(archive, "word/document.xml")
        word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        for link in ET.fromstring(archive.read("word/document.xml")).iter(word + "hyperlink"):
            target = targets.get(link.get(OFFICE + "id"), "")
            if target.startswith(BASE):
                yield target, "".join(text.text or "" for text in link.iter(word + "t"))


def links_of_pptx(file):
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    with zipfile.ZipFile(file) as archive:
        for part in archive.namelist():
            if not re.fullmatch(r"ppt/slides/slide\d+\.xml", part):
                continue
            targets = relations(archive, part)
            for run in ET.fromstring(archive.read(part)).iter(drawing + "r"):
                click = run.find(f"{drawing}rPr/{drawing}hlinkClick")
                if click is not None:
                    yield targets[click.get(OFFICE + "id")], run.find(drawing + "t").text


def links_of_html(file):
    for tag, text in re.findall(r"<a ([^>]*)>(.*?)</a>", file.read_text("utf-8"), re.S):
        found = LINK.search(tag)
        if found:
            yield found.group(), re.sub(r"<[^>]*>", "", text)


def links_of_markdown(file):
    for text, link in re.findall(r"\[([^\]]*)\]\(<([^>]*)>\)", file.read_text("utf-8")):
        yield link, text.replace("\\", "")


def links_of_xlsx(file):
    """With the number that stands in the cell."""
    sheet_names = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(file) as archive:
        for part in archive.namelist():
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part):
                continue
            tree = ET.fromstring(archive.read(part))
            values = {cell.get("r"): cell.findtext(sheet_names + "v") for cell in tree.iter(sheet_names + "c")
                      if cell.get("t", "n") == "n"}
            for link in tree.iter(sheet_names + "hyperlink"):
                target = relations(archive, part).get(link.get(OFFICE + "id"), "")
                if target.startswith(BASE) and values.get(link.get("ref")):
                    yield target, float(values[link.get("ref")])


def links_of_json(node):
    """Of everything with a value; charts have none."""
    if isinstance(node, dict):
        link = node.get("provenance", {}).get("link")
        if link and "raw" in node:
            yield link, node
        for child in node.values():
            yield from links_of_json(child)
    elif isinstance(node, list):
        for child in node:
            yield from links_of_json(child)


class FigureLinksTest(ArchiveTest):
    def setUp(self):
        super().setUp()
        (self.kebao.path / "kebao.yaml").write_text(f"base_url: {BASE}/\n", "utf-8")

    def make(self, out="out", *options):
        self.kebao.must("report", "weekly", "--period", "2026-W12", "--as-of", "2026-06-01", "--lang", "en", "--format",
                        ",".join(FORMATS), "--out", self.scratch / out, *options)
        return {format: self.scratch / out / f"weekly_2026-W12_en.{format}" for format in FORMATS}

    def figure(self, link, *options, status=0):
        return self.kebao.must("archive", "figure", link, *options, status=status)

    def test_every_format_leads_to_the_figures_that_it_shows(self):
        files = self.make()
        known = {}
        for link, figure in links_of_json(load_json(files["json"])):
            known.setdefault(link, []).append(figure)
        self.assertGreater(len(known), 40)
        texts = {"html": links_of_html, "docx": links_of_docx, "pptx": links_of_pptx, "md": links_of_markdown}
        for format, links_of in texts.items():
            found = [(link, text) for link, text in links_of(files[format]) if link in known]
            self.assertGreater(len(found), 40, format)
            for link, text in found:
                shown = [figure["text"] for figure in known[link]]
                plain = text.replace("\u00a0", " ")  # durations do not break
                self.assertTrue(any(one in plain for one in shown), (format, link, text, shown))
        for link, value in links_of_xlsx(files["xlsx"]):
            raws = [figure["raw"] for figure in known[link]]
            scales = (1, 100, 1 / 86400)  # percentage points and durations in Excel's units
            self.assertTrue(any(abs(value - raw * scale) < 1e-6 for raw in raws for scale in scales), (link, value, raws))
        self.assertGreater(len(list(links_of_xlsx(files["xlsx"]))), 40)

    def test_pdf_pages_hold_the_addresses(self):
        files = self.make()
        known = {link for link, _ in links_of_json(load_json(files["json"]))}
        found = set(LINK.findall(files["pdf"].read_bytes().decode("latin-1")))
        self.assertGreater(len(found & known), 40)
        text = subprocess.run(["pdftotext", files["pdf"], "-"], capture_output=True, check=True).stdout.decode()
        self.assertNotIn(BASE, text)  # behind the figures, not among them

    def test_an_address_tells_value_definition_and_rows(self):
        files = self.make()
        kpi = next(block for section in load_json(files["json"])["sections"] for block in section["blocks"]
                   if block["type"] == "kpi_row")["items"][0]["value"]
        answer = json.loads(self.figure(kpi["provenance"]["link"], "--format", "json").out)
        self.assertEqual((answer["raw"], answer["text"], answer["metric"]), (kpi["raw"], kpi["text"], kpi["provenance"]["metric"]))
        self.assertEqual(answer["snapshot"]["id"], 1)
        told = self.figure(kpi["provenance"]["link"].rsplit("/", 1)[1]).out  # the id alone will do
        self.assertIn(f"Value: {kpi['text']}", told)
        self.assertIn("Snapshot: 1", told)
        # The command it names shows rows that make the same figure.
        command = answer["rows"].split()
        self.assertEqual(command[:2], ["kebao", "rows"])
        self.assertIn(f" {kpi['text']} ", self.kebao.must(*command[1:]).err.replace("(", " (") + " ")

    def test_an_edited_report_keeps_its_addresses_and_leads_to_the_edit(self):
        before = self.make()["json"]
        link = next(link for link, _ in links_of_json(load_json(before)))
        sentence = self.archive("show", "1")["sentences"][0]["id"]
        self.kebao.must("archive", "edit", "1", sentence, "--text", "Own words.")
        self.kebao.must("archive", "files", "2", "--out", self.scratch / "edited")
        after = load_json(self.scratch / "edited" / before.name)
        self.assertIn(link, [one for one, _ in links_of_json(after)])
        self.assertEqual(json.loads(self.figure(link, "--format", "json").out)["snapshot"]["id"], 2)
        self.kebao.must("archive", "remove", "2")
        self.assertEqual(json.loads(self.figure(link, "--format", "json").out)["snapshot"]["id"], 1)

    def test_a_refreshed_report_has_addresses_of_its_own(self):
        old = {link for link, _ in links_of_json(load_json(self.make()["json"]))}
        self.kebao.must("archive", "refresh", "1", "--as-of", "2026-06-02")
        self.kebao.must("archive", "files", "2", "--out", self.scratch / "fresh")
        new = {link for link, _ in links_of_json(load_json(self.scratch / "fresh" / "weekly_2026-W12_en.json"))}
        self.assertFalse(old & new)
        self.assertEqual(json.loads(self.figure(min(new), "--format", "json").out)["snapshot"]["id"], 2)

    def test_a_run_that_is_not_archived_has_no_links(self):
        for format, file in self.make("loose", "--no-archive").items():
            self.assertNotIn(BASE.encode(), file.read_bytes(), format)

    def test_codes_in_place_of_names_lead_to_codes(self):
        files = self.make("managers", "--audience", "management")
        path = self.scratch / "managers" / "weekly_2026-W12_management_en.json"
        self.assertFalse(files["json"].exists())
        for link, _ in list(links_of_json(load_json(path)))[:15]:
            answer = json.loads(self.figure(link, "--format", "json").out)
            self.assertEqual(answer["rows"], "")
            for name in ("王芳", "李强", "Ann"):
                self.assertNotIn(name, answer["filters"])

    def test_what_is_no_figure_is_refused(self):
        self.make()
        for wrong in ("x", "https://kebao.example.com/f/", "1"):
            self.assertIn("no figure of a report", self.refused("archive", "figure", wrong))
        self.assertIn("No archived report has", self.refused("archive", "figure", "0000000000-0000000000"))
        self.refused("archive", "figure", "0000000000-0000000000", "--format", "xml", status=USAGE)


class BaseUrlTest(KebaoTest):
    def test_only_addresses_of_the_web_are_taken(self):
        kebao = self.folder()
        kebao.path.mkdir(parents=True, exist_ok=True)
        for wrong in ("javascript:alert(1)", "kebao.example.com", "https://", "'https://a b'", "https://a/'x", "ftp://a"):
            (kebao.path / "kebao.yaml").write_text(f'base_url: "{wrong}"\n', "utf-8")
            answer = kebao.must("query", "conversations", "--period", "2026-03", status=FAILED)
            self.assertIn("kebao.yaml:1", answer.err)
            self.assertIn("no address", answer.err)
        (kebao.path / "kebao.yaml").write_text("base_url: https://kebao.example.com:8443/live/\n", "utf-8")
        self.assertIn("https://kebao.example.com:8443/live", kebao.must("doctor").out)


if __name__ == "__main__":
    unittest.main()
