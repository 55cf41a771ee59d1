"""Analysis inside reports: the sample company's story is told, a calm copy has none, and nobody is shown too much."""
import shutil
import tempfile

from kebao import Folder, KebaoTest, load_json

CONVERSATIONS = 30000


def texts_of(report, section):
    blocks = next((one["blocks"] for one in report["sections"] if one["id"] == section), [])
    return [block["text"] for block in blocks if block["type"] == "paragraph"]


def blocks_of(report, kind):
    return [block for section in report["sections"] for block in section["blocks"] if block["type"] == kind]


class AnalysisReportTest(KebaoTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = tempfile.mkdtemp(prefix="kebao-analysis-")
        cls.addClassCleanup(shutil.rmtree, place)
        cls.story = Folder(place + "/story")
        cls.story.must("demo-data", "--conversations", CONVERSATIONS, "--seed", 7)
        cls.calm = Folder(place + "/calm")
        cls.calm.must("demo-data", "--conversations", CONVERSATIONS, "--seed", 7, "--calm")

    def report(self, folder, template, period, *more):
        out = self.scratch / f"{folder.path.name}-{template}-{period}-{len(more)}"
        answer = folder.must("report", template, "--period", period, "--format", "json", "--out", out, *more)
        self.assertNotIn("生成的句子", answer.err, "a sentence does not hold and was left out")
        return load_json(next(out.glob("*.json")))

    def test_the_defect_of_a_product_is_found_though_the_whole_hides_it(self):
        report = self.report(self.story, "monthly", "2025-03")
        told = "\n".join(texts_of(report, "causes"))
        self.assertIn("智能门锁S2", told)
        measures = next(block for block in blocks_of(report, "table") if block["id"] == "measures")
        self.assertTrue(any("智能门锁S2" in row[0] for row in measures["rows"]), measures["rows"])

    def test_a_new_policy_is_found_with_its_direction(self):
        told = texts_of(self.report(self.story, "monthly", "2025-09"), "causes")
        refunds = [one for one in told if "退款退货" in one]
        self.assertTrue(refunds, told)
        self.assertIn("影响为 -", refunds[0])

    def test_a_calm_copy_has_no_such_story(self):
        for month in ("2025-03", "2025-09"):
            told = "\n".join(texts_of(self.report(self.calm, "monthly", month), "causes"))
            self.assertNotIn("智能门锁S2", told)
            self.assertNotIn("退款退货的会话数", told)

    def test_the_waterfall_sums_to_the_change(self):
        report = self.report(self.story, "problems", "2025-11")
        waterfalls = [chart for chart in blocks_of(report, "chart") if chart["kind"] == "waterfall"]
        for chart in waterfalls:
            values = chart["series"][0]["values"]
            self.assertEqual(chart["totals"], [0, len(values) - 1])
            self.assertAlmostEqual(sum(values[:-1]), values[-1], delta=1e-9 * abs(values[-1]) + 1e-12)

    def test_what_comes_back_is_told_with_what_happened_then(self):
        report = self.report(self.story, "problems", "2025-11")
        self.assertTrue(texts_of(report, "recurring")[0].startswith("退款退货"), texts_of(report, "recurring"))
        table = next(block for block in blocks_of(report, "table") if block["id"] == "recurring")
        above = [row for row in table["rows"] if row[5]["raw"] > 0]
        self.assertIn("退款退货", [row[0] for row in above])
        self.assertTrue(all(0 < row[2]["raw"] <= 1 and row[3]["raw"] >= 30 for row in table["rows"]))
        self.assertTrue(all(row[6] == "无" for row in table["rows"] if row not in above))  # only what was above has a record

    def test_where_conversations_go_is_drawn_and_adds_up(self):
        report = self.report(self.story, "problems", "2025-11")
        stages, teams = [chart for chart in blocks_of(report, "chart") if chart["kind"] == "sankey"]
        values = stages["series"][0]["values"]
        self.assertEqual(len(values), len(stages["rows"]) * len(stages["categories"]))
        width = len(stages["categories"])
        flow = {(start, end): values[row * width + column] or 0
                for row, start in enumerate(stages["rows"]) for column, end in enumerate(stages["categories"])}
        for stage in set(stages["rows"]) & set(stages["categories"]):  # what comes to a stage leaves it
            self.assertEqual(sum(n for (start, _), n in flow.items() if start == stage),
                             sum(n for (_, end), n in flow.items() if end == stage), stage)
        moved = sum(value or 0 for value in teams["series"][0]["values"])
        self.assertTrue(any(f"移交次数为 {moved:,.0f}" in text for text in texts_of(report, "process")), moved)

    def test_the_next_month_is_forecast_with_interval_and_error(self):
        report = self.report(self.story, "monthly", "2025-10")
        told = "\n".join(texts_of(report, "outlook"))
        self.assertIn("下月", told)
        self.assertIn("区间", told)
        self.assertIn("平均相对误差", told)
        chart = next(one for one in blocks_of(report, "chart") if one["kind"] == "forecast")
        self.assertEqual({series["role"] for series in chart["series"]}, {"current", "forecast", "lower", "upper"})
        self.assertEqual(chart["categories"][-1], "2025-11-30")
        self.assertIsNone(chart["series"][0]["values"][-1])

    def test_partners_get_no_causes_and_pseudonyms_hold(self):
        for audience in ("partner-technical", "team"):
            report = self.report(self.story, "problems", "2025-06", "--audience", audience)
            ids = [section["id"] for section in report["sections"]]
            self.assertEqual("causes" in ids, audience == "team")

    def test_a_wrong_playbook_is_named_with_its_place(self):
        own = self.story.path / "catalog" / "playbook" / "own.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("suggestions:\n  - {id: a, kinds: [because], what: a, who: b, effect: c, days: 1}\n", "utf-8")
        self.addCleanup(own.unlink)
        answer = self.story.run("report", "problems", "--period", "2025-03", "--format", "json")
        self.assertNotEqual(answer.status, 0)
        self.assertIn("own.yaml:2", answer.err)
        self.assertIn("own.yaml:2", self.story.run("doctor").out)

    def test_ones_own_suggestion_comes_first(self):
        own = self.story.path / "catalog" / "playbook" / "own.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("suggestions:\n  - {id: a, kinds: [cause], dimensions: [product], when: up, what: 问研发, who: 李雷, "
                       "effect: 少, days: 1}\n", "utf-8")
        self.addCleanup(own.unlink)
        report = self.report(self.story, "problems", "2025-03")
        rows = next(block for block in blocks_of(report, "table") if block["id"] == "measures")["rows"]
        self.assertIn("问研发", [row[1] for row in rows])

    def test_what_is_cut_off_or_cannot_be_told_is_said(self):
        own = self.story.path / "catalog" / "templates" / "signs.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("template: signs\ntitle: Signs\npurpose: Signs\nsections:\n  - id: causes\n    title: Signs\n    blocks:\n"
                       "      - causes: {limit: 1, charts: 0}\n      - unusual_days: {limit: 1}\n", "utf-8")
        self.addCleanup(own.unlink)
        told = texts_of(self.report(self.story, "signs", "2025-11"), "causes")
        self.assertTrue(any(one.startswith("另有") for one in told), told)
        alone = texts_of(self.report(self.story, "problems", "2025-11", "--compare", "none"), "causes")
        self.assertIn("没有对比期", "\n".join(alone))
