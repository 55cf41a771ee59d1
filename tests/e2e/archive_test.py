"""Archived report runs: frozen, compared exactly, edited and refreshed, whole after kill -9 and in a backup."""
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from kebao import DONE, FAILED, USAGE, KebaoTest, load_json

HEADER = "conversation_id,channel,agent,customer_id,opened_at,first_response_at,resolved_at,csat"
AGENTS = ("王芳", "李强", "Ann")
PERIOD = ("--period", "2026-03", "--as-of", "2026-06-01")


def conversation(number, month, day, seconds, csat=""):
    """A conversation on a morning; answered after some seconds."""
    opened = f"2026-{month:02}-{day:02} 10:00:00"
    answered = f"2026-{month:02}-{day:02} 10:{seconds // 60:02}:{seconds % 60:02}"
    return (f"M{month}-{number},chat,{AGENTS[number % 3]},K{month}-{number},{opened},{answered},"
            f"2026-{month:02}-{day:02} 11:00:00,{csat}")


def month_of(month, count, seconds):
    return [conversation(number, month, 1 + number % 28, seconds + number % 40, 1 + number % 5) for number in range(count)]


def figures_of(document):
    """{place in the document: [(raw, text)]} of everything that has a metric, read off the JSON by other means."""
    found = {}

    def put(figure, *place):
        if figure:
            found.setdefault(place, []).append((figure["raw"], figure["text"]))

    for section in document["sections"]:
        for block in section["blocks"]:
            if block["type"] == "kpi_row":
                for item in block["items"]:
                    put(item["value"], section["id"], "", item["label"], "")
                    put(item["change"], section["id"], "", item["label"], item["change_label"])
            elif block["type"] == "table":
                put_table(block, section, put)
            elif block["type"] == "chart":
                put_chart(block, section, put)
    return found


def put_table(table, section, put):
    rows = table["rows"] + ([table["total"]] if table["total"] else [])
    if not any(isinstance(cell, dict) and cell.get("provenance") for row in rows for cell in row):
        return
    for row in rows:
        first = next((place for place, cell in enumerate(row) if isinstance(cell, dict)), len(row))
        label = " · ".join(text for text in row[:first] if text)
        for column, cell in zip(table["columns"], row):
            if isinstance(cell, dict):
                put(cell, section["id"], table["title"], label, column["title"])


def put_chart(chart, section, put):
    columns = chart["categories"]
    for series in chart["series"]:
        for place, (raw, text) in enumerate(zip(series["values"], series["texts"])):
            label = columns[place % len(columns)]
            if chart["rows"]:
                label = f"{chart['rows'][place // len(columns)]} · {label}"
            put({"raw": raw, "text": text}, section["id"], chart["title"], label, series["name"])


def sentences_of(document):
    return {block["id"]: block["text"] for section in document["sections"] for block in section["blocks"]
            if block["type"] == "paragraph" and block.get("id")}


def place_of(entry):
    return entry["section_id"], entry["block"], entry["row"], entry["column"]


def digests(folder):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in pathlib.Path(folder).iterdir()}


class ArchiveTest(KebaoTest):
    def setUp(self):
        super().setUp()
        self.kebao = self.folder()
        self.import_rows("base.csv", *month_of(2, 60, 100), *month_of(3, 90, 40), conversation(99, 3, 31, 50))

    def import_rows(self, name, *rows, status=DONE):
        self.kebao.load(self.write(name, "\n".join((HEADER, *rows)) + "\n"), status=status)

    def report(self, out="out", *options, formats="json,html,md", status=DONE):
        return self.kebao.must("report", "agent-work", *PERIOD, "--lang", "en", "--format", formats, "--out",
                               self.scratch / out, *options, status=status)

    def archive(self, *arguments):
        return json.loads(self.kebao.must("archive", *arguments, "--format", "json").out)

    def refused(self, *arguments, status=FAILED):
        answer = self.kebao.must(*arguments, status=status)
        self.assertEqual(answer.out, "")
        self.assertEqual(len(answer.err.splitlines()), 2, answer)
        return answer.err

    def document_now(self, name):
        """The same request, told without the archive."""
        self.report(name, "--no-archive", formats="json")
        return load_json(self.scratch / name / "agent-work_2026-03_en.json")


class SnapshotTest(ArchiveTest):
    def test_a_run_is_archived_and_says_its_number(self):
        answer = self.report()
        self.assertIn("snapshot 1", answer.err)
        self.assertNotIn("snapshot", answer.out)
        (snapshot,) = self.archive()["snapshots"]
        self.assertEqual({file["name"] for file in snapshot["files"]}, set(digests(self.scratch / "out")))
        self.assertEqual(snapshot["request"]["formats"], ["json", "html", "md"])
        self.assertEqual((snapshot["period"], snapshot["template"], snapshot["scope"]), ("2026-03", "agent-work", "all"))

    def test_no_archive_leaves_it_out(self):
        self.assertNotIn("snapshot", self.report("out", "--no-archive").err)
        self.assertFalse((self.kebao.path / "workspace.sqlite").exists())
        self.assertEqual(self.archive()["snapshots"], [])
        self.assertIn("No report has been archived", self.kebao.must("archive").out)

    def test_a_snapshot_stays_as_it_was_when_data_come(self):
        self.report()
        before = self.archive("show", 1)
        written = digests(self.scratch / "out")
        self.import_rows("late.csv", *month_of(3, 95, 300))
        self.report()  # over the same files
        after = self.archive("show", 1)
        self.assertEqual(after["document"], before["document"])
        self.kebao.must("archive", "files", 1, "--out", self.scratch / "again")
        self.assertEqual(digests(self.scratch / "again"), written)
        self.assertNotEqual(digests(self.scratch / "out"), written)

    def test_the_list_says_which_imports_and_undos_came_since(self):
        self.report()
        self.assertFalse(self.archive()["snapshots"][0]["data_since"]["is_other_version"])
        self.import_rows("late.csv", conversation(900, 3, 5, 60))
        self.kebao.must("undo", 1)
        since = self.archive()["snapshots"][0]["data_since"]
        self.assertEqual([item["file"] for item in since["imported"]], ["late.csv"])
        self.assertEqual([item["file"] for item in since["undone"]], ["base.csv"])
        self.assertIn("1 imported, 1 undone", self.kebao.must("archive").out)

    def test_the_newest_is_first_and_templates_are_told_apart(self):
        self.report(formats="md")
        self.kebao.must("report", "executive", *PERIOD, "--format", "md", "--out", self.scratch)
        self.report(formats="md")
        ids = [snapshot["id"] for snapshot in self.archive()["snapshots"]]
        self.assertEqual(ids, [3, 2, 1])
        self.assertEqual([snapshot["id"] for snapshot in self.archive("--template", "executive")["snapshots"]], [2])

    def test_a_removed_snapshot_is_gone(self):
        self.report(formats="md")
        self.kebao.must("archive", "remove", 1)
        self.assertEqual(list((self.kebao.path / "archive").iterdir()), [])
        self.assertIn("no snapshot 1", self.refused("archive", "show", 1))
        self.report(formats="md")
        self.assertEqual(self.archive()["snapshots"][0]["id"], 2)

    def test_pruning_shows_first_and_removes_when_told(self):
        folder = self.kebao
        self.report()
        self.report()

        def ids():
            return [one["id"] for one in self.archive()["snapshots"]]

        self.assertIn("keep-days", folder.must("archive", "prune", status=USAGE).err)
        self.assertIn("-1", folder.must("archive", "prune", "--keep-days=-1", status=USAGE).err)
        (folder.path / "kebao.yaml").write_text("archive: {keep_days: 30}\n", "utf-8")
        self.assertIn("30", folder.must("archive", "prune", "--yes").out)
        self.assertEqual(ids(), [2, 1], "both are of today")
        shown = folder.must("archive", "prune", "--keep-days", 0).out
        self.assertEqual(len(shown.splitlines()), 3)
        self.assertIn("--yes", shown)
        self.assertEqual(ids(), [2, 1], "shown, not removed")
        folder.must("archive", "prune", "--keep-days", 0, "--yes")
        self.assertEqual(ids(), [])
        (folder.path / "kebao.yaml").write_text("archive: {keep_days: soon}\n", "utf-8")
        self.assertIn("kebao.yaml:1:", folder.must("archive", status=(FAILED, USAGE)).err)

    def test_a_format_that_fails_leaves_the_others(self):
        (self.scratch / "out" / "agent-work_2026-03_en.md").mkdir(parents=True)
        answer = self.report(status=FAILED)
        self.assertIn("not written as md", answer.err)
        self.assertEqual(len(answer.out.splitlines()), 2)
        (snapshot,) = self.archive()["snapshots"]
        self.assertEqual([pathlib.Path(file["name"]).suffix for file in snapshot["files"]], [".json", ".html"])


class DiffTest(ArchiveTest):
    def assert_exact(self, diff, before, after):
        """What moved, computed from the two documents by other means."""
        ours, theirs = figures_of(before), figures_of(after)
        moved = {place for place in ours if place in theirs and sorted(ours[place], key=str) != sorted(theirs[place], key=str)}
        self.assertEqual({place_of(entry) for entry in diff["moved"]}, moved)
        self.assertEqual({place_of(entry) for entry in diff["only_before"]}, set(ours) - set(theirs))
        self.assertEqual({place_of(entry) for entry in diff["only_after"]}, set(theirs) - set(ours))
        for entry in diff["moved"]:
            self.assertIn((entry["before"]["raw"], entry["before"]["text"]), ours[place_of(entry)])
            self.assertIn((entry["after"]["raw"], entry["after"]["text"]), theirs[place_of(entry)])
        old, new = sentences_of(before), sentences_of(after)
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        self.assertEqual({entry["id"] for entry in diff["sentences"]}, changed)

    def test_nothing_differs_where_nothing_came(self):
        self.report()
        self.assertIn("Nothing differs", self.kebao.must("archive", "diff", 1, "now").out)
        self.assertTrue(self.archive("diff", 1, "now")["is_equal"])

    def test_nothing_differs_where_an_import_does_not_touch_the_period(self):
        self.report()
        self.import_rows("may.csv", *month_of(5, 40, 900))
        diff = self.archive("diff", 1, "now")
        self.assertTrue(diff["is_equal"], diff["moved"])
        self.assertEqual([item["file"] for item in diff["data_between"]["imported"]], ["may.csv"])
        self.assertIn("may.csv", self.kebao.must("archive", "diff", 1, "now").out)

    def test_exactly_the_figures_that_moved_are_named(self):
        self.report(formats="json")
        before = load_json(self.scratch / "out" / "agent-work_2026-03_en.json")
        self.import_rows("late.csv", conversation(900, 3, 5, 60), conversation(901, 3, 6, 3000, 1))
        after = self.document_now("now")
        diff = self.archive("diff", 1, "now")
        self.assert_exact(diff, before, after)
        tile = next(entry for entry in diff["moved"] if entry["after"]["metric"] == "conversations" and not entry["block"])
        self.assertEqual((tile["before"]["raw"], tile["after"]["raw"], tile["difference"]), (91, 93, 2))
        self.report(formats="json")
        self.assert_exact(self.archive("diff", 1, 2), before, after)
        self.kebao.must("undo", 2)
        self.assertTrue(self.archive("diff", 1, "now")["is_equal"])

    def test_now_is_asked_by_the_template_as_it_was(self):
        own = self.kebao.path / "catalog" / "templates"
        own.mkdir(parents=True, exist_ok=True)
        template = own / "mine.yaml"
        text = "template: mine\ntitle: Mine\nsections:\n  - {id: s, title: S, blocks: [{kpis: [conversations]}]}\n"
        template.write_text(text)
        self.kebao.must("report", "mine", *PERIOD, "--format", "md", "--out", self.scratch)
        template.write_text(text.replace("conversations", "messages"))
        self.assertTrue(self.archive("diff", 1, "now")["is_equal"])
        template.unlink()
        self.assertTrue(self.archive("diff", 1, "now")["is_equal"])
        self.assertEqual(self.archive("show", 1)["template_text"], text)

    def test_a_changed_setting_changes_nothing(self):
        self.report(formats="md")
        (self.kebao.path / "kebao.yaml").write_text("week_start: sunday\ncurrency: EUR\nlanguage: zh\n")
        self.assertTrue(self.archive("diff", 1, "now")["is_equal"])

    def test_what_has_no_figures_in_common_is_refused(self):
        self.report(formats="md")
        self.kebao.must("report", "agent-work", "--period", "2026-02", "--lang", "en", "--format", "md", "--out", self.scratch)
        self.assertIn("2026-03 ≠ 2026-02", self.refused("archive", "diff", 1, 2))


class EditTest(ArchiveTest):
    text = "We were many in March."

    def setUp(self):
        super().setUp()
        self.report()
        self.sentences = {item["id"]: item for item in self.archive("show", 1)["sentences"]}
        self.sentence = next(key for key in self.sentences if key.endswith("/change/conversations"))

    def files_of(self, number):
        out = self.scratch / f"files{number}"
        self.kebao.must("archive", "files", number, "--out", out)
        return {file.suffix: file.read_text("utf-8") for file in out.iterdir()}

    def test_an_edit_is_a_new_snapshot(self):
        original = self.files_of(1)
        self.kebao.must("archive", "edit", 1, self.sentence, "--text", self.text)
        self.assertEqual(self.files_of(1), original)
        shown = self.archive("show", 2)
        self.assertEqual(shown["edited_from"], 1)
        edited = {item["id"]: item for item in shown["sentences"]}
        self.assertEqual(edited[self.sentence]["text"], self.text)
        self.assertEqual(edited[self.sentence]["generated"], self.sentences[self.sentence]["text"])
        for ending, text in self.files_of(2).items():
            self.assertIn(self.text.rstrip("."), text, ending)
            self.assertNotIn("figures have changed", text, ending)
        self.assertEqual([entry["id"] for entry in self.archive("diff", 1, 2)["sentences"]], [self.sentence])
        self.assertTrue(self.archive("diff", 2, "now")["is_equal"])

    def test_an_edit_can_be_taken_back(self):
        self.kebao.must("archive", "edit", 1, self.sentence, "--text", self.text)
        self.kebao.must("archive", "edit", 2, self.sentence, "--reset")
        self.assertTrue(self.archive("diff", 1, 3)["is_equal"])

    def test_a_refresh_keeps_the_edit_and_flags_it_when_its_figures_moved(self):
        self.kebao.must("archive", "edit", 1, self.sentence, "--text", self.text)
        self.kebao.must("archive", "refresh", 2, "--as-of", "2026-06-01")
        self.assertFalse(self.edit_in(3)["is_outdated"])
        self.import_rows("late.csv", *[conversation(900 + n, 3, 5, 60) for n in range(30)])
        told = self.kebao.must("archive", "refresh", 3, "--as-of", "2026-06-01").out
        self.assertIn(self.sentence, told)
        self.assertTrue(self.edit_in(4)["is_outdated"])
        self.assertEqual(self.edit_in(4)["text"], self.text)
        self.assertIn("121", self.edit_in(4)["generated"])
        self.assertEqual(self.archive("show", 4)["refreshed_from"], 3)
        files = self.files_of(4)
        for ending in (".html", ".md"):
            self.assertIn("The figures have changed since this was written", files[ending])
        self.assertEqual(self.files_of(3)[".md"].count("figures have changed"), 0)
        self.kebao.must("archive", "edit", 4, self.sentence, "--text", "Now we know why.")
        self.assertFalse(self.edit_in(5)["is_outdated"])

    def edit_in(self, number):
        return next(item for item in self.archive("show", number)["sentences"] if item["id"] == self.sentence)

    def test_what_was_written_in_a_section_that_is_gone_is_told(self):
        own = self.kebao.path / "catalog" / "templates"
        own.mkdir(parents=True, exist_ok=True)
        self.kebao.must("archive", "edit", 1, self.sentence, "--text", self.text)
        (own / "agent-work.yaml").write_text(
            "template: agent-work\ntitle: T\nsections:\n  - {id: s, title: S, blocks: [{kpis: [messages]}]}\n")
        self.assertNotIn("left out", self.kebao.must("archive", "refresh", 2).out)
        told = self.kebao.must("archive", "refresh", 2, "--present-template").out
        self.assertIn("left out", told)
        self.assertIn(self.text, told)

    def test_what_cannot_be_edited_is_said(self):
        self.assertIn("no sentence nothing", self.refused("archive", "edit", 1, "nothing", "--text", "x"))
        self.assertIn("no snapshot 9", self.refused("archive", "edit", 9, self.sentence, "--text", "x"))
        self.assertIn("--text", self.refused("archive", "edit", 1, self.sentence, status=USAGE))
        self.assertIn("reads as generated", self.refused("archive", "edit", 1, self.sentence, "--reset"))
        same = self.sentences[self.sentence]["text"]
        self.assertIn("like that already", self.refused("archive", "edit", 1, self.sentence, "--text", same))
        self.refused("archive", "edit", 1, self.sentence, "--text", "x", "--reset", status=USAGE)
        self.assertEqual(len(self.archive()["snapshots"]), 1)


class TroubleTest(ArchiveTest):
    def test_unknown_snapshots_are_said(self):
        self.report(formats="md")
        for arguments in (("show", 7), ("files", 7, "--out", self.scratch / "x"), ("remove", 7), ("diff", 7, 1),
                          ("diff", 1, 7), ("diff", 7, "now"), ("refresh", 7)):
            self.assertIn("no snapshot 7", self.refused("archive", *arguments))
        self.assertIn("then", self.refused("archive", "diff", 1, "then", status=USAGE))
        self.assertIn("--format", self.refused("archive", "--format", "xml", status=USAGE))
        self.refused("archive", "shwo", 1, status=USAGE)

    def test_a_changed_file_is_not_given_out(self):
        self.report(formats="md,html")
        file = self.kebao.path / "archive" / "1" / "agent-work_2026-03_en.md"
        file.write_text(file.read_text("utf-8") + " ", "utf-8")
        self.assertIn(str(file), self.refused("archive", "files", 1, "--out", self.scratch / "x"))
        self.assertFalse((self.scratch / "x").exists())
        self.assertIn(str(file), self.kebao.must("doctor", status=FAILED).out)

    def test_a_newer_workspace_is_refused_and_the_report_is_written(self):
        self.report(formats="md")
        with sqlite3.connect(self.kebao.path / "workspace.sqlite") as database:
            database.execute("PRAGMA user_version = 99")
        database.close()
        self.assertIn("newer Kebao (version 99", self.refused("archive"))
        answer = self.report("later", formats="md", status=FAILED)
        self.assertIn("newer Kebao", answer.err)
        self.assertTrue((self.scratch / "later" / "agent-work_2026-03_en.md").exists())
        self.report("later", "--no-archive", formats="md")
        self.kebao.must("doctor", status=FAILED)

    def test_a_broken_workspace_is_said(self):
        self.report(formats="md")
        file = self.kebao.path / "workspace.sqlite"
        file.write_bytes(b"x" * 5000)
        self.assertIn(f"{file} is damaged", self.refused("archive"))
        self.assertIn("is damaged", self.kebao.must("doctor", status=FAILED).out)
        self.kebao.query_text("conversations", "--period", "2026-03")  # the data are not touched


class LossTest(ArchiveTest):
    def state(self, folder):
        """Every snapshot is whole. How many there are."""
        snapshots = json.loads(folder.must("archive", "--format", "json").out)["snapshots"]
        for snapshot in snapshots:
            out = self.scratch / f"{folder.path.name}-{snapshot['id']}"
            folder.must("archive", "files", snapshot["id"], "--out", out)
            self.assertEqual({file.name for file in out.iterdir()}, {file["name"] for file in snapshot["files"]})
            folder.must("archive", "show", snapshot["id"])
        kept = {entry.name for entry in (folder.path / "archive").iterdir()} if snapshots else set()
        self.assertEqual(kept, {str(snapshot["id"]) for snapshot in snapshots})
        return len(snapshots)

    def test_killed_while_archiving_a_snapshot_is_whole_or_not_there(self):
        seed = int(os.environ.get("KEBAO_SEED", random.randrange(10**6)))
        chance = random.Random(seed)
        self.report(formats="md")
        began = time.monotonic()
        self.report(formats="html,json,md")
        seconds = time.monotonic() - began
        ends = set()
        for number in range(12):
            folder = self.kebao.copy(self.scratch / f"round{number}")
            process = subprocess.Popen(
                folder.command("report", "agent-work", *PERIOD, "--format", "html,json,md", "--out", self.scratch / "killed"),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # Near the end, where the archive is written.
            time.sleep(chance.uniform(0.5, 1.1) * seconds)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
            ends.add(self.state(folder))
            folder.must("report", "agent-work", *PERIOD, "--format", "md", "--out", self.scratch / "after")
            shutil.rmtree(folder.path)
        self.assertLessEqual(ends, {2, 3}, f"seed {seed}")

    def test_a_backup_carries_the_archive(self):
        self.report()
        self.kebao.must("archive", "edit", 1, self.archive("show", 1)["sentences"][0]["id"], "--text", "Mine.")
        shown = [self.archive("show", number) for number in (1, 2)]
        # A process that died while it was archiving.
        (self.kebao.path / "archive" / "77").mkdir()
        self.kebao.must("backup", self.scratch / "backup")
        self.assertEqual(sorted(entry.name for entry in (self.scratch / "backup" / "archive").iterdir()), ["1", "2"])
        restored = self.folder("restored")
        restored.must("restore", self.scratch / "backup")
        self.assertEqual(self.state(restored), 2)
        for number, snapshot in zip((1, 2), shown):
            answer = json.loads(restored.must("archive", "show", number, "--format", "json").out)
            self.assertEqual(answer, snapshot)
        self.assertTrue(json.loads(restored.must("archive", "diff", 1, "now", "--format", "json").out)["is_equal"])
        self.assertEqual((restored.path / "workspace.sqlite").stat().st_mode & 0o777, 0o600)


if __name__ == "__main__":
    unittest.main()
