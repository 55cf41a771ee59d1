#!/usr/bin/python3
"""A report as PDF by Kebao beside headless Chromium printing the same report's HTML, and 10,000 rows of a table.

usage: bench/print_bench.py [KEBAO] [ROUNDS]     needs chromium; whole commands, best of ROUNDS (default 3)
"""
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

KEBAO = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/kebao").resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3


def timed(command):
    """(seconds by the clock, seconds of processor) of the best round."""
    best = None
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best or (wall, cpu), (wall, cpu))
    return best


def show(what, figures, file):
    print(f"{what:44} {figures[0]:6.2f} s  {figures[1]:6.2f} CPU s  {file.stat().st_size / 1000:8.0f} kB", flush=True)


def compare(folder, data, template, options):
    out = folder / "out"
    kebao = [KEBAO, "--data", data, "report", template, *options, "--lang", "en", "--no-archive", "--out", out]
    subprocess.run([*kebao, "--format", "html"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    page = next(out.glob(f"{template}_*.html"))
    pdf = page.with_suffix(".pdf")
    ours = timed([*kebao, "--format", "pdf"])
    show(f"{template}: kebao report --format pdf", ours, pdf)
    alone = timed([*kebao, "--format", "json"])
    print(f"  of that the figures alone (json)           {alone[0]:6.2f} s  {alone[1]:6.2f} CPU s")
    printed = folder / "chromium.pdf"
    theirs = timed(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={printed}", page.as_uri()])
    show(f"{template}: chromium --print-to-pdf", theirs, printed)
    print(f"  Kebao takes {ours[0] / theirs[0]:.2f} of the time and {ours[1] / theirs[1]:.2f} of the processor")


def many_agents(folder, count):
    """A month in which 10,000 agents have a conversation each: one table of as many rows."""
    rows = ["conversation_id,channel,agent,customer_id,opened_at,first_response_at,resolved_at"]
    for number in range(count):
        day = 1 + number % 30
        rows.append(f"C{number},chat,Agent {number:05},K{number},2025-11-{day:02} 10:00:00,2025-11-{day:02} 10:01:00,2025-11-{day:02} 10:30:00")
    file = folder / "agents.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    template = {"template": "long", "title": {"zh": "长表", "en": "Long"}, "purpose": {"zh": "长表", "en": "Long"}, "sections": [
        {"id": "agents", "title": {"zh": "客服", "en": "Agents"}, "blocks": [
            {"table": {"id": "agents", "title": {"zh": "客服", "en": "Agents"}, "by": "agent", "sort": "agent_conversations",
                       "metrics": ["agent_conversations", "customers_served", "agent_first_response_seconds_median", "agent_resolution_rate"]}}]}]}
    data = folder / "long"
    subprocess.run([KEBAO, "--data", data, "import", file], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    place = data / "catalog" / "templates"
    place.mkdir(parents=True, exist_ok=True)
    (place / "long.yaml").write_text(json.dumps(template), "utf-8")
    return data


def main():
    with tempfile.TemporaryDirectory(prefix="kebao-print-") as name:
        folder = pathlib.Path(name)
        data = folder / "data"
        subprocess.run([KEBAO, "--data", data, "demo-data", "--conversations", "20000"], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        compare(folder, data, "weekly", ("--period", "2025-W45"))
        compare(folder, data, "monthly", ("--period", "2025-11"))
        compare(folder, many_agents(folder, 10_000), "long", ("--period", "2025-11", "--compare", "none"))


if __name__ == "__main__":
    main()
