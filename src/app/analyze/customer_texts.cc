#include "app/analyze/customer_texts.h"

#include <algorithm>
#include <cmath>

#include "app/analyze/analysis_printer.h"
#include "app/local_minute.h"
#include "app/masked_customer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::customers::Hint;
using analysis::customers::HintKind;
using analysis::customers::Standing;
using analysis::customers::UsualIssue;
using engine::duckdb::Customer;
using inquiry::CustomerAnswer;
using inquiry::CustomerContact;
using inquiry::CustomerFigure;
using inquiry::CustomerMonth;
using inquiry::CustomerSales;

class CustomerPrinter {
 public:
  CustomerPrinter(const CustomerAnswer& answer, const inquiry::CustomerPlan& plan,
                  const MetricSession& opened, Console* console)
      : answer_(answer), plan_(plan), opened_(opened), print_(opened, console, "customer") {}

  void Print(const Customer& customer) const {
    PrintWho(customer);
    if (answer_.is_empty()) return Line(print_.Text("nothing"));
    PrintContacts();
    PrintHints();
    PrintLastContacts();
    PrintMonths();
    PrintFigures();
    PrintIssues();
    PrintSales();
    PrintVisits();
    PrintLeftOut();
  }

 private:
  void Line(const std::string& line) const { print_.Print(line); }
  std::string At(Instant at) const { return LocalMinute(at, opened_.context().zone); }
  std::string Count(size_t count) const { return print_.Count(static_cast<double>(count)); }
  std::string Number(double number) const { return print_.Count(number); }
  std::string Share(double share, int places = 0) const {
    return print_.numbers().Percent(share, places);
  }
  std::string Days(Instant from, Instant to) const {
    return print_.numbers().Duration(static_cast<double>(SecondsBetween(from, to)));
  }
  std::string Issue(const std::string& issue) const { return print_.Label("issue_type", issue); }

  void PrintWho(const Customer& customer) const {
    Line(print_.Text(
        "head",
        {{"customer", customer.id}, {"source", customer.source}, {"as_at", At(answer_.as_at)}}));
    std::string who;
    const auto add = [&](const char* key, const std::string& value) {
      if (value.empty()) return;
      who += (who.empty() ? "" : print_.Text("dot")) + print_.Text(key, {{"value", value}});
    };
    add("type", customer.customer_type);
    add("region", customer.region);
    add("language", customer.language);
    add("age", customer.age_band);
    add("name", MaskName(customer.name));
    add("phone", MaskPhone(customer.phone));
    add("email", MaskEmail(customer.email));
    Line("  " + (who.empty() ? print_.Text("nobody") : who));
  }

  void PrintContacts() const {
    if (answer_.contacts.empty()) return Line("  " + print_.Text("no_contact"));
    Line("  " +
         print_.Text("contacts",
                     {{"first", At(*answer_.first_contact)},
                      {"last", At(*answer_.last_contact)},
                      {"n", Count(answer_.contacts.size())},
                      {"in_period", Number(static_cast<double>(answer_.contacts_in_period))}}));
    if (answer_.standing) Line("  " + Place("standing", *answer_.standing));
    if (answer_.repeated > 0)
      Line("  " + print_.Text("repeated", {{"n", Number(static_cast<double>(answer_.repeated))}}));
  }

  std::string Place(const char* key, const Standing& standing) const {
    const auto others = static_cast<double>(standing.customers - 1);
    if (standing.customers < 2) return print_.Text("alone");
    return print_.Text(key, {{"fewer", PartOf(standing.share_fewer())},
                             {"same", Number(static_cast<double>(standing.same))},
                             {"n", Number(others)}});
  }
  /// Rounded down: 100 % is all of them.
  std::string PartOf(double share) const { return Share(std::floor(share * 1000) / 1000, 1); }

  void PrintHints() const {
    Line(print_.Text(answer_.hints.empty() ? "no_hints" : "hints"));
    for (const Hint& hint : answer_.hints) Line("  - " + HintText(hint));
  }

  std::string HintText(const Hint& hint) const {
    const std::string key = std::string("hint_") + NameOf(hint.kind);
    const auto& rating = opened_.catalog().Find(plan_.ratings, opened_.context().pack);
    return print_.Text(key.c_str(),
                       {{"n", Count(hint.ids.size())},
                        {"ids", print_.Listed(hint.ids)},
                        {"issue", Issue(hint.issue_type)},
                        {"since", At(hint.since)},
                        {"last", At(hint.last)},
                        {"age", hint.ids.empty() ? "" : Days(hint.since, answer_.as_at)},
                        {"rating", rating ? print_.Value(**rating, hint.value) : ""},
                        {"share", PartOf(hint.value)},
                        {"orders", Count(answer_.orders.size())},
                        {"contacts", Number(static_cast<double>(answer_.contacts_in_period))}});
  }

  /// Empty: not recorded.
  std::string Ended(const CustomerContact& contact) const {
    if (contact.is_open) return print_.Text("ended_open");
    if (contact.is_abandoned.value_or(false)) return print_.Text("ended_abandoned");
    if (!contact.is_resolved) return print_.numbers().Missing();
    return print_.Text(*contact.is_resolved ? "ended_resolved" : "ended_unresolved");
  }

  void PrintLastContacts() const {
    if (answer_.contacts.empty()) return;
    TextTable table({print_.Text("column_id"), print_.Text("column_opened"),
                     print_.Dimension("channel"), print_.Dimension("issue_type"),
                     print_.Dimension("agent"), print_.Text("column_took"),
                     print_.Text("column_ended"), print_.Text("column_rating")});
    const size_t shown = std::min(plan_.last, answer_.contacts.size());
    for (size_t i = 0; i < shown; ++i) AddContact(answer_.contacts.rbegin()[i], &table);
    Line(print_.Text("last_contacts", {{"n", Count(shown)}}));
    Line(table.Render());
  }

  void AddContact(const CustomerContact& contact, TextTable* table) const {
    const auto missing = [&](const std::string& text) {
      return text.empty() ? print_.numbers().Missing() : text;
    };
    const std::string came_again = contact.is_repeated
                                       ? print_.Text("came_again", {{"ended", Ended(contact)}})
                                       : Ended(contact);
    table->AddRow(
        {contact.id, At(contact.opened_at), print_.Label("channel", contact.channel),
         Issue(contact.issue_type), missing(contact.agent),
         contact.seconds ? print_.numbers().Duration(*contact.seconds) : print_.numbers().Missing(),
         came_again,
         contact.rating ? print_.numbers().Decimal(*contact.rating, 1)
                        : print_.numbers().Missing()});
  }

  std::string Counts(const char* dimension,
                     const std::vector<std::pair<std::string, int64_t>>& counts) const {
    std::vector<std::string> parts;
    for (const auto& [text, count] : counts)
      parts.push_back(print_.Text("counted", {{"name", print_.Label(dimension, text)},
                                              {"n", Number(static_cast<double>(count))}}));
    return print_.Listed(parts);
  }

  void PrintMonths() const {
    if (answer_.months.empty()) return;
    TextTable table({print_.Text("column_month"), print_.Text("column_contacts"),
                     print_.Dimension("channel"), print_.Dimension("issue_type")});
    for (const CustomerMonth& month : answer_.months)
      table.AddRow({FormatDay(month.first).substr(0, 7),
                    Number(static_cast<double>(month.contacts)), Counts("channel", month.channels),
                    Counts("issue_type", month.issue_types)});
    Line(print_.Text("months", {{"n", Count(plan_.months)}}));
    Line(table.Render());
  }

  /// With its interval, and what it says.
  std::string Verdict(const CustomerFigure& figure) const {
    if (!figure.difference)
      return figure.own.value ? print_.Text("too_few") : print_.numbers().Missing();
    const analysis::Difference& difference = *figure.difference;
    const char* key = figure.is_beyond_noise         ? "with_interval"
                      : difference.is_beyond_noise() ? "with_doubt"
                                                     : "with_noise";
    return print_.Text(key, {{"q", print_.Rate(figure.q)},
                             {"value", print_.Size(*figure.metric, difference.size)},
                             {"low", print_.Size(*figure.metric, *difference.low)},
                             {"high", print_.Size(*figure.metric, *difference.high)}});
  }

  void PrintFigures() const {
    TextTable table({print_.Text("column_figure"), print_.Text("column_in_period"),
                     print_.Text("column_own"), "n", print_.Text("column_everybody"), "n ",
                     print_.Text("column_difference")});
    for (const CustomerFigure& figure : answer_.figures)
      table.AddRow({print_.Name(*figure.metric), print_.Value(*figure.metric, figure.in_period),
                    print_.Value(*figure.metric, figure.own),
                    Number(static_cast<double>(figure.own.n)),
                    print_.Value(*figure.metric, figure.everybody),
                    Number(static_cast<double>(figure.everybody.n)), Verdict(figure)});
    Line(print_.Text("figures"));
    Line(table.Render());
  }

  void PrintIssues() const {
    bool is_any = false;
    for (const UsualIssue& issue : answer_.issues) {
      if (!issue.is_beyond_noise) continue;
      is_any = true;
      Line(print_.Text("need", {{"issue", Issue(issue.issue_type)},
                                {"own", Number(issue.own)},
                                {"n", Number(issue.contacts)},
                                {"share", Share(issue.share.value)},
                                {"low", Share(*issue.share.low)},
                                {"high", Share(*issue.share.high)},
                                {"others", Share(issue.others_share, 1)}}));
    }
    if (!is_any && !answer_.contacts.empty())
      Line(print_.Text("no_need", {{"n", Count(answer_.contacts.size())}}));
  }

  void PrintSales() const {
    if (answer_.orders.empty()) {
      const bool is_asked =
          std::ranges::find(answer_.left_out, plan_.orders) == answer_.left_out.end();
      if (is_asked) Line(print_.Text("no_orders"));
      return;
    }
    for (const CustomerSales& sales : answer_.sales) {
      const auto money = [&](double amount) {
        return print_.numbers().Money(
            static_cast<int64_t>(amount),
            sales.currency.empty() ? opened_.session().settings().currency.value : sales.currency);
      };
      Line(print_.Text("orders", {{"n", Number(static_cast<double>(sales.orders))},
                                  {"amount", money(sales.amount)},
                                  {"last", At(*sales.last)},
                                  {"n_period", Number(static_cast<double>(sales.orders_in_period))},
                                  {"amount_period", money(sales.amount_in_period)}}));
      if (sales.standing) Line("  " + Place("orders_standing", *sales.standing));
    }
  }

  void PrintVisits() const {
    if (answer_.visits.empty()) {
      const bool is_asked =
          std::ranges::find(answer_.left_out, plan_.visits) == answer_.left_out.end();
      if (is_asked) Line(print_.Text("no_visits"));
      return;
    }
    TextTable table(
        {print_.Dimension("page_type"), print_.Text("column_visits"), print_.Text("column_last")});
    for (const inquiry::CustomerVisits& visits : answer_.visits)
      table.AddRow(
          {print_.Label("page_type", visits.page_type), Number(visits.visits), At(visits.last)});
    Line(table.Render());
  }

  void PrintLeftOut() const {
    std::vector<std::string> names;
    for (const std::string& metric : answer_.left_out)
      if (const auto spec = opened_.catalog().Find(metric, opened_.context().pack))
        names.push_back(print_.Name(**spec));
    if (!names.empty()) Line(print_.Text("left_out", {{"metrics", print_.Listed(names)}}));
  }

  const CustomerAnswer& answer_;
  const inquiry::CustomerPlan& plan_;
  const MetricSession& opened_;
  const AnalysisPrinter print_;
};

}  // namespace

const char* NameOf(HintKind kind) {
  switch (kind) {
    case HintKind::kOpenCase:
      return "open_case";
    case HintKind::kRepeatedIssue:
      return "repeated_issue";
    case HintKind::kBadRating:
      return "bad_rating";
    case HintKind::kLeftUnserved:
      return "left_unserved";
    case HintKind::kRecentOrder:
      return "recent_order";
    case HintKind::kFrequent:
      return "frequent";
    case HintKind::kValuable:
      break;
  }
  return "valuable";
}

void PrintCustomer(const CustomerAnswer& answer, const Customer& customer,
                   const inquiry::CustomerPlan& plan, const MetricSession& opened,
                   Console* console) {
  CustomerPrinter(answer, plan, opened, console).Print(customer);
}

}  // namespace kebao::app
