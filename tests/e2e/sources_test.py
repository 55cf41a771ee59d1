"""Every fixture of /shared/formats and every data file of /shared/data comes in, and whoever has agents gets a report."""
import unittest

from kebao import DONE, SOME_REJECTED, KebaoTest, load_json, shared

# What a file needs to be told, besides its name.
DATE = ("--param", "at=2026-01-05 10:00:00")  # dialogues without a date of their own
TOLD = {"summary_report_agent.json": ("--param", "period_start=2026-01-01", "--param", "period_end=2026-01-31"),
        "MWOZ.txt.gz": DATE, "SGD.txt.gz": DATE, "ECD_sample_test.tsv": DATE, "ECD_sample_train.tsv": DATE}

# Folder of shared/data: pattern of its files, a period that holds them, whether agents are named.
LOGS = {
    "tickets-servicenow": ("*.csv.gz", "2016", True),
    "tickets-rabobank2014": ("*.csv.gz", "2013", False),
    "tickets-helpdesk-it": ("*.csv.gz", "2012", True),
    "callcentre-bank1999": ("*.tsv.gz", "1999", True),
    "conversations-twcs": ("*.xlsx", "2017", True),
    "emails-spamassassin": ("*.jsonl.gz", "2002", True),
    "satisfaction-dialogues": ("*.txt.gz", "2026", False),
    "zh-ecommerce-dialogues": ("*.tsv", "2026", False),
    "visits-google-analytics": ("*.csv.gz", None, False),
}


def counts(answer):
    """{"read": …, "inserted": …} of the first import that the answer tells of."""
    line = next(line for line in answer.out.splitlines() if line.strip().startswith("read "))
    return {name: int(value) for name, value in (part.split() for part in line.strip().split(" · "))}


class SourcesTest(KebaoTest):
    def check_counts(self, answer, what):
        found = counts(answer)
        self.assertGreater(found["inserted"] + found["updated"] + found["duplicate"], 0, what)
        accounted = sum(found[name] for name in ("inserted", "updated", "duplicate", "rejected", "ignored"))
        self.assertEqual(accounted, found["read"], f"{what}: {found}")

    def test_every_fixture_of_every_system_is_imported(self):
        files = sorted(file for file in shared("formats").rglob("*") if file.is_file() and file.name != "README.md")
        self.assertGreater(len(files), 25)
        folder = self.folder()
        for file in files:
            with self.subTest(file.relative_to(shared("formats"))):
                answer = folder.must("import", file, *TOLD.get(file.name, ()), status=(DONE, SOME_REJECTED))
                self.check_counts(answer, file.name)
                self.assertNotIn("\nkebao:", answer.err)

    def test_a_report_comes_out_of_each_system(self):
        for system in sorted(path for path in shared("formats").iterdir() if path.is_dir()):
            with self.subTest(system.name):
                folder = self.folder(system.name)
                for file in sorted(system.iterdir()):
                    folder.load(file, options=TOLD.get(file.name, ()))
                folder.report(self.scratch / system.name / "out", "--period", "2026", "--lang", "en", formats="json")

    def test_every_real_log_is_imported_and_reported(self):
        for name, (pattern, period, has_agents) in LOGS.items():
            with self.subTest(name):
                folder = self.folder(name)
                for file in sorted(shared("data", name).glob(pattern)):
                    self.check_counts(folder.load(file, options=TOLD.get(file.name, ())), file.name)
                if period:
                    self.check_report(folder, name, period, has_agents)

    def check_report(self, folder, name, period, has_agents):
        out = self.scratch / name / "out"
        folder.report(out, "--period", period, "--lang", "en", formats="json,xlsx,html,csv")
        report = load_json(out / f"agent-work_{period}_en.json")
        blocks = [block for section in report["sections"] for block in section["blocks"]]
        overview = next(block for block in blocks if block["type"] == "kpi_row")
        self.assertGreater(overview["items"][0]["value"]["raw"], 0, name)
        if has_agents:
            agents = next(block for block in blocks if block.get("id") == "agents" and block["type"] == "table")
            self.assertGreater(len(agents["rows"]), 0, name)


if __name__ == "__main__":
    unittest.main()
