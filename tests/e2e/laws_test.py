"""The laws of DESIGN.md: repeating, order, overlap, correction and undo of imports change nothing that they should not."""
import csv
import io
import itertools
import unittest

from kebao import KebaoTest, shared

TICKETS, AUDITS, RATINGS = "incremental_tickets_cursor.json", "ticket_audits.json", "satisfaction_ratings.json"
HEADER = "conversation_id,channel,agent,customer_id,opened_at,first_response_at,resolved_at,csat,updated_at"


def conversation(number, csat="", resolved="10:30", updated="11:00"):
    return (f"C{number:03},chat,A{number % 3},K{number % 7},2026-03-01 10:{number % 60:02}:00,2026-03-01 10:{number % 60:02}:20,"
            f"2026-03-02 {resolved}:00,{csat},2026-03-02 {updated}:00")


class LawsTest(KebaoTest):
    period = ("--period", "2026")

    metrics = []

    def answers(self, folder):
        """Every metric that there is, by agent and month and in total, as one CSV text."""
        if not LawsTest.metrics:
            lines = folder.must("metrics").out.splitlines()[1:]
            LawsTest.metrics = [line.split()[0] for line in lines if line.strip()]
        return folder.query_text(self.metrics, "--by", "agent", "--grain", "month", "--total", *self.period)

    def loaded(self, name, *files):
        folder = self.folder(name)
        folder.load(*files)
        return folder

    def assert_same(self, ours, theirs, what):
        """Says which figures differ."""
        ours, theirs = (list(csv.DictReader(io.StringIO(text))) for text in (ours, theirs))
        differences = [f"{key}: {row[key]} ≠ {other[key]}" for row, other in zip(ours, theirs) for key in row
                       if row[key] != other[key]]
        self.assertEqual(len(ours), len(theirs), f"{what}: rows")
        self.assertEqual(differences, [], what)

    def table(self, name, *rows):
        return self.write(name, "\n".join((HEADER, *rows)) + "\n")


class ZendeskLawsTest(LawsTest):
    def setUp(self):
        super().setUp()
        self.files = {name: shared("formats/zendesk", name) for name in (TICKETS, AUDITS, RATINGS)}

    def test_any_order_of_tickets_audits_and_ratings_gives_the_same_figures(self):
        first = None
        for number, order in enumerate(itertools.permutations(self.files.values())):
            figures = self.answers(self.loaded(f"order{number}", *order))
            first = first or figures
            self.assert_same(figures, first, [file.name for file in order])
        # One row per bucket and agent; the buckets in which nothing happened are filled with 0.
        rows = {row["agent"]: row for row in csv.DictReader(io.StringIO(first)) if row["conversations"] not in ("", "0")}
        self.assertEqual([rows["235323"][name] for name in ("conversations", "reopens", "csat_mean")], ["1", "1", "5"])

    def test_undoing_any_one_of_them_is_as_if_it_had_never_been_imported(self):
        everything = self.loaded("all", *self.files.values())
        for number, name in enumerate(self.files, 1):
            without = self.loaded(f"without{number}", *(file for other, file in self.files.items() if other != name))
            undone = everything.copy(self.scratch / f"undone{number}")
            undone.must("undo", number)
            self.assert_same(self.answers(undone), self.answers(without), f"without {name}")

    def test_importing_again_after_an_undo_brings_everything_back(self):
        folder = self.loaded("data", *self.files.values())
        before = self.answers(folder)
        folder.must("undo", 2)
        self.assertNotEqual(self.answers(folder), before)
        folder.load(self.files[AUDITS])
        self.assert_same(self.answers(folder), before, "after undo and import")

    def test_undoing_everything_leaves_no_conversation(self):
        folder = self.loaded("data", *self.files.values())
        for number in (2, 3, 1):
            folder.must("undo", number)
        self.assert_same(self.answers(folder), self.answers(self.folder("fresh")), "nothing left")

    def test_an_undo_cannot_be_undone_twice(self):
        folder = self.loaded("data", self.files[TICKETS])
        folder.must("undo", 1)
        answer = folder.must("undo", 1, status=1)
        self.assertEqual(len(answer.err.splitlines()), 2, answer.err)


class GenericLawsTest(LawsTest):
    def test_importing_a_file_twice_is_importing_it_once(self):
        rows = [conversation(number, csat=number % 5 + 1) for number in range(40)]
        file = self.table("a.csv", *rows)
        folder = self.loaded("data", file)
        before = self.answers(folder)
        again = folder.load(file)
        self.assertIn("duplicate 40", again.out)
        self.assert_same(self.answers(folder), before, "the same bytes again")
        renamed = folder.load(self.table("b.csv", *reversed(rows)))
        self.assertIn("inserted 0 · updated 0 · duplicate 40", renamed.out)
        self.assert_same(self.answers(folder), before, "the same rows in another file")

    def test_undoing_the_repetition_keeps_the_data(self):
        file = self.table("a.csv", *map(conversation, range(10)))
        folder = self.loaded("data", file)
        before = self.answers(folder)
        folder.load(file)
        folder.must("undo", 2)
        self.assert_same(self.answers(folder), before, "after undoing the repetition")
        folder.load(file)
        folder.must("undo", 1)
        self.assert_same(self.answers(folder), before, "after undoing the first")

    def test_overlapping_files_are_their_union(self):
        early, late = (self.table("early.csv", *map(conversation, range(40))), self.table("late.csv", *map(conversation, range(25, 60))))
        whole = self.answers(self.loaded("whole", self.table("whole.csv", *map(conversation, range(60)))))
        for number, order in enumerate(([early, late], [late, early])):
            folder = self.loaded(f"parts{number}", *order)
            self.assert_same(self.answers(folder), whole, f"order {number}")
        folder.must("undo", 2)
        self.assert_same(self.answers(folder), self.answers(self.loaded("late", late)), "the earlier file withdrawn")

    def test_a_corrected_row_is_an_update_and_not_a_second_row(self):
        folder = self.loaded("data", self.table("a.csv", *(conversation(number, csat=1) for number in range(10))))
        before = self.answers(folder)
        answer = folder.load(self.table("b.csv", conversation(4, csat=5, resolved="12:30", updated="13:00")))
        self.assertIn("inserted 0 · updated 1 · duplicate 0", answer.out)
        self.assertEqual(folder.figures(["conversations", "csat_responses", "csat_mean"], *self.period),
                         {"conversations": 10, "csat_responses": 10, "csat_mean": 1.4})
        folder.must("undo", 2)
        self.assert_same(self.answers(folder), before, "the correction withdrawn")

    def test_an_older_row_that_comes_later_changes_nothing(self):
        folder = self.loaded("data", self.table("new.csv", conversation(1, csat=5, updated="13:00")))
        before = self.answers(folder)
        folder.load(self.table("old.csv", conversation(1, csat=1, updated="09:00")))
        self.assert_same(self.answers(folder), before, "an older version")

    def test_a_file_without_a_column_does_not_blank_it(self):
        folder = self.loaded("data", self.table("a.csv", conversation(1, csat=5)))
        folder.load(self.write("b.csv", "conversation_id,channel,agent,opened_at,status,updated_at\n"
                                        "C001,phone,A9,2026-03-01 10:01:00,resolved,2026-03-03 10:00:00\n"))
        self.assertEqual(folder.figures(["conversations", "csat_mean", "customers_served"], *self.period),
                         {"conversations": 1, "csat_mean": 5, "customers_served": 1})
        self.assertEqual(list(folder.by("channel", ["conversations"], *self.period)), ["phone"])


if __name__ == "__main__":
    unittest.main()
