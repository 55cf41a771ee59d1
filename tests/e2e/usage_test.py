"""What a person meets who types something wrong or asks for help."""
import os
import re
import subprocess
import unittest

from kebao import BINARY
from usage import PERIOD, TABLE, UsageTest


class WrongUsageTest(UsageTest):
    WRONG = (
        (("query", "csat_rat", *PERIOD), "csat_rat", "csat_rate"),
        (("query", "conversations,,csat_rate", *PERIOD), "metric"),
        (("metrics", "backlogg"), "backlog"),
        (("metrics", "--pack", "zendsk"), "zendsk", "zendesk"),
        (("query", "conversations", "--by", "chanel", *PERIOD), "--by", "channel"),
        (("query", "conversations", "--filter", "chanel=chat", *PERIOD), "--filter", "channel"),
        (("query", "conversations", "--filter", "channel", *PERIOD), "channel"),
        (("query", "conversations", "--pack", "x", *PERIOD), "--pack", "zendesk"),
        (("query", "conversations", "--tz", "Mars/Base", *PERIOD), "--tz", "Mars/Base"),
        (("query", "conversations", "--format", "xml", *PERIOD), "--format", "json"),
        (("query", "conversations", "--grain", "decade", *PERIOD), "--grain", "week"),
        (("query", "conversations", "--path", "x", *PERIOD), "--path", "fold"),
        (("query", "conversations", "--compare", "x", *PERIOD), "--compare", "previous"),
        (("query", "conversations", "--week-start", "x", *PERIOD), "--week-start", "monday"),
        (("query", "conversations", "--as-of", "x", *PERIOD), "2016-04-01"),
        (("query", "conversations"), "--period"),
        (("query", "conversations", "--period", "2026-13"), "2026-13"),
        (("report", "agent-wrok", *PERIOD), "agent-work"),
        (("report", "agent-work", "--format", "odt", *PERIOD), "--format", "xlsx"),
        (("report", "agent-work", "--format", "", *PERIOD), "--format", "xlsx"),
        (("report", "agent-work", "--audience", "x", *PERIOD), "--audience", "management"),
        (("report", "agent-work", "--lang", "fr", *PERIOD), "--lang", "en"),
        (("import", "table.csv", "--tz", "Mars/Base"), "--tz", "Mars/Base"),
        (("import", "table.csv", "--mapping", "none.yaml"), "--mapping", "none.yaml"),
        (("import", "table.csv", "--param", "x"), "name=value"),
        (("import",), "FILE"),
        (("imports", "abc"), "ID", "abc"),
        (("imports", "1", "2"), "2"),
        (("undo",), "IMPORT"),
        (("rejects", "1"), "--out"),
        (("demo-data", "--seed", "abc"), "--seed"),
        (("demo-data", "--conversations", "0"), "--conversations"),
        (("demo-data", "--as", "zendesk"), "--out"),
        (("demo-data", "--as", "x", "--out", "y"), "zendesk"),
        (("imprt", "table.csv"), "imprt", "import"),
        (("query", "conversations", "--perod", "2026-03"), "--perod", "--period"),
        (("events",), "import"),
        ((), "import", "report"),
    )

    def test_wrong_usage_is_status_2_and_comes_before_any_work(self):
        for arguments, *words in self.WRONG:
            with self.subTest(arguments):
                self.assert_refused(arguments, *words)
        self.assertFalse(self.kebao.path.exists(), "a command that was refused made the data folder")

    def test_wrong_usage_is_told_in_chinese_too(self):
        chinese = self.folder("zh", lang="zh")
        for arguments, *_ in self.WRONG[::3]:
            with self.subTest(arguments):
                answer = self.assert_refused(arguments, folder=chinese)
                for line in answer.err.splitlines():
                    self.assertRegex(line, r"[\u4e00-\u9fff]", "no Chinese in the line")

    def test_an_unknown_filter_value_is_named_with_what_may_be_meant(self):
        self.load_table()
        self.assert_refused(("query", "conversations", "--filter", "channel=phnoe", *PERIOD), "channel", "phnoe", "phone")
        self.assert_refused(("query", "conversations", "--filter", "agent=王方", *PERIOD), "王芳")
        self.assert_refused(("query", "conversations", "--filter", "weekday=9", *PERIOD), "weekday")
        self.assert_refused(("query", "conversations", "--filter", "hour_of_day=24", *PERIOD), "hour_of_day")
        self.assert_refused(("query", "conversations", "--filter", "product=x", *PERIOD), "product")
        self.assert_refused(("report", "agent-work", "--filter", "channel=chat,fax", *PERIOD), "fax")
        self.assert_refused(("query", "conversations", "--source", "conversation", *PERIOD), "conversations")
        self.assert_refused(("report", "agent-work", "--source", "zendesk", *PERIOD), "zendesk")

    def test_a_value_without_rows_in_the_period_is_zero(self):
        self.load_table()
        count = lambda *options: self.kebao.figures("conversations", *options)["conversations"]
        self.assertEqual(count("--period", "2026-04", "--filter", "channel=chat"), 0)
        self.assertEqual(count("--filter", "channel=chat,phone", *PERIOD), 2)
        self.assertEqual(count("--filter", "channel=", *PERIOD), 0)

    def test_what_some_sources_do_not_record_is_said(self):
        self.load_table()
        silent = TABLE.replace(",csat", "").replace(",5\n", "\n").replace(",4\n", "\n").replace(",2\n", "\n").replace("C", "D")
        self.kebao.load(self.write("silent.csv", silent), options=("--source", "old"))
        asked = ("query", "conversations,csat_rate", "--by", "source", "--total", *PERIOD, "--compare", "none")
        table = self.kebao.must(*asked)
        self.assertEqual(table.out.count("†"), 1, table.out)
        self.assertIn("csat_rate", table.err)
        csv = self.kebao.must(*asked, "--format", "csv")
        self.assertNotIn("†", csv.out)
        self.assertRegex(csv.err, r"†.*csat_rate\n")
        self.assertEqual(self.kebao.must(*asked, "--source", "conversations").err, "")
        self.kebao.report(self.scratch / "out", *PERIOD, "--lang", "en", formats="html,csv,md,json")
        for file in (self.scratch / "out").glob("*.*"):
            text = file.read_text("utf-8")
            if file.suffix != ".csv":
                self.assertIn("%†", text, file.name)
                self.assertIn("† Over those sources that record it", text, file.name)
        self.assertTrue(any("over some sources only" in file.read_text("utf-8") for file in (self.scratch / "out").glob("*.csv")))

    def test_a_value_may_be_written_as_reports_show_it(self):
        self.load_table()
        for value in ("phone", "Phone", "电话"):
            self.assertEqual(self.kebao.figures("conversations", "--filter", f"channel={value}", *PERIOD)["conversations"], 1)

    def test_a_zone_does_not_seem_to_change_an_existing_folder(self):
        self.load_table()
        self.assert_refused(("--zone", "Europe/Berlin", "imports"), "Europe/Berlin", "Asia/Shanghai", "kebao.yaml")
        self.kebao.must("--zone", "Asia/Shanghai", "imports")


class LanguageTest(UsageTest):
    def say(self, *arguments, **environment):
        """What the program says with this environment and no language on the line, and its status."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "KEBAO_"))}
        process = subprocess.run([str(BINARY), "--data", str(self.kebao.path), *arguments], capture_output=True, check=False,
                                 env={**clean, **environment})
        return (process.stdout + process.stderr).decode("utf-8")

    def test_the_language_follows_flag_environment_file_and_locale(self):
        english, chinese = "lists them all", "查看全部指标"
        wrong = ("query", "nosuch", *PERIOD)
        for wanted, arguments, environment in (
                (chinese, wrong, {}),
                (chinese, wrong, {"LANG": "C.UTF-8"}),
                (chinese, wrong, {"LANG": "zh_CN.UTF-8"}),
                (english, wrong, {"LANG": "en_US.UTF-8"}),
                (english, wrong, {"LANG": "fr_FR.UTF-8"}),
                (english, wrong, {"KEBAO_LANG": "fr"}),
                (english, wrong, {"KEBAO_LANG": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}),
                (chinese, wrong, {"KEBAO_LANG": "fr", "LANG": "zh_CN.UTF-8"}),
                (chinese, ("--ui-lang", "zh", *wrong), {"KEBAO_LANG": "en"}),
                (english, ("--ui-lang=en", *wrong), {"KEBAO_LANG": "zh"}),
        ):
            with self.subTest(arguments=arguments, environment=environment):
                self.assertIn(wanted, self.say(*arguments, **environment))
        self.kebao.path.mkdir()
        (self.kebao.path / "kebao.yaml").write_text("language: en\n")
        self.assertIn(english, self.say(*wrong))
        self.assertIn(chinese, self.say(*wrong, KEBAO_LANG="zh"))

    def test_help_of_every_command_is_whole_in_both_languages(self):
        commands = re.findall(r"^  ([a-z-]+) ", self.say("--help", KEBAO_LANG="en").split("Commands:")[1].split("Options:")[0], re.M)
        self.assertGreaterEqual(len(commands), 15)
        for command in [[], *([name] for name in commands), ["events", "import"]]:
            for language, usage, examples in (("en", "Usage: kebao", "Examples:"), ("zh", "用法：kebao", "示例：")):
                with self.subTest(command=command, language=language):
                    text = self.say(*command, "--help", KEBAO_LANG=language)
                    self.assertTrue(text.startswith(usage), text)
                    self.assertIn(examples, text)
                    self.assertNotIn("cli.", text, "a text is missing")
                    for line in text.splitlines():
                        self.assertNotRegex(line, r"^  -\S+( \S+)?$", "an option without a text")

    def test_the_version_and_the_help_need_no_folder(self):
        self.assertRegex(self.say("--version"), r"^\d+\.\d+\.\d+$")
        self.assertFalse(self.kebao.path.exists())


if __name__ == "__main__":
    unittest.main()
