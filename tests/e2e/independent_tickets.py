"""Figures of the ticket logs, straight from the raw files with csv, gzip and a few loops. Shares no code with Kebao.

A ticket is a list of steps in time order; what they mean is DESIGN's: resolved by the last resolution (or closing)
after which nothing opened it again, reopened when it was opened after an end.
"""
import csv
import datetime
import gzip
import io
import statistics
import zoneinfo

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")  # the zone of a data folder that nobody configured


class Ticket:
    def __init__(self):
        self.opened = None
        self.owner = None
        self.teams = []
        self.first_end = None
        self.end = None  # the resolution that stands
        self.reopens = 0

    def ends(self, at):
        if self.end is None:
            self.end = at
        if self.first_end is None:
            self.first_end = at

    def is_open(self):
        if self.end is not None:
            self.reopens += 1
            self.end = None

    def seconds(self):
        return (self.end - self.opened).total_seconds()


def rows_of(file):
    with gzip.open(file, "rb") as packed:
        yield from csv.DictReader(io.TextIOWrapper(packed, "utf-8-sig", newline=""))


def figures(tickets):
    """The figures of a set of tickets, named as Kebao's metrics."""
    resolved = [ticket.seconds() for ticket in tickets if ticket.end is not None]
    ever = [ticket for ticket in tickets if ticket.first_end is not None]
    return {
        "conversations": len(tickets),
        "resolution_seconds_mean": statistics.fmean(resolved) if resolved else None,
        "resolution_seconds_median": statistics.median(resolved) if resolved else None,
        "resolution_rate": len(resolved) / len(tickets) if tickets else None,
        "reopen_rate": sum(ticket.reopens > 0 for ticket in ever) / len(ever) if ever else None,
        "reopens": sum(ticket.reopens for ticket in tickets),
    }


def opened_in(tickets, first, limit):
    """Tickets opened from the local midnight `first` up to `limit`."""
    return [ticket for ticket in tickets if first <= ticket.opened < limit]


def grouped(tickets, key):
    groups = {}
    for ticket in tickets:
        groups.setdefault(key(ticket), []).append(ticket)
    return groups


def by_case(rows, case):
    cases = {}
    for row in rows:
        cases.setdefault(row[case], []).append(row)
    return cases


def local_midnight(year, month=1, day=1):
    return datetime.datetime(year, month, day, tzinfo=SHANGHAI)


# ServiceNow: one row per update; naive times are read in the folder's zone.

SERVICENOW_OPEN = {"New", "Active", "Awaiting User Info", "Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence"}


def servicenow_time(text):
    return datetime.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=SHANGHAI)


def servicenow_ticket(rows):
    ticket = Ticket()
    for row in sorted(rows, key=lambda row: (servicenow_time(row["sys_updated_at"]), int(row["sys_mod_count"]))):
        ticket.opened = servicenow_time(row["opened_at"])
        if row["assigned_to"] != "?":
            ticket.owner = row["assigned_to"]
        if row["incident_state"] in ("Resolved", "Closed"):
            ticket.ends(servicenow_time(row["sys_updated_at"]))
        elif row["incident_state"] in SERVICENOW_OPEN:
            ticket.is_open()
    return ticket


def servicenow_tickets(file):
    return [servicenow_ticket(rows) for rows in by_case(rows_of(file), "number").values()]


# Help desk of an Italian software company: one row per activity, with the offset of its time.

ITALY_NEITHER = {"VERIFIED", "INVALID", "DUPLICATE"}


def italy_ticket(rows):
    ticket = Ticket()
    for row in sorted(rows, key=lambda row: datetime.datetime.fromisoformat(row["time:timestamp"])):
        at = datetime.datetime.fromisoformat(row["time:timestamp"])
        activity = row["concept:name"]
        ticket.opened = ticket.opened or at
        if activity in ("Take in charge ticket", "Resolve ticket"):
            ticket.owner = row["org:resource"]
        if activity in ("Resolve ticket", "RESOLVED", "Closed"):
            ticket.ends(at)
        elif activity not in ITALY_NEITHER:
            ticket.is_open()
    return ticket


def italy_tickets(file):
    return [italy_ticket(rows) for rows in by_case(rows_of(file), "case:concept:name").values()]


# Rabobank: one row per activity of a group.

def rabobank_ticket(rows):
    ticket = Ticket()
    for row in sorted(rows, key=lambda row: datetime.datetime.fromisoformat(row["time:timestamp"])):
        at = datetime.datetime.fromisoformat(row["time:timestamp"])
        activity = row["concept:name"]
        ticket.opened = ticket.opened or at
        if activity in ("Open", "Assignment", "Reassignment"):
            ticket.owner = row["Assignment Group"]
        if activity in ("Resolved", "Closed"):
            ticket.ends(at)
        elif activity in ("Open", "Reopen", "Pending vendor"):
            ticket.is_open()
    return ticket


def rabobank_tickets(file):
    return [rabobank_ticket(rows) for rows in by_case(rows_of(file), "case:concept:name").values()]
