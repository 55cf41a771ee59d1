"""Kebao's figure beside the source's own, over the same conversations."""
import json
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


# Two conversations with replies after 60 s, and after 300 and 500 s: their medians are 60 and 400 s, and no mean of these is a median.
INTERCOM = [
    {"type": "conversation", "id": f"c{number}", "created_at": start, "updated_at": start + 9000, "waiting_since": None, "state": "closed",
     "source": {"type": "conversation", "author": {"type": "user", "id": f"u{number}"}}, "admin_assignee_id": 7, "team_assignee_id": None,
     "statistics": {"time_to_admin_reply": first, "first_contact_reply_at": start, "first_admin_reply_at": start + first,
                    "median_time_to_reply": median, "first_close_at": start + 3600, "last_close_at": start + 3600, "time_to_first_close": 3600}}
    for number, start, first, median in ((1, 1772445600, 60, 60), (2, 1772532000, 300, 400))]


class ReconcileMediansTest(KebaoTest):
    def lines(self, conversations):
        folder = self.folder(f"data{len(conversations)}")
        folder.load(self.write("intercom.ndjson", "\n".join(map(json.dumps, conversations)) + "\n"))
        text = folder.must("reconcile", "intercom", *PERIOD).out
        return {line.split("  ")[0]: re.split(r"\s{2,}", line.strip()) for line in text.splitlines()[1:]}

    def test_medians_of_conversations_are_not_averaged(self):
        lines = self.lines(INTERCOM)
        self.assertEqual(lines["Reply time, median"][2], "–", lines)
        self.assertIn("cannot be compared", lines["Reply time, median"][-1])
        self.assertEqual(lines["First response time, mean"][2:4], ["3 m 00 s", "2"], lines)
        self.assertEqual(lines["First response time, mean"][-1], "+0.0%")

    def test_the_median_of_one_conversation_is_compared(self):
        line = self.lines(INTERCOM[:1])["Reply time, median"]
        self.assertEqual((line[2], line[-1]), ("1 m 00 s", "+0.0%"), line)


if __name__ == "__main__":
    unittest.main()
