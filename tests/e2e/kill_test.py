"""kill -9 at any moment of an import leaves the old state or the new one, and a folder that works."""
import os
import pathlib
import random
import signal
import subprocess
import time
import unittest

from kebao import KebaoTest

ROUNDS = 15
PERIOD = ("--period", "2025")
METRICS = ["conversations", "messages", "first_response_seconds_mean", "csat_mean", "customers_served"]


def children(process):
    """Process ids of the import process that it started."""
    try:
        return [int(pid) for pid in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


class KillTest(KebaoTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seed = int(os.environ.get("KEBAO_SEED", random.randrange(10**6)))

    def setUp(self):
        super().setUp()
        self.random = random.Random(self.seed)
        self.folder().must("demo-data", "--as", "generic", "--out", self.scratch / "raw", "--conversations", 1500)
        self.old = self.folder("old")
        self.old.load(self.scratch / "raw" / "conversations.csv")
        self.file = self.scratch / "raw" / "messages.csv"
        new = self.old.copy(self.scratch / "new")
        began = time.monotonic()
        new.load(self.file)
        self.seconds = time.monotonic() - began
        self.states = {"old": self.state(self.old), "new": self.state(new)}
        self.assertNotEqual(self.states["old"], self.states["new"])

    def state(self, folder):
        return folder.query_text(METRICS, *PERIOD, "--by", "channel", "--total"), len(folder.imports())

    def kill_after(self, folder, seconds, whom):
        """Starts an import and kills it, or its import process, after a while. Was it killed?"""
        process = subprocess.Popen(folder.command("import", self.file), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        victims = [process.pid] if whom == "owner" else children(process.pid)
        was_running = process.poll() is None
        for victim in victims if was_running else []:
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                pass
        status = process.wait(timeout=60)
        return was_running and bool(victims), status

    def check_round(self, number):
        folder = self.old.copy(self.scratch / f"round{number}")
        whom = self.random.choice(("owner", "owner", "worker"))
        after = self.random.uniform(0.02, self.seconds)
        what = f"seed {self.seed}, round {number}: {whom} killed after {after:.3f} s"
        _, status = self.kill_after(folder, after, whom)
        if whom == "worker":
            self.assertIn(status, (0, 1, 3), what)
        state = self.state(folder)
        self.assertIn(state, self.states.values(), what)
        self.assertEqual(folder.staged(), [], what)
        folder.load(self.file)
        self.assertEqual(self.state(folder)[0], self.states["new"][0], what + ", imported again")
        self.assertEqual(folder.staged(), [], what)
        return "new" if state == self.states["new"] else "old"

    def test_killed_at_random_moments(self):
        ends = [self.check_round(number) for number in range(ROUNDS)]
        self.assertIn("old", ends, f"no round was killed in time (seed {self.seed})")

    def test_killed_while_the_folder_is_being_made(self):
        for number in range(4):
            folder = self.folder(f"fresh{number}")
            self.kill_after(folder, number * 0.05, "owner")
            folder.load(self.file)
            self.assertEqual(folder.staged(), [], number)

    def kill_import_process_at_once(self, folder):
        """Often before it has read what is asked of it: that must not end the command too."""
        process = subprocess.Popen(folder.command("import", self.file), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        victims = []
        while process.poll() is None and not victims:
            victims = children(process.pid)
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
        _, err = process.communicate(timeout=60)
        return process.returncode, err.decode()

    def test_a_dead_import_process_is_said_and_changes_nothing(self):
        folder = self.old.copy(self.scratch / "dead")
        for number in range(8):
            status, err = self.kill_import_process_at_once(folder)
            self.assertEqual(status, 1, (number, err))
            self.assertIn("ended unexpectedly (signal 9)", err)
        self.assertEqual(self.state(folder), self.states["old"])


if __name__ == "__main__":
    unittest.main()
