"""Reads the generated sentences of a report as a suspicious reader: every number, name and word of direction against the
figures that the sentence says it rests on, and those against the tiles and tables. Written apart from the checker in
src/report/narrative, so that the two do not share their mistakes.
"""
import math
import re

UP = {"zh-CN": ("延长", "增加", "提高", "上升", "多", "高"),
      "en": ("lengthened", "rose", "longer", "more", "higher")}
DOWN = {"zh-CN": ("缩短", "减少", "下降", "下滑", "少", "低"),
        "en": ("shortened", "fell", "shorter", "fewer", "less", "lower")}
GOOD = {"zh-CN": ("提高",), "en": ("improved",)}
BAD = {"zh-CN": ("下滑",), "en": ("worsened",)}
# What no sentence says unless a figure bears it out.
LOOSE = re.compile(r"[0-9０-９%‰]|百分点|上升|下降|增加|减少|提高|下滑|缩短|延长"
                   r"|\bpp\b|\brose\b|\bfell\b|\bshortened\b|\blengthened\b")
# Verdict → how an overview says its count. What it does not say is counted nowhere.
OVERVIEW = {"zh-CN": {3: r"(\d+) 项主要指标(?:中|与)", 1: r"(?:好转 (\d+) 项|(\d+) 项(?:主要指标都)?比\S+?好转)",
                      2: r"(?:变差 (\d+) 项|(\d+) 项(?:主要指标都)?比\S+?变差)", 0: r"其余 (\d+) 项没有"},
            "en": {3: r"of (\d+) key figures", 1: r"(\d+) (?:of \d+ )?(?:key figures )?improved",
                   2: r"(\d+) (?:of \d+ )?(?:key figures )?worsened", 0: r"(\d+) did not"}}
SECONDS = {"天": 86400, "小时": 3600, "分": 60, "秒": 1, "d": 86400, "h": 3600, "m": 60, "s": 1}


def sentences_of(report):
    for section in report["sections"]:
        for block in section["blocks"]:
            if block["type"] == "paragraph" and "id" in block:
                yield block


def shown_figures(node):
    """Figures of tiles and tables, changes left out."""
    if isinstance(node, dict):
        if "raw" in node and "provenance" in node and "change from" not in node["provenance"]["filters"]:
            yield node
        for key, value in node.items():
            if key not in ("figures", "change"):
                yield from shown_figures(value)
    elif isinstance(node, list):
        for value in node:
            yield from shown_figures(value)


def source_of(figure):
    return tuple(figure["provenance"].values()) if "provenance" in figure else ()


def number_in(text, form):
    """(number as written in the unit of raw, half of its last digit)"""
    if form == "duration":
        parts = re.findall(r"(-?[\d,]+) ?(天|小时|分|秒|[dhms])\b|(-?[\d,]+) ?(天|小时|分|秒)", text)
        units = [(int((a or c).replace(",", "")), SECONDS[b or d]) for a, b, c, d in parts]
        return sum(count * unit for count, unit in units), units[-1][1] / 2
    (written,) = re.findall(r"[-+]?[\d,]+(?:\.\d+)?", text)
    scale = {"percent_1": 0.01, "percent_points_1": 0.01, "money": 100}.get(form, 1)
    places = len(written.partition(".")[2])
    return float(written.replace(",", "")) * scale, 0.5 * 10 ** -places * scale


def beyond_noise(first, second):
    """Newcombe's interval of the difference, from the intervals of the two."""
    if None in (first.get("low"), first.get("high"), second.get("low"), second.get("high")):
        return True
    size = first["raw"] - second["raw"]
    if size > 0:
        return size > math.hypot(first["raw"] - first["low"], second["high"] - second["raw"])
    return -size > math.hypot(first["high"] - first["raw"], second["raw"] - second["low"])


class SentenceReader:
    def __init__(self, test, report):
        self.test, self.language = test, report["language"]
        self.shown = {source_of(figure): figure for figure in shown_figures(report["sections"])}
        self.founded = 0  # figures of sentences that are found in a tile or table

    def read(self, sentence):
        self.sentence, self.figures = sentence, sentence.get("figures", [])
        self.found = {}  # numbers of an analysis, by name
        for figure in self.figures:
            self.check_figure(figure)
        self.check_found()
        for claim in sentence.get("claims", []):
            self.check_claim(claim)
        self.check_overview()
        self.assert_(not LOOSE.search(re.sub(r"好转|变差|improved|worsened", "", self.rest())), "unbound")

    def assert_(self, holds, what):
        self.test.assertTrue(holds, f"{what}: {self.sentence['text']}")

    def piece(self, bound):
        begin, size = bound.get("at", (0, 0))
        return self.sentence["text"][begin:begin + size]

    def check_figure(self, figure):
        if "at" in figure:
            self.assert_(self.piece(figure) == figure["text"], figure["text"])
        written, tolerance = number_in(figure["text"], figure["format"])
        raw = abs(figure["raw"]) if figure.get("derivation") == "difference" else figure["raw"]
        self.assert_(abs(written - raw) <= tolerance * 1.000001 + 1e-9, f"{figure['text']} ≠ {raw}")
        if figure.get("derivation") == "found":
            self.found[re.search(r"(?:effect|found): (\w+) of ", figure["provenance"]["filters"]).group(1)] = figure
        elif "derivation" in figure:
            expected = self.derived(figure)
            self.assert_(math.isclose(figure["raw"], expected, rel_tol=1e-9, abs_tol=1e-12), f"{figure['text']} ≠ {expected}")
        elif source_of(figure) in self.shown:
            self.founded += 1
            shown = self.shown[source_of(figure)]
            self.assert_((shown["raw"], shown["text"]) == (figure["raw"], figure["text"]), f"the report shows {shown['text']}")

    def check_found(self):
        """What must hold between the numbers of a finding, and between them and what was answered."""
        raw = {name: figure["raw"] for name, figure in self.found.items()}

        def same(a, b):
            return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)

        is_of_people = "difference" in raw  # whose interval it is then; expected is what the others have
        for middle, low, high in (("explained", "low", "high"), ("change", "low", "high"), ("expected", "low", "high"),
                                  ("peak", "peak_low", "peak_high"), ("difference", "low", "high"), ("gini", "low", "high")):
            if {middle, low, high} <= raw.keys() and not (is_of_people and middle == "expected"):
                self.assert_(raw[low] <= raw[middle] <= raw[high], (raw[low], raw[middle], raw[high]))
        if {"rate", "mix"} <= raw.keys():
            self.assert_(same(raw["rate"] + raw["mix"], raw["explained"]), "rate + mix")
        if {"gini", "after"} <= raw.keys():
            self.assert_(raw["after"] <= raw["gini"], "gini after the moves")
        if {"hours", "rostered"} <= raw.keys():
            self.assert_(raw["rostered"] >= raw["hours"], "shrinkage")
        if {"needed", "there"} <= raw.keys() and raw["short"] >= 0.5:
            self.assert_(raw["needed"] > raw["there"], "nobody is lacking")
        if {"complexity", "load", "other"} <= raw.keys():
            self.assert_(same(raw["complexity"] + raw["load"] + raw["other"], raw["change"]), "parts of the delay")
            self.assert_(same(raw["now"] - raw["before"], raw["change"]), "now - before")
        if "probability" in raw:
            self.assert_(0 <= raw["probability"] <= 1, "probability")
            self.assert_(same(raw["probability"] * raw["size"] * raw["contacts"], raw["score"]), "score")
            if "ratio" in raw:
                self.assert_(raw["low"] <= raw["ratio"] <= raw["high"], "ratio")
        if {"first", "last", "difference"} <= raw.keys():
            self.assert_(same(raw["last"] - raw["first"], raw["difference"]), "last - first")
        if {"start", "end"} <= raw.keys():
            self.assert_(same(raw["end"] - raw["start"], raw["change"]), "end - start")
        if {"share", "rest"} <= raw.keys():
            (claim, *_) = [one for one in self.sentence["claims"] if one["kind"] in ("up", "down")]
            now, before = (self.figures[index]["raw"] for index in claim["of"])
            self.assert_(same(raw["explained"] + raw["rest"], now - before), "explained + rest")
            self.assert_(same(raw["share"], raw["explained"] / (now - before)), "share")

    def derived(self, figure):
        if figure["derivation"] == "tally":
            return self.tally(figure["of"][0])
        first, second = (self.figures[index] for index in figure["of"])
        return {"difference": lambda: first["raw"] - second["raw"],
                "relative": lambda: (first["raw"] - second["raw"]) / second["raw"],
                "share": lambda: first["raw"] / second["raw"],
                "sample_size": lambda: first["n"]}[figure["derivation"]]()

    def tally(self, verdict):
        verdicts = []
        for claim in self.sentence["claims"]:
            if claim["kind"] in ("up", "down", "same", "noise") and "up_is_good" in claim:
                is_moved = claim["kind"] in ("up", "down")
                verdicts.append((1 if claim["up_is_good"] == (claim["kind"] == "up") else 2) if is_moved else 0)
        return len(verdicts) if verdict == 3 else verdicts.count(verdict)

    def check_claim(self, claim):
        first, second = (self.figures[index] for index in claim["of"])
        word = self.piece(claim)
        if claim["kind"] in ("up", "down"):
            is_up = first["raw"] > second["raw"]
            self.assert_(is_up == (claim["kind"] == "up") and first["raw"] != second["raw"], claim)
            self.assert_(beyond_noise(first, second), "noise")
            self.assert_(first.get("is_complete", True) and second.get("is_complete", True), "incomplete")
            if word:
                self.check_word(word, is_up, claim.get("up_is_good"))
        elif claim["kind"] in ("rising", "falling"):
            self.assert_(first["low"] > 0 if claim["kind"] == "rising" else first["high"] < 0, claim)
        elif claim["kind"] in ("above", "below"):
            is_above = claim["kind"] == "above"
            if first is second:  # a difference, with its interval
                self.assert_(first["low"] > 0 if is_above else first["high"] < 0, claim)
                return
            self.assert_(first["raw"] > second["high"] if is_above else first["raw"] < second["low"], claim)
        elif claim["kind"] == "noise":
            self.assert_(not beyond_noise(first, second), "not noise")

    def check_word(self, word, is_up, up_is_good):
        right, wrong = (UP, DOWN) if is_up else (DOWN, UP)
        is_good = None if up_is_good is None else up_is_good == is_up
        lexicon = {True: GOOD, False: BAD}.get(is_good, {}).get(self.language, ())
        self.assert_(any(one in word for one in right[self.language] + lexicon), word)
        self.assert_(not any(one in word for one in wrong[self.language]), word)
        if is_good is not True:
            self.assert_("improved" not in word, word)
        if is_good is not False:
            self.assert_("worsened" not in word, word)

    def check_overview(self):
        if not self.sentence["id"].endswith("/overview"):
            return
        said = 0
        for verdict, pattern in OVERVIEW[self.language].items():
            found = re.search(pattern, self.sentence["text"])
            if found:
                said += verdict != 3
                written = int(next(one for one in found.groups() if one))
                self.assert_(written == self.tally(verdict), f"verdict {verdict}: {written}")
            elif verdict != 3:  # nothing is counted, or the sentence says that all of them are steady
                self.assert_(self.tally(verdict) == 0 or self.tally(0) == self.tally(3), f"verdict {verdict} is left out")
        self.assert_(said or self.tally(0) == self.tally(3), "no verdict")

    def rest(self):
        """The text without everything that is bound."""
        text = list(self.sentence["text"])
        for kind in ("figures", "names", "claims"):
            for bound in self.sentence.get(kind, []):
                begin, size = bound.get("at", (0, 0))
                text[begin:begin + size] = "\n" * size
        return "".join(text)
