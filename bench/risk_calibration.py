#!/usr/bin/env python3
"""How often what `kebao analyze risk` says comes true: asks about past periods and looks what came.

    bench/risk_calibration.py KEBAO DATA [week|month] [FIRST_WEEK]

Targets are the period's own figure and a little above and below it, so that all probabilities occur. Also counts in how many
periods a trend, a topic or an event is warned of (on a calm copy: false alarms).
"""
import collections
import datetime
import json
import subprocess
import sys

METRICS = ("csat_rate", "bad_review_rate", "resolution_rate", "fcr_rate", "first_response_seconds_mean",
           "reply_seconds_mean", "abandonment_rate", "service_level_30s", "sla_met_rate", "transfer_rate",
           "complaint_rate", "first_response_seconds_p90", "complaints")
SHARES = {metric for metric in METRICS if metric.endswith("_rate") or metric.startswith("service_level")}
BANDS = ((0, .1), (.1, .3), (.3, .5), (.5, .7), (.7, .9), (.9, 1.0001))


def run(kebao, data, *arguments):
    made = subprocess.run([kebao, "--data", data, *arguments], capture_output=True, text=True, check=True)
    return json.loads(made.stdout)


def figures(kebao, data, period):
    rows = run(kebao, data, "query", ",".join(METRICS), "--period", period, "--compare", "none", "--format", "json")
    return {metric: find(rows, metric) for metric in METRICS}


def find(tree, metric):
    return tree["rows"][0]["values"][metric]["value"]


def targets_of(now):
    for metric, value in now.items():
        if value is None or value == 0:
            continue
        steps = (-.03, -.01, 0, .01, .03) if metric in SHARES and .3 < value else (-.3, -.1, 0, .1, .3)
        for step in steps:
            target = value + step if metric in SHARES and .3 < value else value * (1 + step)
            if not (metric in SHARES and not 0 < target < 1):
                yield metric, target


def periods(grain, first):
    if grain == "month":
        return [f"2025-{month:02}" for month in range(7, 12)]
    return [f"2025-W{week:02}" for week in range(first, 52)]


def following(period):
    if "W" not in period:
        return f"2025-{int(period[5:]) + 1:02}"
    day = datetime.date.fromisocalendar(2025, int(period[6:]), 1) + datetime.timedelta(days=7)
    return f"{day.isocalendar().year}-W{day.isocalendar().week:02}"


def main():
    kebao, data = sys.argv[1], sys.argv[2]
    grain = sys.argv[3] if len(sys.argv) > 3 else "week"
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 24
    told, warned, inside, points = collections.defaultdict(list), collections.Counter(), 0, 0
    asked = periods(grain, first)
    for period in asked:
        now, then = figures(kebao, data, period), figures(kebao, data, following(period))
        targets = list(targets_of(now))
        answer = run(kebao, data, "analyze", "risk", "--period", period, "--format", "json", "--target",
                     ",".join(f"{metric}={target:.12g}" for metric, target in targets))
        seen = set()
        for found in answer["targets"]:
            came = then[found["metric"]]
            if found["outcome"] != "told" or came is None:
                continue
            up = found["metric"] in ("csat_rate", "resolution_rate", "fcr_rate", "service_level_30s", "sla_met_rate")
            missed = came < found["target"] if up else came > found["target"]
            told[found["predicted_by"]].append((found["probability"], missed))
            if found["metric"] not in seen:
                seen.add(found["metric"])
                points += 1
                inside += found["expected"]["low"] <= came <= found["expected"]["high"]
        for kind in {warning["kind"] for warning in answer["warnings"]}:
            warned[kind] += 1
        warned["breach"] += any(found["breach"] for found in answer["targets"])
        print(period, len(targets), "rising:", [topic["key"] for topic in answer["topics"]["rising"]], flush=True)
    print(f"{inside} of {points} figures inside 95 %")
    for by, pairs in list(told.items()) + [("all", [pair for pairs in told.values() for pair in pairs])]:
        print(by)
        for low, high in BANDS:
            band = [pair for pair in pairs if low <= pair[0] < high]
            if band:
                said = sum(pair[0] for pair in band) / len(band)
                came = sum(pair[1] for pair in band) / len(band)
                print(f"  {low:.1f}–{min(high, 1):.1f}: n = {len(band)}, said {said:.3f}, came true {came:.3f}")
    print(dict(warned), "of", len(asked), "periods")


if __name__ == "__main__":
    main()
