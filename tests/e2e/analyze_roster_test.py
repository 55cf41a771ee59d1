"""kebao analyze roster: every rule and figure checked by a script that shares nothing with it."""
import csv
import datetime
import io
import json
import random
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

FIRST = datetime.date(2026, 1, 5)  # a Monday
DAYS = 63
WEEK = datetime.date(2026, 3, 9)
PERIOD = ("--period", "2026-W11", "--as-of", "2026-06-01")
HEADER = "conversation_id,channel,agent,agent_name,customer_id,opened_at,queued_at,accepted_at,first_response_at,closed_at,handle_seconds"
RATES = {"phone": {8: 8, 9: 20, 10: 24, 13: 16, 15: 12}, "chat": {9: 6, 11: 10, 14: 8}}
SKILLS = {"P1": ["phone"], "P2": ["phone"], "P3": ["phone"], "C1": ["chat"], "B1": ["phone", "chat"], "B2": ["phone", "chat"]}
NAMES = {"P1": "Paula", "P2": "Pedro", "P3": "Petra", "C1": "Carla", "B1": "Bruno", "B2": "Berta"}
PLAN = """
starts: ["08:00", "09:00", "10:00"]
shifts:
  - {hours: 8.5, breaks: [{minutes: 30, after: 3, before: 5}]}
  - {hours: 4}
rest_hours: 11
most_days_in_row: 5
least_days_off: 2
hours_per_week: [0, 40]
shrinkage: 0.1
rounds: 400
agents:
  Paula: {off: [monday], hours_per_week: [16, 32]}
  Bruno: {leave: [2026-03-11/2026-03-12]}
  Nobody: {off: [sunday]}
"""


def moment(day, seconds):
    return str(datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=round(seconds)))


def half_hour(text):
    return int(text[:2]) * 2 + (1 if text[3:] == "30" else 0)


class RosterTest(KebaoTest):
    def contacts(self):
        chance = random.Random(4)
        lines = [HEADER]
        for place in range(DAYS):
            day = FIRST + datetime.timedelta(days=place)
            for channel, shape in RATES.items():
                able = [agent for agent, skills in SKILLS.items() if channel in skills]
                for hour, rate in shape.items():
                    for number in range(rate if day.weekday() < 5 else rate // 3):
                        opened = 3600 * hour + chance.randrange(3600)
                        spent = 1 + chance.expovariate(1 / 300)
                        agent = able[number % len(able)]
                        lines.append(f"{channel}{day}-{hour}-{number},{channel},{agent},{NAMES[agent]},K{number},{moment(day, opened)},"
                                     f"{moment(day, opened)},{moment(day, opened + 10)},{moment(day, opened + 10)},{moment(day, opened + 10 + spent)},{round(spent)}")
        return "\n".join(lines) + "\n"

    def desk(self, plan=PLAN):
        kebao = self.folder("data")
        kebao.load(self.write("contacts.csv", self.contacts()))
        self.plan(kebao, plan)
        return kebao

    def plan(self, kebao, text):
        own = kebao.path / "catalog" / "analysis" / "roster.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(text, "utf-8")

    def roster(self, kebao, *options):
        return json.loads(kebao.must("analyze", "roster", *PERIOD, *options, "--format", "json").out)

    def refused(self, kebao, *arguments):
        answer = kebao.must("analyze", "roster", *arguments, status=(FAILED, USAGE))
        self.assertEqual(answer.out, "")
        return answer.err


class RulesTest(RosterTest):
    def check_agent(self, agent, least, most, off):
        days = [datetime.date.fromisoformat(shift["day"]) for shift in agent["shifts"]]
        self.assertEqual(len(set(days)), len(days))
        self.assertLessEqual(len(days), 5)
        self.assertFalse({day.weekday() for day in days} & off, agent)
        hours = 0
        for shift in agent["shifts"]:
            self.assertIn(shift["start"], ("08:00", "09:00", "10:00"))
            self.assertIn(shift["hours"], (8.5, 4.0))
            self.assertEqual(half_hour(shift["start"]) + 2 * shift["hours"], half_hour(shift["end"]))
            self.assertEqual(len(shift["breaks"]), 1 if shift["hours"] == 8.5 else 0)
            for pause in shift["breaks"]:
                self.assertTrue(6 <= half_hour(pause) - half_hour(shift["start"]) <= 9, shift)
            hours += shift["hours"] - 0.5 * len(shift["breaks"])
        self.assertAlmostEqual(hours, agent["hours"])
        self.assertTrue(least <= hours <= most, agent)

    def at_work(self, answer):
        there = {}
        for agent in answer["agents"]:
            for shift in agent["shifts"]:
                day = (datetime.date.fromisoformat(shift["day"]) - WEEK).days
                for at in range(half_hour(shift["start"]), half_hour(shift["end"])):
                    if at not in [half_hour(pause) for pause in shift["breaks"]]:
                        there.setdefault(day * 48 + at, []).append(tuple(sorted(agent["channels"])))
        return there

    def test_every_rule_holds_and_every_figure_is_right(self):
        answer = self.roster(self.desk())
        by_name = {agent["agent"]: agent for agent in answer["agents"]}
        self.assertEqual(set(by_name), set(NAMES.values()))
        for code, name in NAMES.items():
            self.assertEqual(by_name[name]["channels"], SKILLS[code])
            off = {"Paula": {0}, "Bruno": {2, 3}}.get(name, set())
            self.check_agent(by_name[name], 16 if name == "Paula" else 0, 32 if name == "Paula" else 40, off)
        self.assertEqual(answer["unknown_agents"], ["Nobody"])
        needed = {one["channel"]: one["needed"] for one in answer["channels"]}
        covered = {one["channel"]: one["covered"] for one in answer["channels"]}
        there = self.at_work(answer)
        lacking = 0
        for at in range(336):
            people = there.get(at, [])
            self.assertEqual(answer["at_work"][at], len(people))
            only = {name: people.count((name,)) for name in needed}
            left = sum(max(0, needed[name][at] - only[name]) for name in needed)
            short = max(0, left - people.count(("chat", "phone")))
            self.assert_close(sum(needed[name][at] - covered[name][at] for name in needed), short, f"half hour {at}")
            lacking += short / 2
        self.assert_close(answer["lacking_hours"], lacking, "lacking")
        self.assert_close(answer["needed_hours"], sum(map(sum, needed.values())) / 2, "needed")
        self.assert_close(answer["rostered_hours"], sum(shift["hours"] for agent in answer["agents"] for shift in agent["shifts"]), "rostered")
        self.assert_close(sum(one["lacking"] for one in answer["lacking"]) / 2, lacking, "reasons")
        self.assertTrue(0 <= answer["gap"] < 0.5)
        hours = [agent["hours"] for agent in answer["agents"]]
        self.assertEqual(answer["spread"]["hours"], {"least": min(hours), "most": max(hours)})
        weekends = [sum(datetime.date.fromisoformat(shift["day"]).weekday() >= 5 for shift in agent["shifts"]) for agent in answer["agents"]]
        self.assertEqual(answer["spread"]["weekend_days"], {"least": min(weekends), "most": max(weekends)})
        self.assertLessEqual(answer["spread"]["deviation"], answer["spread"]["deviation_unshared"])

    def test_needs_are_those_of_staffing(self):
        kebao = self.desk()
        staffing = json.loads(kebao.must("analyze", "staffing", *PERIOD, "--format", "json").out)
        needed = {one["channel"]: one["needed"] for one in self.roster(kebao)["channels"]}
        for channel in staffing["channels"]:
            if channel["channel"] in needed:
                for one, there in zip(channel["half_hours"], needed[channel["channel"]], strict=True):
                    self.assert_close(there, one["agents"] / 0.9, one["at"])

    def test_what_nothing_reaches_has_its_reason(self):
        kebao = self.desk(PLAN.replace('["08:00", "09:00", "10:00"]', '["10:00"]'))
        reasons = {one["at"][11:]: one["reason"] for one in self.roster(kebao)["lacking"]}
        self.assertEqual(reasons["09:00"], "no_shift")
        table = kebao.must("analyze", "roster", *PERIOD).out
        self.assertIn("no shift reaches it", table)


class FrameTest(RosterTest):
    def test_shifts_can_be_imported_and_are_the_roster(self):
        kebao = self.desk()
        text = kebao.must("analyze", "roster", *PERIOD, "--format", "csv").out
        rows = list(csv.DictReader(io.StringIO(text)))
        answer = self.roster(kebao)
        self.assertEqual(len(rows), sum(len(agent["shifts"]) for agent in answer["agents"]))
        self.assertLessEqual({row["agent_id"] for row in rows}, set(SKILLS))
        kebao.load(self.write("shifts.csv", text))
        staffing = json.loads(kebao.must("analyze", "staffing", *PERIOD, "--format", "json").out)
        shifts = staffing["in_shifts"]
        self.assertTrue(shifts["is_of_period"])
        self.assertEqual(shifts["n"], len(rows))
        self.assert_close(sum(map(sum, shifts["agents"])), answer["rostered_hours"], "hours in shifts")

    def test_an_audience_sees_the_same_roster_without_names(self):
        kebao = self.desk()
        open_one = self.roster(kebao)
        hidden = self.roster(kebao, "--audience", "management")
        told = json.dumps(hidden, ensure_ascii=False) + kebao.must("analyze", "roster", *PERIOD, "--audience", "management").out
        for name in [*NAMES.values(), "Nobody"]:
            self.assertNotIn(name, told)
        weeks = lambda answer: sorted(json.dumps([agent["channels"], agent["shifts"]]) for agent in answer["agents"])
        self.assertEqual(weeks(hidden), weeks(open_one))
        self.assertTrue(self.refused(kebao, *PERIOD, "--audience", "management", "--format", "csv"))

    def test_wages_give_the_cost(self):
        kebao = self.desk()
        self.assertIsNone(self.roster(kebao)["cost_minor"])
        shifts = ["agent_id,shift,day,start,end"] + [f"P1,early,2026-02-{day:02},08:00,12:00" for day in range(1, 21)]
        kebao.load(self.write("worked.csv", "\n".join(shifts) + "\n"), self.write("costs.csv", "month,kind,amount\n2026-02,wage,1600\n"))
        answer = self.roster(kebao)
        self.assert_close(answer["cost_minor"], 160000 / 80 * answer["rostered_hours"], "cost")  # 20 an hour
        self.assertIn("per contact with a human", kebao.must("analyze", "roster", *PERIOD).out)

    def test_both_languages(self):
        kebao = self.desk()
        english = kebao.must("analyze", "roster", *PERIOD).out
        self.assertIn("Proposed roster for the week from 2026-03-09: 6 agents", english)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "roster", *PERIOD).out
        self.assertIn("一周的排班建议：6 人", chinese)
        self.assertEqual(len(english.splitlines()), len(chinese.splitlines()))
        self.assertEqual(english, kebao.must("analyze", "roster", *PERIOD).out)

    def test_what_cannot_be_is_refused(self):
        kebao = self.desk()
        self.assertIn("week", self.refused(kebao, "--period", "2026-03", "--as-of", "2026-06-01"))
        self.assertTrue(self.refused(self.folder("empty"), *PERIOD))
        for wrong in ('starts: ["08:15"]', "shifts: [{hours: 8.25}]", "rest_hours: 30", "shrinkage: 1", "agents: {A: {off: [Funday]}}",
                      "agents: {A: {leave: [2026-03-12/2026-03-10]}}", "hours_per_week: [40, 20]", "nonsense: 1"):
            self.plan(kebao, wrong + "\n")
            self.assertTrue(self.refused(kebao, *PERIOD).strip(), wrong)
            self.assertIn("roster.yaml", kebao.run("doctor").out, wrong)


if __name__ == "__main__":
    unittest.main()
