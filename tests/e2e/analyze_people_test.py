"""kebao analyze people, correlation, cross: against sums of our own, and against what was planted."""
import collections
import json
import math
import random
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

HEADER = "conversation_id,channel,issue_type,agent,customer_id,opened_at,first_response_at,resolved_at,csat"
PERIOD = ("--period", "2026-03", "--as-of", "2026-06-01")
CHANNELS = ("chat", "email", "phone")
TYPES = ("refund", "delivery", "account")
AGENTS = ("Ann", "Ben", "Cem", "Dai", "Eva", "Fay", "Gus", "Hal")
NAMED = ("above", "below")
BANDS = (0, 8, 12, 18)


def stamp(month, day, seconds):
    hours, rest = divmod(seconds, 3600)
    return f"2026-{month:02}-{day:02} {hours:02}:{rest // 60:02}:{rest % 60:02}"


class Desk:
    """Conversations made by rules that a test gives: seconds to the first response, chance of a good rating."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.rows = []

    def add(self, month, count, response, good=None, channel=CHANNELS, issue=TYPES, agent=AGENTS):
        for _ in range(count):
            row = {"month": month, "channel": self.random.choice(channel), "issue_type": self.random.choice(issue),
                   "agent": self.random.choice(agent), "opened": self.random.randrange(9 * 3600, 21 * 3600)}
            row["wait"] = 1 + int(self.random.expovariate(1 / response(row)))
            row["csat"] = "" if good is None else 5 if self.random.random() < good(row) else 2
            self.rows.append(row)

    def csv(self):
        lines = [HEADER]
        for number, row in enumerate(self.rows):
            day = 1 + number % 28
            at = [stamp(row["month"], day, row["opened"] + more) for more in (0, row["wait"], row["wait"] + 600)]
            lines.append(f"C{number},{row['channel']},{row['issue_type']},{row['agent']},K{number},{','.join(at)},{row['csat']}")
        for month, last in ((2, 28), (3, 31)):  # the data reach the last day of both months
            lines.append(f"L{month},chat,account,Zoe,L{month},{stamp(month, last, 0)},{stamp(month, last, 60)},{stamp(month, last, 900)},")
        return "\n".join(lines) + "\n"

    def of(self, month):
        return [row for row in self.rows if row["month"] == month]


class PeopleTest(KebaoTest):
    def load(self, desk):
        kebao = self.folder()
        kebao.load(self.write("desk.csv", desk.csv()))
        return kebao

    def ask(self, kebao, kind, *options):
        return json.loads(kebao.must("analyze", kind, *PERIOD, "--format", "json", *options).out)

    def people(self, kebao, metric, *options):
        found = self.ask(kebao, "people", "--metric", metric, *options)["metrics"][0]
        return found, {one["key"]: one for one in found["people"]}

    def refused(self, kebao, *arguments, status=USAGE):
        answer = kebao.must("analyze", *arguments, status=status)
        self.assertEqual(answer.out, "")
        return answer.err


class ComparisonTest(PeopleTest):
    def test_the_figures_are_those_of_our_own_sums(self):
        desk = Desk(12)
        desk.add(3, 3000, lambda row: {"chat": 40, "email": 200, "phone": 20}[row["channel"]])
        found, people = self.people(self.load(desk), "first_response_seconds_mean", "--compare", "none")
        self.assertEqual(found["alike_in"], ["issue_type", "channel", "hour_of_day"])
        kind = lambda row: (row["issue_type"], row["channel"], sum(row["opened"] // 3600 >= band for band in BANDS))
        work = collections.defaultdict(list)
        for row in desk.of(3):
            work[kind(row)].append(row["wait"])
        work[("account", "chat", 1)].append(60)  # Zoe's, that makes the month whole
        for name in AGENTS:
            own = [row for row in desk.of(3) if row["agent"] == name]
            expected = sum(sum(work[kind(row)]) / len(work[kind(row)]) for row in own)
            self.assertEqual(people[name]["n"], len(own))
            self.assert_close(people[name]["observed"], sum(row["wait"] for row in own), name)
            self.assert_close(people[name]["expected"], expected, name)
            self.assertLessEqual(people[name]["shrunken"]["low"], people[name]["shrunken"]["value"])
        self.assertEqual(people["Zoe"]["standing"], "too_few")
        self.assertIsNone(people["Zoe"]["shrunken"])
        self.assertEqual(found["compared"], 8)

    def test_who_is_slower_on_the_same_work_is_told(self):
        desk = Desk(2)
        desk.add(3, 3000, lambda row: (100 if row["channel"] == "email" else 40) * (2 if row["agent"] == "Cem" else 1))
        kebao = self.load(desk)
        _, people = self.people(kebao, "first_response_seconds_mean")
        self.assertEqual(people["Cem"]["standing"], "above")
        self.assertLessEqual(people["Cem"]["q"], 0.05)
        told = kebao.must("analyze", "people", *PERIOD, "--metric", "first_response_seconds_mean").out
        self.assertIn("Cem", told)
        self.assertIn("same work", told)

    def test_slow_work_makes_nobody_slow(self):
        desk = Desk(3)
        # Ann does most of the mails, which take five times as long; Hal alone takes calls.
        desk.add(3, 900, lambda row: 300, channel=("email",), agent=("Ann",))
        desk.add(3, 600, lambda row: 300, channel=("email",), agent=AGENTS[1:7])
        desk.add(3, 2400, lambda row: 60, channel=("chat",), agent=AGENTS[:7])
        desk.add(3, 500, lambda row: 900, channel=("phone",), agent=("Hal",))
        kebao = self.load(desk)
        _, people = self.people(kebao, "first_response_seconds_mean", "--compare", "none")
        self.assertGreater(people["Ann"]["figure"], 1.5 * people["Ben"]["figure"])
        self.assertEqual(people["Ann"]["standing"], "not_distinguishable")
        self.assertEqual(people["Hal"]["standing"], "not_comparable")
        self.assertFalse([one for one in people.values() if one["standing"] in NAMED])

    def test_calm_desks_name_nobody(self):
        named = 0
        for seed in range(4):
            desk = Desk(40 + seed)
            for month in (2, 3):
                desk.add(month, 1500, lambda row: {"chat": 40, "email": 200, "phone": 20}[row["channel"]], lambda row: 0.8)
            kebao = self.folder(f"calm{seed}")
            kebao.load(self.write(f"calm{seed}.csv", desk.csv()))
            answer = self.ask(kebao, "people", "--metric", "first_response_seconds_mean,csat_rate")
            for found in answer["metrics"]:
                named += any(one["standing"] in NAMED for one in found["people"])
                named += any(one["outcome"] in ("rose", "fell") for one in found["moves"])
        self.assertLessEqual(named, 2)  # of 16; one in twenty is allowed

    def test_who_rose_and_who_fell(self):
        desk = Desk(5)
        for month in (2, 3):
            level = 1 if month == 2 else 1.5  # everybody got slower, and that is nobody's
            slow = {2: "Dai", 3: "Eva"}[month]
            desk.add(month, 3000, lambda row, s=slow, l=level: 60 * l * (2.2 if row["agent"] == s else 1))
        kebao = self.load(desk)
        found, _ = self.people(kebao, "first_response_seconds_mean")
        moves = {one["key"]: one["outcome"] for one in found["moves"]}
        self.assertEqual((moves["Dai"], moves["Eva"]), ("fell", "rose"))
        self.assertEqual({moves[name] for name in ("Ann", "Ben", "Cem")}, {"not_distinguishable"})
        self.assertEqual(moves["Zoe"], "too_few")
        told = kebao.must("analyze", "people", *PERIOD, "--metric", "first_response_seconds_mean").out
        self.assertIn("Rose against the others: Eva", told)
        self.assertIn("Fell against the others: Dai", told)

    def test_channels_and_teams_can_be_compared(self):
        desk = Desk(6)
        desk.add(3, 2000, lambda row: 60, lambda row: 0.6 if row["channel"] == "phone" else 0.9)
        found, people = self.people(self.load(desk), "csat_rate", "--by", "channel")
        self.assertNotIn("channel", found["alike_in"])
        self.assertEqual(people["phone"]["standing"], "below")

    def test_names_are_hidden_where_the_audience_asks(self):
        desk = Desk(7)
        desk.add(3, 3000, lambda row: 60 * (3 if row["agent"] == "Cem" else 1))
        kebao = self.load(desk)
        for form in ("table", "json"):
            told = kebao.must("analyze", "people", *PERIOD, "--metric", "first_response_seconds_mean", "--audience", "management", "--format", form).out
            for name in AGENTS:
                self.assertNotIn(name, told)
            self.assertIn("above", told)
        told = kebao.must("analyze", "cross", *PERIOD, "--by", "agent,channel", "--audience", "management").out
        self.assertNotIn("Cem", told)
        self.assertIn("Cem", kebao.must("analyze", "people", *PERIOD, "--audience", "team").out)
        self.assertIn("agent", self.refused(kebao, "people", *PERIOD, "--audience", "partner-technical"))
        self.assertIn("agent", self.refused(kebao, "people", *PERIOD, "--audience", "agent"))
        self.assertIn("--audience", self.refused(kebao, "cause", *PERIOD, "--audience", "management"))

    def test_what_is_looked_at_is_the_users_to_say(self):
        desk = Desk(8)
        desk.add(3, 600, lambda row: 60)
        kebao = self.load(desk)
        own = kebao.path / "catalog" / "analysis" / "people.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("metrics: [first_response_seconds_mean]\nalike_in: [channel]\nhour_bands: [0]\nminimum_sample: 5\n", "utf-8")
        found = self.ask(kebao, "people")["metrics"]
        self.assertEqual([(one["metric"], one["alike_in"]) for one in found], [("first_response_seconds_mean", ["channel"])])
        own.write_text("metrics: []\nhour_bands: [0, 30]\nminimum_sample: 5\n", "utf-8")
        self.assertIn("people.yaml:2", self.refused(kebao, "people", *PERIOD, status=(FAILED, USAGE)))

    def test_nothing_is_said_plainly(self):
        kebao = self.folder()
        self.assertIn("None of the metrics", kebao.must("analyze", "people", *PERIOD).out)
        desk = Desk(9)
        desk.add(3, 200, lambda row: 60, agent=("Ann",))
        alone = self.load(desk)
        self.assertIn("Nobody can be compared", alone.must("analyze", "people", *PERIOD, "--metric", "first_response_seconds_mean").out)
        self.assertIn("Cannot be compared by", alone.must("analyze", "people", *PERIOD, "--metric", "first_response_seconds_p90").out)
        chinese = Folder(alone.path, lang="zh")
        self.assertIn("平均首次响应时长：全体", chinese.must("analyze", "people", *PERIOD).out)
        self.assertIn("--by", self.refused(alone, "people", *PERIOD, "--by", "weekday"))


class OverviewTest(PeopleTest):
    """Several figures together: Ann is fast and unsatisfying, Ben has too much to do and Cem too little."""

    def desk(self):
        desk = Desk(50)
        agents = [f"A{number:02}" for number in range(12)] + ["Ann", "Ben", "Cem"]
        response = lambda row: 25 if row["agent"] == "Ann" else 70
        good = lambda row: 0.4 if row["agent"] == "Ann" else 0.8
        desk.add(3, 4500, response, good, agent=[name for name in agents if name != "Cem"])
        desk.add(3, 300, response, good, agent=("Ben",))
        desk.add(3, 80, response, good, agent=("Cem",))
        return desk

    def test_quadrants_matrix_load_and_groups(self):
        kebao = self.load(self.desk())
        answer = self.ask(kebao, "people")
        pair = next(one for one in answer["quadrants"] if one["second"] == "csat_rate")
        quadrants = {one["key"]: one["quadrant"] for one in pair["people"]}
        self.assertEqual(quadrants.pop("Ann"), "first_only")
        self.assertLessEqual(sum(one not in ("not_distinguishable", "not_compared") for one in quadrants.values()), 1)

        matrix = answer["matrix"]
        self.assertEqual(len(matrix["metrics"]), len(matrix["weights"]))
        scores = [one["score"] for one in matrix["rows"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for one in matrix["rows"]:
            self.assertTrue(one["rank_low"] <= one["rank"] <= one["rank_high"])
        self.assertIn("Zoe", matrix["too_few"])

        load = answer["load"]
        self.assertIsNone(load["hours"])
        people = {one["key"]: one for one in load["people"]}
        self.assertEqual((people["Ben"]["standing"], people["Cem"]["standing"]), ("over", "under"))
        given = [(one["load"], one["expected"]) for one in load["people"]]
        total = sum(amount for amount, due in given)
        self.assert_close(sum(due for amount, due in given), total, "what is expected is what there is")
        gini = sum(abs(a * b_due - b * a_due) for a, a_due in given for b, b_due in given) / (2 * total * total)
        self.assertGreater(people["Ben"]["ratio"]["low"], 1)
        self.assert_close(load["gini"], gini, "gini")
        self.assertLess(load["gini_after"], load["gini"])
        self.assertTrue(all(one["from"] == "Ben" or people[one["from"]]["standing"] == "over" for one in load["moves"]))

        self.assertIn(answer["groups"]["outcome"], ("none", "groups"))
        told = kebao.must("analyze", "people", *PERIOD).out
        for words in ("fast but unsatisfying): Ann", "Gini", "Cem could take", "Team matrix by weights"):
            self.assertIn(words, told)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "people", *PERIOD, "--audience", "management").out
        self.assertIn("基尼系数", chinese)
        for name in ("Ann", "Ben", "Cem"):
            self.assertNotIn(name, chinese)

    def test_weights_are_the_users_to_say(self):
        kebao = self.load(self.desk())
        own = kebao.path / "catalog" / "analysis" / "people.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        plan = "metrics: [first_response_seconds_mean, csat_rate]\nminimum_sample: 30\nmatrix:\n"
        best = {}
        for fast, good in ((9, 1), (1, 9)):
            own.write_text(plan + f"  - {{metric: first_response_seconds_mean, weight: {fast}}}\n  - {{metric: csat_rate, weight: {good}}}\n", "utf-8")
            best[fast] = {one["key"]: one["rank"] for one in self.ask(kebao, "people")["matrix"]["rows"]}
        self.assertEqual(best[9]["Ann"], 1)
        self.assertGreater(best[1]["Ann"], 10)
        own.write_text(plan + "  - {metric: csat_rate, weight: 0}\n", "utf-8")
        self.assertIn("people.yaml:4", self.refused(kebao, "people", *PERIOD, status=(FAILED, USAGE)))


class CorrelationTest(PeopleTest):
    def desk(self):
        desk = Desk(20)
        agents = [f"A{number:02}" for number in range(16)]
        speed = {name: 20 + 12 * place for place, name in enumerate(agents)}
        # Slow answers make bad ratings; how much there is of it has to do with neither.
        desk.add(3, 4000, lambda row: speed[row["agent"]], lambda row: 0.98 - 0.002 * speed[row["agent"]], agent=agents)
        return desk

    def test_the_coefficient_is_that_of_our_own_sums(self):
        kebao = self.load(self.desk())
        answer = self.ask(kebao, "correlation", "--metric", "first_response_seconds_mean,csat_rate,transfer_rate")
        pair = next(one for one in answer["pairs"] if {one["first"], one["second"]} == {"first_response_seconds_mean", "csat_rate"})
        values = answer["values"]
        both = [(x, y) for x, y in zip(values["first_response_seconds_mean"], values["csat_rate"]) if x is not None and y is not None]
        self.assertEqual((len(both), pair["n"]), (16, 16))
        mean = [sum(column) / len(both) for column in zip(*both)]
        product = lambda i, j: sum((one[i] - mean[i]) * (one[j] - mean[j]) for one in both)
        r = product(0, 1) / math.sqrt(product(0, 0) * product(1, 1))
        self.assert_close(pair["pearson"]["r"], r, "r")
        z = 1.959963984540054 / math.sqrt(len(both) - 3)
        self.assert_close(pair["pearson"]["low"], math.tanh(math.atanh(r) - z), "low")
        self.assertTrue(pair["is_beyond_noise"])
        self.assertLess(r, -0.6)
        told = kebao.must("analyze", "correlation", *PERIOD, "--metric", "first_response_seconds_mean,csat_rate").out
        self.assertIn("proves no cause", told)

    def test_days_can_be_observed(self):
        kebao = self.load(self.desk())
        answer = self.ask(kebao, "correlation", "--metric", "first_response_seconds_mean,conversations", "--grain", "day")
        self.assertEqual((answer["by"], len(answer["units"])), ("day", 31))
        self.assertFalse(answer["pairs"][0]["is_beyond_noise"])

    def test_nothing_is_said_plainly(self):
        desk = Desk(21)
        desk.add(3, 400, lambda row: 60, agent=("Ann", "Ben"))
        kebao = self.load(desk)
        self.assertIn("Fewer than 8 have both", kebao.must("analyze", "correlation", *PERIOD).out)
        self.assertIn("two metrics", self.refused(kebao, "correlation", *PERIOD, "--metric", "csat_rate"))
        self.assertIn("--grain", self.refused(kebao, "correlation", *PERIOD, "--by", "agent", "--grain", "day"))
        self.assertIn("No two", self.folder("empty").must("analyze", "correlation", *PERIOD).out)
        self.assertIn("不等于因果", Folder(kebao.path, lang="zh").must("analyze", "correlation", *PERIOD).out)


class CrossTest(PeopleTest):
    def test_chi_square_is_that_of_our_own_sums(self):
        desk = Desk(30)
        desk.add(3, 600, lambda row: 60)
        desk.add(3, 200, lambda row: 60, channel=("phone",), issue=("refund",))
        kebao = self.load(desk)
        answer = self.ask(kebao, "cross", "--metric", "conversations", "--by", "channel,issue_type")
        counts = collections.Counter((row["channel"], row["issue_type"]) for row in desk.of(3))
        counts[("chat", "account")] += 1  # Zoe's
        n = sum(counts.values())
        rows, columns = collections.Counter(), collections.Counter()
        for (channel, issue), count in counts.items():
            rows[channel] += count
            columns[issue] += count
        chi_square = sum((counts[(a, b)] - rows[a] * columns[b] / n) ** 2 / (rows[a] * columns[b] / n) for a in rows for b in columns)
        self.assertEqual((answer["test"]["n"], answer["test"]["freedom"]), (n, 4))
        self.assert_close(answer["test"]["chi_square"], chi_square, "chi-square")
        self.assertTrue(answer["test"]["low"] < answer["test"]["cramers_v"] < answer["test"]["high"])
        standing = {(one["row"], one["column"]): one["standing"] for one in answer["cells"]}
        self.assertEqual(standing[("phone", "refund")], "above")
        told = kebao.must("analyze", "cross", *PERIOD, "--by", "channel,issue_type").out
        self.assertIn("▲", told)
        self.assertIn("Cramér", told)

    def test_shares_and_means_and_the_rest(self):
        desk = Desk(31)
        odd = lambda row: (row["channel"], row["issue_type"]) == ("email", "delivery")
        desk.add(3, 2500, lambda row: 200 if odd(row) else 50, lambda row: 0.5 if odd(row) else 0.9)
        kebao = self.load(desk)
        for metric, test, side in (("csat_rate", "homogeneity", "below"), ("first_response_seconds_mean", "variation", "above")):
            answer = self.ask(kebao, "cross", "--metric", metric, "--by", "channel,issue_type")
            self.assertEqual(answer["test"]["name"], test)
            self.assertLess(answer["test"]["p"], 1e-6)
            standing = {(one["row"], one["column"]): one["standing"] for one in answer["cells"]}
            self.assertEqual(standing[("email", "delivery")], side)
        self.assertIsNone(self.ask(kebao, "cross", "--metric", "first_response_seconds_p90", "--by", "channel,issue_type")["test"])

    def test_nothing_is_said_plainly(self):
        kebao = self.folder()
        self.assertIn("None of the metrics", kebao.must("analyze", "cross", *PERIOD).out)
        desk = Desk(32)
        desk.add(3, 12, lambda row: 60)
        loaded = self.load(desk)
        self.assertIn("not to be relied on", loaded.must("analyze", "cross", *PERIOD).out)
        self.assertIn("两个", self.refused(Folder(loaded.path, lang="zh"), "cross", *PERIOD, "--by", "channel"))
        self.assertIn("--by", self.refused(loaded, "cross", *PERIOD, "--by", "channel,channel"))
        self.assertIn("不可靠", Folder(loaded.path, lang="zh").must("analyze", "cross", *PERIOD).out)


if __name__ == "__main__":
    unittest.main()
