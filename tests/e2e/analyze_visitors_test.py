"""kebao analyze visitors: against sums of our own, and against what was planted."""
import collections
import json
import random
import statistics
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

VISITS = "visit_id,visited_at,customer_id,page_type,path,dwell_seconds,entry"
TALKS = "conversation_id,channel,issue_type,team,agent,customer_id,opened_at,resolved_at"
PERIOD = ("--period", "2026-03", "--as-of", "2026-06-01")
PAGES = {"home": 6, "item": 5, "help": 3, "order": 4}


class Site:
    """Visits of customers, and contacts after them by rules that a test gives."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.visits, self.talks = [], []

    def play(self, month, visits, contact=lambda page: 0.2, issue=lambda page: (5, 3, 2), pages=PAGES):
        for _ in range(visits):
            page = self.random.choices(list(pages), list(pages.values()))[0]
            day, hour = 1 + self.random.randrange(28), self.random.randrange(8, 20)
            customer = f"K{self.random.randrange(1500)}"
            path = page if self.random.random() < 0.4 else f"home > {page}"
            self.visits.append((month, day, hour, customer, page, path, 1 + int(self.random.expovariate(1 / 60))))
            if self.random.random() < contact(page):
                kind = self.random.choices(("refund", "delivery", "fault"), issue(page))[0]
                self.talks.append((month, day, hour + 1, customer, kind))

    def visit_rows(self, with_customer=True, with_path=True, with_page=True, with_dwell=True):
        lines = [VISITS]
        for number, (month, day, hour, customer, page, path, dwell) in enumerate(self.visits):
            lines.append(f"V{number},2026-{month:02}-{day:02} {hour:02}:10:00,{customer if with_customer else ''},"
                         f"{page if with_page else ''},{path if with_path else ''},{dwell if with_dwell else ''},search")
        return "\n".join(lines) + "\n"

    def talk_rows(self):
        lines = [TALKS]
        for number, (month, day, hour, customer, issue) in enumerate(self.talks):
            at = f"2026-{month:02}-{day:02} {hour:02}"
            lines.append(f"T{number},chat,{issue},north,Ann,{customer},{at}:20:00,{at}:50:00")
        return "\n".join(lines) + "\n"


class VisitorsTest(KebaoTest):
    def load(self, site, **how):
        kebao = self.folder()
        kebao.load(self.write("visits.csv", site.visit_rows(**how)), options=("--source", "shop"))
        kebao.load(self.write("desk.csv", site.talk_rows()), options=("--source", "shop"))
        return kebao

    def ask(self, kebao, *options):
        return json.loads(kebao.must("analyze", "visitors", *PERIOD, "--format", "json", *options).out)

    def test_what_was_planted(self):
        site = Site(3)
        site.play(2, 4000)
        site.play(3, 4000, contact=lambda page: 0.4 if page == "help" else 0.2,
                  issue=lambda page: (2, 2, 8) if page == "help" else (5, 3, 2), pages={**PAGES, "order": 7})
        kebao = self.load(site)
        answer = self.ask(kebao)
        self.check_dwell(answer, site)
        self.check_interest(answer)
        self.check_paths(answer, site)
        self.check_contacts(answer)
        self.check_texts(kebao)

    def check_dwell(self, answer, site):
        stays = collections.defaultdict(list)
        for month, *_, page, _, dwell in site.visits:
            if month == 3:
                stays[page].append(dwell)
        self.assertEqual(answer["visits"], 4000)
        for page in answer["page_types"]:
            own = stays[page["page_type"]]
            self.assertEqual((page["visits"], page["n"]), (len(own), len(own)))
            self.assertAlmostEqual(page["mean_seconds"]["value"], statistics.fmean(own), delta=1e-9)
            self.assertAlmostEqual(page["median_seconds"], statistics.median(own), delta=1e-9)
            self.assertTrue(page["is_of_single_visits"])
            self.assertLess(page["mean_seconds"]["low"], page["mean_seconds"]["value"])

    def check_interest(self, answer):
        by_page = next(by for by in answer["interests"] if by["dimension"] == "page_type")
        found = {value["key"]: value["change"] for value in by_page["values"]}
        self.assertTrue(found["order"]["is_beyond_noise"])
        self.assertGreater(found["order"]["low"], 0)
        self.assertAlmostEqual(sum(change["value"] for change in found.values()), 0, delta=1e-12)
        (entry,) = next(by for by in answer["interests"] if by["dimension"] == "entry")["values"]
        self.assertEqual(entry["share"], 1)  # all by search, as before
        self.assertIsNone(entry["change"])

    def check_paths(self, answer, site):
        paths = collections.Counter(path.replace("home > home", "home") for month, *_, path, _ in site.visits if month == 3)
        self.assertEqual(answer["paths"]["order"], "given")
        first = answer["paths"]["paths"][0]
        self.assertEqual(first["visits"], max(paths.values()))
        self.assertEqual(paths[" > ".join(first["pages"])], first["visits"])
        for step in answer["paths"]["steps"]:
            self.assertAlmostEqual(step["share"]["value"], step["visits"] / step["n"])

    def check_contacts(self, answer):
        contacts = answer["contacts"]
        self.assertEqual(contacts["visits"], 4000)
        help_page = next(page for page in contacts["page_types"] if page["page_type"] == "help")
        self.assertTrue(help_page["is_beyond_noise"])
        self.assertGreater(help_page["lift"]["low"], 1)
        told = [(need["page_type"], need["issue_type"]) for need in contacts["needs"] if need["is_beyond_noise"] and need["lift"]["value"] > 1]
        self.assertEqual(told[0], ("help", "fault"))

    def check_texts(self, kebao):
        english = kebao.must("analyze", "visitors", *PERIOD).out
        self.assertIn("After help: fault.", english)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "visitors", *PERIOD).out
        self.assertIn("看过help后：fault。", chinese)
        for text in (english, chinese):
            self.assertNotIn("cli.visitors", text)
            self.assertNotIn("{", text)

    def test_nothing_planted_nothing_claimed(self):
        site = Site(11)
        site.play(2, 3000)
        site.play(3, 3000)
        kebao = self.load(site)
        answer = self.ask(kebao)
        changes = [value["change"] for by in answer["interests"] for value in by["values"] if value["change"]]
        claims = [one for one in changes + answer["contacts"]["page_types"] + answer["contacts"]["needs"] if one["is_beyond_noise"]]
        self.assertEqual(claims, [])
        text = kebao.must("analyze", "visitors", *PERIOD).out
        self.assertIn("no page leads to an issue type more often", text)
        self.assertIn("no share rose or fell beyond noise", text)

    def test_what_is_not_recorded_is_said(self):
        site = Site(5)
        site.play(3, 300)
        kebao = self.load(site, with_customer=False, with_path=False, with_dwell=False)
        text = kebao.must("analyze", "visitors", *PERIOD).out
        for sentence in ("How long visits last is not recorded", "Paths cannot be told", "the visits have no customers"):
            self.assertIn(sentence, text)
        answer = self.ask(kebao)
        self.assertIsNone(answer["contacts"])
        self.assertEqual(answer["paths"]["order"], "not_recorded")
        self.assertIsNone(answer["page_types"][0]["median_seconds"])

    def test_order_from_the_customers(self):
        kebao = self.folder()
        rows = [VISITS, "V1,2026-03-02 10:00:00,K1,home,,10,search", "V2,2026-03-02 10:05:00,K1,item,,10,search",
                "V3,2026-03-02 12:00:00,K1,help,,10,search", "V4,2026-03-02 10:01:00,K2,home,,10,search"]
        kebao.load(self.write("visits.csv", "\n".join(rows) + "\n"))
        answer = self.ask(kebao)
        self.assertEqual(answer["paths"]["order"], "visits_of_customers")
        self.assertEqual(sorted(path["pages"] for path in answer["paths"]["paths"]), [["help"], ["home"], ["home", "item"]])

    def test_totals_of_many(self):
        kebao = self.folder()
        kebao.load(self.write("visits.csv", "visit_id,visited_at,page_type,visits,dwell_seconds\nV1,2026-03-02 12:00:00,home,10,100\n"
                                            "V2,2026-03-03 12:00:00,home,3,90\n"))
        (page,) = self.ask(kebao)["page_types"]
        self.assertEqual((page["visits"], page["median_seconds"], page["is_of_single_visits"]), (13, 10, False))
        self.assertAlmostEqual(page["mean_seconds"]["value"], 190 / 13)

    def test_bad_input(self):
        kebao = self.folder()
        self.assertIn("--metric", kebao.must("analyze", "visitors", *PERIOD, "--metric", "visits", status=(FAILED, USAGE)).err)
        kebao.load(self.write("visits.csv", VISITS + "\nV1,2026-03-02 10:00:00,K1,home,,10,search\n"))
        self.assertIn("1 visits", kebao.must("analyze", "visitors", *PERIOD).out)
        self.assertIn("No visits in this period", kebao.must("analyze", "visitors", "--period", "2026-01").out)
        self.assertNotEqual(kebao.must("analyze", "visitors", *PERIOD, "--filter", "issue_type=refund", status=(FAILED, USAGE)).err, "")
        plan = kebao.path / "catalog" / "analysis" / "visitors.yaml"
        plan.parent.mkdir(parents=True, exist_ok=True)
        plan.write_text("visits: visits\ncontacts: conversations\ninterests: []\nhours: -1\nsession_minutes: 30\nminimum_sample: 30\nmost: 8\n", "utf-8")
        self.assertIn("hours", kebao.must("doctor", status=FAILED).out)


if __name__ == "__main__":
    unittest.main()
