"""Kebao's figures of the real logs are those of scripts that share no code with it, on both ways of computing."""
import shutil
import tempfile
import unittest

import independent_calls
import independent_tickets as tickets
from kebao import Folder, KebaoTest, shared

PATHS = ("fold", "sql")


class Comparison(KebaoTest):
    """Kebao's answers beside a script's."""

    def check(self, folder, theirs, *options):
        """The ungrouped figures."""
        for path in PATHS:
            ours = folder.figures(list(theirs), "--path", path, *options)
            for metric, value in theirs.items():
                self.assert_close(ours[metric], value, f"{metric} ({path})")

    def check_groups(self, folder, dimension, theirs, *options):
        """{key: figures}; a group that the other side lacks is a difference."""
        metrics = list(next(iter(theirs.values())))
        for path in PATHS:
            ours = folder.by(dimension, metrics, "--path", path, *options)
            self.assertEqual(set(ours), set(theirs), path)
            for key, figures in theirs.items():
                for metric, value in figures.items():
                    self.assert_close(ours[key][metric], value, f"{metric} of {dimension} {key} ({path})")


class TicketLog:
    """The cases of every ticket log. One class per log: the import is done once."""
    file = read = None
    period = ()
    first, limit = tickets.local_midnight(2000), tickets.local_midnight(2100)
    dimension = "agent"

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.mkdtemp(prefix="kebao-e2e-")
        cls.addClassCleanup(shutil.rmtree, cls.place)
        file = shared("data", cls.file)
        cls.kebao = Folder(cls.place + "/data")
        cls.kebao.load(file)
        cls.tickets = tickets.opened_in(cls.read(file), cls.first, cls.limit)

    def test_the_totals(self):
        self.check(self.kebao, tickets.figures(self.tickets), *self.period)

    def test_each_group(self):
        groups = tickets.grouped(self.tickets, lambda ticket: ticket.owner or "")
        theirs = {key: tickets.figures(group) for key, group in groups.items()}
        self.check_groups(self.kebao, self.dimension, theirs, *self.period)

    def test_each_day(self):
        days = tickets.grouped(self.tickets, lambda t: t.opened.astimezone(tickets.SHANGHAI).date().isoformat())
        rows = self.kebao.query("conversations", "--grain", "day", *self.period)
        ours = {row["bucket"]: int(row["conversations"]) for row in rows if row["conversations"] != "0"}
        self.assertEqual(ours, {day: len(group) for day, group in days.items()})


class ServiceNowTest(TicketLog, Comparison):
    file = "tickets-servicenow/incident_event_log_opened_to_2016-04.csv.gz"
    read = staticmethod(tickets.servicenow_tickets)
    period = ("--period", "2016-03")
    first, limit = tickets.local_midnight(2016, 3), tickets.local_midnight(2016, 4)


class ItalianHelpDeskTest(TicketLog, Comparison):
    file = "tickets-helpdesk-it/Helpdesk.csv.gz"
    read = staticmethod(tickets.italy_tickets)
    period = ("--from", "2010-01-01", "--to", "2014-12-31")


class RabobankTest(TicketLog, Comparison):
    file = "tickets-rabobank2014/incident_activity.csv.gz"
    read = staticmethod(tickets.rabobank_tickets)
    period = ("--from", "2013-01-01", "--to", "2014-12-31")
    dimension = "team"


class BankCallsTest(Comparison):
    period = ("--from", "1999-02-01", "--to", "1999-02-14", "--tz", "Asia/Jerusalem")

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.mkdtemp(prefix="kebao-e2e-")
        cls.addClassCleanup(shutil.rmtree, cls.place)
        file = shared("data/callcentre-bank1999/calls_1999-02-01_to_13.tsv.gz")
        cls.kebao = Folder(cls.place + "/data")
        cls.summary = cls.kebao.load(file).out
        cls.calls = independent_calls.calls_of(file)

    def test_the_totals(self):
        self.check(self.kebao, independent_calls.figures(self.calls), *self.period)

    def test_each_agent(self):
        answered = [call for call in self.calls if call.is_answered and call.agent]
        metrics = ("conversations", "answered_conversations", "queue_wait_seconds_mean", "talk_seconds_mean")
        theirs = {}
        for agent, calls in tickets.grouped(answered, lambda call: call.agent).items():
            figures = independent_calls.figures(calls)
            theirs[agent] = {metric: figures[metric] for metric in metrics}
        self.check_groups(self.kebao, "agent", theirs, *self.period, "--filter", "agent=" + ",".join(theirs))

    def test_the_import_says_what_is_odd_about_the_log(self):
        for words in ("136  phantom calls", "5375  call ids that are not unique", "14  negative durations",
                      "964  ended in the voice unit", "219  answered, but by no agent"):
            self.assertIn(words, self.summary)


if __name__ == "__main__":
    unittest.main()
