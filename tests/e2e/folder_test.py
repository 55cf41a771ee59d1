"""The data folder: who holds it, backups, doctor, dry runs."""
import signal
import subprocess
import time
import unittest

from kebao import FAILED, Folder
from usage import TABLE, UsageTest


class FolderTest(UsageTest):
    def test_who_holds_the_folder_is_named(self):
        self.load_table()
        holder = subprocess.Popen(self.kebao.command("demo-data", "--conversations", 3000000), stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        try:
            # Asking before it has the folder would keep it out of it.
            for _ in range(600):
                if (self.kebao.path / "staging" / "demo.duckdb").exists():
                    break
                time.sleep(0.05)
            answer = self.kebao.run("imports")
            self.assertEqual(answer.status, FAILED, answer)
            self.assertIn(str(holder.pid), answer.err)
            self.assertIn("demo-data --conversations 3000000", answer.err)
            self.assertRegex(answer.err, r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
            self.assertIn(str(holder.pid), self.kebao.must("doctor", status=FAILED).out)
        finally:
            holder.send_signal(signal.SIGKILL)
            holder.wait()
        self.kebao.must("imports")

    def test_a_backup_that_is_not_there_is_said_to_be_missing(self):
        self.assert_refused(("restore", "/nonexistent"), "/nonexistent", "no folder", status=FAILED)
        self.assert_refused(("restore", self.scratch), str(self.scratch), "no backup", status=FAILED)

    def test_a_doctor_makes_no_folder(self):
        answer = self.kebao.run("doctor")
        self.assertIn("does not exist yet", answer.out)
        self.assertFalse(self.kebao.path.exists())

    def test_a_dry_run_reads_in_the_zone_of_the_folder(self):
        berlin = self.folder("berlin", zone="Europe/Berlin")
        berlin.must("imports")
        berlin.options = berlin.options[:4]
        answer = berlin.must("import", self.write("table.csv", TABLE), "--dry-run")
        self.assertIn("Europe/Berlin", answer.out)
        self.assertIn("2026-03-01 10:00:40", answer.out)
        self.assertIn("agent message", answer.out)
        chinese = Folder(berlin.path, lang="zh").must("import", self.scratch / "table.csv", "--dry-run").out
        self.assertIn("客服消息", chinese)
        for word in ("agent_message", "opened", "implied", "conversation ×"):
            self.assertNotIn(word, chinese)
        self.assertEqual(berlin.imports(), [])


if __name__ == "__main__":
    unittest.main()
