"""Each rule of check_files, on a small repository that breaks it."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_files"


class CheckFilesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        subprocess.run(["git", "init", "-q", self.root], check=True)

    def complaints_about(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = subprocess.run([TOOL, self.root], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 1 if result.stderr else 0)
        return result.stderr

    def test_a_sound_file_passes(self):
        self.assertEqual(self.complaints_about("src/base/hash.h", "#pragma once\n"), "")

    def test_long_files(self):
        self.assertEqual(self.complaints_about("a.cc", "x\n" * 350), "")
        self.assertIn("351 lines", self.complaints_about("a.cc", "x\n" * 351))

    def test_names(self):
        self.assertIn("snake_case", self.complaints_about("CsvReader.cc", ""))

    def test_junk_drawers(self):
        self.assertIn("says nothing", self.complaints_about("string_utils.cc", ""))

    def test_headers_without_guard(self):
        self.assertIn("#pragma once", self.complaints_about("a.h", "int a;\n"))

    def test_marks_of_unfinished_work(self):
        self.assertIn("a.cc:2", self.complaints_about("a.cc", "x\n// TO" "DO: more\n"))

    def test_trailing_space_and_tabs(self):
        self.assertIn("trailing", self.complaints_about("a.cc", "x \n"))
        self.assertIn("tab", self.complaints_about("a.cc", "\tx\n"))

    def test_yaml_and_python_must_parse(self):
        self.assertIn("a.yaml", self.complaints_about("a.yaml", "a: [1\n"))
        self.assertIn("b.py", self.complaints_about("b.py", "def f(:\n"))

    def test_links_that_lead_nowhere(self):
        (self.root / "b.md").write_text("")
        self.assertEqual(self.complaints_about("a.md", "[b](b.md#top) [w](https://example.org/x)\n"), "")
        self.assertIn("the link to docs/none.md", self.complaints_about("a.md", "[n](docs/none.md)\n"))

    def test_bytes_that_are_not_utf8(self):
        self.assertIn("not UTF-8", self.complaints_about("a.md", b"\xff\n"))

    def test_ignored_files_are_not_read(self):
        (self.root / ".gitignore").write_text("build/\n")
        self.assertEqual(self.complaints_about("build/Bad.cc", "x \n"), "")


if __name__ == "__main__":
    unittest.main()
