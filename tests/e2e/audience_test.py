"""Versions of a report for its readers: what each gets, and that no name or customer is anywhere in the bytes of a redacted one."""
import collections
import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

import yaml

from kebao import DONE, FAILED, ROOT, USAGE, Folder, KebaoTest, load_json
from suite_test import MONTH, TEMPLATES, WEEK

FORMATS = "pdf,docx,pptx,xlsx,html,md,json,csv"
OWN = "A012"
DEMO = ("--conversations", 3000, "--seed", 11)
ROSTER = yaml.safe_load((ROOT / "catalog" / "demo" / "agents.yaml").read_text("utf-8"))["agents"]
NAME_OF = {agent["id"]: agent["name"] for agent in ROSTER}
VERSIONS = {"management": (), "partner-technical": (), "partner-product": (), "agent": ("--filter", f"agent={OWN}")}
CONTACTS = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+[\w]")


def period_of(template):
    return WEEK if template == "weekly" else MONTH


def unpacked(name, data):
    """The texts of a file: parts of packages, the text layer and the metadata of a PDF, with all that lies inside."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield from unpacked(f"{name}!{part}", archive.read(part))
    elif data[:4] == b"%PDF":
        for tool in (("pdftotext", "-raw"), ("pdfinfo",)):
            with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
                file.write(data)
                file.flush()
                end = ("-",) if tool[0] == "pdftotext" else ()
                yield f"{name} by {tool[0]}", subprocess.run([*tool, file.name, *end], check=True, capture_output=True).stdout.decode()
        yield name, data.decode("latin-1")
    else:
        yield name, data.decode("utf-8", "replace")


def plain(text):
    """Without what a medium puts between two letters."""
    return re.sub(r"<[^>]*>|\s", "", text)


class Redacted(KebaoTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = tempfile.mkdtemp(prefix="kebao-audience-")
        cls.addClassCleanup(shutil.rmtree, place)
        cls.full = Folder(place + "/full")
        cls.full.must("demo-data", *DEMO)

    def make(self, template, audience, *options, lang="zh", formats="json", period=None, name="out"):
        """All files of one version, by name."""
        out = self.scratch / name / f"{audience}-{template}-{lang}-{period}"
        arguments = ["--audience", audience] if audience else []
        answer = self.full.must("report", template, *arguments, *options, "--period", period or period_of(template), "--lang", lang,
                                "--format", formats, "--out", out)
        self.assertNotIn("generated sentence", answer.err, "a sentence does not hold and was left out")
        return {file.name: file.read_bytes() for file in out.iterdir()}

    def report(self, template, audience, *options, **how):
        """The JSON of one version."""
        files = self.make(template, audience, *options, **how)
        (json_file,) = (name for name in files if name.endswith(".json"))
        return load_json(next(self.scratch.rglob(json_file)))


class LeakTest(Redacted):
    def test_no_name_and_no_customer_is_in_a_redacted_version(self):
        customers, looked_at = self.customers(), 0
        self.assertGreater(len(customers), 1000)
        for audience, options in VERSIONS.items():
            own = {OWN, NAME_OF[OWN]} if audience == "agent" else set()
            agents = {text for agent in ROSTER for text in (agent["id"], agent["name"])} - own
            for number, template in enumerate(TEMPLATES):
                if self.is_not_for(template, audience):
                    continue
                lang = ("zh", "en")[number % 2]
                files = self.make(template, audience, *options, lang=lang, formats=FORMATS)
                self.assertGreaterEqual(len(files), 7)
                with self.subTest(audience=audience, template=template, lang=lang):
                    looked_at += self.look(files, agents | customers)
        self.assertGreater(looked_at, 500)

    def customers(self):
        """Ids, names and addresses of the customers in the folder: what the same desk exports."""
        out = self.scratch / "raw"
        self.full.must("demo-data", *DEMO, "--as", "generic", "--out", out)
        found = set()
        for name in ("conversations.csv", "messages.csv"):
            text = (out / name).read_text("utf-8-sig")
            found.update(CONTACTS.findall(text))
            for row in csv.DictReader(io.StringIO(text)):
                found.update((row.get("customer_id", ""), row.get("customer_name", "")))
        # Two characters stand in other words too: 周平 in 每周平均.
        return {word for word in found if len(word) > 2} - {agent["name"] for agent in ROSTER}

    @staticmethod
    def is_not_for(template, audience):
        """Visits have no agent, orders no issue type; how the team is made up is no partner's."""
        return template in {"agent": ("traffic",), "partner": ("team", "traffic", "performance")}.get(audience.split("-")[0], ())

    def look(self, files, hidden):
        texts = [(name, text) for file, data in files.items() for name, text in unpacked(file, data)]
        search = searcher(hidden)
        for name, text in texts + [(name, name) for name in files]:
            self.assertEqual(search(text) | search(plain(text)), set(), name)
        return len(texts)

    def test_raw_rows_are_refused_where_names_are_hidden(self):
        """Ids of conversations would tell who it was, whatever stood in place of the names."""
        for audience, options in VERSIONS.items():
            for template in ("agent-work", "monthly", "weekly"):
                out = self.scratch / "rows" / audience
                answer = self.full.must("report", template, "--audience", audience, *options, "--period", period_of(template), "--format", "rows,json",
                                        "--out", out, status=USAGE)
                self.assertIn(audience, answer.err)
                self.assertFalse(out.exists(), "nothing is written")

    def test_the_same_look_finds_names_where_they_may_be(self):
        names = {agent["name"] for agent in ROSTER}
        for name, data in self.make("agent-work", "team", formats=FORMATS + ",rows").items():
            if name.endswith((".csv",)) and ".agents." not in name:
                continue
            found = set().union(*(searcher(names)(text) for _, text in unpacked(name, data)))
            # Slides show the first rows of a long table.
            self.assertGreater(len(found), 10 if name.endswith(".pptx") else 20, name)

    def test_a_file_called_after_somebody_is_not_named_so(self):
        name = NAME_OF["A030"]
        folder = self.full.copy(self.scratch / "named")
        audiences = folder.path / "catalog" / "audiences"
        audiences.mkdir(parents=True)
        (audiences / "board.yaml").write_text("audience: board\nname: Board\nagents: pseudonym\ndata_quality: true\n", "utf-8")
        content = "conversation_id,opened_at,agent,channel\n" + f"x1,{MONTH}-03 10:00:00,{name},chat\n"
        folder.load(self.write(f"export-{name}-13812345678.csv", content))
        folder.must("report", "agent-work", "--audience", "board", "--period", MONTH, "--format", "json", "--out", self.scratch / "b")
        file = self.scratch / "b" / f"agent-work_{MONTH}_board_zh.json"
        self.assertEqual(searcher({name, "13812345678"})(file.read_text("utf-8")), set())
        (imports,) = (block for section in load_json(file)["sections"] for block in section["blocks"] if block.get("id") == "imports")
        self.assertRegex(imports["rows"][1][1], r"^export-客服 [A-Z]\d\d-\*\*\*\.csv$")


    def test_what_the_user_wrote_names_nobody_either(self):
        name = NAME_OF["A030"]
        folder = self.full.copy(self.scratch / "written")
        templates = folder.path / "catalog" / "templates"
        templates.mkdir(parents=True, exist_ok=True)
        shipped = yaml.safe_load((ROOT / "catalog" / "templates" / "agent-work.yaml").read_text("utf-8"))
        shipped["template"] = "own"
        shipped["sections"][0]["blocks"].insert(0, {"text": f"感谢{name}，电话 13812345678。Thanks, A030."})
        (templates / "own.yaml").write_text(yaml.safe_dump(shipped, allow_unicode=True), "utf-8")
        out = self.scratch / "written-out"
        asked = ("report", "own", "--period", MONTH, "--organisation", f"{name}工作室", "--format", "json", "--lang", "zh", "--out", out)
        folder.must(*asked, "--audience", "management")
        (file,) = out.glob("*.json")
        hidden = file.read_text("utf-8")
        self.assertEqual(searcher({name, "A030", "13812345678"})(hidden), set())
        self.assertRegex(hidden, r"感谢客服 [A-Z]\d\d，电话 \*\*\*。Thanks, 客服 [A-Z]\d\d")
        self.assertRegex(load_json(file)["subtitle"], r"^客服 [A-Z]\d\d工作室 · ")
        folder.must(*asked, "--audience", "team")
        self.assertIn(f"感谢{name}", next(out.glob("*team*.json")).read_text("utf-8"))

    def test_a_sentence_that_is_written_over_names_nobody_either(self):
        name = NAME_OF["A030"]
        folder = self.full.copy(self.scratch / "edited")
        folder.must("report", "weekly", "--audience", "management", "--period", WEEK, "--format", "md", "--out", self.scratch / "edited-out")
        sentences = json.loads(folder.must("archive", "show", 1, "--format", "json").out)["sentences"]
        folder.must("archive", "edit", 1, sentences[0]["id"], "--text", f"{name}培训后更好，问 13812345678。")
        folder.must("archive", "files", 2, "--out", self.scratch / "edited-files")
        (file,) = (self.scratch / "edited-files").glob("*.md")
        self.assertEqual(searcher({name, "13812345678"})(file.read_text("utf-8")), set())
        self.assertRegex(file.read_text("utf-8"), r"客服 [A-Z]\d\d培训后更好")


def searcher(words):
    """text → those of the words that stand in it; Latin letters and digits stand as words of their own."""
    latin = "|".join(sorted((re.escape(word) for word in words if word.isascii()), key=len, reverse=True))
    others = "|".join(sorted((re.escape(word) for word in words if not word.isascii()), key=len, reverse=True))
    alternatives = [rf"(?<![0-9A-Za-z#])(?:{latin})(?![0-9A-Za-z])"] * bool(latin) + [others] * bool(others)
    pattern = re.compile("|".join(alternatives))
    return lambda text: set(pattern.findall(text))


class PseudonymTest(Redacted):
    def rows(self, report, table):
        (found,) = (block for section in report["sections"] for block in section["blocks"] if block["type"] == "table" and block["id"] == table)
        return found["rows"]

    def board(self):
        folder = self.full.path / "catalog" / "audiences"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "board.yaml").write_text("audience: board\nname: Board\nagents: pseudonym\n", "utf-8")

    def numbers_by_name(self, audience, month):
        report = self.report("agent-work", audience, period=month, name=month)
        rows = self.rows(report, "agents")
        return {row[0]: tuple(cell["raw"] for cell in row[1:]) for row in rows}

    def test_one_person_has_one_pseudonym_in_every_period(self):
        self.board()
        pairs = collections.defaultdict(set)
        for month in ("2025-10", "2025-11"):
            real, hidden = self.numbers_by_name("team", month), self.numbers_by_name("board", month)
            self.assertEqual(len(real), len(hidden))
            of_numbers = collections.Counter(real.values())
            by_numbers = {numbers: name for name, numbers in hidden.items()}
            for name, numbers in real.items():
                if of_numbers[numbers] == 1:
                    pairs[name].add(by_numbers[numbers])
        both = [names for names in pairs.values()]
        self.assertGreater(len(both), 20)
        self.assertTrue(all(len(names) == 1 for names in both), pairs)
        self.assertEqual(len({next(iter(names)) for names in both}), len(both))

    def test_neither_the_order_of_names_nor_of_ids_is_kept(self):
        self.board()
        real = sorted(self.numbers_by_name("team", MONTH).items(), key=lambda item: str(item[1]))
        hidden = sorted(self.numbers_by_name("board", MONTH).items(), key=lambda item: str(item[1]))
        codes = {name: code for (name, _), (code, _) in zip(real, hidden)}
        by_id = [codes[agent["name"]] for agent in ROSTER if agent["name"] in codes]
        by_name = [codes[name] for name in sorted(codes)]
        for order in (by_id, by_name):
            self.assertNotEqual(order, sorted(order))

    def test_a_backup_keeps_pseudonyms_and_another_folder_has_its_own(self):
        before = self.report("agent-work", "management", name="before")
        self.full.must("backup", self.scratch / "backup")
        restored = Folder(self.scratch / "restored")
        restored.must("restore", self.scratch / "backup")
        again = restored.must("report", "agent-work", "--audience", "management", "--period", MONTH, "--format", "json", "--out", self.scratch / "r")
        after = load_json(self.scratch / "r" / f"agent-work_{MONTH}_management_zh.json")
        self.assertEqual(again.status, DONE)
        self.assertEqual(chart_of(before, "agents_volume"), chart_of(after, "agents_volume"))
        key = self.full.path / "pseudonym-key.txt"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        (restored.path / "pseudonym-key.txt").unlink()
        restored.must("report", "agent-work", "--audience", "management", "--period", MONTH, "--format", "json", "--out", self.scratch / "o")
        other = load_json(self.scratch / "o" / f"agent-work_{MONTH}_management_zh.json")
        self.assertNotEqual(chart_of(before, "agents_volume")["categories"], chart_of(other, "agents_volume")["categories"])


def chart_of(report, chart):
    (found,) = (block for section in report["sections"] for block in section["blocks"] if block["type"] == "chart" and block["id"] == chart)
    return found


class VersionTest(Redacted):
    def test_a_department_gets_its_issue_types_only(self):
        report = self.report("monthly", "partner-technical")
        types = [row[0] for section in report["sections"] for block in section["blocks"] if block.get("id") == "issue_types" for row in block["rows"]]
        self.assertIn("系统报错", types)
        self.assertNotIn("物流配送", types)
        self.assertIn("技术部", report["subtitle"])
        own = self.full.figures(["conversations"], "--period", MONTH, "--filter", "issue_type=" + ",".join(types))
        (tiles,) = (block for block in report["sections"][0]["blocks"] if block["type"] == "kpi_row")
        self.assertEqual(tiles["items"][0]["value"]["raw"], own["conversations"])
        self.assertLess(own["conversations"], self.full.figures(["conversations"], "--period", MONTH)["conversations"])

    def test_an_agent_sees_own_figures_beside_everybodys(self):
        report = self.report("monthly", "agent", "--filter", f"agent={OWN}")
        (table,) = (block for block in report["sections"][0]["blocks"] if block.get("id") == "comparison")
        places = {column["id"]: place for place, column in enumerate(table["columns"])}
        (row,) = (row for row in table["rows"] if row[1]["provenance"]["metric"] == "conversations")
        self.assertEqual(row[places["value"]]["raw"], self.full.figures(["conversations"], "--period", MONTH, "--filter", f"agent={OWN}")["conversations"])
        self.assertEqual(row[places["everybody"]]["raw"], self.full.figures(["conversations"], "--period", MONTH)["conversations"])
        (section,) = (section for section in report["sections"] if section["id"] == "agents")
        (table,) = (block for block in section["blocks"] if block["type"] == "table")
        self.assertEqual([row[0] for row in table["rows"]], [NAME_OF[OWN]])
        self.assertEqual(table["total"][0], "全队")
        self.assertIn(NAME_OF[OWN], report["subtitle"])

    def test_no_version_has_an_empty_section(self):
        for audience, options in {**VERSIONS, "team": ()}.items():
            for template in TEMPLATES:
                if LeakTest.is_not_for(template, audience):
                    continue
                with self.subTest(audience=audience, template=template):
                    report = self.report(template, audience, *options)
                    self.assertTrue(report["sections"])
                    for section in report["sections"]:
                        self.assertTrue(section["blocks"], section["id"])
                    self.assertEqual(report["audience"], audience)
                    self.assertTrue(report["audience_name"])

    def test_the_management_version_is_the_shorter_one(self):
        for template in ("monthly", "agent-work"):
            pages = {audience: self.pages(template, audience) for audience in ("management", "team")}
            self.assertLess(pages["management"], pages["team"] * 0.7, template)

    def pages(self, template, audience):
        (data,) = self.make(template, audience, formats="pdf").values()
        file = self.write("pages.pdf", data)
        said = subprocess.run(["pdfinfo", file], check=True, capture_output=True).stdout.decode()
        return int(re.search(r"Pages:\s+(\d+)", said)[1])

    def test_what_cannot_be_made_says_why(self):
        period = ("--period", MONTH, "--format", "json", "--out", self.scratch / "x")
        for arguments, status, *pieces in (
            (("monthly", "--audience", "boss"), USAGE, "boss", "management"),
            (("monthly", "--audience", "partner"), USAGE, "partner-technical"),
            (("monthly", "--audience", "partner-x"), USAGE, "partner-product"),
            (("monthly", "--audience", "agent"), USAGE, "--filter agent="),
            (("monthly", "--audience", "agent", "--filter", "agent=A001,A002"), USAGE, "exactly one agent"),
            (("monthly", "--audience", "agent", "--filter", "agent=A001", "--filter", "agent=A001"), USAGE, "exactly one agent"),
            (("monthly", "--audience", "agent", "--filter", "agent=Nobody"), USAGE, "Nobody"),
            (("team", "--audience", "partner-technical"), USAGE, "team", "partner-technical"),
            (("performance", "--audience", "partner-technical"), USAGE, "performance", "partner-technical"),
        ):
            with self.subTest(arguments):
                answer = self.full.run("report", *arguments, *period)
                self.assertEqual(answer.status, status, answer)
                for piece in pieces:
                    self.assertIn(piece, answer.err)
                self.assertFalse((self.scratch / "x").exists())

    def test_two_agents_of_one_name_are_told_apart_by_their_ids(self):
        folder = self.folder("namesakes")
        rows = [f"x{number},{MONTH}-0{number} 10:00:00,{number},王芳,chat" for number in (1, 2)] + [f"x3,{MONTH}-03 10:00:00,3,李娜,chat"]
        folder.load(self.write("desk.csv", "conversation_id,opened_at,agent_id,agent_name,channel\n" + "\n".join(rows) + "\n"))
        report = ("report", "agent-work", "--audience", "agent", "--period", MONTH, "--format", "json", "--out", self.scratch / "n", "--filter")
        answer = folder.run(*report, "agent=王芳")
        self.assertEqual(answer.status, USAGE, answer)
        self.assertIn("1, 2", answer.err)
        folder.must(*report, "agent=2")
        text = (self.scratch / "n" / f"agent-work_{MONTH}_agent_zh.json").read_text("utf-8")
        self.assertEqual(searcher({"王芳", "李娜"})(text), {"王芳"})

    def test_a_department_without_issue_types_says_which_there_are(self):
        folder = self.full.copy(self.scratch / "legal")
        own = folder.path / "catalog" / "audiences"
        own.mkdir(parents=True, exist_ok=True)
        (own / "partner.yaml").write_text("audience: partner\nname: P\ndepartments:\n  legal: {name: Legal, issue_types: [合同]}\n", "utf-8")
        answer = folder.run("report", "monthly", "--audience", "partner-legal", "--period", MONTH, "--format", "json", "--out", self.scratch / "x")
        self.assertEqual(answer.status, FAILED, answer)
        self.assertIn("产品故障", answer.err)
        (own / "partner.yaml").write_text("audience: partner\nname: P\nagents: nobody\n", "utf-8")
        answer = folder.run("doctor")
        self.assertEqual(answer.status, FAILED)
        self.assertIn("partner.yaml:3:9", answer.err + answer.out)


if __name__ == "__main__":
    unittest.main()
