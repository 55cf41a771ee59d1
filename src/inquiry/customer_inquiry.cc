#include "inquiry/customer_inquiry.h"

#include <algorithm>
#include <set>

#include "inquiry/customer_rows.h"
#include "metrics/plan/customer_filter.h"

namespace kebao::inquiry {
namespace {

using analysis::customers::CustomerHistory;
using metrics::QueryContext;

/// Nothing that is recorded is older.
constexpr CivilDay kLongAgo = {1970, 1, 2};

class CustomerPage {
 public:
  CustomerPage(const CustomerSources& sources, int64_t customer, const QueryContext& context,
               const CustomerPlan& plan)
      : sources_(sources),
        plan_(plan),
        period_start_(context.zone.StartOf(context.period.first)),
        everybody_(context),
        in_period_(context),
        ever_(context) {
    everybody_.comparison.reset();
    everybody_.report_time =
        std::min(context.report_time, context.zone.StartOf(context.period.limit));
    in_period_ = everybody_;
    in_period_.filters.push_back(metrics::FilterOfCustomer(customer));
    ever_ = in_period_;
    SetFirstDay(DayFromCivil(kLongAgo));
    answer_.as_at = everybody_.report_time;
  }

  Result<CustomerAnswer> Make() {
    KEBAO_TRY_VOID(ReadContacts());
    KEBAO_TRY_VOID(ReadOpen());
    KEBAO_TRY_VOID(ReadOrders());
    KEBAO_TRY_VOID(ReadVisits());
    if (answer_.is_empty()) return std::move(answer_);
    SetFirstDay(FirstDay());
    answer_.months = MonthsOf(answer_.contacts, in_period_, plan_.months);
    KEBAO_TRY(answer_.figures, CompareFigures(sources_.asked, in_period_, ever_, Others(), plan_));
    KEBAO_TRY(answer_.sales, SalesOf(sources_, answer_.orders, Others(), plan_, period_start_));
    KEBAO_TRY_VOID(CompareIssues());
    KEBAO_TRY_VOID(TakeStanding());
    KEBAO_TRY_VOID(TakeHints());
    return std::move(answer_);
  }

 private:
  void SetFirstDay(LocalDay first) {
    ever_.period = {FormatDay(first) + ".." + FormatDay({ever_.period.limit.days - 1}), first,
                    ever_.period.limit, metrics::Grain::kNone};
  }

  LocalDay FirstDay() const {
    Instant first = answer_.as_at;
    if (!answer_.contacts.empty()) first = std::min(first, answer_.contacts.front().opened_at);
    if (!answer_.orders.empty()) first = std::min(first, answer_.orders.front().at);
    return ever_.zone.DayOf(first);
  }

  /// None where the filters do not fit: orders know no issue types.
  Result<std::vector<FigureRow>> Rows(const std::string& metric) {
    auto rows = ReadFigureRows(sources_, ever_, metric);
    if (rows || (rows.error().code != "query.filter_unsupported" &&
                 rows.error().code != "query.customer_unsupported"))
      return rows;
    answer_.left_out.push_back(metric);
    return std::vector<FigureRow>();
  }

  Result<void> ReadContacts() {
    KEBAO_TRY(const std::vector<FigureRow> rows, Rows(plan_.contacts));
    for (const FigureRow& row : rows) {
      answer_.contacts.push_back(
          {row.id, row.at, row.Text("channel"), row.Text("issue_type"), row.Text("agent")});
      answer_.contacts_in_period += row.at >= period_start_;
    }
    if (rows.empty()) return {};
    answer_.first_contact = rows.front().at;
    answer_.last_contact = rows.back().at;
    KEBAO_TRY_VOID(Take(plan_.resolved, [](CustomerContact* contact, double value) {
      contact->is_resolved = value > 0;
    }));
    KEBAO_TRY_VOID(Take(plan_.abandoned, [](CustomerContact* contact, double value) {
      contact->is_abandoned = value > 0;
    }));
    KEBAO_TRY_VOID(Take(plan_.length,
                        [](CustomerContact* contact, double value) { contact->seconds = value; }));
    KEBAO_TRY_VOID(Take(plan_.no_repeat, [this](CustomerContact* contact, double value) {
      contact->is_repeated = value <= 0;
      answer_.repeated += contact->is_repeated;
    }));
    return ReadRatings();
  }

  /// What the rows of another figure say of the contacts.
  template <class Set>
  Result<void> Take(const std::string& metric, const Set& set) {
    KEBAO_TRY(const std::vector<FigureRow> rows, Rows(metric));
    for (const FigureRow& row : rows)
      if (CustomerContact* contact = ContactOf(row.id); contact != nullptr && row.value)
        set(contact, *row.value);
    return {};
  }

  Result<void> ReadRatings() {
    KEBAO_TRY(const std::vector<FigureRow> rows, Rows(plan_.ratings));
    for (const FigureRow& row : rows) {
      if (!row.value) continue;
      history_.ratings.push_back({row.id, row.at, *row.value});
      if (CustomerContact* contact = ContactOf(row.id)) contact->rating = row.value;
    }
    return {};
  }

  CustomerContact* ContactOf(const std::string& id) {
    const auto found = std::ranges::find(answer_.contacts, id, &CustomerContact::id);
    return found == answer_.contacts.end() ? nullptr : &*found;
  }

  Result<void> ReadOpen() {
    KEBAO_TRY(const std::vector<FigureRow> rows, Rows(plan_.open));
    for (const FigureRow& row : rows) {
      history_.open.push_back({row.id, row.Text("issue_type"), row.at});
      if (CustomerContact* contact = ContactOf(row.id)) contact->is_open = true;
    }
    return {};
  }

  Result<void> ReadOrders() {
    KEBAO_TRY(const std::vector<FigureRow> rows, Rows(plan_.orders));
    for (const FigureRow& row : rows) {
      answer_.orders.push_back({row.id, row.at, row.Text("product"), row.Text("currency"),
                                row.Text("status"), std::nullopt});
      history_.orders.push_back({row.id, row.at});
    }
    KEBAO_TRY(const std::vector<FigureRow> amounts, Rows(plan_.sales));
    for (const FigureRow& row : amounts) {
      const auto found = std::ranges::find(answer_.orders, row.id, &CustomerOrder::id);
      if (found != answer_.orders.end()) found->amount = row.value;
    }
    return {};
  }

  Result<void> ReadVisits() {
    KEBAO_TRY(const std::vector<FigureRow> rows, Rows(plan_.visits));
    for (const FigureRow& row : rows) {
      const std::string& page = row.Text("page_type");
      auto of = std::ranges::find(answer_.visits, page, &CustomerVisits::page_type);
      if (of == answer_.visits.end())
        of = answer_.visits.insert(of, CustomerVisits{page, 0, row.at});
      of->visits += row.value.value_or(0);
      of->last = std::max(of->last, row.at);
    }
    std::ranges::stable_sort(answer_.visits, std::greater<>(), &CustomerVisits::visits);
    return {};
  }

  Result<void> CompareIssues() {
    const metrics::Query question{{plan_.contacts}, {"issue_type"}};
    KEBAO_TRY(const auto tables, sources_.asked.Answer(Others(), std::vector{question}));
    std::vector<analysis::customers::IssueCounts> counts;
    for (const metrics::Row& row : tables.front().rows) {
      const auto own = static_cast<double>(
          std::ranges::count(answer_.contacts, row.keys.front(), &CustomerContact::issue_type));
      counts.push_back({row.keys.front(), own, row.values.front().value.value_or(0) - own});
    }
    answer_.issues = analysis::customers::UsualIssues(counts);
    return {};
  }

  Result<void> TakeStanding() {
    if (answer_.contacts_in_period == 0) return {};
    KEBAO_TRY(const std::vector<double> totals, sources_.totals(everybody_, plan_.contacts));
    answer_.standing =
        analysis::customers::StandingAmong(static_cast<double>(answer_.contacts_in_period), totals);
    return {};
  }

  Result<void> TakeHints() {
    for (const CustomerContact& contact : answer_.contacts)
      history_.contacts.push_back(
          {contact.id, contact.opened_at, contact.issue_type, contact.is_abandoned});
    history_.as_at = answer_.as_at;
    history_.contact_standing = answer_.standing;
    if (!answer_.orders.empty()) {
      KEBAO_TRY(const std::vector<double> totals, sources_.totals(Others(), plan_.orders));
      history_.order_standing =
          analysis::customers::StandingAmong(static_cast<double>(answer_.orders.size()), totals);
    }
    answer_.hints = analysis::customers::HintsFor(history_, plan_.hints);
    return {};
  }

  const CustomerSources& sources_;
  const CustomerPlan& plan_;
  const Instant period_start_;
  /// Everybody's since the first contact.
  QueryContext Others() const {
    QueryContext others = everybody_;
    others.period = ever_.period;
    return others;
  }

  QueryContext everybody_;  // of the period
  QueryContext in_period_;  // the customer's
  QueryContext ever_;       // since the first contact
  CustomerAnswer answer_;
  CustomerHistory history_;
};

}  // namespace

Result<CustomerAnswer> AskForCustomer(const CustomerSources& sources, int64_t customer,
                                      const QueryContext& context, const CustomerPlan& plan) {
  return CustomerPage(sources, customer, context, plan).Make();
}

}  // namespace kebao::inquiry
