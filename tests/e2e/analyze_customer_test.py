"""kebao analyze customer: one customer's page against sums of our own."""
import json
import unittest

from kebao import FAILED, USAGE, Folder, KebaoTest

HEADER = ("conversation_id,channel,issue_type,team,agent,customer_id,customer_name,customer_type,region,opened_at,first_response_at,"
          "resolved_at,csat")
PERIOD = ("--period", "2026-03")
ORDERS = "order_id,ordered_at,customer_id,amount,currency,status,product"


def conversation(number, customer, opened, issue="refund", resolved=None, csat="", channel="chat"):
    """Opened on a day and time of March 2026 ("09 10:00"); resolved likewise."""
    end = f"2026-03-{resolved}:00" if resolved else ""
    return (f"T{number},{channel},{issue},north,Ann,{customer},王小明,VIP,广东,2026-03-{opened}:00,2026-03-{opened}:30,{end},{csat}")


def others(first=100, customers=60):
    """Customers with one contact each, all resolved and well rated."""
    return [conversation(first + i, f"K{i:03}", f"{1 + i % 28:02} 09:00", ("refund", "delivery", "account")[i % 3],
                         f"{1 + i % 28:02} 10:00", 5) for i in range(customers)]


MINE = [conversation(1, "K900", "02 09:00", "delivery", "02 11:00", 5),
        conversation(2, "K900", "20 09:00", "refund", "20 12:00", 4),
        conversation(3, "K900", "22 09:00", "refund", "22 12:00", 2, channel="phone"),
        conversation(4, "K900", "24 09:00", "refund")]


class CustomerTest(KebaoTest):
    def desk(self, rows=None, orders=()):
        kebao = self.folder()
        kebao.load(self.write("desk.csv", "\n".join([HEADER, *(rows or MINE + others())]) + "\n"), options=("--source", "desk"))
        if orders:
            kebao.load(self.write("orders.csv", "\n".join([ORDERS, *orders]) + "\n"), options=("--source", "desk"))
        return kebao

    def page(self, kebao, *options, customer="K900"):
        return json.loads(kebao.must("analyze", "customer", "--customer", customer, *PERIOD, "--format", "json", *options).out)

    def test_the_page_of_a_customer(self):
        orders = ["O1,2026-03-05 10:00:00,K900,120.50,CNY,done,lamp", "O2,2026-03-26 10:00:00,K900,79.50,CNY,done,lamp",
                  *(f"P{i},2026-03-10 10:00:00,K{i:03},50,CNY,done,lamp" for i in range(20))]
        kebao = self.desk(orders=orders)
        page = self.page(kebao)
        self.check_contacts(page)
        self.check_hints(page)
        self.check_sales(page)
        self.check_figures(page)
        self.check_texts(kebao)
        self.check_earlier(kebao)
        self.check_filters(kebao)

    def check_contacts(self, page):
        self.assertEqual(page["as_at"], "2026-03-31T16:00:00Z")
        self.assertEqual((page["contacts"], page["contacts_in_period"]), (4, 4))
        self.assertEqual(page["first_contact"], "2026-03-02T01:00:00Z")
        self.assertEqual([one["id"] for one in page["last_contacts"]], ["T4", "T3", "T2", "T1"])
        self.assertEqual([one["is_open"] for one in page["last_contacts"]], [True, False, False, False])
        self.assertEqual([one["rating"] for one in page["last_contacts"]], [None, 2, 4, 5])
        self.assertEqual(page["last_contacts"][1]["seconds"], 3 * 3600)
        self.assertEqual(page["last_contacts"][2]["is_repeated"], True)  # T3 came two days after T2
        self.assertEqual(page["repeated"], 2)
        standing = page["standing"]
        self.assertEqual((standing["own"], standing["others_fewer"], standing["others_same"], standing["customers"]), (4, 60, 0, 61))
        (month,) = page["months"]
        self.assertEqual(month["month"], "2026-03")
        self.assertEqual(month["channels"], [{"key": "chat", "contacts": 3}, {"key": "phone", "contacts": 1}])
        self.assertEqual(month["issue_types"], [{"key": "refund", "contacts": 3}, {"key": "delivery", "contacts": 1}])
        self.assertEqual(page["visits"], [])

    def check_hints(self, page):
        hints = {hint["kind"]: hint for hint in page["hints"]}
        self.assertEqual(hints["open_case"]["rows"], ["T4"])
        self.assertEqual(hints["repeated_issue"]["rows"], ["T2", "T3", "T4"])
        self.assertEqual(hints["repeated_issue"]["issue_type"], "refund")
        self.assertEqual((hints["bad_rating"]["rows"], hints["bad_rating"]["value"]), (["T3"], 2))
        self.assertEqual(hints["recent_order"]["rows"], ["O2"])
        self.assertEqual(hints["frequent"]["value"], 1)
        self.assertEqual(hints["valuable"]["value"], 1)

    def check_sales(self, page):
        (sales,) = page["sales"]
        self.assertEqual((sales["orders"], sales["amount_minor"], sales["currency"]), (2, 20000, "CNY"))
        self.assertEqual((sales["standing"]["others_fewer"], sales["standing"]["customers"]), (20, 21))
        self.assertEqual([order["amount_minor"] for order in page["orders"]], [12050, 7950])

    def check_figures(self, page):
        figures = {figure["metric"]: figure for figure in page["figures"]}
        csat = figures["csat_rate"]
        self.assertEqual((csat["since_first_contact"]["n"], csat["everybody"]["n"]), (3, 57 + 3))  # K000, K028, K056 came on the first, before K900
        self.assertAlmostEqual(csat["since_first_contact"]["value"], 2 / 3)
        self.assertIsNone(csat["difference"])  # three ratings are too few
        for figure in page["figures"]:
            self.assertIn("n", figure["everybody"])

    def check_texts(self, kebao):
        english = kebao.must("analyze", "customer", "--customer", "K900", *PERIOD).out
        self.assertIn("Contact number 3 about refund", english)
        self.assertIn("too few to compare", english)
        chinese = Folder(kebao.path, lang="zh").must("analyze", "customer", "--customer", "K900", *PERIOD).out
        self.assertIn("接待前须知", chinese)
        for text in (english, chinese):
            self.assertIn("王**", text)
            self.assertNotIn("王小明", text)
            self.assertNotIn("cli.customer", text)
            self.assertNotIn("{", text)

    def check_earlier(self, kebao):
        """What came later is not on the page."""
        page = self.page(kebao, "--as-of", "2026-03-22T10:00:00")
        self.assertEqual(page["contacts"], 3)
        self.assertEqual([hint["rows"] for hint in page["hints"] if hint["kind"] == "open_case"], [["T3"]])
        self.assertEqual(len(page["orders"]), 1)

    def check_filters(self, kebao):
        page = self.page(kebao, "--filter", "issue_type=refund")
        self.assertEqual(page["contacts"], 3)
        self.assertIn("orders", page["left_out"])  # orders know no issue type
        text = kebao.must("analyze", "customer", "--customer", "K900", *PERIOD, "--filter", "issue_type=refund").out
        self.assertNotIn("No orders recorded", text)
        self.assertIn("the filters do not fit", text)

    def test_who_may_not_see_it(self):
        kebao = self.desk()
        answer = kebao.must("analyze", "customer", "--customer", "K900", *PERIOD, "--audience", "management", status=(FAILED, USAGE))
        self.assertIn("may not see single customers", answer.err)
        self.assertNotIn("T4", answer.out)
        self.audience(kebao, "open", "pseudonym")
        page = self.page(kebao, "--audience", "open")
        self.assertEqual({one["agent"] for one in page["last_contacts"]}, {None})
        self.assertEqual({one["agent"] for one in self.page(kebao)["last_contacts"]}, {"Ann"})

    def audience(self, kebao, name, agents):
        folder = kebao.path / "catalog" / "audiences"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(f"audience: {name}\nname: {{zh: 开放, en: Open}}\npurpose: {{zh: 开放, en: Open}}\nagents: {agents}\ncustomers: real\n", "utf-8")

    def test_bad_input(self):
        kebao = self.desk()
        unknown = kebao.must("analyze", "customer", "--customer", "K90", *PERIOD, status=(FAILED, USAGE))
        self.assertIn("No customer has the id K90", unknown.err)
        self.assertIn("K900", unknown.err)
        strange = kebao.must("analyze", "customer", "--customer", "'; drop", *PERIOD, status=(FAILED, USAGE))
        self.assertIn("No customer has the id '; drop", strange.err)
        self.assertIn("--customer ID", kebao.must("analyze", "customer", *PERIOD, status=(FAILED, USAGE)).err)
        self.assertIn("--by", kebao.must("analyze", "customer", "--customer", "K900", *PERIOD, "--by", "team", status=(FAILED, USAGE)).err)
        self.assertIn("takes no --customer", kebao.must("analyze", "customers", "--customer", "K900", *PERIOD, status=(FAILED, USAGE)).err)
        before = kebao.must("analyze", "customer", "--customer", "K900", "--period", "2026-02").out
        self.assertIn("No contact, order or visit up to then.", before)

    def test_one_id_in_two_sources(self):
        kebao = self.desk()
        kebao.load(self.write("more.csv", "\n".join([HEADER, conversation(7, "K900", "05 09:00")]) + "\n"), options=("--source", "shop"))
        answer = kebao.must("analyze", "customer", "--customer", "K900", *PERIOD, status=(FAILED, USAGE))
        self.assertIn("desk, shop", answer.err)
        self.assertEqual(self.page(kebao, "--source", "shop")["contacts"], 1)

    def test_an_empty_folder(self):
        kebao = self.folder()
        answer = kebao.must("analyze", "customer", "--customer", "K900", *PERIOD, status=(FAILED, USAGE))
        self.assertNotIn("Traceback", answer.err)

    def test_one_contact_alone(self):
        kebao = self.desk(rows=[conversation(1, "K1", "02 09:00")])
        page = self.page(kebao, customer="K1")
        self.assertEqual(page["standing"]["customers"], 1)
        self.assertIsNone(page["standing"]["share_fewer"])
        self.assertEqual([hint["kind"] for hint in page["hints"]], ["open_case"])
        self.assertIn("Nobody else to compare with", kebao.must("analyze", "customer", "--customer", "K1", *PERIOD).out)

    def test_a_wrong_plan_is_told(self):
        kebao = self.desk()
        plan = kebao.path / "catalog" / "analysis" / "customer.yaml"
        plan.parent.mkdir(parents=True, exist_ok=True)
        plan.write_text("contacts: conversations\n", "utf-8")
        self.assertIn("customer.yaml", kebao.must("doctor", status=FAILED).out)


if __name__ == "__main__":
    unittest.main()
