"""Kebao's figure beside the source's own, over the same conversations."""
import re
import unittest

from kebao import KebaoTest

PERIOD = ("--period", "2026-03")
# Freshdesk leaves its own durations blank although the times are there: ticket 3.
TICKETS = """Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Initial response time,Resolved time,First response time (in hrs),Resolution time (in hrs),Contact ID,Last update time
1,A,Closed,Low,Email,Question,Ann,Care,2026-03-01 10:00:00,2026-03-01 10:10:00,2026-03-01 11:00:00,00:10:00,01:00:00,k1,2026-03-03 10:00:00
2,B,Closed,Low,Email,Question,Ann,Care,2026-03-01 12:00:00,2026-03-01 12:10:00,2026-03-01 15:00:00,00:10:00,03:00:00,k2,2026-03-03 10:00:00
3,C,Closed,Low,Email,Question,Bob,Care,2026-03-02 10:00:00,2026-03-02 18:00:00,2026-03-04 10:00:00,,,k3,2026-03-05 10:00:00
"""


class ReconcileTest(KebaoTest):
    def setUp(self):
        super().setUp()
        self.kebao = self.folder()
        self.kebao.load(self.write("tickets.csv", TICKETS))

    def lines(self):
        return [line for line in self.kebao.must("reconcile", "freshdesk", *PERIOD).out.splitlines()[1:] if line.strip()]

    def test_only_conversations_with_a_figure_of_the_source_are_compared(self):
        lines = self.lines()
        self.assertEqual(len(lines), 2, lines)
        for line in lines:
            metric, scope, stated, stated_n, under_pack, pack_n, own, own_n, difference = re.split(r"\s{2,}", line.strip())
            self.assertEqual((stated_n, pack_n, own_n), ("2", "2", "2"), line)
            self.assertEqual(stated, own, line)
            self.assertEqual(difference.lstrip("+-"), "0.0%", line)

    def test_the_figure_itself_goes_over_everything(self):
        self.assertEqual(self.kebao.figures("resolution_seconds_mean", *PERIOD)["resolution_seconds_mean"], (1 + 3 + 48) * 1200)


if __name__ == "__main__":
    unittest.main()
