"""kebao analyze process and customers: against sums of our own, and against what was planted."""
import collections
import json
import random
import unittest

from kebao import USAGE, Folder, KebaoTest

HEADER = "conversation_id,channel,issue_type,team,agent,customer_id,opened_at,queued_at,accepted_at,first_response_at,resolved_at,csat"
PERIOD = ("--period", "2026-03", "--as-of", "2026-06-01")
CHANNELS = ("chat", "phone")
TYPES = {"refund": 600, "delivery": 300, "account": 900}  # seconds of work
TEAMS = ("north", "south", "west")
STAGES = ("queue", "first_reply", "handling")


def stamp(month, day, seconds):
    day, seconds = day + seconds // 86400, seconds % 86400
    hours, rest = divmod(seconds, 3600)
    return f"2026-{month:02}-{day:02} {hours:02}:{rest // 60:02}:{rest % 60:02}"


class Desk:
    """Conversations made by rules that a test gives: seconds in the queue, until the reply and of work."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.rows = []

    def wait(self, mean):
        return 1 + int(self.random.expovariate(1 / mean))

    def add(self, month, count, queue=lambda row: 60, reply=lambda row: 30, work=lambda row: TYPES[row["issue_type"]],
            good=lambda row: 0.9, types=tuple(TYPES), hours=range(9, 21)):
        for _ in range(count):
            row = {"month": month, "channel": self.random.choice(CHANNELS), "issue_type": self.random.choice(types),
                   "team": self.random.choice(TEAMS), "day": 1 + self.random.randrange(28),
                   "opened": self.random.choice(hours) * 3600 + self.random.randrange(3600)}
            row["queue"], row["reply"], row["handling"] = (self.wait(rule(row)) for rule in (queue, reply, work))
            row["csat"] = 5 if self.random.random() < good(row) else 2
            self.rows.append(row)

    def csv(self):
        lines = [HEADER]
        for number, row in enumerate(self.rows):
            at, stamps = row["opened"], [stamp(row["month"], row["day"], row["opened"])]
            for more in (2, row["queue"], row["reply"], row["handling"]):  # queued, accepted, replied, resolved
                at += more
                stamps.append(stamp(row["month"], row["day"], at))
            lines.append(f"C{number},{row['channel']},{row['issue_type']},{row['team']},A-{row['team']},K{number},"
                         f"{','.join(stamps)},{row['csat']}")
        for month, last in ((2, 28), (3, 31)):  # the data reach the last day of both months
            lines.append(f"L{month},chat,account,north,A-north,L{month},{stamp(month, last, 0)},{stamp(month, last, 1)},"
                         f"{stamp(month, last, 2)},{stamp(month, last, 3)},{stamp(month, last, 900)},")
        return "\n".join(lines) + "\n"

    def of(self, month):
        return [row for row in self.rows if row["month"] == month]


def seconds_of(row, stage):
    """Phone: the accepting is the first reply."""
    is_call = row["channel"] == "phone"
    return {"queue": row["queue"], "first_reply": 2 + (0 if is_call else row["reply"]),
            "handling": row["handling"] + (row["reply"] if is_call else 0)}[stage]


class ProcessTest(KebaoTest):
    def load(self, desk):
        kebao = self.folder()
        kebao.load(self.write("desk.csv", desk.csv()))
        return kebao

    def ask(self, kebao, *options):
        return json.loads(kebao.must("analyze", "process", *PERIOD, "--format", "json", *options).out)

    def time(self, answer, metric="life_seconds_mean"):
        return next(time for time in answer["delay"]["times"] if time["metric"] == metric)

    def test_stages_and_an_overload(self):
        desk = Desk(seed=2)  # of 1 the handling happens to be longer by a hair more than its interval
        desk.add(2, 1500)
        desk.add(3, 1800, queue=lambda row: 240, reply=lambda row: 90 if row["team"] == "west" else 30)
        kebao = self.load(desk)
        answer = self.ask(kebao)
        self.check_stages(answer, desk)
        self.check_overload(answer)
        self.check_bottlenecks(answer)
        self.check_flow(answer, desk)
        self.check_no_peaks(answer)
        self.check_texts(kebao)
        self.check_audience(kebao)

    def check_stages(self, answer, desk):
        time = answer["time"]
        rows = desk.of(3)
        extra = {"queue": 1, "first_reply": 2, "handling": 897}  # the conversation of the last day
        whole = sum(seconds_of(row, stage) for row in rows for stage in STAGES) + 900
        self.assertEqual(time["conversations"], len(rows) + 1)
        self.assertAlmostEqual(time["whole"]["seconds"], whole, delta=1e-6)
        by_stage = {stage["stage"]: stage for stage in time["stages"]}
        for stage in STAGES:
            seconds = sum(seconds_of(row, stage) for row in rows) + extra[stage]
            self.assertAlmostEqual(by_stage[stage]["seconds"], seconds, delta=1e-6)
            self.assertAlmostEqual(by_stage[stage]["share"], seconds / whole, delta=1e-9)
        self.assertAlmostEqual(sum(stage["seconds"] or 0 for stage in time["stages"]), whole, delta=1e-6)
        self.assertFalse(by_stage["bot"]["recorded"])  # null, not zero
        self.assertIsNone(by_stage["bot"]["seconds"])

    def check_overload(self, answer):
        time = self.time(answer)
        self.assertEqual(time["outcome"], "longer")
        largest = max(abs(stage[part]["value"]) for stage in time["stages"] for part in ("within", "mix"))
        parts = sum(stage[part]["value"] for stage in time["stages"] for part in ("within", "mix"))
        self.assertAlmostEqual(parts, time["change"]["value"], delta=1e-9 * largest)
        sides = sum(time[side]["value"] for side in ("complexity", "load", "neither"))
        self.assertAlmostEqual(sides, time["change"]["value"], delta=1e-9 * largest)
        self.assertTrue(time["load"]["is_beyond_noise"])
        self.assertFalse(time["complexity"]["is_beyond_noise"])
        self.assertLess(time["load"]["low"], 190)
        self.assertGreater(time["load"]["high"], 190)  # 180 of the queue, 20 ÷ 2 of the replies to chats of one team
        response = self.time(answer, "first_response_seconds_mean")
        self.assertEqual(response["outcome"], "longer")
        self.assertTrue(response["load"]["is_beyond_noise"])
        self.assertEqual(answer["delay"]["workload"]["presence_unit"], "agent_days")

    def check_bottlenecks(self, answer):
        found = answer["bottlenecks"]["found"]
        places = [(one["stage"], one["key"]) for one in found]
        self.assertIn(("first_reply", "west"), places)
        self.assertIn(("handling", "account"), places)
        self.assertNotIn("agent", {one["dimension"] for one in found})
        for one in found:
            self.assertGreater(one["difference"]["low"], 0)
            self.assertAlmostEqual(one["impact_seconds"], one["difference"]["value"] * one["n"], delta=1e-6)
        impacts = [one["impact_seconds"] for one in found]
        self.assertEqual(impacts, sorted(impacts, reverse=True))

    def check_flow(self, answer, desk):
        flow, n = answer["stage_flow"], len(desk.of(3)) + 1
        found = {(edge["from"], edge["to"]): edge["count"] for edge in flow["edges"]}
        calls = sum(row["channel"] == "phone" for row in desk.of(3))
        answered = n - calls  # of a call the accepting is the reply, and no time is between
        expected = {("opened", "first_reply"): n, ("first_reply", "queue"): n, ("queue", "handling"): calls,
                    ("queue", "first_reply"): answered, ("first_reply", "handling"): answered, ("handling", "resolved"): n}
        self.assertEqual(found, expected)
        self.assertEqual(flow["count"], sum(expected.values()))
        self.assertAlmostEqual(next(edge["share_of_leaving"] for edge in flow["edges"] if edge["to"] == "queue"),
                               n / (n + answered))
        self.assertIsNone(answer["team_flow"])  # nothing was handed over: nothing, not zero

    def check_no_peaks(self, answer):
        peaks = answer["peaks"]
        self.assertEqual(peaks["days"], [5, 5, 4, 4, 4, 4, 5])  # March 2026: Sunday 1 to Tuesday 31
        self.assertEqual(peaks["contacts"], answer["time"]["contacts"])

    def check_texts(self, kebao):
        english = kebao.must("analyze", "process", *PERIOD).out
        self.assertIn("Load (waiting for us", english)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "process", *PERIOD).out
        self.assertIn("负荷（等我方", chinese)
        for text in (english, chinese):
            self.assertNotIn("cli.process", text)
            self.assertNotIn("{", text)

    def check_audience(self, kebao):
        text = kebao.must("analyze", "process", *PERIOD, "--audience", "management").out
        for team in TEAMS:
            self.assertNotIn("A-" + team, text)
        refused = kebao.run("analyze", "process", *PERIOD, "--metric", "conversations")
        self.assertEqual(refused.status, USAGE)

    def test_harder_cases_are_complexity(self):
        desk = Desk(seed=3)
        desk.add(2, 1500)
        desk.add(3, 1500, types=("account", "account", "account", "delivery"))
        answer = self.ask(self.load(desk))
        time = self.time(answer)
        self.assertEqual(time["outcome"], "longer")
        self.assertTrue(time["mix"]["is_beyond_noise"])
        self.assertTrue(time["complexity"]["is_beyond_noise"])
        self.assertFalse(time["load"]["is_beyond_noise"])
        shares = collections.Counter(row["issue_type"] for row in desk.of(3))
        for kind, keys in zip(time["kinds"], (kind["keys"] for kind in time["kinds"])):
            if keys == ["account", "chat"]:
                self.assertAlmostEqual(kind["share_now"], shares["account"] / 1500 / 2, delta=0.05)

    def test_nothing_is_invented_and_peaks_are_found(self):
        desk = Desk(seed=5)
        rush = list(range(9, 21)) + [10] * 6
        for month in (2, 3):
            desk.add(month, 3000, hours=rush, good=lambda row: 0.7 if row["opened"] // 3600 == 10 else 0.9)
        answer = self.ask(self.load(desk))
        self.assertEqual(self.time(answer)["outcome"], "not_distinguishable")
        for one in answer["bottlenecks"]["found"]:
            self.assertEqual(one["stage"], "handling")  # types differ in their work, nothing else does
        peaks = answer["peaks"]
        hours = {hour for day in peaks["is_peak"] for hour, is_peak in enumerate(day) if is_peak}
        self.assertEqual(hours, {10})
        in_peak = [row for row in desk.of(3) if row["opened"] // 3600 == 10]
        self.assertAlmostEqual(peaks["share"]["value"], len(in_peak) / 3001, delta=1e-9)
        csat = next(one for one in peaks["outcomes"] if one["metric"] == "csat_rate_by_opening")
        self.assertAlmostEqual(csat["in_peak"]["value"], sum(row["csat"] == 5 for row in in_peak) / len(in_peak), delta=1e-9)
        self.assertLess(csat["difference"]["high"], -0.1)

    def test_little_or_nothing(self):
        kebao = self.folder()
        self.assertIn("No finished conversation", kebao.must("analyze", "process", *PERIOD).out)
        one = "\n".join(self.rows_of_one()) + "\n"
        kebao.load(self.write("one.csv", one))
        answer = self.ask(kebao)
        self.assertEqual(answer["time"]["conversations"], 1)
        self.assertEqual(answer["bottlenecks"]["found"], [])
        self.assertEqual(answer["peaks"]["peak_hours"], 0)
        self.assertEqual(self.time(answer)["outcome"], "not_measured")
        later = json.loads(kebao.must("analyze", "process", "--period", "2027-01", "--format", "json").out)
        self.assertIsNone(later["time"])
        self.assertIsNone(later["peaks"])
        usual = self.ask(kebao, "--compare", "none")
        self.assertIsNone(usual["delay"]["against"])

    @staticmethod
    def rows_of_one():
        desk = Desk()
        desk.add(3, 1)
        return desk.csv().splitlines()[:2]


class CustomersTest(KebaoTest):
    """Customers who come 1 to 8 times in March, some contacts of nobody, and who comes back with the same."""

    HEADER = "conversation_id,channel,issue_type,region,customer_id,agent,opened_at,first_response_at,resolved_at,csat"

    def desk(self):
        chance, rows = random.Random(9), []
        for customer in range(400):
            for time in range(1 if customer < 200 else 2 if customer < 280 else 4 if customer < 360 else 8):
                rows.append({"customer": f"K{customer}", "issue": "refund" if customer % 2 else "account",
                             "region": ("east", "west")[customer % 3 == 0], "day": 1 + (3 * time + customer) % 28,
                             "csat": 5 if chance.random() < (0.5 if customer >= 360 else 0.9) else 1})
        for _ in range(30):
            rows.append({"customer": "", "issue": "refund", "region": "east", "day": 3, "csat": ""})
        return rows

    def csv(self, rows):
        lines = [self.HEADER]
        for number, row in enumerate(rows):
            lines.append(f"C{number},chat,{row['issue']},{row['region']},{row['customer']},Ann,{stamp(3, row['day'], 36000)},"
                         f"{stamp(3, row['day'], 36060)},{stamp(3, row['day'], 36600)},{row['csat']}")
        return "\n".join(lines) + "\n"

    def test_bands_and_repeats(self):
        rows = self.desk()
        kebao = self.folder()
        kebao.load(self.write("desk.csv", self.csv(rows)))
        answer = json.loads(kebao.must("analyze", "customers", *PERIOD, "--format", "json").out)
        known = [row for row in rows if row["customer"]]
        times = collections.Counter(row["customer"] for row in known)
        self.assertEqual((answer["customers"], answer["contacts"], answer["unknown_contacts"], answer["most_contacts"]),
                         (400, len(known), 30, 8))
        limits = {"once": (0, 1), "twice": (1, 2), "several": (2, 5), "frequent": (5, 99)}
        for band in answer["bands"]:
            low, high = limits[band["band"]]
            mine = [row for row in known if low < times[row["customer"]] <= high]
            self.assertEqual(band["customers"], len({row["customer"] for row in mine}))
            self.assertEqual(band["contacts"], len(mine))
            self.assertAlmostEqual(band["satisfaction"]["value"], sum(row["csat"] == 5 for row in mine) / len(mine), delta=1e-9)
        self.assertTrue(answer["bands"][3]["satisfaction_to_others"]["is_beyond_noise"])
        self.assertLess(answer["bands"][3]["satisfaction_to_others"]["high"], -0.2)
        self.check_by(answer, known, times)
        self.check_repeats(answer, kebao)
        self.check_texts(kebao)

    def check_by(self, answer, known, times):
        types = next(by for by in answer["by"] if by["dimension"] == "issue_type")["values"]
        for value in types:
            mine = [row for row in known if row["issue"] == value["key"]]
            self.assertEqual((value["contacts"], value["customers"]), (len(mine), len({row["customer"] for row in mine})))
            self.assertEqual(value["frequent_contacts"], sum(times[row["customer"]] > 5 for row in mine))

    def check_repeats(self, answer, kebao):
        rest = 1 - kebao.figures("no_repeat_contact_rate_7d", *PERIOD)["no_repeat_contact_rate_7d"]
        self.assertAlmostEqual(answer["repeats"]["share"]["value"], rest, delta=1e-9)

    def check_texts(self, kebao):
        english = kebao.must("analyze", "customers", *PERIOD).out
        self.assertIn("30 more contacts", english)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "customers", *PERIOD).out
        self.assertIn("高频", chinese)
        for text in (english, chinese):
            self.assertNotIn("cli.customers", text)
            self.assertNotIn("{", text)
        nothing = kebao.must("analyze", "customers", "--period", "2027-01").out
        self.assertIn("No contact of this period", nothing)
        self.assertEqual(kebao.run("analyze", "customers", *PERIOD, "--by", "agent").status, USAGE)


if __name__ == "__main__":
    unittest.main()
