"""The folder set up: DATA/kebao.yaml, the environment over it, flags over both."""
import json
import os
import unittest

from kebao import DONE, FAILED
from usage import PERIOD, UsageTest


class SettingsTest(UsageTest):
    def settings(self, text):
        self.kebao.path.mkdir(exist_ok=True)
        (self.kebao.path / "kebao.yaml").write_text(text, "utf-8")

    def pack(self, *options, **environment):
        answer = self.kebao.must("query", "conversations", *PERIOD, "--format", "json", *options,
                                 env={**os.environ, **environment})
        return json.loads(answer.out)["pack"]

    def test_flags_over_environment_over_file_over_defaults(self):
        self.assertEqual(self.pack(), "kebao")
        self.settings("pack: zendesk\n")
        self.assertEqual(self.pack(), "zendesk")
        self.assertEqual(self.pack(KEBAO_PACK="freshdesk"), "freshdesk")
        self.assertEqual(self.pack("--pack", "qiyu", KEBAO_PACK="freshdesk"), "qiyu")

    def test_the_zone_of_the_file_is_the_folders(self):
        self.settings("zone: UTC\n")
        self.load_table()
        answer = json.loads(self.kebao.must("query", "conversations", *PERIOD, "--format", "json").out)
        self.assertEqual(answer["time_zone"], "UTC")
        # What is in the folder keeps its instants; days and hours are told by the new zone.
        self.settings("zone: Asia/Shanghai\n")
        self.assertEqual(self.kebao.by("hour_of_day", ["conversations"], *PERIOD), {"18": {"conversations": 2}})

    def test_weeks_begin_where_the_file_says(self):
        self.load_table()
        weeks = lambda: [row["bucket"] for row in self.kebao.query("conversations", "--grain", "week", *PERIOD)]
        self.assertEqual(weeks()[0], "2026-02-23")
        self.settings("week_start: sunday\n")
        self.assertEqual(weeks()[0], "2026-03-01")

    def test_language_and_name_of_reports(self):
        self.load_table()
        self.settings("language: en\norganisation: ACME\n")
        out = self.scratch / "out"
        clean = {key: value for key, value in os.environ.items() if key != "KEBAO_LANG"}
        self.kebao.must("report", "agent-work", *PERIOD, "--format", "json", "--out", out, env=clean)
        report = json.loads((out / "agent-work_2026-03_en.json").read_text("utf-8"))
        self.assertIn("ACME", report["subtitle"])

    def test_money_is_in_the_currency_of_the_folder(self):
        self.kebao.must("demo-data", "--conversations", 300)
        amount = lambda **environment: self.kebao.must("query", "cost_total", "--period", "2025-11", "--compare", "none",
                                                       env={**os.environ, **environment}).out
        self.assertIn("CN¥", amount())
        self.settings("currency: USD\n")
        self.assertIn("$", amount())
        self.assertNotIn("¥", amount())
        self.assertIn("CHF", amount(KEBAO_CURRENCY="CHF"))

    def test_a_business_calendar_for_all(self):
        self.load_table()
        business = lambda: self.kebao.figures("first_response_business_seconds_mean", *PERIOD)["first_response_business_seconds_mean"]
        self.assertIsNone(business())
        self.settings("business_calendar: always\n")
        self.assertEqual(business(), 50)
        self.settings("business_calendar: nowhere\n")
        self.assert_refused(("query", "conversations", *PERIOD), "kebao.yaml:1:20", "nowhere", status=FAILED)

    def test_a_wrong_file_is_told_with_its_place(self):
        for text, place in (("currencie: CNY\n", ":1:1"), ("pack: [\n", ":2:1"), ("week_start: someday\n", ":1:13"),
                            ("currency: yuan\n", ":1:11"), ("zone: Mars/Base\n", ":1:7"), ("language: fr\n", ":1:11"),
                            ("pack: nopack\n", ":1:7"), ("just text\n", ":1:1")):
            with self.subTest(text):
                self.settings(text)
                self.assert_refused(("query", "conversations", *PERIOD), f"kebao.yaml{place}", status=FAILED)
                self.assertIn("kebao.yaml", self.kebao.must("doctor", status=FAILED).out)
        self.settings("# nothing set\n")
        self.kebao.must("imports")

    def test_a_backup_holds_the_settings(self):
        self.settings("pack: zendesk\nzone: UTC\n")
        self.load_table()
        self.kebao.must("backup", self.scratch / "backup")
        restored = self.folder("restored")
        restored.must("restore", self.scratch / "backup")
        self.assertIn("zendesk", restored.must("doctor", status=(DONE, FAILED)).out)
        self.assertIn('"time_zone": "UTC"', restored.must("query", "conversations", *PERIOD, "--format", "json").out)


if __name__ == "__main__":
    unittest.main()

    def test_a_weekend_without_work_is_no_gap_in_the_data(self):
        # Monday 2 March to Friday 13 March, office days only; the report is made on Monday the 16th.
        days = [f"2026-03-{day:02}" for day in (*range(2, 7), *range(9, 14))]
        rows = [f"C{number},chat,王芳,{day} 10:00:00,{day} 10:01:00" for number, day in enumerate(days)]
        self.kebao.load(self.write("office.csv", "\n".join(["conversation_id,channel,agent,opened_at,first_response_at", *rows])))
        self.assertIn("not covered as a whole", self.weekly())
        self.settings("business_calendar: cn-office\n")
        self.assertNotIn("not covered as a whole", self.weekly())
        self.settings("business_calendar: cn-retail\n")  # works on Saturdays: something is missing
        self.assertIn("not covered as a whole", self.weekly())

    def weekly(self):
        out = self.scratch / "out"
        self.kebao.must("report", "weekly", "--period", "2026-W11", "--as-of", "2026-03-16T09:00:00+08:00", "--lang", "en",
                        "--format", "md", "--out", out)
        return (out / "weekly_2026-W11_en.md").read_text("utf-8")
