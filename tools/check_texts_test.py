"""Each rule of check_texts, on a small tree that breaks it."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_texts"
SOURCE = """
// MakeProblem("commented.out", place)
auto a = MakeProblem("csv.odd", place, {{"rows", std::to_string(f(1, 2))}});
throw WorldFailure("disk.full", "no room, (really)");
Use(texts.Get("page.title"), texts.Get(fmt::format("page.kind.{}", kind)));
"""
PROBLEMS = """
csv.odd: {what: "{place}: {rows} rows", advice: "Mend it."}
disk.full: {what: "Full: {detail}", advice: "Make room."}
"""
PAGE = "title: Title\nkind: {a: A, b: B}\n"


class CheckTextsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.write("src/csv/a.cc", SOURCE)
        for language in ("zh-CN", "en"):
            self.write(f"catalog/texts/{language}/problems/csv.yaml", PROBLEMS)
            self.write(f"catalog/texts/{language}/page.yaml", PAGE)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def write_both(self, path, text):
        for language in ("zh-CN", "en"):
            self.write(f"catalog/texts/{language}/{path}", text)

    def run_tool(self):
        result = subprocess.run([TOOL, self.root], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 1 if result.stderr else 0)
        return result.stderr

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.run_tool(), "")

    def test_a_code_without_text(self):
        self.write("src/csv/b.cc", 'return MakeProblem(ok ? "csv.odd" : "csv.even",\n  place, {{"rows", r}});')
        self.assertIn("src/csv/b.cc:1: the problem csv.even has no text", self.run_tool())

    def test_a_reason_given_elsewhere_than_to_make_problem(self):
        self.write("src/csv/b.cc", 'Reject(row, "csv.od");')
        self.assertIn('src/csv/b.cc:1: "csv.od" looks like a code or key', self.run_tool())

    def test_reasons_of_a_kind_that_has_no_text_yet(self):
        self.write("src/csv/b.cc", 'counts.push_back({"repaired.time", label});')
        self.assertIn('"repaired.time" looks like a code or key', self.run_tool())

    def test_sql_is_no_key(self):
        self.write("src/csv/b.cc", 'Join("l.record_key", "w.source");')
        self.assertEqual(self.run_tool(), "")

    def test_file_names_are_no_keys(self):
        self.write("src/csv/b.cc", 'Open("page.html"); Open("csv.yaml");')
        self.assertEqual(self.run_tool(), "")

    def test_an_argument_that_is_never_given(self):
        self.write("src/csv/b.cc", 'return MakeProblem("csv.odd", place);')
        self.assertIn("the text of csv.odd says {rows}, which is not given here", self.run_tool())

    def test_arguments_in_a_variable_are_not_judged(self):
        self.write("src/csv/b.cc", 'return MakeProblem("csv.odd", place, arguments);')
        self.assertEqual(self.run_tool(), "")

    def test_a_key_that_one_language_lacks(self):
        self.write("catalog/texts/en/page.yaml", "title: Title\nkind: {a: A}\n")
        self.assertIn("page.kind.b is in zh-CN but not in en", self.run_tool())

    def test_arguments_that_differ(self):
        self.write("catalog/texts/en/page.yaml", PAGE.replace("Title", "'Title of {year}'"))
        self.assertIn("page.title has other arguments in zh-CN than in en: year", self.run_tool())

    def test_a_problem_without_advice(self):
        self.write_both("problems/csv.yaml", PROBLEMS.replace(', advice: "Mend it."', ""))
        self.assertIn("the problem csv.odd has no advice", self.run_tool())

    def test_a_text_that_nothing_names(self):
        self.write_both("page.yaml", PAGE + "foot: Foot\n")
        self.write_both("problems/more.yaml", 'csv.unused: {what: "a", advice: "b"}')
        self.assertIn("names the text page.foot", self.run_tool())
        self.assertIn("names the problem csv.unused", self.run_tool())

    def test_a_code_in_a_comment_or_a_test_is_not_in_use(self):
        self.write_both("problems/more.yaml", 'commented.out: {what: "a", advice: "b"}')
        self.write("src/csv/a_test.cc", 'MakeProblem("commented.out", "");')
        self.assertIn("names the problem commented.out", self.run_tool())

    def test_a_key_given_twice(self):
        self.write_both("page.yaml", PAGE + "title: Again\n")
        self.assertIn("the key 'title' is given twice", self.run_tool())

    def test_words_like_yes_are_texts(self):
        self.write_both("page.yaml", "title: Yes\nkind: {a: 1, b: B}\n")
        self.assertEqual(self.run_tool(), "")


if __name__ == "__main__":
    unittest.main()
