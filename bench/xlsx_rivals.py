#!/usr/bin/python3
"""The same detail rows as XLSX by Kebao, libxlsxwriter, exceljs and openpyxl, in one run.

usage: bench/xlsx_rivals.py [ROWS] [ROUNDS]     default 100000 rows of ten columns, 3 rounds; needs build/xlsx_detail_bench
Kebao and libxlsxwriter are timed with making the rows, exceljs and openpyxl without reading them. Best of the rounds.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent / "build" / "xlsx_detail_bench"
LINE = re.compile(r"^(ours|libxlsxwriter) +([\d.]+) s wall +([\d.]+) s cpu", re.M)


def native(rows, tsv):
    """What xlsx_detail_bench measures, by writer; it leaves the rows in a file for the others."""
    printed = subprocess.run([BENCH, str(rows), "1", tsv], check=True, capture_output=True, text=True).stdout
    return {name: {"wall": float(wall), "cpu": float(cpu)} for name, wall, cpu in LINE.findall(printed)}


def measured(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def one_round(rows, folder):
    tsv = folder / "rows.tsv"
    times = native(rows, tsv)
    times["exceljs"] = measured("node", HERE / "rivals" / "write_exceljs.js", tsv, folder / "exceljs.xlsx")
    times["openpyxl"] = measured(sys.executable, HERE / "rivals" / "write_openpyxl.py", tsv, folder / "openpyxl.xlsx")
    return times


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not (HERE / "rivals" / "node_modules" / "exceljs").exists():
        subprocess.run(["npm", "ci", "--prefix", HERE / "rivals"], check=True)
    with tempfile.TemporaryDirectory(prefix="kebao-xlsx-") as name:
        runs = [one_round(rows, pathlib.Path(name)) for _ in range(rounds)]
    best = {writer: {clock: min(run[writer][clock] for run in runs) for clock in ("wall", "cpu")} for writer in runs[0]}
    for writer, times in best.items():
        print(f"{writer:14} {times['wall']:7.2f} s  {times['cpu']:7.2f} CPU s  "
              f"{times['wall'] / best['ours']['wall']:5.1f} × ours, {times['cpu'] / best['ours']['cpu']:5.1f} × by processor")


if __name__ == "__main__":
    main()
