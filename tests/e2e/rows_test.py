"""The rows behind a figure: `kebao rows`."""
import csv
import io
import json
import unittest

import openpyxl

from kebao import LONG_AGO
from usage import UsageTest

NOVEMBER = ("--period", "2025-11", "--as-of", LONG_AGO)


class RowsTest(UsageTest):
    def setUp(self):
        super().setUp()
        self.kebao.must("demo-data", "--conversations", 1500)

    def rows(self, metric, *options):
        return list(csv.DictReader(io.StringIO(self.kebao.must("rows", metric, *NOVEMBER, *options, "--format", "csv").out)))

    def test_a_share_is_computed_again_from_its_rows(self):
        agents = self.kebao.by("agent", ["agent_resolution_rate"], *NOVEMBER)
        for agent, figures in list(agents.items())[:5]:
            rows = self.rows("agent_resolution_rate", "--filter", f"agent={agent}")
            self.assertTrue(all(row["agent"] == agent for row in rows))
            resolved = [row for row in rows if row["numerator"] == "1"]
            self.assertAlmostEqual(len(resolved) / len(rows), figures["agent_resolution_rate"], places=12)

    def test_a_median_lies_in_the_middle_of_its_rows(self):
        values = sorted(float(row["value"]) for row in self.rows("first_response_seconds_median"))
        middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
        self.assertEqual(self.kebao.figures("first_response_seconds_median", *NOVEMBER)["first_response_seconds_median"], middle)

    def test_every_form_holds_the_same_rows(self):
        as_csv = self.rows("csat_rate")
        lines = self.kebao.must("rows", "csat_rate", *NOVEMBER, "--format", "json").out.splitlines()
        self.assertEqual([json.loads(line)["id"] for line in lines], [row["id"] for row in as_csv])
        book = self.scratch / "rows.xlsx"
        self.assertIn(str(book), self.kebao.must("rows", "csat_rate", *NOVEMBER, "--format", "xlsx", "--out", book).out)
        header, *cells = openpyxl.load_workbook(book).active.iter_rows(values_only=True)
        self.assertEqual([row[0] for row in cells], [row["id"] for row in as_csv])
        self.assertEqual(header[0], "Id")
        file = self.scratch / "rows.csv"
        self.kebao.must("rows", "csat_rate", *NOVEMBER, "--format", "csv", "--out", file)
        self.assertEqual(list(csv.DictReader(io.StringIO(file.read_text("utf-8")))), as_csv)

    def test_a_table_says_what_it_leaves_out_and_which_figure_it_makes(self):
        answer = self.kebao.must("rows", "conversations", *NOVEMBER, "--limit", 3)
        count = int(self.kebao.figures("conversations", *NOVEMBER)["conversations"])
        self.assertEqual(len(answer.out.splitlines()), 4)
        self.assertIn(f"{count - 3} more rows", answer.err)
        self.assertIn(f"(n = {count}), made of {count} rows", answer.err)

    def test_no_name_of_a_customer_is_among_them(self):
        for metric in ("conversations", "customers_served", "orders", "follow_ups_done"):
            for row in self.rows(metric)[:1]:
                self.assertFalse([name for name in row if "customer" in name and name not in ("customer_type", "customer_messages")], metric)

    def test_what_cannot_be_is_refused(self):
        self.assert_refused(["rows", "conversations_per_agent_day_x", *NOVEMBER], "conversations_per_agent_day_x")
        self.assert_refused(["rows", "conversations", *NOVEMBER, "--format", "xlsx"], "--out")
        self.assert_refused(["rows", "conversations", *NOVEMBER, "--limit", 0], "--limit")
        self.assert_refused(["rows", "load_index", *NOVEMBER], "load_index", "agent_conversations")


if __name__ == "__main__":
    unittest.main()
