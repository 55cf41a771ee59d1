#include <algorithm>
#include <map>

#include "inquiry/load_cells.h"
#include "inquiry/people_overview.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::people::Load;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;

constexpr uint64_t kSeed = 20240229;
constexpr double kSecondsOfHour = 3600;

class LoadAsker {
 public:
  LoadAsker(const AskedMetrics& asked, const metrics::QueryContext& context,
            const PeopleRequest& request)
      : asked_(asked), context_(context), request_(request) {
    context_.comparison.reset();
  }

  Result<std::optional<LoadOfTeam>> Ask() {
    const LoadPlan& plan = request_.plan.load;
    if (plan.metric.empty()) return std::nullopt;
    KEBAO_TRY(load_.metric, asked_.catalog().Find(plan.metric, context_.pack));
    if (!Has(*load_.metric, request_.by)) return std::nullopt;
    const bool has_kinds = Has(*load_.metric, plan.kind) && plan.kind != request_.by;
    std::vector<std::string> by{request_.by};
    if (has_kinds) by.push_back(plan.kind);
    KEBAO_TRY(const ResultTable cases, Table(*load_.metric, by));
    std::map<std::string, double> hours;
    KEBAO_TRY_VOID(AskForHours(&hours));
    return Balance(PeopleOf(cases, hours));
  }

 private:
  bool Has(const MetricSpec& metric, const std::string& dimension) const {
    const auto has = metrics::DimensionsOf(asked_.catalog(), metric, context_.pack);
    return std::ranges::find(has, dimension) != has.end();
  }

  Result<ResultTable> Table(const MetricSpec& metric, const std::vector<std::string>& by) const {
    const Query question{{metric.id}, by, metrics::Grain::kNone, false};
    KEBAO_TRY(std::vector<ResultTable> tables, asked_.Answer(context_, std::vector{question}));
    return std::move(tables.front());
  }

  bool IsSomebody(const Row& row) const {
    return !row.is_total && !row.keys[0].empty() && !request_.left_out.contains(row.key_codes[0]) &&
           row.values[0].value && *row.values[0].value > 0;
  }

  Result<void> AskForHours(std::map<std::string, double>* hours) {
    if (request_.plan.load.hours.empty()) return {};
    KEBAO_TRY(const MetricSpec* metric,
              asked_.catalog().Find(request_.plan.load.hours, context_.pack));
    if (!Has(*metric, request_.by)) return {};
    KEBAO_TRY(const ResultTable table, Table(*metric, {request_.by}));
    for (const Row& row : table.rows)
      if (IsSomebody(row)) (*hours)[row.keys[0]] = *row.values[0].value / kSecondsOfHour;
    if (!hours->empty()) load_.hours = metric;
    return {};
  }

  std::vector<Load> PeopleOf(const ResultTable& cases, const std::map<std::string, double>& hours) {
    std::map<std::string, Load> people;
    for (const Row& row : cases.rows) {
      if (!IsSomebody(row)) continue;
      Load& load = people[row.keys[0]];
      load.key = row.keys[0];
      load.by_type[row.keys.size() > 1 ? row.keys[1] : ""] += *row.values[0].value;
    }
    std::vector<Load> known;
    for (auto& [key, load] : people) {
      const auto own = hours.find(key);
      if (!hours.empty() && own == hours.end()) {
        load_.without_hours.push_back(key);
        continue;
      }
      if (own != hours.end()) load.hours = own->second;
      known.push_back(std::move(load));
    }
    return known;
  }

  Result<std::optional<LoadOfTeam>> Balance(const std::vector<Load>& people) {
    LoadFrame frame{request_, *load_.metric, load_.hours, {}};
    for (size_t i = 0; i < people.size(); ++i) frame.people[people[i].key] = i;
    KEBAO_TRY(const auto cells, AskForLoadCells(asked_, context_, frame));
    auto found = cells.empty() ? analysis::people::BalanceLoad(people, kSeed)
                               : analysis::people::BalanceLoad(people, cells, kSeed);
    if (!found) return std::optional<LoadOfTeam>();
    load_.found = *std::move(found);
    return std::optional(std::move(load_));
  }

  const AskedMetrics& asked_;
  metrics::QueryContext context_;
  const PeopleRequest& request_;
  LoadOfTeam load_;
};

}  // namespace

Result<std::optional<LoadOfTeam>> AskForLoad(const AskedMetrics& asked,
                                             const metrics::QueryContext& context,
                                             const PeopleRequest& request) {
  return LoadAsker(asked, context, request).Ask();
}

}  // namespace kebao::inquiry
