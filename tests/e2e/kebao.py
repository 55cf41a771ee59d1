"""The kebao program as the tests use it: a data folder, commands, answers as rows.

KEBAO_BINARY names the program (default: build/kebao of this tree), KEBAO_SHARED the folder of real data and fixtures
(default: ../shared). A missing shared folder skips the tests that read it; with CI=true it fails them.
"""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = pathlib.Path(os.environ.get("KEBAO_BINARY", ROOT / "build" / "kebao"))
LONG_AGO = "2030-01-01T00:00:00Z"  # a report time after all of the data

DONE, FAILED, USAGE, SOME_REJECTED = 0, 1, 2, 3


class Answer:
    """What a command said: status, out, err."""

    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout.decode("utf-8", "replace")
        self.err = process.stderr.decode("utf-8", "replace")

    def __str__(self):
        return f"status {self.status}\n{self.out}\n{self.err}"


class Folder:
    """A data folder. Messages are English unless lang says otherwise."""

    def __init__(self, path, lang="en", zone=None):
        self.path = pathlib.Path(path)
        self.options = ["--data", str(path), "--ui-lang", lang] + (["--zone", zone] if zone else [])

    def command(self, *arguments):
        return [str(BINARY), *self.options, *map(str, arguments)]

    def run(self, *arguments, **how):
        how = {"timeout": 120, "stdin": subprocess.DEVNULL, **how}
        return Answer(subprocess.run(self.command(*arguments), capture_output=True, check=False, **how))

    def must(self, *arguments, status=DONE, **how):
        """Runs a command that has to end with the status (one, or one of several)."""
        answer = self.run(*arguments, **how)
        allowed = status if isinstance(status, tuple) else (status,)
        if answer.status not in allowed:
            raise AssertionError(f"kebao {' '.join(map(str, arguments))}: wanted status {allowed}, got {answer}")
        return answer

    def load(self, *files, status=(DONE, SOME_REJECTED), options=()):
        return self.must("import", *files, *options, status=status)

    def query_text(self, metrics, *options):
        if isinstance(metrics, (list, tuple)):
            metrics = ",".join(metrics)
        if "--as-of" not in options:
            options += ("--as-of", LONG_AGO)
        if "--compare" not in options:
            options += ("--compare", "none")
        return self.must("query", metrics, *options, "--format", "csv").out

    def query(self, metrics, *options):
        """Rows of the CSV answer as dictionaries of texts."""
        return list(csv.DictReader(io.StringIO(self.query_text(metrics, *options))))

    def figures(self, metrics, *options):
        """The one row of an ungrouped question, as numbers or None."""
        (row,) = self.query(metrics, *options)
        return {name: number(row[name]) for name in (metrics if isinstance(metrics, (list, tuple)) else metrics.split(","))}

    def by(self, dimension, metrics, *options):
        """{value of the dimension: {metric: number}}."""
        return {row[dimension]: {name: number(row[name]) for name in metrics}
                for row in self.query(metrics, "--by", dimension, *options)}

    def imports(self):
        """The import ledger as rows: lists of texts, from the printed table."""
        lines = self.must("imports").out.splitlines()
        return [line.split() for line in lines[1:] if line.strip()]

    def staged(self):
        return sorted(str(file) for part in ("staging", "tmp") for file in (self.path / part).rglob("*"))

    def copy(self, to):
        shutil.copytree(self.path, to)
        twin = Folder(to)
        twin.options = ["--data", str(to), *self.options[2:]]
        return twin

    def report(self, out, *options, template="agent-work", formats="xlsx,csv,html,json"):
        return self.must("report", template, "--out", out, "--format", formats, *options, "--as-of", LONG_AGO)


def number(text):
    return None if text == "" else float(text)


def load_json(file):
    return json.loads(pathlib.Path(file).read_text("utf-8"))


def shared(*parts):
    """A path in the shared folder; skips the test where there is none."""
    given = os.environ.get("KEBAO_SHARED")
    for folder in ([pathlib.Path(given)] if given else [ROOT.parent / "shared", pathlib.Path("/work/shared")]):
        if folder.is_dir():
            return folder.joinpath(*parts)
    if os.environ.get("CI") == "true":
        raise AssertionError("no shared test data: set KEBAO_SHARED")
    raise unittest.SkipTest("no shared test data here")


class KebaoTest(unittest.TestCase):
    """A test with a scratch folder of its own."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="kebao-e2e-")
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)

    def folder(self, name="data", **how):
        return Folder(self.scratch / name, **how)

    def write(self, name, content):
        file = self.scratch / name
        if isinstance(content, str):
            content = content.encode("utf-8")
        file.write_bytes(content)
        return file

    def assert_close(self, ours, theirs, what):
        """Equal to 1e-9, and null only where null."""
        if ours is None or theirs is None:
            self.assertEqual(ours, theirs, what)
        else:
            self.assertLessEqual(abs(ours - theirs), 1e-9 * max(1.0, abs(ours), abs(theirs)), f"{what}: {ours} ≠ {theirs}")
