"""LibreOffice opens what we write and converts it without a complaint. Where it is not installed the tests are skipped: it takes some
280 MB and is no part of Kebao (apt-get install libreoffice-impress-nogui libreoffice-writer-nogui libreoffice-calc-nogui)."""
import re
import shutil
import subprocess
import unittest

from kebao import KebaoTest, load_json

FORMATS = ("pptx", "docx", "xlsx")
HARMLESS = re.compile(r"javaldx|convert .* -> |Overwriting|dconf")


def pages_of(file):
    return int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout)[1])


@unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
class OfficeTest(KebaoTest):
    def convert(self, files):
        """One start for all of them; nothing may be said but what was converted."""
        profile = f"-env:UserInstallation=file://{self.scratch}/profile"
        answer = subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(self.scratch / "pdf"), *map(str, files)],
                                capture_output=True, text=True, timeout=900, check=True)
        complaints = [line for line in (answer.stdout + answer.stderr).splitlines() if line.strip() and not HARMLESS.search(line)]
        self.assertEqual(complaints, [])

    def make(self, name, folder, lang):
        """{file: title}; the names differ before the ending."""
        out = self.scratch / f"{name}-{lang}"
        folder.must("report", "weekly", "--period", "2025-W46", "--lang", lang, "--format", ",".join(FORMATS) + ",json", "--out", out)
        title = load_json(out / f"weekly_2025-W46_{lang}.json")["title"]
        return {(out / f"weekly_2025-W46_{lang}.{kind}").rename(out / f"{name}-{lang}-{kind}.{kind}"): title for kind in FORMATS}

    def test_it_opens_every_office_format(self):
        full, empty = self.folder("full"), self.folder("empty")
        full.must("demo-data", "--conversations", 3000, "--seed", 11)
        made = {}
        for lang in ("zh", "en"):
            made |= self.make("full", full, lang) | self.make("empty", empty, lang)
        self.convert(made)
        for file, title in made.items():
            with self.subTest(file.name):
                self.check(self.scratch / "pdf" / f"{file.stem}.pdf", title)

    def check(self, converted, title):
        """It has pages, and the title on the first of them."""
        text = subprocess.run(["pdftotext", "-l", "1", str(converted), "-"], check=True, capture_output=True, text=True).stdout
        self.assertIn(re.sub(r"\s", "", title), re.sub(r"\s", "", text))
        self.assertGreater(pages_of(converted), 1)


if __name__ == "__main__":
    unittest.main()
