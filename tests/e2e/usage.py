"""What the tests of the command line share: a small folder, and refusals of two lines."""
from kebao import USAGE, KebaoTest

PERIOD = ("--period", "2026-03")
TABLE = """conversation_id,channel,agent,customer_id,opened_at,first_response_at,resolved_at,csat
C1,chat,王芳,K1,2026-03-01 10:00:00,2026-03-01 10:00:40,2026-03-01 11:00:00,5
C2,phone,李强,K2,2026-03-02 10:00:00,2026-03-02 10:01:00,2026-03-02 11:00:00,4
C3,phone,李强,K3,2026-04-02 10:00:00,2026-04-02 10:01:00,2026-04-02 11:00:00,2
"""


class UsageTest(KebaoTest):
    def setUp(self):
        super().setUp()
        self.kebao = self.folder()

    def load_table(self):
        self.kebao.load(self.write("table.csv", TABLE))

    def assert_refused(self, arguments, *words, status=USAGE, folder=None, **how):
        """Two lines on stderr: what is wrong, and what to do; nothing on stdout."""
        answer = (folder or self.kebao).run(*arguments, **how)
        self.assertEqual(answer.status, status, f"{arguments}: {answer}")
        self.assertEqual(answer.out, "", arguments)
        lines = answer.err.splitlines()
        self.assertEqual(len(lines), 2, f"{arguments}: {answer.err}")
        self.assertTrue(lines[0].startswith("kebao: "), answer.err)
        for word in words:
            self.assertIn(word, answer.err, arguments)
        return answer
