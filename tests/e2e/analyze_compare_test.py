"""kebao analyze compare: two national days that lie apart by other weekdays, against sums of our own."""
import datetime
import json
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

HEADER = "conversation_id,channel,agent,opened_at,first_response_at"
HOLIDAYS = (("2024-09-15", 3), ("2024-10-01", 7), ("2025-10-01", 8))  # 中秋; 国庆; both, 中秋 on the 6th


def day(text):
    return datetime.date.fromisoformat(text)


def is_holiday(one):
    return any(day(first) <= one < day(first) + datetime.timedelta(days) for first, days in HOLIDAYS)


def volume(one):
    """A tenth more in the later year, on every kind of day."""
    usual = 5 if is_holiday(one) else 20 if one.weekday() < 5 else 10
    return usual * (10 if one.year == 2024 else 11)


class CompareTest(KebaoTest):
    def setUp(self):
        super().setUp()
        lines, number = [HEADER], 0
        one = day("2024-08-01")
        while one < day("2025-11-01"):
            if one.month in (8, 9, 10) or (one.year, one.month) == (2024, 11):
                for _ in range(volume(one)):
                    number += 1
                    lines.append(f"C{number},chat,Ann,{one} 10:00:00,{one} 10:00:{10 + number % 40}")
            one += datetime.timedelta(1)
        self.desk = self.folder("compare")
        self.desk.must("import", self.write("desk.csv", "\n".join(lines) + "\n"))

    def ask(self, *words):
        return json.loads(self.desk.must("analyze", "compare", "--period", "2025-10", "--as-of", "2026-01-01", "--compare",
                                         "year", "--format", "json", *words).out)

    def test_holidays_meet_holidays_and_the_change_is_what_was_made(self):
        answer = self.ask("--metric", "conversations")
        self.assertEqual(answer["shift_days"], 364)
        (figure,) = answer["figures"]
        days = {one["day"]: one for one in answer["days"]}
        self.assertEqual((days["2025-10-03"]["compared"], days["2025-10-03"]["reason"]), ("2024-10-03", "holiday"))
        ordinary = [one for one in answer["days"] if one["reason"] == "same_weekday"]
        for one in ordinary:
            self.assertEqual(day(one["day"]).weekday(), day(one["compared"]).weekday())
            self.assertFalse(is_holiday(day(one["compared"])))
        aligned = figure["aligned"]
        pairs = [one for one in answer["days"] if one["compared"]]
        self.assertEqual(aligned["pairs"], len(pairs))
        self.assertAlmostEqual(aligned["now"], sum(volume(day(one["day"])) for one in pairs) / len(pairs))
        self.assertAlmostEqual(aligned["before"], sum(volume(day(one["compared"])) for one in pairs) / len(pairs))
        self.assertAlmostEqual(aligned["now"] / aligned["before"], 1.1)  # by the calendar it is something else
        self.assertNotAlmostEqual(figure["now"]["value"] / figure["before"]["value"], 1.1, places=2)

    def test_what_days_do_not_add_up_to_is_said(self):
        answer = self.ask("--metric", "first_response_seconds_mean,first_response_seconds_median,customers_served")
        self.assertEqual(answer["not_alignable"], ["first_response_seconds_median", "customers_served"])
        (figure,) = answer["figures"]
        self.assertEqual(figure["per"], "row")
        self.assertLessEqual(figure["aligned"]["low"], figure["aligned"]["difference"])

    def test_both_languages_and_bad_input(self):
        for language, words in (("zh", "国庆节"), ("en", "Days aligned")):
            out = Folder(self.desk.path, language).must("analyze", "compare", "--period", "2025-10", "--compare", "year").out
            self.assertIn(words, out)
        self.desk.must("analyze", "compare", "--period", "2025-10", "--compare", "none", status=USAGE)
        self.desk.must("analyze", "compare", "--period", "2025-10", "--metric", "conversation", status=USAGE)
        alone = self.desk.must("analyze", "compare", "--period", "2023-10", "--compare", "year").out
        self.assertIn("no days to compare", alone)
        empty = self.folder("empty")
        empty.must("analyze", "compare", "--period", "2025-10", status=FAILED)


if __name__ == "__main__":
    unittest.main()
