"""kebao analyze staffing: agents per half hour, checked against Erlang C of our own and against what was planted."""
import datetime
import json
import math
import random
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

FIRST = datetime.date(2026, 1, 5)  # a Monday
DAYS = 63  # nine weeks
HEADER = "conversation_id,channel,agent,customer_id,opened_at,queued_at,accepted_at,abandoned_at,closed_at,handle_seconds"
PERIOD = ("--period", "2026-W11", "--as-of", "2026-06-01")  # the week after the data
SHAPE = {8: 12, 9: 30, 10: 48, 11: 36, 14: 30, 15: 24, 16: 12}  # calls an hour on working days


def clock(day, seconds):
    return str(datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=round(seconds)))


def days():
    return [FIRST + datetime.timedelta(days=place) for place in range(DAYS)]


def service_level(arrivals, handle, agents, within):
    """Erlang C by its recursion."""
    load = arrivals * handle
    if agents <= load:
        return 0.0
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = load * blocked / (n + load * blocked)
    waits = agents * blocked / (agents - load * (1 - blocked))
    return 1 - waits * math.exp(-(agents - load) * within / handle)


def agents_for(arrivals, handle, target):
    agents = 1
    while (service_level(arrivals, handle, agents, target["within_seconds"]) < target["service_level"]
           or arrivals * handle / agents > target["most_occupancy"]):
        agents += 1
    return agents


class StaffingTest(KebaoTest):
    def calls(self, seed=1, patience=None, channel="phone", handle=180):
        """Rows of calls that wait ten seconds, or, with patience, exponentially long or until they give up."""
        chance = random.Random(seed)
        lines = [HEADER]
        for day in days():
            for hour, rate in SHAPE.items():
                count = round(chance.gauss(rate, rate ** 0.5) / (1 if day.weekday() < 5 else 4))
                for number in range(max(0, count)):
                    opened = 3600 * hour + chance.randrange(3600)
                    wait = 10 if patience is None else chance.expovariate(1 / 40)
                    gives_up = math.inf if patience is None else chance.expovariate(1 / patience)
                    spent = 1 + chance.expovariate(1 / handle)
                    served = wait < gives_up
                    accepted = clock(day, opened + wait) if served else ""
                    closed = clock(day, opened + wait + spent) if served else ""
                    abandoned = "" if served else clock(day, opened + gives_up)
                    lines.append(f"C{day}-{hour}-{number},{channel},{'Ann' if served else ''},K{day}{hour}{number},{clock(day, opened)},"
                                 f"{clock(day, opened)},{accepted},{abandoned},{closed},{round(spent) if served else ''}")
        return "\n".join(lines) + "\n"

    def load(self, *contents, name="data"):
        kebao = self.folder(name)
        for place, content in enumerate(contents):
            kebao.load(self.write(f"{name}{place}.csv", content))
        return kebao

    def staffing(self, kebao, *options):
        return json.loads(kebao.must("analyze", "staffing", *(options or PERIOD), "--format", "json").out)

    def channel(self, answer, name="phone"):
        (found,) = [one for one in answer["channels"] if one["channel"] == name]
        return found


class RequiredTest(StaffingTest):
    def test_each_half_hour_has_the_fewest_agents_that_reach_the_target(self):
        phone = self.channel(self.staffing(self.load(self.calls())))
        self.assertEqual(phone["outcome"], "planned")
        self.assertEqual(len(phone["half_hours"]), 7 * 48)
        self.assertIsNone(phone["patience_seconds"])
        handle = phone["handle_seconds"]
        self.assertTrue(handle["low"] < 181 < handle["high"] and handle["n"] > 5000, handle)
        self.assertEqual(phone["handle_seconds_used"], handle["value"])
        manned = 0
        for one in phone["half_hours"]:
            expected = 0
            if one["contacts"] >= 0.05:
                expected = agents_for(one["contacts"] / 1800, handle["value"], phone["target"])
                manned += 1
            self.assertEqual(one["agents"], expected, one)
            self.assertLessEqual(one["agents_low"], one["agents"])
            self.assertGreaterEqual(one["agents_high"], one["agents"])
        self.assertEqual(manned, 7 * 14)  # seven hours of each day
        self.assertAlmostEqual(phone["agent_hours"], sum(one["agents"] for one in phone["half_hours"]) / 2)
        self.assertAlmostEqual(phone["rostered_hours"], phone["agent_hours"] / 0.7)
        simulated = phone["simulation"]["service_level"]
        self.assertGreater(simulated["high"], phone["target"]["service_level"])
        self.assertTrue(simulated["low"] < simulated["mean"] < simulated["high"])

    def test_contacts_are_those_that_come(self):
        phone = self.channel(self.staffing(self.load(self.calls())))
        by_hour = {}
        for one in phone["half_hours"]:
            day, hour = one["at"].split()
            key = (datetime.date.fromisoformat(day).weekday() < 5, int(hour[:2]))
            by_hour[key] = by_hour.get(key, 0) + one["contacts"]
        for hour, rate in SHAPE.items():
            self.assertLess(abs(by_hour[True, hour] / 5 - rate), 0.15 * rate, hour)
            self.assertLess(abs(by_hour[False, hour] / 2 - rate / 4), 0.3 * rate / 4 + 1, hour)
        self.assertLess(by_hour.get((True, 3), 0), 0.5)

    def test_patience_is_measured_from_those_who_gave_up(self):
        with_patience = self.channel(self.staffing(self.load(self.calls(patience=90))))
        patience = with_patience["patience_seconds"]
        self.assertTrue(patience["low"] < 90 < patience["high"], patience)
        self.assertGreater(patience["n"], 1000)
        without = self.channel(self.staffing(self.load(self.calls(), name="patient")))
        self.assertLessEqual(with_patience["agent_hours"], without["agent_hours"])
        self.assertGreater(with_patience["simulation"]["abandoned_share"]["mean"], 0)

    def test_what_takes_hours_is_no_work(self):
        kebao = self.load(self.calls(channel="email", handle=30000))
        email = self.channel(self.staffing(kebao), "email")
        self.assertTrue(email["is_handle_assumed"])
        self.assertEqual(email["handle_seconds_used"], 600)
        open_hours = {one["at"][11:13] for one in email["half_hours"] if one["agents"] > 0}
        self.assertTrue(open_hours and open_hours <= {f"{hour:02}" for hour in range(8, 22)}, open_hours)
        told = kebao.must("analyze", "staffing", *PERIOD).out
        self.assertIn("is time that passed and not work", told)
        own = kebao.path / "catalog" / "analysis" / "staffing.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("channels:\n  email: {kind: backlog, deadline_seconds: 28800, probability: 0.9}\n", "utf-8")
        self.assertEqual(self.channel(self.staffing(kebao), "email")["outcome"], "elapsed_time")
        self.assertIn("assumed_handle_seconds", kebao.must("analyze", "staffing", *PERIOD).out)


class PresenceTest(StaffingTest):
    def shifts(self, first, count, agents=(("Ann", "08:00", "12:00"), ("Ben", "10:00", "18:00"))):
        lines = ["agent_id,shift,day,start,end"]
        for place in range(count):
            day = first + datetime.timedelta(days=place)
            lines += [f"{name},early,{day},{start},{end}" for name, start, end in agents]
        return "\n".join(lines) + "\n"

    def test_shifts_of_the_period_are_set_against_what_is_needed(self):
        answer = self.staffing(self.load(self.calls(), self.shifts(FIRST + datetime.timedelta(days=DAYS), 7)))
        shifts = answer["in_shifts"]
        self.assertTrue(shifts["is_of_period"])
        self.assertEqual(shifts["n"], 14)
        for weekday in range(7):
            self.assertEqual(shifts["agents"][weekday], [0] * 8 + [1, 1, 2, 2] + [1] * 6 + [0] * 6)
        lacking = sum(max(0, answer["needed"][day][hour] - 0.7 * shifts["agents"][day][hour])
                      for day in range(7) for hour in range(24))
        self.assert_close(answer["balance_of_a_week"]["lacking_hours"], lacking, "lacking")

    def test_night_shifts_reach_into_the_next_day_and_the_past_stands_for_the_future(self):
        night = (("Cem", "22:00", "06:00"),)
        answer = self.staffing(self.load(self.calls(), self.shifts(FIRST, DAYS, night)))
        shifts = answer["in_shifts"]
        self.assertTrue(shifts["is_of_period"])  # the last one reaches into its Monday
        inside = self.staffing(self.load(self.calls(), self.shifts(FIRST, DAYS - 2, night), name="inside"))["in_shifts"]
        self.assertFalse(inside["is_of_period"])
        self.assertEqual(inside["agents"][2], [1] * 6 + [0] * 16 + [1] * 2)

    def test_states_count_by_the_hour(self):
        lines = ["agent_id,state,started_at,ended_at"]
        for day in days():
            lines.append(f"Ann,online,{day} 09:30:00,{day} 11:15:00")
            lines.append(f"Ann,break,{day} 11:15:00,{day} 12:00:00")
        answer = self.staffing(self.load(self.calls(), "\n".join(lines) + "\n"), "--period", "2026-W10", "--as-of", "2026-06-01")
        self.assertTrue(answer["at_work"]["is_of_period"])
        self.assertEqual(answer["at_work"]["agents"][0][8:13], [0, 0.5, 1, 0.25, 0])
        self.assertGreater(answer["balance_of_a_week"]["lacking_hours"], 10)

    def test_without_states_and_shifts_it_says_so(self):
        kebao = self.load(self.calls())
        answer = self.staffing(kebao)
        self.assertIsNone(answer["at_work"])
        self.assertIsNone(answer["in_shifts"])
        self.assertIsNone(answer["balance_of_a_week"])
        told = kebao.must("analyze", "staffing", *PERIOD).out
        self.assertIn("Neither agent states nor shifts are recorded", told)
        self.assertIn("Costs: none are recorded", told)


class CostTest(StaffingTest):
    def test_costs_are_those_of_the_last_whole_month(self):
        costs = "month,kind,amount\n2026-01,wage,99\n2026-02,wage,6000\n2026-02,tool,500\n"
        kebao = self.load(self.calls(), costs)
        found = self.staffing(kebao)["costs"]
        self.assertEqual((found["month"], found["total_minor"], found["wages_minor"]), ("2026-02", 650000, 600000))
        contacts = kebao.figures(["conversations"], "--period", "2026-02")["conversations"]
        self.assert_close(found["per_human_contact_minor"], 650000 / contacts, "per contact")
        self.assertIsNone(found["bot_minor"])
        self.assertIsNone(found["per_bot_contact_minor"])
        self.assertIsNone(found["per_shift_hour_minor"])


class FrameTest(StaffingTest):
    def refused(self, kebao, *arguments, status=(FAILED, USAGE)):
        answer = kebao.must("analyze", "staffing", *arguments, status=status)
        self.assertEqual(answer.out, "")
        return answer.err

    def test_both_languages(self):
        kebao = self.load(self.calls())
        english = kebao.must("analyze", "staffing", *PERIOD).out
        self.assertIn("Phone (calls)", english)
        self.assertIn("E-mail: no contacts in the 56 days before", english)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "staffing", *PERIOD).out
        self.assertIn("电话（电话）", chinese)
        self.assertEqual(len(english.splitlines()), len(chinese.splitlines()))

    def test_without_a_past_it_says_so(self):
        self.assertIn("no data", self.refused(self.folder(), *PERIOD))
        self.assertIn("no data", self.refused(self.load(self.calls()), "--period", "2025-12"))

    def test_a_wrong_plan_is_refused_with_its_place(self):
        kebao = self.load(self.calls())
        own = kebao.path / "catalog" / "analysis" / "staffing.yaml"
        own.parent.mkdir(parents=True, exist_ok=True)
        for wrong in ("shrinkage: 1", "channels: {phone: {kind: cal}}", "channels: {phone: {kind: call, service_level: 1.2}}",
                      "channels: {phone: {kind: call, open_hours: [9, 9]}}", "channel: {}", "history_days: 10.5\nchannels: {}",
                      "channels: {phone: {kind: call}}"):
            own.write_text(wrong + "\n", "utf-8")
            self.assertTrue(self.refused(kebao, *PERIOD).strip(), wrong)

    def test_the_same_question_has_the_same_answer(self):
        kebao = self.load(self.calls(patience=60))
        self.assertEqual(self.staffing(kebao), self.staffing(kebao))


if __name__ == "__main__":
    unittest.main()
