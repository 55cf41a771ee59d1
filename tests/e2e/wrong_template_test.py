"""A template with wrong words: what is wrong is told with its place, and the rest of the report still comes, in every format."""
import json
import unittest

from kebao import DONE, FAILED
from usage import PERIOD, UsageTest

HEAD = "template: morning\ntitle: {zh: 早会, en: Morning}\nsections:\n"
TEMPLATE = HEAD + """  - id: overview
    title: {zh: 总览, en: Overview}
    blocks:
      - kpis: [conversations]
      - BLOCK
      - table: {id: channels, title: {zh: 渠道, en: Channels}, by: channel, metrics: [conversations]}
  - id: behind
    title: {zh: 后面, en: Behind}
    blocks:
      - text: {zh: 后面的话, en: The text behind}
"""
FORMATS = "html,pdf,pptx,docx,png,xlsx,csv,md,json"
# What is wrong, and a word of the message; the place is line 8 of the file.
WRONG = {
    "key": ("table: {id: x, metric: conversations}", "metric"),
    "chart_kind": ("chart: {id: x, kind: spiral, metrics: [conversations], by: channel}", "spiral"),
    "block_kind": ("tabel: {id: x}", "tabel"),
    "metric": ("kpis: [conversation]", "conversations"),
    "dimension": ("table: {id: x, by: chanel, metrics: [conversations]}", "chanel"),
    "grain": ("table: {id: x, grain: fortnight, metrics: [conversations]}", "fortnight"),
    "threshold": ("table: {id: x, by: channel, metrics: [conversations], formats: [{column: conversations, kind: threshold, threshold: .nan}]}", "number"),
    "audience": ("{kpis: [conversations], audiences: [everybody]}", "everybody"),
    "heat_map": ("chart: {id: x, kind: heat_map, metrics: [conversations], by: channel}", "heat map"),
    "chart_without_rows": ("chart: {id: x, kind: bar, metrics: [conversations]}", "neither a dimension nor a grain"),
    "parts": ("chart: {id: x, kind: pie, metrics: [csat_rate], by: channel}", "parts of a whole"),
}


class WrongTemplateTest(UsageTest):
    def setUp(self):
        super().setUp()
        self.load_table()

    def report(self, text, *options, formats="json", status=FAILED):
        file = self.kebao.path / "catalog" / "templates" / "morning.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        out = self.scratch / "out"
        answer = self.kebao.must("report", "morning", *PERIOD, "--format", formats, "--out", out, "--lang", "en", *options, status=status)
        return answer, {file.suffix[1:]: file for file in out.iterdir()}

    def sections(self, files):
        return {section["id"]: section["blocks"] for section in json.loads(files["json"].read_text("utf-8"))["sections"]}

    def test_one_wrong_block_costs_that_block(self):
        for name, (block, word) in WRONG.items():
            with self.subTest(name):
                answer, files = self.report(TEMPLATE.replace("BLOCK", block))
                self.assertIn("morning.yaml:8:", answer.err)
                self.assertIn(word, answer.err)
                sections = self.sections(files)
                overview = [one for one in sections["overview"] if "the data cover" not in one.get("text", "")]
                self.assertEqual([one["type"] for one in overview], ["kpi_row", "paragraph", "table"])
                notice = overview[1]
                self.assertIn("could not be made", notice["text"])
                self.assertIn("morning.yaml:8:", notice["text"])
                self.assertNotIn("/", notice["text"].replace("neither/nor", ""))
                self.assertEqual(sections["behind"][0]["text"], "The text behind")

    def test_every_format_still_comes(self):
        answer, files = self.report(TEMPLATE.replace("BLOCK", WRONG["chart_kind"][0]), formats=FORMATS)
        self.assertEqual(sorted(files), sorted(FORMATS.split(",")))
        self.assertEqual(answer.err.count("spiral"), 1, answer)
        for kind in ("html", "md", "json"):
            self.assertIn("could not be made", files[kind].read_text("utf-8"), kind)

    def test_a_wrong_section_costs_that_section(self):
        answer, files = self.report(TEMPLATE.replace("BLOCK", "text: x").replace("id: behind\n", "id: behind\n    audience: [management]\n"))
        self.assertIn("audience", answer.err)
        sections = self.sections(files)
        self.assertIn("table", [one["type"] for one in sections["overview"]])
        self.assertIn("could not be made", sections["behind"][0]["text"])
        self.assertEqual(len(sections["behind"]), 1)

    def test_others_are_not_shown_what_went_wrong(self):
        answer, files = self.report(TEMPLATE.replace("BLOCK", WRONG["key"][0]), "--audience", "management")
        self.assertIn("morning.yaml:8:", answer.err)
        self.assertNotIn("could not be made", files["json"].read_text("utf-8"))

    def test_a_right_template_says_nothing(self):
        answer, files = self.report(TEMPLATE.replace("BLOCK", "text: x"), status=DONE)
        self.assertNotIn("morning.yaml", answer.err)
        self.assertNotIn("could not be made", files["json"].read_text("utf-8"))

    def test_the_doctor_names_every_wrong_part(self):
        text = TEMPLATE.replace("BLOCK", WRONG["key"][0] + "\n      - " + WRONG["metric"][0])
        self.report(text)
        told = self.kebao.must("doctor", status=FAILED).out
        self.assertIn("morning.yaml:8:", told)
        self.assertIn("morning.yaml:9:", told)


if __name__ == "__main__":
    unittest.main()
