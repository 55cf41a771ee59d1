#include <algorithm>
#include <charconv>
#include <map>

#include "analysis/people/case_mix.h"
#include "inquiry/process_parts.h"
#include "inquiry/workforce_of_answer.h"
#include "metrics/answer/statistics.h"

namespace kebao::inquiry {
namespace {

using analysis::Estimate;
using analysis::people::Person;
using analysis::people::Scale;
using analysis::people::Work;
using analysis::people::Workforce;
using analysis::process::WeekLoad;
using metrics::MetricSpec;
using metrics::Query;
using metrics::ResultTable;
using metrics::Row;

const std::vector<std::string> kHourOfWeek = {"weekday", "hour_of_day"};

/// 0-based weekday and hour of a row by kHourOfWeek.
struct Place {
  size_t weekday = 0;
  size_t hour = 0;
};
std::optional<Place> PlaceOf(const Row& row) {
  const auto number = [](const std::string& text) {
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  const int weekday = number(row.keys[0]);
  const int hour = number(row.keys[1]);
  if (row.is_total || weekday < 1 || weekday > 7 || hour < 0 || hour > 23) return std::nullopt;
  return Place{static_cast<size_t>(weekday - 1), static_cast<size_t>(hour)};
}

/// Two "people": the peak and the rest, each with its work by kind.
class InAndOut {
 public:
  void Add(bool is_in, const std::vector<std::string>& kind, Work work) {
    work.stratum = strata_.try_emplace(kind, strata_.size()).first->second;
    Put(work, &work_[is_in ? 0 : 1]);
    work.stratum = 0;
    Put(work, &total_[is_in ? 0 : 1]);
  }
  bool IsInBoth() const { return !total_[0].empty() && !total_[1].empty(); }
  const Work* Total(bool is_in) const {
    const auto& total = total_[is_in ? 0 : 1];
    return total.empty() ? nullptr : &total.begin()->second;
  }
  Workforce ByKind(Scale scale) const {
    Workforce workforce{scale, std::max<size_t>(1, strata_.size()), {}};
    for (const auto& works : work_) {
      Person person;
      for (const auto& [stratum, work] : works) person.work.push_back(work);
      workforce.people.push_back(std::move(person));
    }
    return workforce;
  }

 private:
  using ByStratum = std::map<size_t, Work>;
  static void Put(const Work& work, ByStratum* works) {
    const auto [known, is_new] = works->try_emplace(work.stratum, work);
    if (!is_new) MergeWork(work, &known->second);
  }

  std::map<std::vector<std::string>, size_t> strata_;
  std::array<ByStratum, 2> work_;
  std::array<ByStratum, 2> total_;
};

Estimate EstimateOfWork(Scale scale, const Work& work) {
  if (scale == Scale::kShare) return analysis::ShareEstimate(work.amount, work.n);
  Estimate estimate{work.amount / work.n, {}, {}};
  if (const auto interval = metrics::MeanInterval(work.n, estimate.value, work.squares)) {
    estimate.low = interval->low;
    estimate.high = interval->high;
  }
  return estimate;
}

class PeakAsker {
 public:
  PeakAsker(const ProcessAsked& asked, std::optional<CoveredDays> covered)
      : asked_(asked), covered_(covered), context_(asked.context) {
    context_.comparison.reset();
  }

  Result<std::optional<PeakAnswer>> Ask() {
    KEBAO_TRY_VOID(AskForLoad());
    if (answer_.found.contacts == 0) return std::nullopt;
    for (const std::string& outcome : asked_.plan.peaks.outcomes)
      KEBAO_TRY_VOID(AskForOutcome(outcome));
    return std::move(answer_);
  }

 private:
  Result<ResultTable> Table(const std::string& metric, const std::vector<std::string>& by) const {
    const Query question{{metric}, by, metrics::Grain::kNone, false};
    KEBAO_TRY(std::vector<ResultTable> tables,
              asked_.asked.Answer(context_, std::vector{question}));
    return std::move(tables.front());
  }

  void CountDays() {
    if (!covered_) return;
    const LocalDay limit = std::min(context_.period.limit, covered_->limit);
    for (LocalDay day = std::max(context_.period.first, covered_->first); day < limit; ++day.days)
      ++answer_.days[static_cast<size_t>(WeekdayOf(day) - 1)];
  }

  Result<void> AskForLoad() {
    CountDays();
    KEBAO_TRY(const ResultTable table, Table(asked_.plan.peaks.contacts, kHourOfWeek));
    WeekLoad week;
    week.days = answer_.days;
    for (const Row& row : table.rows) {
      const auto place = PlaceOf(row);
      if (place && week.days[place->weekday] > 0)
        week.contacts[place->weekday][place->hour] = row.values[0].value.value_or(0);
    }
    answer_.rule = asked_.plan.peaks.rule;
    answer_.found = analysis::process::FindPeaks(week, answer_.rule);
    return {};
  }

  Result<void> AskForOutcome(const std::string& id) {
    PeakOutcome outcome;
    KEBAO_TRY(outcome.metric, asked_.asked.catalog().Find(id, context_.pack));
    const auto scale = ScaleOf(*outcome.metric);
    if (!scale) return {};
    outcome.alike_in = DimensionsAmong(asked_, *outcome.metric, asked_.plan.peaks.alike_in);
    std::vector<std::string> by = kHourOfWeek;
    by.insert(by.end(), outcome.alike_in.begin(), outcome.alike_in.end());
    KEBAO_TRY(const ResultTable table, Table(id, by));
    InAndOut sides;
    for (const Row& row : table.rows) {
      const auto place = PlaceOf(row);
      if (!place || !row.values[0].value || row.values[0].n <= 0) continue;
      sides.Add(answer_.found.is_peak[place->weekday][place->hour],
                {row.keys.begin() + 2, row.keys.end()}, WorkOf(*outcome.metric, row.values[0]));
    }
    Compare(*scale, sides, &outcome);
    answer_.outcomes.push_back(std::move(outcome));
    return {};
  }

  static void Compare(Scale scale, const InAndOut& sides, PeakOutcome* outcome) {
    for (const bool is_in : {true, false}) {
      const Work* total = sides.Total(is_in);
      if (total == nullptr) continue;
      (is_in ? outcome->in_peak : outcome->out_of_peak) = EstimateOfWork(scale, *total);
      (is_in ? outcome->n_in : outcome->n_out) = total->n;
    }
    if (!sides.IsInBoth()) return;
    outcome->difference = analysis::Subtract(*outcome->in_peak, *outcome->out_of_peak);
    if (outcome->alike_in.empty()) return;
    const auto adjusted = analysis::people::AdjustForCaseMix(sides.ByKind(scale)).people[0];
    if (adjusted.figure && adjusted.difference.is_tested()) outcome->adjusted = adjusted.difference;
  }

  const ProcessAsked& asked_;
  const std::optional<CoveredDays> covered_;
  metrics::QueryContext context_;
  PeakAnswer answer_;
};

}  // namespace

Result<std::optional<PeakAnswer>> AskForPeaks(const ProcessAsked& asked,
                                              std::optional<CoveredDays> covered) {
  return PeakAsker(asked, covered).Ask();
}

}  // namespace kebao::inquiry
