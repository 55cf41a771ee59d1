"""kebao analyze risk, recurring, practice: against counts of our own, and against what was planted."""
import collections
import datetime
import json
import random
import unittest

from kebao import FAILED, USAGE, KebaoTest

HEADER = "conversation_id,channel,issue_type,product,agent,customer_id,opened_at,first_response_at,resolved_at,csat"
FIRST = datetime.date(2025, 9, 1)
DAYS = 181  # to the end of February
AS_OF = ("--as-of", "2026-12-01")
NOW = ("--period", "2026-02", *AS_OF)
TYPES = ("refund", "delivery", "account", "invoice", "coupon", "repair")
PRODUCTS = ("lamp", "lock", "vacuum")
AGENTS = ("Ann", "Ben", "Cem", "Dai", "Eva", "Fay", "Gus", "Hal")
EVENTS = "event_id,kind,title,started_at,ended_at\n"


def plain(value):
    return lambda *_: value


class Desk:
    """Conversations by rules of a test: how many a day, of which type, rated how, answered how fast."""

    def __init__(self, seed=1, daily=plain(24), weights=plain([1] * len(TYPES)), good=plain(.9), wait=plain(60), rated=.5,
                 agents=AGENTS, days=DAYS):
        self.random = random.Random(seed)
        self.rows = []
        for place in range(days):
            day = FIRST + datetime.timedelta(days=place)
            for _ in range(daily(day)):
                self.add(day, weights, good, wait, rated, agents)

    def add(self, day, weights, good, wait, rated, agents):
        one = self.random
        agent = one.choice(agents)
        row = {"id": f"C{len(self.rows)}", "day": day, "type": one.choices(TYPES, weights(day))[0],
               "product": one.choice(PRODUCTS), "agent": agent, "opened": one.randrange(9 * 3600, 18 * 3600),
               "wait": 1 + round(one.expovariate(1 / wait(day, agent)))}
        row["csat"] = "" if one.random() > rated else 5 if one.random() < good(day, agent) else 1
        self.rows.append(row)

    def csv(self):
        lines = [HEADER]
        for row in self.rows:
            start = datetime.datetime.combine(row["day"], datetime.time()) + datetime.timedelta(seconds=row["opened"])
            times = [start + datetime.timedelta(seconds=seconds) for seconds in (0, row["wait"], row["wait"] + 600)]
            lines.append(",".join([row["id"], "chat", row["type"], row["product"], row["agent"], "K" + row["id"],
                                   *map(str, times), str(row["csat"])]))
        return "\n".join(lines) + "\n"

    def of(self, month):
        return [row for row in self.rows if str(row["day"]).startswith(month)]


class AnalysisTest(KebaoTest):
    def load(self, desk, events="", **how):
        kebao = self.folder(**how)
        kebao.load(self.write("desk.csv", desk.csv()))
        if events:
            kebao.must("events", "import", self.write("events.csv", EVENTS + events))
        return kebao

    def ask(self, kebao, kind, *options):
        return json.loads(kebao.must("analyze", kind, *NOW, "--format", "json", *options).out)

    def plan(self, kebao, name, text):
        folder = kebao.path / "catalog" / "analysis"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


class RiskTest(AnalysisTest):
    def test_targets_are_weighed_by_their_cases(self):
        desk = Desk(7)  # of one in some seeds somebody happens to be loaded beyond noise
        answer = self.ask(self.load(desk), "risk", "--target", "csat_rate=0.97,csat_rate=80%,first_response_seconds_mean=300")
        high, low, wait = answer["targets"]
        rated = [row["csat"] == 5 for row in desk.of("2026-02") if row["csat"] != ""]
        self.assertEqual(high["now"]["n"], len(rated))
        self.assert_close(high["now"]["value"], sum(rated) / len(rated), "csat of the period")
        everybody = [row["csat"] == 5 for row in desk.rows if row["csat"] != ""]
        self.assertAlmostEqual(high["expected"]["value"], sum(everybody) / len(everybody), delta=.02)
        self.assertLess(high["expected"]["low"], .9)
        self.assertGreater(high["expected"]["high"], .9)
        self.assertGreater(high["probability"], .99)
        self.assertLess(low["probability"], .01)
        self.assertLess(wait["probability"], .01)
        self.assertEqual(answer["next"]["id"], "2026-03")
        self.assertEqual([(one["kind"], one["at"]) for one in answer["warnings"]], [("target", 0)])
        warning = answer["warnings"][0]
        self.assertAlmostEqual(warning["score"], warning["probability"] * warning["size"] * warning["contacts"], places=6)
        self.assertAlmostEqual(warning["contacts"], 24 * 31, delta=1)

    def test_a_slow_fall_is_told_before_the_target_is_broken(self):
        fall = lambda day, _: .97 - .0007 * (day - FIRST).days
        answer = self.ask(self.load(Desk(3, good=fall, daily=plain(40))), "risk", "--target", "csat_rate=0.82")
        breach = answer["targets"][0]["breach"]
        truth = FIRST + datetime.timedelta(days=round((.97 - .82) / .0007))
        self.assertLessEqual(breach["earliest"], str(truth))
        self.assertGreaterEqual(breach["latest"], str(truth))
        self.assertLess(breach["earliest"], breach["likely"])
        self.assertIn("degradation", [one["kind"] for one in answer["warnings"]])

    def test_nothing_behind_the_period_is_looked_at(self):
        ask = ("analyze", "risk", "--period", "2026-01", *AS_OF, "--target", "csat_rate=0.9,complaints=5", "--format", "json")
        desk = Desk(4)
        whole = self.load(desk).must(*ask).out
        desk.rows = [row for row in desk.rows if row["day"] < datetime.date(2026, 2, 1)]
        cut = self.folder("cut")
        cut.load(self.write("cut.csv", desk.csv()))
        self.assertEqual(json.loads(whole), json.loads(cut.must(*ask).out))

    def test_a_rising_topic_is_found_alone(self):
        def weights(day):
            month = (day.year - 2025) * 12 + day.month - 9
            return [1, 1, 1, 1, 1 + .5 * max(0, month - 1), 1]
        answer = self.ask(self.load(Desk(5, weights=weights, daily=plain(40))), "risk")
        self.assertEqual([topic["key"] for topic in answer["topics"]["rising"]], ["coupon"])
        topic = answer["topics"]["rising"][0]
        self.assertEqual(topic["shares"], sorted(topic["shares"]))
        self.assertGreater(topic["rise"]["low"], 0)
        self.assertIn("topic", [one["kind"] for one in answer["warnings"]])

    def test_a_promotion_is_judged_by_its_like(self):
        days = {datetime.date(2025, 11, 10) + datetime.timedelta(days=place) for place in range(3)}
        events = ("E1,promotion,Sale,2025-11-10 00:00:00,2025-11-13 00:00:00\n"
                  "E2,promotion,Sale,2026-03-10 00:00:00,2026-03-13 00:00:00\n"
                  "E3,outage,Down,2026-03-20 00:00:00,2026-03-21 00:00:00\n")
        kebao = self.load(Desk(6, daily=lambda day: 72 if day in days else 24), events, zone="Europe/Berlin")
        answer = self.ask(kebao, "risk")
        self.assertEqual([event["event"] for event in answer["events"]], ["Sale"])
        sale = answer["events"][0]
        self.assertTrue(sale["is_same_name"])
        self.assertEqual(sale["like"][0]["n"], 216)
        self.assertAlmostEqual(sale["ratio"]["value"], 3, delta=.05)
        self.assertIn("event", [one["kind"] for one in answer["warnings"]])

    def test_bad_input_is_a_plain_statement(self):
        kebao = self.folder()
        self.assertIn("no data", kebao.must("analyze", "risk", *NOW, status=FAILED).err)
        kebao = self.load(Desk(7, rated=0, agents=("Ann",), days=40, wait=plain(1), daily=plain(3)))
        self.plan(kebao, "risk.yaml", "targets: []\n")
        out = kebao.must("analyze", "risk", "--period", "2025-09", *AS_OF).out
        for sentence in ("No targets are set", "No warnings", "neither agent states nor shifts", "none on the calendar"):
            self.assertIn(sentence, out)
        out = kebao.must("analyze", "risk", "--period", "2025-09", *AS_OF, "--target",
                         "csat_rate=0.9,conversations=5,first_response_seconds_mean=9").out
        self.assertIn("CSAT: no value is recorded", out)
        self.assertIn("neither more nor less of it is better", out)
        self.assertIn("too few to tell its chances", out)

    def test_wrong_options_and_plans_are_refused(self):
        kebao = self.load(Desk(8, days=2))
        for target in ("csat_rate", "csat_rate=much", "csat_rate=nan", "no_such=1"):
            self.assertEqual(kebao.must("analyze", "risk", *NOW, "--target", target, status=USAGE).out, "")
        self.plan(kebao, "risk.yaml", "targets: []\nwarn_from: 7\n")
        self.assertIn("warn_from", kebao.must("analyze", "risk", *NOW, status=(USAGE, FAILED)).err)
        self.assertIn("warn_from", kebao.must("doctor", status=FAILED).out)

    def test_names_are_as_the_audience_may_see_them(self):
        busy = ("Ann",) * 6 + AGENTS[1:]
        kebao = self.load(Desk(9, agents=busy))
        self.assertIn("Ann is overloaded", kebao.must("analyze", "risk", *NOW).out)
        managed = kebao.must("analyze", "risk", *NOW, "--audience", "management").out
        self.assertIn("overloaded", managed)
        self.assertNotIn("Ann", managed)
        hidden = self.ask(kebao, "risk", "--audience", "agent", "--filter", "agent=Ben")
        self.assertEqual(hidden["person_load"], [])

    def test_titles_of_events_and_targets_of_a_plan_name_nobody_either(self):
        events = ("E1,promotion,Ann's sale,2025-11-10 00:00:00,2025-11-13 00:00:00\n"
                  "E2,promotion,Ann's sale,2026-03-10 00:00:00,2026-03-13 00:00:00\n")
        days = {datetime.date(2025, 11, day) for day in (10, 11, 12)}
        kebao = self.load(Desk(15, daily=lambda day: 72 if day in days else 24), events)
        self.plan(kebao, "risk.yaml", "targets: [{metric: csat_rate, target: 0.999, filter: {agent: Ann}}]\n"
                                      "events: {kinds: [promotion], metrics: [csat_rate]}\n")
        for options, shows in (((), True), (("--audience", "management"), False)):
            for form in ("table", "json"):
                out = kebao.must("analyze", "risk", *NOW, "--format", form, *options).out
                self.assertIn("sale", out)
                self.assertEqual("Ann" in out, shows, out)
        recurring = kebao.must("analyze", "recurring", "--period", "2026-02", "--metric", "conversations", *AS_OF,
                               "--audience", "management").out
        self.assertNotIn("Ann", recurring)

    def test_a_target_that_is_missed_already_is_on_no_way_to_a_breach(self):
        kebao = self.load(Desk(16, good=lambda day, agent: .95 - .002 * (day - FIRST).days))
        for target in ("0.9", "0.5"):
            one = self.ask(kebao, "risk", "--target", f"csat_rate={target}")["targets"][0]
            kept = one["now"]["value"] >= float(target)
            self.assertEqual(kept, target == "0.5")
            self.assertEqual(one["breach"] is not None, kept)


class RecurringTest(AnalysisTest):
    def test_leading_problems_are_those_of_our_own_counts(self):
        desk = Desk(11, weights=plain([6, 5, 4, 3, 2, 1]), good=plain(.7))
        answer = self.ask(self.load(desk), "recurring", "--metric", "bad_reviews", "--by", "issue_type")
        self.assertEqual(answer["periods"], ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"])
        found = {problem["keys"][0]: problem for problem in answer["breakdowns"][0]["problems"]}
        bad = [row for row in desk.rows if row["csat"] == 1]
        counts = collections.Counter(row["type"] for row in bad)
        for key, problem in found.items():
            self.assertEqual(problem["n"], counts[key])
            self.assert_close(problem["share"]["value"], counts[key] / len(bad), key)
            self.assertFalse(problem["warning"])
        for key in ("refund", "delivery"):
            self.assertEqual(found[key]["leading"], 6)

    def test_what_comes_back_stands_with_what_happened_then(self):
        surges = ("2025-10", "2026-01")
        weights = lambda day: [1, 1, 1, 1, 1, 4 if str(day)[:7] in surges else 1]
        events = "E1,release,Version 5,2025-10-03 00:00:00,\nE2,outage,Down,2025-11-03 00:00:00,2025-11-04 00:00:00\n"
        kebao = self.load(Desk(12, weights=weights), events)
        answer = self.ask(kebao, "recurring", "--metric", "conversations", "--by", "issue_type")
        repair = [one for one in answer["breakdowns"][0]["problems"] if one["keys"] == ["repair"]][0]
        self.assertEqual([one["period"] for one in repair["record"]], list(surges))
        self.assertEqual(repair["record"][0]["events"], [{"event": "Version 5", "kind": "release"}])
        self.assertEqual(repair["record"][1]["events"], [])
        out = kebao.must("analyze", "recurring", *NOW, "--metric", "conversations").out
        self.assertIn("repair above its usual share in 2025-10", out)
        self.assertIn("which proves no cause: Version 5", out)
        self.assertIn("no known event lies in it", out)

    def test_too_short_a_history_says_so(self):
        kebao = self.load(Desk(13, days=61))
        out = kebao.must("analyze", "recurring", "--period", "2025-10", *AS_OF).out
        self.assertIn("hold 2 whole periods, three are needed", out)
        long = self.folder("long")
        long.load(self.write("long.csv", Desk(14, daily=plain(4)).csv()))
        self.assertIn("Not looked at", long.must("analyze", "recurring", *NOW, "--metric", "csat_rate").out)


class PracticeTest(AnalysisTest):
    PERIOD = ("--from", "2025-09-01", "--to", "2026-02-28")

    def practice(self, kebao, *options):
        return json.loads(kebao.must("analyze", "practice", *self.PERIOD, *AS_OF, "--format", "json", *options).out)

    def test_what_the_best_do_is_found_with_examples(self):
        best = ("Ann", "Ben", "Cem")
        desk = Desk(21, good=lambda _, agent: .97 if agent in best else .7, wait=lambda _, agent: 40 if agent in best else 120)
        answer = self.practice(self.load(desk), "--metric", "csat_rate")
        found = answer["outcomes"][0]
        self.assertEqual(sorted(found["best"]), sorted(best))
        self.assertEqual(sorted(found["rest"]), sorted(set(AGENTS) - set(best)))
        first = {feature["metric"]: feature for feature in found["features"]}["first_response_seconds_mean"]
        self.assertTrue(first["is_beyond_noise"])
        self.assertLess(first["difference"]["high"], 0)
        self.assertEqual(len(first["examples"]), 3)
        rows = {row["id"]: row for row in desk.rows}
        for example in first["examples"]:
            row = rows[example["id"]]
            self.assertIn(row["agent"], best)
            self.assertEqual(row["csat"], 5)
            self.assertEqual(row["wait"], example["value"])

    def test_alike_people_have_no_best(self):
        kebao = self.load(Desk(22))
        self.assertEqual(self.practice(kebao, "--metric", "csat_rate")["outcomes"][0]["group"], "noise")
        out = kebao.must("analyze", "practice", *self.PERIOD, *AS_OF, "--metric", "csat_rate").out
        self.assertIn("no best group can be told", out)

    def test_the_best_by_luck_of_other_things_do_nothing_otherwise(self):
        best = ("Ann", "Ben", "Cem")
        kebao = self.load(Desk(23, good=lambda _, agent: .97 if agent in best else .7))
        out = kebao.must("analyze", "practice", *self.PERIOD, *AS_OF, "--metric", "csat_rate").out
        self.assertIn("In none of these do the best differ from the rest beyond noise", out)

    def test_one_agent_and_no_ratings_are_plain_statements(self):
        kebao = self.load(Desk(24, rated=0, agents=("Ann",), days=40))
        out = kebao.must("analyze", "practice", "--period", "2025-09", *AS_OF).out
        self.assertRegex(out, "No value in this period: .*CSAT")
        self.assertIn("too few to compare", out)

    def test_names_and_examples_stay_with_those_who_may_see_them(self):
        best = ("Ann", "Ben", "Cem")
        desk = Desk(21, good=lambda _, agent: .97 if agent in best else .7, wait=lambda _, agent: 40 if agent in best else 120)
        kebao = self.load(desk)
        out = kebao.must("analyze", "practice", *self.PERIOD, *AS_OF, "--audience", "management").out
        self.assertNotIn("Ann", out)
        self.assertNotIn("Examples for", out)
        refused = kebao.must("analyze", "practice", *self.PERIOD, *AS_OF, "--audience", "partner-technical",
                             status=(USAGE, FAILED))
        self.assertEqual(refused.out, "")


if __name__ == "__main__":
    unittest.main()
