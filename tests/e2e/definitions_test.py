"""A wrong definition of the user's is told with its place, and only what depends on it fails."""
import unittest

from kebao import DONE, FAILED
from usage import PERIOD, TABLE, UsageTest

METRIC = """- metric: {id}
  entity: conversation
  kind: ratio
  numerator: {{where: {condition} <= 60}}
  denominator: {{where: first_response_seconds is not null}}
  clock: opened_at
  unit: share
  name: {{zh: 一分钟响应率, en: Answered within a minute}}
  formula: {{zh: 一, en: A}}
"""


class DefinitionsTest(UsageTest):
    def setUp(self):
        super().setUp()
        self.load_table()

    def own(self, path, text):
        file = self.kebao.path / "catalog" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def ask(self, metric, *options):
        return self.kebao.run("query", metric, *PERIOD, "--compare", "none", "--format", "csv", *options)

    def assert_goes_on(self, metric="conversations", *options):
        answer = self.ask(metric, *options)
        self.assertEqual(answer.status, DONE, answer)
        return answer

    def test_a_wrong_metric_fails_alone(self):
        self.own("metrics/mine.yaml", METRIC.format(id="quick_rate", condition="first_response_second"))
        self.assertIn("mine.yaml:4:22", self.assert_goes_on().err)
        self.assert_refused(("query", "quick_rate", *PERIOD), "quick_rate", "mine.yaml:4:22", "first_response_second", status=FAILED)
        self.assertIn("mine.yaml:4:22", self.kebao.must("doctor", status=FAILED).out)
        self.kebao.must("imports")
        self.kebao.must("import", self.write("more.csv", TABLE.replace("C1", "C9")))
        self.own("metrics/mine.yaml", METRIC.format(id="quick_rate", condition="first_response_seconds"))
        self.assertEqual(self.assert_goes_on("quick_rate").err, "")

    def test_a_wrong_override_does_not_give_way_to_what_ships(self):
        self.own("metrics/mine.yaml", METRIC.format(id="resolution_rate", condition="nonsense"))
        self.assert_refused(("query", "resolution_rate", *PERIOD), "resolution_rate", "mine.yaml:4:22", "ships", status=FAILED)
        self.assert_refused(("report", "agent-work", *PERIOD), "resolution_rate", "mine.yaml:4:22", status=FAILED)
        self.assertNotRegex(self.kebao.must("metrics").out, r"(?m)^resolution_rate ")

    def test_a_right_override_takes_the_place_of_what_ships(self):
        self.own("metrics/mine.yaml", METRIC.format(id="resolution_rate", condition="first_response_seconds"))
        self.assertEqual(self.kebao.figures("resolution_rate", *PERIOD)["resolution_rate"], 1)
        self.assertIn("mine.yaml", self.kebao.must("metrics", "resolution_rate").out)

    def test_a_file_that_is_no_yaml_breaks_what_it_names(self):
        self.own("metrics/mine.yaml", "- metric: csat_rate\n  where: [\n")
        self.assertIn("mine.yaml:", self.assert_goes_on().err)
        self.assert_refused(("query", "csat_rate", *PERIOD), "csat_rate", "mine.yaml:", "ships", status=FAILED)

    def test_a_wrong_pack_breaks_that_pack(self):
        for text in ("metrics: [\n", "metrics:\n  - {metric: conversations, where: nonsense}\n", "metrics:\n  - {metric: nosuch, where: is_spam}\n"):
            with self.subTest(text):
                self.own("packs/ours.yaml", text)
                self.assertIn("ours.yaml:", self.assert_goes_on().err)
        self.own("packs/ours.yaml", "metrics: [\n")
        self.assert_refused(("query", "conversations", "--pack", "ours", *PERIOD), "ours", "ours.yaml:", status=FAILED)
        self.own("packs/zendesk.yaml", "metrics:\n  - {metric: csat_rate, where: nonsense}\n")
        self.assert_refused(("query", "csat_rate", "--pack", "zendesk", *PERIOD), "zendesk.yaml:2:32", "ships", status=FAILED)
        self.assert_goes_on("csat_rate")

    def test_a_wrong_template_fails_alone(self):
        self.own("templates/morning.yaml", "template: morning\ntitle: T\nsections:\n  - {id: a, title: T, block: []}\n")
        self.assertEqual(self.assert_goes_on().err, "")
        self.assert_refused(("report", "morning", *PERIOD), "morning.yaml:4", status=FAILED)
        self.assertIn("morning.yaml:4", self.kebao.must("doctor", status=FAILED).out)
        self.own("templates/morning.yaml", "template: morning\ntitle: T\nsections:\n  - {id: a, title: T, blocks: [{kpis: [nosuch]}]}\n")
        self.assert_refused(("report", "morning", *PERIOD), "morning.yaml", "nosuch", status=FAILED)
        self.own("templates/agent-work.yaml", "template: [\n")
        self.assert_refused(("report", "agent-work", *PERIOD), "agent-work.yaml", status=FAILED)

    def assert_all_else_goes_on(self, place):
        """Whatever does not read what is wrong; `place` is told where something is computed."""
        self.assertIn(place, self.assert_goes_on("conversations,resolution_rate").err)
        again = self.write("again.csv", TABLE.replace("\nC", "\nD"))
        imported = self.kebao.must("import", again)
        self.assertIn(place, imported.err)
        self.assertEqual(self.kebao.figures("conversations", *PERIOD)["conversations"], 4)
        self.assertIn(place, self.kebao.must("undo", self.kebao.imports()[-1][0]).err)
        for command in (("imports",), ("sources",), ("metrics",), ("rejects", "1", "--out", self.scratch / "rejected.csv"),
                        ("backup", self.scratch / f"backup-{place}")):
            self.kebao.must(*command)
        self.assertIn(place, self.kebao.must("doctor", status=FAILED).out)
        self.assertEqual(self.kebao.figures("conversations", *PERIOD)["conversations"], 2)

    def test_a_wrong_timing_stops_only_what_reads_it(self):
        right = self.kebao.figures("first_response_seconds_mean", *PERIOD)
        self.own("timings/mine.yaml", "first_response: {entity: conversation, from: nonsense, to: resolved}\n")
        self.assert_all_else_goes_on("mine.yaml:1")
        for path in ("auto", "sql"):
            self.assert_refused(("query", "first_response_seconds_mean", "--path", path, *PERIOD), "mine.yaml:1", status=FAILED)
        self.assert_refused(("report", "agent-work", *PERIOD), "mine.yaml:1", status=FAILED)
        self.own("templates/morning.yaml", "template: morning\ntitle: T\nsections:\n  - {id: a, title: T, blocks: [{kpis: [conversations]}]}\n")
        self.kebao.report(self.scratch / "out", *PERIOD, template="morning")
        self.own("timings/mine.yaml", "# mended\n")
        self.assertEqual(self.kebao.figures("first_response_seconds_mean", *PERIOD), right)

    def test_a_timing_file_that_is_no_yaml_breaks_what_it_names(self):
        self.own("timings/mine.yaml", "first_response:\n  entity: [\n")
        self.assert_all_else_goes_on("mine.yaml:")
        self.assert_refused(("query", "first_response_seconds_mean", *PERIOD), "mine.yaml:", status=FAILED)

    def test_a_wrong_override_of_a_pack_breaks_that_pack(self):
        self.own("packs/zendesk.yaml", "timings:\n  first_response: {from: nonsense}\n")
        self.assert_goes_on("first_response_seconds_mean")
        self.assert_goes_on("conversations", "--pack", "zendesk")
        self.assert_refused(("query", "first_response_seconds_mean", "--pack", "zendesk", *PERIOD), "zendesk.yaml:2", status=FAILED)

    def test_a_wrong_calendar_stops_only_business_time(self):
        right = self.kebao.figures("first_response_seconds_mean", *PERIOD)
        self.own("calendars/ours.yaml", "zone: Nowhere/Land\n")
        (self.kebao.path / "kebao.yaml").write_text("business_calendar: ours\n", "utf-8")
        self.assert_all_else_goes_on("ours.yaml:1")
        self.assertEqual(self.kebao.figures("first_response_seconds_mean", *PERIOD), right)
        self.assert_refused(("query", "first_response_business_seconds_mean", *PERIOD), "ours.yaml:1", status=FAILED)

    def test_an_import_that_is_not_there(self):
        for command in (("imports", "99"), ("undo", "99"), ("rejects", "99", "--out", self.scratch / "r.csv")):
            self.assert_refused(command, "99", "kebao imports", status=FAILED)
        self.assertFalse((self.scratch / "r.csv").exists())

    def test_a_metric_in_full(self):
        text = self.kebao.must("metrics", "csat_rate").out
        for words in ("CSAT", "Formula", "Credit", "Direction: higher", "channel", "zendesk", "quality.yaml:", "rated"):
            self.assertIn(words, text)
        self.assertIn("backlog", self.kebao.must("metrics", "csat_rate,backlog").out)


if __name__ == "__main__":
    unittest.main()
