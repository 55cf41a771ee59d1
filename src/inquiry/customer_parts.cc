#include <algorithm>
#include <map>

#include "analysis/false_discovery.h"
#include "inquiry/customer_rows.h"

namespace kebao::inquiry {
namespace {

using metrics::QueryContext;
using metrics::ResultTable;
using metrics::Value;

using Counts = std::vector<std::pair<std::string, int64_t>>;

void Count(const std::string& text, Counts* counts) {
  const auto found = std::ranges::find(*counts, text, &std::pair<std::string, int64_t>::first);
  if (found == counts->end()) {
    counts->emplace_back(text, 1);
  } else {
    ++found->second;
  }
}

void SortByCount(Counts* counts) {
  std::ranges::stable_sort(*counts, std::greater<>(), &std::pair<std::string, int64_t>::second);
}

LocalDay MonthOf(LocalDay day, int months_back) {
  const CivilDay civil = CivilFromDay(day);
  const int months = civil.year * 12 + civil.month - 1 - months_back;
  return DayFromCivil({months / 12, months % 12 + 1, 1});
}

const Value* OnlyValue(const ResultTable& table, size_t place) {
  return table.rows.empty() ? nullptr : &table.rows.front().values[place];
}

/// What can be compared: both have an interval, and the sample suffices. A share without a spread
/// has one, too (Wilson's).
std::optional<analysis::Difference> Compare(const metrics::MetricSpec& metric, const Value& own,
                                            const Value& everybody, int64_t minimum) {
  const auto first = analysis::EstimateOf(metric, own);
  const auto second = analysis::EstimateOf(metric, everybody);
  if (!first || !second || own.n < minimum) return std::nullopt;
  const analysis::Difference difference = analysis::Subtract(*first, *second);
  return difference.is_tested() ? std::optional(difference) : std::nullopt;
}

void HoldFalseDiscoveries(std::vector<CustomerFigure>* figures) {
  std::vector<double> ps;
  for (const CustomerFigure& figure : *figures)
    if (figure.difference) ps.push_back(analysis::TwoSidedP(figure.difference->z));
  const std::vector<double> rates = analysis::FalseDiscoveryRates(ps);
  size_t next = 0;
  for (CustomerFigure& figure : *figures) {
    if (!figure.difference) continue;
    figure.q = rates[next++];
    figure.is_beyond_noise =
        figure.difference->is_beyond_noise() && figure.q <= analysis::kFalseDiscoveries;
  }
}

}  // namespace

std::vector<CustomerMonth> MonthsOf(const std::vector<CustomerContact>& contacts,
                                    const QueryContext& context, size_t most) {
  std::map<LocalDay, CustomerMonth> by_month;
  const LocalDay last = MonthOf(LocalDay{context.period.limit.days - 1}, 0);
  const LocalDay first = MonthOf(last, static_cast<int>(most) - 1);
  for (const CustomerContact& contact : contacts) {
    const LocalDay month = MonthOf(context.zone.DayOf(contact.opened_at), 0);
    if (month < first) continue;
    CustomerMonth& of = by_month[month];
    of.first = month;
    ++of.contacts;
    Count(contact.channel, &of.channels);
    Count(contact.issue_type, &of.issue_types);
  }
  std::vector<CustomerMonth> months;
  for (auto& [month, of] : by_month) {
    SortByCount(&of.channels);
    SortByCount(&of.issue_types);
    months.push_back(std::move(of));
  }
  return months;
}

Result<std::vector<CustomerFigure>> CompareFigures(const AskedMetrics& asked,
                                                   const QueryContext& in_period,
                                                   const QueryContext& ever,
                                                   const QueryContext& everybody,
                                                   const CustomerPlan& plan) {
  std::vector<ResultTable> tables;
  for (const QueryContext* context : {&in_period, &ever, &everybody}) {
    KEBAO_TRY(std::vector<ResultTable> answer,
              asked.Answer(*context, std::vector{metrics::Query{plan.figures}}));
    tables.push_back(std::move(answer.front()));
  }
  std::vector<CustomerFigure> figures;
  for (size_t i = 0; i < plan.figures.size(); ++i) {
    CustomerFigure figure;
    KEBAO_TRY(figure.metric, asked.catalog().Find(plan.figures[i], ever.pack));
    Value* const values[] = {&figure.in_period, &figure.own, &figure.everybody};
    for (size_t table = 0; table < tables.size(); ++table)
      if (const Value* value = OnlyValue(tables[table], i)) *values[table] = *value;
    figure.difference = Compare(*figure.metric, figure.own, figure.everybody, plan.minimum_sample);
    figures.push_back(std::move(figure));
  }
  HoldFalseDiscoveries(&figures);
  return figures;
}

Result<std::vector<CustomerSales>> SalesOf(const CustomerSources& sources,
                                           const std::vector<CustomerOrder>& orders,
                                           const QueryContext& everybody, const CustomerPlan& plan,
                                           Instant period_start) {
  std::vector<CustomerSales> all;
  for (const CustomerOrder& order : orders) {
    auto sales = std::ranges::find(all, order.currency, &CustomerSales::currency);
    if (sales == all.end()) sales = all.insert(all.end(), CustomerSales{order.currency});
    const bool is_in_period = order.at >= period_start;
    ++sales->orders;
    sales->orders_in_period += is_in_period;
    sales->amount += order.amount.value_or(0);
    if (is_in_period) sales->amount_in_period += order.amount.value_or(0);
    sales->last = order.at;
  }
  for (CustomerSales& sales : all) {
    QueryContext of_currency = everybody;
    of_currency.filters.push_back({"currency", {sales.currency}});
    KEBAO_TRY(const std::vector<double> totals, sources.totals(of_currency, plan.sales));
    sales.standing = analysis::customers::StandingAmong(sales.amount, totals);
  }
  return all;
}

}  // namespace kebao::inquiry
