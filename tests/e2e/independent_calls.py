"""Figures of the bank's call-by-call log, straight from the raw file. Shares no code with Kebao.

Offered: whoever wanted an agent, that is was answered or gave up in the queue. Who left in the voice unit never asked for
one. An answer without a queue waited 0 s. Service level: answered within 20 s ÷ (offered − given up within 5 s).
"""
import csv
import gzip
import io
import statistics

NEVER = "0:00:00"
DAY = 86400


def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


class Call:
    def __init__(self, row):
        self.agent = "" if row["server"] == "NO_SERVER" else row["server"]
        self.is_phantom = row["outcome"] == "PHANTOM"
        self.is_answered = row["outcome"] == "AGENT"
        entered = seconds(row["vru_entry"])

        def instant(column):
            """Seconds of the day of entry; a clock half a day before the entry is the next day's; None for never."""
            if row[column] == NEVER:
                return None
            at = seconds(row[column])
            return at + DAY if entered - at > DAY / 2 else at  # clocks differ by seconds

        queued, left = instant("q_start"), instant("q_exit")
        served = instant("ser_start")
        if served is None or queued is not None and served < queued:
            served = left if left is not None else instant("vru_exit")
        ended = instant("ser_exit")
        self.wait = self.talk = None
        if self.is_answered:
            self.wait = 0 if queued is None else served - queued
            self.talk = None if ended is None else ended - served
        self.has_given_up = row["outcome"] == "HANG" and queued is not None
        if self.has_given_up:
            self.wait = left - queued


def calls_of(file):
    with gzip.open(file, "rb") as packed:
        calls = [Call(row) for row in csv.DictReader(io.TextIOWrapper(packed, "utf-8", newline=""), delimiter="\t")]
    return [call for call in calls if not call.is_phantom]


def figures(calls):
    """Named as Kebao's metrics."""
    answered = [call for call in calls if call.is_answered]
    gave_up = [call for call in calls if call.has_given_up]
    counted = len(answered) + sum(call.wait > 5 for call in gave_up)
    talks = [call.talk for call in answered if call.talk is not None]
    return {
        "conversations": len(calls),
        "offered_conversations": len(answered) + len(gave_up),
        "answered_conversations": len(answered),
        "abandoned_conversations": len(gave_up),
        "queue_wait_seconds_mean": statistics.fmean(call.wait for call in answered) if answered else None,
        "service_level_20s": sum(call.wait <= 20 for call in answered) / counted if counted else None,
        "abandonment_rate": sum(call.wait > 5 for call in gave_up) / counted if counted else None,
        "talk_seconds_mean": statistics.fmean(talks) if talks else None,
    }
