"""kebao analyze cause of quantiles and sums: against what was made, and against a count of our own."""
import json
import random
import unittest

from kebao import Folder, KebaoTest

HEADER = "conversation_id,channel,issue_type,agent,customer_id,opened_at,first_response_at"
CHANNELS, TYPES = ("chat", "email", "phone"), ("refund", "delivery", "account", "invoice")


class QuantileTest(KebaoTest):
    def desk(self, name, slower):
        """Two months of 2,400; in the second one refunds wait so many times as long."""
        self.random, lines = random.Random(5), [HEADER]
        self.waits = {}
        for month in (2, 3):
            for number in range(2400):
                kind = self.random.choice(TYPES)
                times = slower if month == 3 and kind == "refund" else 1
                wait = 20 + int(self.random.expovariate(1 / 60) * times)
                self.waits.setdefault((month, kind), []).append(wait)
                day, minute = 1 + number % 28, number // 28 % 60
                lines.append(f"{name}{month}-{number},{self.random.choice(CHANNELS)},{kind},A{number % 7},K{number},"
                             f"2026-{month:02}-{day:02} 10:{minute:02}:00,2026-{month:02}-{day:02} {10 + (minute * 60 + wait) // 3600:02}:"
                             f"{(minute * 60 + wait) // 60 % 60:02}:{wait % 60:02}")
        for month, last in ((2, 28), (3, 31)):
            lines.append(f"{name}L{month},chat,account,A1,L{month},2026-{month:02}-{last} 09:00:00,2026-{month:02}-{last} 09:01:00")
        folder = self.folder(name)
        folder.must("import", self.write(f"{name}.csv", "\n".join(lines) + "\n"))
        return folder

    def explain(self, folder, metric, *words):
        answer = json.loads(folder.must("analyze", "cause", "--period", "2026-03", "--as-of", "2026-06-01", "--metric", metric,
                                        "--format", "json", *words).out)
        return answer["findings"][0]

    def test_the_slower_issue_type_explains_the_median(self):
        folder = self.desk("slow", 4)
        found = self.explain(folder, "first_response_seconds_median")
        cause = found["causes"][0]
        self.assertEqual((cause["dimensions"], cause["elements"][0]["keys"]), (["issue_type"], ["refund"]))
        change = found["now"]["value"] - found["before"]["value"]
        self.assertLessEqual(cause["low"], cause["explained"])
        self.assertLessEqual(cause["explained"], cause["high"])
        self.assertAlmostEqual(cause["share"], cause["explained"] / change, places=9)
        self.assertGreater(cause["share"], 0.7)
        self.assertAlmostEqual(cause["rate_effect"] + cause["mix_effect"], cause["explained"], places=9)
        waits = sorted(self.waits[(3, "refund")])
        element = cause["elements"][0]["now"]  # the segment's own median, as a mean over its rows
        self.assertAlmostEqual(element["amount"] / element["base"], (waits[(len(waits) - 1) // 2] + waits[len(waits) // 2]) / 2)
        for language, word in (("zh", "refund 解释了"), ("en", "refund explains")):
            out = Folder(folder.path, language).must("analyze", "cause", "--period", "2026-03", "--metric", "first_response_seconds_p90").out
            self.assertIn(word, out)

    def test_where_nothing_was_made_nothing_is_named(self):
        found = self.explain(self.desk("calm", 1), "first_response_seconds_median")
        self.assertEqual([cause for cause in found["causes"] if cause["is_beyond_noise"]], [])

    def test_a_sum_is_how_many_and_how_much_each(self):
        folder = self.desk("sum", 4)
        found = self.explain(folder, "agent_handle_seconds_sum")
        parts = found["sum_parts"]
        if found["now"]["value"] is None:
            self.fail("no sum")
        self.assertAlmostEqual(parts["volume"] + parts["each"], found["now"]["value"] - found["before"]["value"], places=6)


if __name__ == "__main__":
    unittest.main()
