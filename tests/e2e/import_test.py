"""What an import does with bad rows and bad files: it says what is wrong and what to do, and loses nothing."""
import csv
import gzip
import os
import subprocess
import unittest
import zipfile

from kebao import DONE, FAILED, SOME_REJECTED, USAGE, Folder, KebaoTest

HEADER = "conversation_id,channel,agent,customer_id,opened_at,resolved_at,csat,subject"
PERIOD = ("--period", "2026-03")


def row(number, opened="2026-03-01 10:00:00", subject="退款"):
    return f"C{number:03},chat,A1,K{number},{opened},2026-03-01 11:00:00,5,{subject}"


def table(*rows):
    return "\n".join((HEADER, *rows)) + "\n"


class ImportTest(KebaoTest):
    def setUp(self):
        super().setUp()
        self.kebao = self.folder()

    def conversations(self, folder=None):
        return (folder or self.kebao).figures("conversations", *PERIOD)["conversations"]

    def assert_refused(self, answer, *words, status=FAILED):
        """One line what, one line what to do."""
        self.assertEqual(answer.status, status, answer)
        lines = answer.err.splitlines()
        self.assertEqual(len(lines), 2, answer.err)
        self.assertTrue(lines[0].startswith("kebao: "), answer.err)
        self.assertGreater(len(lines[1].strip()), 10, answer.err)
        for word in words:
            self.assertIn(word, answer.err)


class RejectsTest(ImportTest):
    def test_rejected_rows_are_exported_mended_and_imported_again(self):
        good = [row(number) for number in range(5)]
        bad = [row(5, opened="yesterday"), row(6, opened="2026-02-31 10:00:00"), row(7).replace("C007", "")]
        answer = self.kebao.must("import", self.write("a.csv", table(*good, *bad)), status=SOME_REJECTED)
        self.assertIn("rejected 3", answer.out)
        self.assertEqual(self.conversations(), 5)
        out = self.scratch / "rejects.csv"
        self.kebao.must("rejects", 1, "--out", out)
        self.assertEqual(out.read_text("utf-8"), table(*bad))
        mended = out.read_text("utf-8").replace("yesterday", "2026-03-02 10:00:00").replace("02-31", "03-03").replace("\n,", "\nC007,")
        out.write_text(mended, "utf-8")
        self.assertIn("inserted 3", self.kebao.must("import", out).out)
        self.assertEqual(self.conversations(), 8)
        self.kebao.must("import", self.scratch / "a.csv", status=SOME_REJECTED)
        self.assertEqual(self.conversations(), 8)

    def test_every_rejected_row_is_listed_with_its_reason(self):
        answer = self.kebao.run("import", self.write("a.csv", table(row(1), row(2, opened="never"))))
        self.assertIn("never", answer.out)
        self.assertIn("kebao rejects 1", answer.err)

    def test_a_wrong_number_of_cells_is_a_rejected_row(self):
        answer = self.kebao.must("import", self.write("a.csv", table(row(1), row(2) + ",too,many", row(3))), status=SOME_REJECTED)
        self.assertIn("rejected 1", answer.out)
        self.assertEqual(self.conversations(), 2)

    def test_impossible_times_are_rejected(self):
        times = ("0000-00-00 00:00:00", "2026-13-01 10:00:00", "2026-03-01 25:00:00", "9999-12-31 00:00:00", "1026-03-01 10:00:00")
        rows = [row(number, opened=time) for number, time in enumerate(times)]
        answer = self.kebao.must("import", self.write("a.csv", table(*rows, row(9))), status=SOME_REJECTED)
        self.assertIn("rejected 5", answer.out)
        self.assertEqual(self.conversations(), 1)


class EncodingTest(ImportTest):
    def test_gbk_utf16_and_bom_are_read(self):
        for encoding in ("gb18030", "utf-16", "utf-8-sig"):
            folder = self.folder(encoding)
            text = table(*(row(number, subject="我要退款，谢谢") for number in range(20))).replace("A1", "客服甲")
            folder.must("import", self.write(encoding + ".csv", text.encode(encoding)))
            self.assertEqual(list(folder.by("agent", ["conversations"], *PERIOD)), ["客服甲"], encoding)

    def test_binary_garbage_is_refused(self):
        garbage = bytes((index * 7919 + index // 251) % 256 for index in range(50000))
        self.assert_refused(self.kebao.run("import", self.write("a.csv", garbage)))

    def test_nul_bytes_lose_no_row(self):
        rows = [row(number, subject="with\0nul" if number == 2 else "x") for number in range(5)]
        answer = self.kebao.must("import", self.write("a.csv", table(*rows)), status=(DONE, SOME_REJECTED))
        rejected = int(answer.out.split("rejected ")[1].split()[0])
        self.assertEqual(self.conversations() + rejected, 5)

    def test_a_field_of_ten_megabytes_loses_no_row(self):
        answer = self.kebao.must("import", self.write("a.csv", table(row(1), row(2, subject="x" * 10_000_000), row(3))),
                                 status=(DONE, SOME_REJECTED))
        rejected = int(answer.out.split("rejected ")[1].split()[0])
        self.assertEqual(self.conversations() + rejected, 3)


class TruncatedFileTest(ImportTest):
    def test_what_a_truncated_gz_still_holds_is_taken_and_the_loss_is_said(self):
        text = table(*(row(number, subject=str(number**7)) for number in range(3000)))
        packed = gzip.compress(text.encode())
        answer = self.kebao.must("import", self.write("a.csv.gz", packed[: len(packed) // 2]), status=SOME_REJECTED)
        self.assertIn("ends too early", answer.out)
        for told in (answer.out, self.kebao.must("imports", 1).out):
            self.assertIn("not whole", told)
        self.assertIn("cut off", self.kebao.must("imports").out)
        self.assertLess(self.conversations(), 3000)
        self.kebao.must("import", self.write("a.csv.gz", packed))
        self.assertEqual(self.conversations(), 3000)


class TypedInTest(ImportTest):
    """Ratings that people type in belong to the source of the conversation that they rate."""
    FEEDBACK = ("反馈时间,反馈项目,得分,反馈内容,情感倾向,客户编号,客服编号,渠道,会话编号\n"
                "2026-03-02 12:00:00,满意度,5,好,,K1,,,C001\n2026-03-02 12:10:00,满意度,4,好,,K9,,,X999\n")

    def credited(self):
        return self.kebao.by("agent", ["csat_responses"], *PERIOD)

    def test_a_rating_booked_under_the_wrong_source_is_told_with_the_right_one(self):
        self.kebao.load(self.write("a.csv", table(row(1).replace(",5,", ",,"))))
        file = self.write("feedback.csv", self.FEEDBACK)
        for told in (self.kebao.must("import", file).out, self.kebao.must("imports", 2).out):
            self.assertIn("--source conversations", told)
            self.assertIn("in no source", told)
        self.assertEqual(self.credited(), {"": {"csat_responses": 2}})
        self.kebao.report(self.scratch / "out", *PERIOD, "--lang", "en", formats="csv")
        self.assertIn("--source conversations",
                      (self.scratch / "out" / "agent-work_2026-03_en.quality_reasons.csv").read_text("utf-8"))
        self.kebao.must("undo", 2)
        mended = self.kebao.must("import", file, "--source", "conversations").out
        self.assertNotIn("--source conversations", mended)
        self.assertEqual(self.credited()["A1"], {"csat_responses": 1})


class BadFileTest(ImportTest):
    """Nothing of these files comes in, and what was there stays."""
    def setUp(self):
        super().setUp()
        self.kebao.load(self.write("good.csv", table(row(1))))

    def tearDown(self):
        self.assertEqual(self.conversations(), 1)
        self.assertEqual(self.kebao.staged(), [])

    def test_a_missing_column_is_named(self):
        file = self.write("a.csv", "channel,opened_at\nchat,2026-03-01 10:00:00\n")
        self.assert_refused(self.kebao.run("import", file, "--source", "conversations"), "conversation_id")

    def test_an_unknown_layout_is_refused_and_dry_run_drafts_a_mapping(self):
        file = self.write("a.csv", "Vorgang,Bearbeiter,Beginn,Ende\n1,Anna,2026-03-01 10:00,2026-03-01 11:00\n")
        self.assert_refused(self.kebao.run("import", file), "--dry-run")
        draft = self.kebao.must("import", file, "--dry-run").out
        self.assertIn('conversation: "Vorgang"', draft)
        self.assertIn("Bearbeiter", draft)
        yaml = self.write("draft.yaml", draft[draft.index("\n\n"):])
        self.folder("drafted").must("import", file, "--mapping", yaml)

    def test_a_zip_bomb_brings_in_nothing_and_is_said(self):
        bomb = self.scratch / "a.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            with archive.open("a.csv", "w", force_zip64=True) as member:
                member.write(table().encode())
                for _ in range(300):
                    member.write(b"0" * (1 << 20))
        answer = self.kebao.must("import", bomb, status=(FAILED, SOME_REJECTED))
        self.assertIn("looks like an attack", answer.out + answer.err)

    def test_an_empty_file_is_refused(self):
        self.assert_refused(self.kebao.run("import", self.write("a.csv", "")))

    def test_a_directory_is_refused(self):
        self.assert_refused(self.kebao.run("import", self.scratch))

    def test_a_file_that_is_not_there_is_refused(self):
        self.assert_refused(self.kebao.run("import", self.scratch / "nothing.csv"), "nothing.csv")

    def test_a_file_that_may_not_be_read_is_refused(self):
        file = self.write("a.csv", table(row(2)))
        file.chmod(0)
        if os.access(file, os.R_OK):
            self.skipTest("root may read every file")
        self.assert_refused(self.kebao.run("import", file))

    def test_one_bad_file_does_not_keep_out_the_others(self):
        folder = self.folder("mixed")
        answer = folder.run("import", self.write("bad.csv", ""), self.write("fine.csv", table(row(2), row(3))))
        self.assertEqual(answer.status, FAILED)
        self.assertEqual(self.conversations(folder), 2)


class FormulaTest(ImportTest):
    """Text that a spreadsheet would run stays text."""
    texts = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.com")')

    def setUp(self):
        super().setUp()
        file = self.scratch / "a.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(("conversation_id", "channel", "agent", "opened_at", "resolved_at"))
            for number, text in enumerate(self.texts):
                writer.writerow((f"C{number}", "chat", text, "2026-03-01 10:00:00", "2026-03-01 11:00:00"))
        self.kebao.load(file)

    def test_in_the_csv_answer(self):
        cells = list(self.kebao.by("agent", ["conversations"], *PERIOD))
        self.assertEqual(sorted(cells), sorted("'" + text for text in self.texts))

    def test_in_the_files_of_a_report(self):
        import openpyxl
        self.kebao.report(self.scratch / "out", *PERIOD, "--lang", "en")
        for file in (self.scratch / "out").glob("*.csv"):
            for line in csv.reader(file.open(encoding="utf-8-sig")):
                self.assertEqual([cell for cell in line if cell[:1] in "=@" and cell], [], file.name)
        (workbook,) = (self.scratch / "out").glob("*.xlsx")
        seen = set()
        for sheet in openpyxl.load_workbook(workbook):
            for cell in (cell for cells in sheet.iter_rows() for cell in cells):
                if cell.value in self.texts:
                    seen.add(cell.value)
                    self.assertEqual(cell.data_type, "s", f"{sheet.title} {cell.coordinate}")
        self.assertEqual(seen, set(self.texts))


class FolderTest(ImportTest):
    def test_a_second_process_is_told_who_holds_the_folder(self):
        self.kebao.must("demo-data", "--as", "generic", "--out", self.scratch / "raw", "--conversations", 3000)
        holder = subprocess.Popen(self.kebao.command("import", self.scratch / "raw" / "messages.csv"),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(holder.wait)
        lock = self.kebao.path / "run" / "owner.lock"
        while holder.poll() is None and not (lock.exists() and lock.read_text()):
            pass
        answer = self.kebao.run("imports")
        self.assertIsNone(holder.poll(), "the import was over before the second process began")
        self.assert_refused(answer, str(holder.pid))
        holder.wait()
        self.kebao.must("imports")

    def test_a_full_disk_is_said_and_changes_nothing(self):
        disk = self.scratch / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], capture_output=True, check=False)
        if mounted.returncode:
            self.skipTest("may not mount a small disk here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)], check=False)
        folder = Folder(disk / "data")
        folder.load(self.write("a.csv", table(row(1))))
        before = folder.query_text("conversations", *PERIOD)
        folder.must("demo-data", "--as", "generic", "--out", self.scratch / "raw", "--conversations", 20000)
        self.assert_refused(folder.run("import", self.scratch / "raw" / "messages.csv"))
        self.assertEqual(folder.query_text("conversations", *PERIOD), before)
        self.assertEqual(folder.staged(), [])
        folder.load(self.write("b.csv", table(row(2))))
        self.assertEqual(self.conversations(folder), 2)

    def test_a_folder_of_a_newer_version_is_refused(self):
        self.kebao.must("imports")
        (self.kebao.path / "format.json").write_text('{"format": 99, "zone": "UTC"}')
        self.assert_refused(self.kebao.run("imports"))


class UsageTest(ImportTest):
    wrong = {
        "an unknown metric": (USAGE, "query", "conversation", *PERIOD),
        "an unknown dimension": (USAGE, "query", "conversations", "--by", "agnet", *PERIOD),
        "an unknown period": (USAGE, "query", "conversations", "--period", "2026-13"),
        "no period": (USAGE, "query", "conversations"),
        "days the wrong way round": (USAGE, "query", "conversations", "--from", "2026-03-02", "--to", "2026-03-01"),
        "an unknown template": (USAGE, "report", "agent-wrk", *PERIOD),
        "an unknown format": (USAGE, "report", "agent-work", *PERIOD, "--format", "doc"),
        "an unknown grain": (USAGE, "query", "conversations", *PERIOD, "--grain", "minute"),
        "an unknown zone": (USAGE, "query", "conversations", *PERIOD, "--tz", "Mars/Base"),
        "an unknown pack": (USAGE, "query", "conversations", *PERIOD, "--pack", "nosuch"),
        "an unknown import": (FAILED, "undo", "77"),
        "an unknown language": (USAGE, "report", "agent-work", *PERIOD, "--lang", "fr"),
    }

    def test_each_mistake_says_what_is_wrong_and_what_to_do(self):
        for mistake, (status, *command) in self.wrong.items():
            with self.subTest(mistake):
                self.assert_refused(self.kebao.run(*command), status=status)

    def test_unknown_commands_and_options_are_wrong_usage(self):
        for command in (["nosuch"], ["query"], ["import"], ["report", "agent-work", "--nosuch"], []):
            with self.subTest(command):
                self.assertEqual(self.kebao.run(*command).status, USAGE)

    def test_both_languages_speak(self):
        for lang, words in (("zh", "没有"), ("en", "There is no")):
            answer = self.folder("d" + lang, lang=lang).run("import", "/nowhere.csv")
            self.assertIn(words, answer.err)
            for mistake, (status, *command) in self.wrong.items():
                err = self.folder("d" + lang, lang=lang).run(*command).err if lang == "zh" else "两"
                self.assertTrue(any("一" <= char <= "鿿" for char in err), f"{mistake}: {err}")


if __name__ == "__main__":
    unittest.main()
