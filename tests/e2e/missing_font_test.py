"""A machine without the fonts that a report wants, or without any: what cannot be set in type is said, the rest still comes."""
import os
import re
import shutil
import subprocess
import unittest

from kebao import DONE, FAILED, KebaoTest, load_json
from usage import PERIOD, TABLE

FORMATS = ("html", "pdf", "pptx", "docx", "png", "xlsx", "csv", "md", "json")
DRAWN = ("pdf", "png")  # all of it is set in type here
WITH_PICTURES = ("pptx", "docx")  # only charts that the format has no form for; the rest is set by who opens it
CONF = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>'
BOXES = re.compile(r"\d+ 个字符在已安装的字体里没有字形")


def latin_folder():
    """Where a font is that has no Chinese; its folder has none that does."""
    found = subprocess.run(["fc-match", "-f", "%{file}", "Open Sans"], capture_output=True, text=True, check=False)
    return os.path.dirname(found.stdout) if "OpenSans" in found.stdout else None


@unittest.skipUnless(shutil.which("fc-match") or os.environ.get("CI") == "true", "fontconfig's programs are not installed")
class MissingFontTest(KebaoTest):
    def setUp(self):
        super().setUp()
        self.kebao = self.folder()
        self.kebao.load(self.write("table.csv", TABLE))

    def report(self, fonts, formats=FORMATS, status=DONE):
        conf = self.write("fonts.conf", CONF.format(fonts, self.scratch / "fonts-cache"))
        environment = {**os.environ, "FONTCONFIG_FILE": str(conf)}
        return self.kebao.must("report", "agent-work", *PERIOD, "--lang", "zh", "--format", ",".join(formats), "--out", self.scratch / "out",
                               status=status, env=environment)

    def written(self):
        return sorted({file.suffix[1:] for file in (self.scratch / "out").iterdir()})

    def test_each_format_comes_and_says_what_it_cannot_show(self):
        fonts = latin_folder()
        if fonts is None:
            raise unittest.SkipTest("fonts-open-sans is not installed")
        for name in FORMATS:
            with self.subTest(name):
                answer = self.report(fonts, (name,))
                self.assertIn(name, self.written())
                self.assertEqual(BOXES.search(answer.err) is not None, name in DRAWN + WITH_PICTURES, answer)
        self.assertRegex(self.report(fonts, ("pdf",)).err, "没有安装字体“Noto Sans CJK SC")

    def test_without_any_font_the_formats_that_need_none_come(self):
        answer = self.report(self.scratch / "nowhere", status=FAILED)
        self.assertEqual(self.written(), sorted(set(FORMATS) - set(DRAWN)))
        self.assertEqual(answer.err.count("No font is installed"), len(DRAWN), answer.err)
        self.assertIn("fonts-noto-cjk", answer.err)
        report = load_json(next((self.scratch / "out").glob("*.json")))
        self.assertTrue(report["sections"])


if __name__ == "__main__":
    unittest.main()
