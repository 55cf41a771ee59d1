#include "inquiry/load_cells.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "inquiry/ask_series.h"
#include "metrics/plan/metric_dimensions.h"

namespace kebao::inquiry {
namespace {

using analysis::people::LoadCell;
using metrics::MetricSpec;
using metrics::ResultTable;
using metrics::Row;

constexpr int kDaysOfWeek = 7;
constexpr double kLeastOfChannel = 0.05;
constexpr double kSecondsOfHour = 3600;

int64_t NumberOf(const std::string& text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// A team's stretch of time.
struct Slot {
  std::string team;
  size_t day = 0;
  int64_t part = 0;
  auto operator<=>(const Slot&) const = default;
};
using ByPerson = std::map<size_t, double>;

class CellAsker {
 public:
  CellAsker(const AskedMetrics& asked, const metrics::QueryContext& context, const LoadFrame& frame)
      : asked_(asked), context_(context), frame_(frame) {
    const std::string& by = frame_.request.by;
    if (by == "agent" && Has(frame_.metric, "team")) team_ = "team";
    if (by != "channel" && Has(frame_.metric, "channel")) channel_ = "channel";
  }

  Result<std::vector<LoadCell>> Ask() {
    if (!KnowsTimes(frame_.metric)) return std::vector<LoadCell>{};
    for (LocalDay day = context_.period.first; day < context_.period.limit;
         day.days += kDaysOfWeek) {
      const LocalDay limit = std::min(LocalDay{day.days + kDaysOfWeek}, context_.period.limit);
      KEBAO_TRY_VOID(AskWeek(day, limit));
    }
    return Cells();
  }

 private:
  bool Has(const MetricSpec& metric, const std::string& dimension) const {
    const auto has = metrics::DimensionsOf(asked_.catalog(), metric, context_.pack);
    return std::ranges::find(has, dimension) != has.end();
  }
  bool KnowsTimes(const MetricSpec& metric) const {
    return Has(metric, "weekday") && Has(metric, "hour_of_day");
  }
  bool IsPresenceKnown() const { return frame_.hours != nullptr && KnowsTimes(*frame_.hours); }

  Result<ResultTable> Table(const MetricSpec& metric, std::vector<std::string> by, LocalDay first,
                            LocalDay limit) const {
    by.insert(by.begin(), {frame_.request.by, "weekday", "hour_of_day"});
    return AskSeries(asked_, context_, {{metric.id}, std::move(by), metrics::Grain::kNone, false},
                     first, limit);
  }

  Result<void> AskWeek(LocalDay first, LocalDay limit) {
    std::vector<std::string> kinds;
    for (const std::string& kind : {team_, channel_})
      if (!kind.empty()) kinds.push_back(kind);
    KEBAO_TRY(const ResultTable cases, Table(frame_.metric, kinds, first, limit));
    FindTeams(cases);
    const size_t week = static_cast<size_t>(first.days - context_.period.first.days);
    for (const Row& row : cases.rows)
      if (const auto person = PersonOf(row)) AddCases(row, *person, week);
    if (!IsPresenceKnown()) return {};
    KEBAO_TRY(const ResultTable hours, Table(*frame_.hours, {}, first, limit));
    for (const Row& row : hours.rows)
      if (const auto person = PersonOf(row))
        there_[SlotOf(row, *person, week)][*person] += *row.values[0].value / kSecondsOfHour;
    return {};
  }

  std::optional<size_t> PersonOf(const Row& row) const {
    if (row.is_total || !row.values[0].value || !(*row.values[0].value > 0)) return std::nullopt;
    const auto found = frame_.people.find(row.keys[0]);
    return found == frame_.people.end() ? std::nullopt : std::optional(found->second);
  }

  /// Whoever has no case in these days is still of the team of the days before.
  void FindTeams(const ResultTable& cases) {
    if (team_.empty()) return;
    std::map<size_t, std::map<std::string, double>> of;
    for (const Row& row : cases.rows)
      if (const auto person = PersonOf(row)) of[*person][row.keys[3]] += *row.values[0].value;
    for (const auto& [person, teams] : of)
      team_of_[person] =
          std::ranges::max_element(teams, {}, [](const auto& team) { return team.second; })->first;
  }

  /// Days by their place in the period; weekdays are each there once in these seven days.
  Slot SlotOf(const Row& row, size_t person, size_t week) const {
    const int64_t hour = NumberOf(row.keys[2]);
    const auto& bands = frame_.request.plan.hour_bands;
    const int64_t part =
        IsPresenceKnown() ? std::ranges::upper_bound(bands, hour) - bands.begin() : hour;
    const auto team = team_of_.find(person);
    return {team == team_of_.end() ? "" : team->second,
            week + static_cast<size_t>(NumberOf(row.keys[1])), part};
  }

  void AddCases(const Row& row, size_t person, size_t week) {
    const double cases = *row.values[0].value;
    const std::string channel = channel_.empty() ? "" : row.keys.back();
    const Slot slot = SlotOf(row, person, week);
    cases_[{slot, channel}][person] += cases;
    of_channel_[channel][person] += cases;
    all_[person] += cases;
    if (!IsPresenceKnown()) there_[slot][person] = 1;
  }

  bool Does(size_t person, const std::string& channel) const {
    const auto& cases = of_channel_.at(channel);
    const auto own = cases.find(person);
    return own != cases.end() && own->second >= kLeastOfChannel * all_.at(person);
  }

  std::vector<LoadCell> Cells() const {
    std::vector<LoadCell> cells;
    for (const auto& [of, cases] : cases_) {
      const auto& [slot, channel] = of;
      const auto there = there_.find(slot);
      if (there == there_.end()) continue;
      LoadCell cell{slot.day, {}};
      for (const auto& [person, hours] : there->second) {
        if (!Does(person, channel)) continue;
        const auto own = cases.find(person);
        cell.parts.push_back({person, hours, own == cases.end() ? 0 : own->second});
      }
      if (cell.parts.size() > 1) cells.push_back(std::move(cell));
    }
    return cells;
  }

  const AskedMetrics& asked_;
  const metrics::QueryContext& context_;
  const LoadFrame& frame_;
  std::string team_;
  std::string channel_;
  std::map<size_t, std::string> team_of_;
  std::map<std::pair<Slot, std::string>, ByPerson> cases_;
  std::map<Slot, ByPerson> there_;
  std::map<std::string, ByPerson> of_channel_;
  ByPerson all_;
};

}  // namespace

Result<std::vector<LoadCell>> AskForLoadCells(const AskedMetrics& asked,
                                              const metrics::QueryContext& context,
                                              const LoadFrame& frame) {
  return CellAsker(asked, context, frame).Ask();
}

}  // namespace kebao::inquiry
