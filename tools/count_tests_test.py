"""count_tests adds up every kind of report and forgets no crash."""
import json
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "count_tests"


def gtest_case(name, result="COMPLETED", failures=()):
    return {"name": name, "classname": "Suite", "result": result, "failures": list(failures)}


class CountTestsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def write_gtest(self, program, *cases):
        (self.root / f"{program}.json").write_text(json.dumps({"testsuites": [{"testsuite": cases}]}))

    def write_ctest(self, **statuses):
        cases = "".join(f'<testcase name="{name}" status="{status}"/>' for name, status in statuses.items())
        (self.root / "ctest.xml").write_text(f"<testsuite>{cases}</testsuite>")

    def run_tool(self):
        result = subprocess.run([TOOL, self.root], capture_output=True, text=True, check=False)
        return result.returncode, result.stdout.splitlines()

    def test_everything_passed(self):
        self.write_gtest("base_test", gtest_case("A"), gtest_case("B"))
        self.write_ctest(base="run", script="run")
        (self.root / "tools.json").write_text('{"suite": "tools", "passed": 4, "failed": 0, "skipped": 0}')
        self.assertEqual(self.run_tool(), (0, ["7 passed, 0 failed"]))

    def test_failures_are_named(self):
        self.write_gtest("base_test", gtest_case("A"), gtest_case("B", failures=[{}]))
        self.write_ctest(base="fail")
        self.assertEqual(self.run_tool(), (1, ["failed: Suite.B", "1 passed, 1 failed"]))

    def test_a_program_that_crashed_is_a_failure(self):
        self.write_gtest("base_test", gtest_case("A"))
        self.write_ctest(base="run", engine="fail")
        self.assertEqual(self.run_tool(), (1, ["failed: engine (program)", "1 passed, 1 failed"]))

    def test_a_program_that_died_after_its_last_case_is_a_failure(self):
        self.write_gtest("base_test", gtest_case("A"))
        self.write_ctest(base="fail")
        self.assertEqual(self.run_tool(), (1, ["failed: base (program)", "1 passed, 1 failed"]))

    def test_skipped_cases_are_said_and_not_counted(self):
        self.write_gtest("base_test", gtest_case("A"), gtest_case("B", result="SKIPPED"))
        self.assertEqual(self.run_tool(), (0, ["skipped: 1 (Suite.B)", "1 passed, 0 failed"]))

    def test_vitest(self):
        results = [{"name": "a.test.ts", "status": "failed", "assertionResults": [
            {"fullName": "x", "status": "passed"}, {"fullName": "y", "status": "failed"}]},
            {"name": "broken.test.ts", "status": "failed", "assertionResults": []}]
        (self.root / "vitest.json").write_text(json.dumps({"testResults": results}))
        self.assertEqual(self.run_tool(), (1, ["failed: y", "failed: broken.test.ts", "1 passed, 2 failed"]))

    def test_no_test_at_all_is_a_failure(self):
        self.assertEqual(self.run_tool(), (1, ["0 passed, 0 failed"]))


if __name__ == "__main__":
    unittest.main()
