"""kebao analyze cause: what explains a change, checked against what was planted and against sums of our own."""
import datetime
import json
import random
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

HEADER = "conversation_id,channel,issue_type,agent,customer_id,opened_at,first_response_at,resolved_at,csat"
CHANNELS = ("chat", "email", "phone")
TYPES = ("refund", "delivery", "account")
AGENTS = ("Ann", "Ben", "Cem", "Dai")
PERIOD = ("--period", "2026-03", "--as-of", "2026-06-01")


def stamp(month, day, seconds):
    hours, rest = divmod(8 * 3600 + seconds, 3600)
    return f"2026-{month:02}-{day:02} {hours:02}:{rest // 60:02}:{rest % 60:02}"


class Desk:
    """Two months of conversations, made by rules that a test gives."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.rows = []

    def add(self, month, count, response, channel=CHANNELS, issue=TYPES, agent=AGENTS, csat=None):
        """`response`: mean seconds to the first response, of a row; values are chosen among those given."""
        for _ in range(count):
            row = {"channel": self.random.choice(channel), "issue_type": self.random.choice(issue),
                   "agent": self.random.choice(agent), "month": month}
            row["wait"] = 1 + int(self.random.expovariate(1 / response(row)))
            row["csat"] = csat(row) if csat else ""
            self.rows.append(row)

    def csv(self):
        lines = [HEADER]
        for number, row in enumerate(self.rows):
            day, opened = 1 + number % 28, self.random.randrange(6 * 3600)
            lines.append(f"C{number},{row['channel']},{row['issue_type']},{row['agent']},K{number},"
                         f"{stamp(row['month'], day, opened)},{stamp(row['month'], day, opened + row['wait'])},"
                         f"{stamp(row['month'], day, opened + row['wait'] + 600)},{row['csat']}")
        # The data reach the last day of both months.
        for month, last in ((2, 28), (3, 31)):
            lines.append(f"L{month},chat,account,Ann,L{month},{stamp(month, last, 0)},{stamp(month, last, 60)},{stamp(month, last, 900)},")
        return "\n".join(lines) + "\n"

    def waits(self, month, **values):
        return [row["wait"] for row in self.rows if row["month"] == month and all(row[key] == value for key, value in values.items())]


class AnalyzeTest(KebaoTest):
    def load(self, desk):
        kebao = self.folder()
        kebao.load(self.write("desk.csv", desk.csv()))
        return kebao

    def causes(self, kebao, metric, *options):
        answer = json.loads(kebao.must("analyze", "cause", "--metric", metric, *PERIOD, "--format", "json", *options).out)
        return answer["findings"][0]

    def refused(self, kebao, *arguments, status):
        answer = kebao.must("analyze", *arguments, status=status)
        self.assertEqual(answer.out, "")
        self.assertEqual(len(answer.err.splitlines()), 2, answer)
        return answer.err


class PlantedCauseTest(AnalyzeTest):
    def slow_refunds_by_phone(self):
        desk = Desk()
        desk.add(2, 1800, lambda row: 60)
        desk.add(3, 1800, lambda row: 240 if (row["channel"], row["issue_type"]) == ("phone", "refund") else 60)
        return desk

    def test_the_pair_that_was_slowed_down_is_found(self):
        kebao = self.load(self.slow_refunds_by_phone())
        found = self.causes(kebao, "first_response_seconds_mean")
        self.assertEqual(found["outcome"], "up")
        cause = found["causes"][0]
        self.assertEqual(sorted(zip(cause["dimensions"], cause["elements"][0]["keys"])), [("channel", "phone"), ("issue_type", "refund")])
        self.assertTrue(cause["is_beyond_noise"] and cause["may_be_named"])
        self.assertGreater(cause["share"], 0.7)
        self.assertLess(cause["low"], cause["explained"])
        self.assertGreater(cause["low"], 0)
        told = kebao.must("analyze", *PERIOD, "--metric", "first_response_seconds_mean").out
        self.assertIn("Phone", told)
        self.assertIn("refund", told)

    def test_its_figures_are_those_of_the_rows(self):
        desk = self.slow_refunds_by_phone()
        found = self.causes(self.load(desk), "first_response_seconds_mean")
        element = found["causes"][0]["elements"][0]
        for month, side in ((2, "before"), (3, "now")):
            waits = desk.waits(month, channel="phone", issue_type="refund")
            self.assertEqual(element[side]["n"], len(waits))
            self.assert_close(element[side]["amount"] / element[side]["base"], sum(waits) / len(waits), side)
        cause = found["causes"][0]
        self.assert_close(cause["rate_effect"] + cause["mix_effect"], cause["explained"], "effects")
        self.assert_close(cause["share"] * (found["now"]["value"] - found["before"]["value"]), cause["explained"], "share")

    def test_nobody_is_named_for_what_the_work_explains(self):
        desk = Desk(2)
        slow = lambda row: 240 if row["channel"] == "phone" else 60
        for month, response in ((2, lambda row: 60), (3, slow)):
            desk.add(month, 600, response, channel=("phone",), agent=("Ann",))  # only Ann takes calls
            desk.add(month, 1200, response, channel=("chat", "email"), agent=("Ben", "Cem", "Dai"))
        kebao = self.load(desk)
        found = self.causes(kebao, "first_response_seconds_mean")
        named = [cause for cause in found["causes"] if cause["may_be_named"] and cause["is_beyond_noise"]]
        self.assertEqual(named[0]["dimensions"], ["channel"])
        for cause in found["causes"]:
            if cause["kind"] == "person":
                self.assertFalse(cause["may_be_named"])
                self.assertEqual(cause["elements"], [])
        for by in ((), ("--by", "agent")):  # asking for people alone does not spare the work
            self.assertNotIn("Ann", kebao.must("analyze", *PERIOD, "--metric", "first_response_seconds_mean", *by).out)

    def test_a_person_is_named_where_nothing_else_explains(self):
        desk = Desk(3)
        desk.add(2, 2000, lambda row: 60)
        desk.add(3, 2000, lambda row: 300 if row["agent"] == "Ben" else 60)
        cause = self.causes(self.load(desk), "first_response_seconds_mean")["causes"][0]
        self.assertEqual((cause["kind"], cause["elements"][0]["keys"]), ("person", ["Ben"]))

    def test_who_got_the_conversations_is_no_cause_of_their_number(self):
        desk = Desk(4)
        desk.add(2, 800, lambda row: 60)
        desk.add(3, 800, lambda row: 60)
        desk.add(3, 600, lambda row: 60, issue=("refund",), agent=("Dai",))
        found = self.causes(self.load(desk), "conversations")
        self.assertEqual(found["causes"][0]["elements"][0]["keys"], ["refund"])
        self.assertFalse([cause for cause in found["causes"] if cause["kind"] == "person"])

    def test_a_shift_of_the_mix_is_told_as_such(self):
        desk = Desk(5)
        fast_to_slow = {2: (1500, 500), 3: (500, 1500)}  # chats at 30 s, mails at 300 s; both get faster
        for month, (chats, mails) in fast_to_slow.items():
            speed = 1 if month == 2 else 0.9
            desk.add(month, chats, lambda row, s=speed: 30 * s, channel=("chat",))
            desk.add(month, mails, lambda row, s=speed: 300 * s, channel=("email",))
        kebao = self.load(desk)
        cause = self.causes(kebao, "first_response_seconds_mean", "--by", "channel")["causes"][0]
        self.assertGreater(cause["mix_effect"], abs(cause["rate_effect"]))
        told = kebao.must("analyze", "--metric", "first_response_seconds_mean", "--by", "channel", *PERIOD).out
        self.assertIn("Simpson", told)


class CalmTest(AnalyzeTest):
    def test_noise_has_no_cause(self):
        for seed in range(3):
            desk = Desk(seed + 10)
            for month in (2, 3):
                desk.add(month, 900, lambda row: 60, csat=lambda row: desk.random.choice((5, 5, 4, 2)))
            kebao = self.folder(f"calm{seed}")
            kebao.load(self.write(f"calm{seed}.csv", desk.csv()))
            answer = json.loads(kebao.must("analyze", *PERIOD, "--metric", "first_response_seconds_mean,csat_rate", "--format", "json").out)
            for found in answer["findings"]:
                self.assertFalse([cause for cause in found["causes"] if cause["is_beyond_noise"]], (seed, found))

    def test_small_changes_are_only_explained_when_asked(self):
        desk = Desk(20)
        desk.add(2, 4000, lambda row: 100)
        desk.add(3, 4000, lambda row: 108)
        kebao = self.load(desk)
        whole = kebao.must("analyze", *PERIOD).out
        self.assertIn("Changed by less than 15", whole)
        self.assertNotIn("→", whole)
        self.assertIn("→", kebao.must("analyze", "--threshold", "5%", *PERIOD).out)


class FrameTest(AnalyzeTest):
    def test_what_is_looked_at_is_the_users_to_say(self):
        desk = Desk(11)
        desk.add(2, 300, lambda row: 60)
        desk.add(3, 300, lambda row: 200)
        kebao = self.load(desk)
        own = kebao.path / "catalog" / "analysis" / "cause.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("threshold: 0.1\nmetrics: [conversations]\ndimensions: [channel]\npaired: 0\n", "utf-8")
        answer = json.loads(kebao.must("analyze", *PERIOD, "--format", "json").out)
        self.assertEqual([one["metric"] for one in answer["findings"]], ["conversations"])
        own.write_text("thresold: 0.1\n", "utf-8")
        self.assertIn("cause.yaml:1", self.refused(kebao, *PERIOD, status=(FAILED, USAGE)))

    def test_events_that_coincide_are_told_and_prove_nothing(self):
        desk = Desk(6)
        desk.add(2, 500, lambda row: 60)
        desk.add(3, 500, lambda row: 200)
        kebao = self.load(desk)
        events = self.write("events.csv", "event_id,kind,title,started_at,ended_at\nE1,release,Version 5,2026-03-02 00:00:00,\n"
                                          "E2,outage,Long ago,2025-01-01 00:00:00,2025-01-02 00:00:00\n")
        kebao.must("events", "import", events)
        told = kebao.must("analyze", "--metric", "first_response_seconds_mean", *PERIOD).out
        self.assertIn("Version 5", told)
        self.assertIn("proves no cause", told)
        self.assertNotIn("Long ago", told)
        event = self.causes(kebao, "first_response_seconds_mean")["events"][0]
        self.assertEqual((event["title"], event["kind"], event["relation"], event["to"]), ("Version 5", "release", "began", None))

    def test_what_the_data_do_not_cover_is_not_compared(self):
        desk = Desk(7)
        desk.add(3, 500, lambda row: 60)
        kebao = self.load(desk)
        answer = kebao.must("analyze", "--period", "2026-04", "--as-of", "2026-06-01")
        self.assertIn("The data cover", answer.err)
        self.assertNotIn("→", answer.out)

    def test_a_quantile_that_moved_everywhere_is_nobodys(self):
        desk = Desk(8)
        desk.add(2, 500, lambda row: 60)
        desk.add(3, 500, lambda row: 200)
        self.assertIn("everything moved alike", self.load(desk).must("analyze", "--metric", "first_response_seconds_p90", *PERIOD).out)

    def test_wrong_usage(self):
        kebao = self.folder()
        self.assertIn("forecast", self.refused(kebao, "why", *PERIOD, status=USAGE))
        self.assertIn("--compare", self.refused(kebao, *PERIOD, "--compare", "none", status=USAGE))
        for wrong in ("x", "-1", "", "nan", "1e99"):
            if wrong:
                self.assertIn("--threshold", self.refused(kebao, *PERIOD, f"--threshold={wrong}", status=USAGE))
        self.refused(kebao, *PERIOD, "--metric", "csat_rat", status=USAGE)
        self.refused(kebao, *PERIOD, "--by", "chanel", status=USAGE)

    def test_options_that_a_kind_makes_nothing_of_are_refused(self):
        takes = {"cause": "metric by threshold compare", "compare": "metric compare", "trend": "metric grain",
                 "anomaly": "metric by grain", "forecast": "metric grain", "staffing": "", "roster": "",
                 "people": "metric by compare", "process": "by compare", "customers": "by compare",
                 "correlation": "metric by grain", "cross": "metric by", "risk": "target", "recurring": "metric by", "practice": "metric by"}
        given = {"metric": "csat_rate", "by": "team", "grain": "day", "threshold": "0.2", "target": "csat_rate=0.8", "compare": "year"}
        kebao = self.folder()
        for kind, options in takes.items():
            for option in given.keys() - set(options.split()):
                told = self.refused(kebao, kind, *PERIOD, f"--{option}", given[option], status=USAGE)
                self.assertIn(f"analyze {kind} takes no --{option}", told)
        self.assertIn("不接受 --by", self.refused(Folder(kebao.path, lang="zh"), "staffing", *PERIOD, "--by", "team", status=USAGE))

    def test_both_languages_and_an_empty_folder(self):
        kebao = self.folder()
        self.assertIn("None of the metrics", kebao.must("analyze", *PERIOD).out)
        desk = Desk(9)
        desk.add(2, 300, lambda row: 60)
        desk.add(3, 300, lambda row: 200)
        loaded = self.load(desk)
        chinese = Folder(loaded.path, lang="zh")
        self.assertIn("平均首次响应时长：", chinese.must("analyze", *PERIOD).out)


def days(first, count):
    start = datetime.date.fromisoformat(first)
    return [start + datetime.timedelta(days=place) for place in range(count)]


class SeriesTest(AnalyzeTest):
    """Days with a rhythm of the week; a test changes some of them."""

    def load_days(self, volume, first="2026-01-01", count=120, wait=lambda day: 60, seed=1):
        chance = random.Random(seed)
        lines = [HEADER]
        for day in days(first, count):
            for number in range(max(0, round(chance.gauss(volume(day), volume(day) ** 0.5)))):
                opened = chance.randrange(3600)
                answered = opened + 1 + int(chance.expovariate(1 / wait(day)))
                clock = lambda seconds: f"{day} {9 + seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
                lines.append(f"D{day}-{number},{CHANNELS[number % 3]},refund,{AGENTS[number % 4]},K{day}{number},{clock(opened)},"
                             f"{clock(answered)},{clock(answered + 60)},")
        kebao = self.folder()
        kebao.load(self.write("days.csv", "\n".join(lines) + "\n"))
        return kebao

    @staticmethod
    def weekly(day):
        return (60, 55, 50, 50, 55, 25, 20)[day.weekday()]

    def analyze(self, kebao, kind, *options):
        return json.loads(kebao.must("analyze", kind, "--as-of", "2026-06-01", "--format", "json", *options).out)

    def test_days_that_stand_out_are_found_and_others_are_not(self):
        odd = {datetime.date(2026, 4, 8): 3, datetime.date(2026, 4, 19): 3, datetime.date(2026, 4, 21): 0.2}
        kebao = self.load_days(lambda day: self.weekly(day) * odd.get(day, 1))
        found = self.analyze(kebao, "anomaly", "--period", "2026-04", "--metric", "conversations", "--by", "")["findings"]
        whole = {one["day"]: one["direction"] for one in found if one["dimension"] == ""}
        self.assertEqual(whole, {"2026-04-08": "high", "2026-04-19": "high", "2026-04-21": "low"})
        for one in found:
            self.assertLessEqual(one["q"], 0.05)
            self.assertGreaterEqual(one["low"], 0)

    def test_calm_days_are_left_alone(self):
        kebao = self.load_days(self.weekly)
        answer = self.analyze(kebao, "anomaly", "--period", "2026-04")
        self.assertLessEqual(len(answer["findings"]), 1)
        self.assertGreater(answer["scanned"], 300)

    def test_a_promotion_in_the_calendar_is_no_anomaly(self):
        kebao = self.load_days(lambda day: self.weekly(day) * (4 if day in days("2026-04-13", 3) else 1))
        ask = ("anomaly", "--period", "2026-04", "--metric", "conversations", "--by", "channel")
        self.assertIn("2026-04-14", [one["day"] for one in self.analyze(kebao, *ask)["findings"]])
        kebao.must("events", "import", self.write("events.csv", "event_id,kind,title,started_at,ended_at\n"
                                                  "E1,promotion,Spring sale,2026-04-13 00:00:00,2026-04-16 00:00:00\n"))
        self.assertEqual(self.analyze(kebao, *ask)["findings"], [])

    def test_a_rising_figure_rises_and_a_level_one_does_not(self):
        kebao = self.load_days(lambda day: 30, wait=lambda day: 40 + (day - datetime.date(2026, 1, 1)).days, count=119)
        found = {one["metric"]: one for one in self.analyze(kebao, "trend", "--period", "2026-04")["findings"]}
        rising = found["first_response_seconds_mean"]
        self.assertEqual(rising["outcome"], "up")
        self.assertTrue(rising["low"] <= 7 <= rising["high"], rising)  # a second a day
        self.assertEqual(found["conversations"]["outcome"], "noise")
        self.assertIn("rises", kebao.must("analyze", "trend", "--period", "2026-04", "--as-of", "2026-06-01").out)

    def test_a_change_of_level_is_dated(self):
        kebao = self.load_days(lambda day: 20 if day < datetime.date(2026, 3, 2) else 40)
        found = self.analyze(kebao, "trend", "--period", "2026-04", "--metric", "conversations", "--grain", "day")["findings"][0]
        self.assertEqual([one["at"] for one in found["level_changes"]], ["2026-03-02"])

    def test_a_forecast_follows_the_week_and_says_how_far_it_was_off_before(self):
        kebao = self.load_days(self.weekly)  # until April 30
        answer = self.analyze(kebao, "forecast", "--period", "2026-05")
        points = {one["bucket"]: one for one in answer["points"]}
        self.assertEqual(sorted(points), [str(day) for day in days("2026-05-01", 31)])
        for day in days("2026-05-01", 31):
            self.assertLess(abs(points[str(day)]["mean"] - self.weekly(day)), 0.25 * self.weekly(day) + 2, day)
            self.assertTrue(0 <= points[str(day)]["low95"] <= points[str(day)]["mean"] <= points[str(day)]["high95"])
        self.assertGreater(answer["backtest"]["origins"], 0)
        self.assertLess(answer["backtest"]["mase"], answer["backtest"]["mase_of_seasonal_naive"])
        self.assertEqual((answer["schema_version"], answer["forecasts"][0]["points"]), (2, answer["points"]))
        several = self.analyze(kebao, "forecast", "--period", "2026-05", "--metric", "conversations,messages")
        self.assertEqual([one["metric"] for one in several["forecasts"]], ["conversations", "messages"])
        self.assertEqual(several["forecasts"][0], answer["forecasts"][0])
        self.assertNotIn("points", several)
        hourly = self.analyze(kebao, "forecast", "--period", "2026-05-01", "--grain", "hour")
        self.assertEqual([one["bucket"][-5:] for one in hourly["points"]], [f"{hour:02}:00" for hour in range(24)])
        self.assertGreater(hourly["points"][9]["mean"], 30)
        self.assertLess(hourly["points"][3]["mean"], 1)

    def test_the_past_is_forecast_without_looking_at_it(self):
        kebao = self.load_days(lambda day: self.weekly(day) * (5 if day.month == 4 else 1))
        for point in self.analyze(kebao, "forecast", "--period", "2026-04")["points"]:
            self.assertLess(point["mean"], 80)

    def test_without_a_past_it_says_so(self):
        kebao = self.folder()
        for kind in ("trend", "anomaly", "forecast"):
            self.assertIn("no data", self.refused(kebao, kind, *PERIOD, status=FAILED))
        loaded = self.load_days(self.weekly, count=20)
        self.assertIn("four weeks", loaded.must("analyze", "anomaly", "--period", "2026-01", "--as-of", "2026-06-01").out)
        self.assertIn("no data", self.refused(loaded, "forecast", "--period", "2025-12", status=FAILED))
        self.assertIn("--grain", self.refused(loaded, "trend", "--grain", "hour", *PERIOD, status=USAGE))


if __name__ == "__main__":
    unittest.main()
