#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analysis/finding.h"
#include "analysis/risk/event_load.h"
#include "analysis/risk/rising_topics.h"
#include "analysis/risk/risk_score.h"
#include "analysis/risk/shortage.h"
#include "analysis/risk/target_risk.h"
#include "analysis/trend/aligned_days.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/people_inquiry.h"
#include "inquiry/series_inquiry.h"
#include "inquiry/staffing_inquiry.h"

namespace kebao::inquiry {

/// What threatens in the period after the one that is asked about, told from what was known at its
/// end: targets, degradation, overload, topics, events.

/// A limit that a figure is to keep: at least, where more of it is better, else at most.
struct TargetPlan {
  std::string metric;
  double target = 0;
  std::vector<metrics::Filter> filters;  // of these rows only
};

/// What is looked at, catalog/analysis/risk.yaml.
struct RiskPlan {
  std::vector<TargetPlan> targets;
  double warn_from = 0.5;    // probability from which on a warning is given
  int history_weeks = 26;    // that shares, means and trends are told from
  int windows = 13;          // periods that other figures are told from
  int horizon_periods = 3;   // that a trend is followed
  std::string topic_metric;  // a count; empty: not looked at
  std::vector<std::string> topic_dimensions;
  int topic_periods = 4;  // ≥ 4
  double topic_least_cases = 100;
  std::vector<std::string> event_kinds;
  std::vector<std::string> event_metrics;  // beside the volume
  double may_lack = 0.02;                  // part of the agent-hours needed
};
/// Problems "yaml.*", "analysis.risk_plan" {name}: a value out of its range.
Result<RiskPlan> LoadRiskPlan(const std::filesystem::path& file);

struct RiskRequest {
  RiskPlan plan;
  StaffingPlan staffing;
  /// Whose load is looked at; nullopt: nobody is named.
  std::optional<PeopleRequest> people;
  std::vector<analysis::NamedDay> named_days;         // that forecasts know
  std::vector<analysis::risk::CalendarEvent> events;  // past and to come
  CoveredDays covered;                                // by the data
};

/// Why a target's chances can be told or not.
enum class TargetOutcome {
  kTold,
  kNoDirection,  // neither more nor less of it is better
  kNotMeasured,  // no value at all
  kTooFew,       // too few stretches of time with a value
};
/// What a prediction rests on.
enum class PredictedBy {
  kWeeks,     // the figure of each week, by its cases
  kForecast,  // of days, with its errors at earlier times
  kWindows,   // the figure of each of the periods before
  kCounts,    // few a week: the counts of the weeks
};

/// A figure of the next period against its target.
struct TargetRisk {
  const metrics::MetricSpec* metric = nullptr;
  TargetPlan plan;
  TargetOutcome outcome = TargetOutcome::kTold;
  PredictedBy by = PredictedBy::kWeeks;
  size_t points = 0;   // weeks, days, or periods
  metrics::Value now;  // of the period
  analysis::risk::Miss miss;
  analysis::risk::RiskScore score;
  analysis::Finding finding;
  /// The trend of its weeks, and where it keeps the target now and is on its way beyond it, when.
  analysis::Direction direction;
  double direction_q = 1;  // false discovery rate over all targets
  std::optional<analysis::risk::Breach> breach;
  LocalDay likely, earliest;  // of the breach
  std::optional<LocalDay> latest;
  analysis::risk::RiskScore breach_score;
  analysis::Finding breach_finding;
};

/// Agents needed in the next period against those there.
struct ShortageRisk {
  StaffingAnswer staffing;  // of the next period
  analysis::risk::Shortage shortage;
  analysis::risk::RiskScore score;
  analysis::Finding finding;
};

/// Somebody with more work than the own hours let expect.
struct PersonLoadRisk {
  analysis::people::PersonLoad load;
  double ratio = 1;  // load ÷ expected, with its 95 % interval
  double low = 1;
  double high = 1;
  analysis::risk::RiskScore score;
  analysis::Finding finding;
  /// More than the tolerance above, beyond noise: only of those is warned.
  bool is_warning() const { return low > 1 + analysis::people::LoadLimits{}.tolerance; }
};

struct TopicRisk {
  analysis::risk::TopicHistory history;
  analysis::risk::RisingTopic rise;
  analysis::risk::RiskScore score;
  analysis::Finding finding;
};
struct TopicRisks {
  const metrics::MetricSpec* metric = nullptr;  // nullptr: not looked at
  std::vector<metrics::Period> periods;  // oldest first; fewer than four: nothing was looked at
  std::vector<TopicRisk> rising;
  size_t scanned = 0;
  size_t too_few = 0;
  double dispersion = 1;
};

/// A figure in the last event of the kind, against the four weeks before it.
struct FigureOfEvent {
  const metrics::MetricSpec* metric = nullptr;
  metrics::Value during;
  metrics::Value before;
  analysis::Difference difference;
};
struct EventRisk {
  analysis::risk::CalendarEvent event;
  std::vector<analysis::risk::CalendarEvent> like;  // as of load.like
  analysis::risk::EventLoad load;
  std::vector<FigureOfEvent> figures;  // of the last of its like
  analysis::risk::RiskScore score;
  analysis::Finding finding;
};

/// One of the above that is likely enough to be told.
struct RiskWarning {
  enum class Kind { kTarget, kDegradation, kShortage, kPersonLoad, kTopic, kEvent };
  Kind kind = Kind::kTarget;
  size_t at = 0;  // its place among its kind
  analysis::risk::RiskScore score;
};

struct RiskAnswer {
  metrics::Period period;
  metrics::Period next;
  double contacts = 0;  // to be expected in the next period, as many a day as in the last 28 days
  std::vector<TargetRisk> targets;
  std::optional<ShortageRisk> shortage;  // nullopt: nothing needed, or nobody's presence is known
  bool is_presence_known = false;
  std::optional<LoadOfTeam> load;  // of the period
  std::vector<PersonLoadRisk> people;
  TopicRisks topics;
  std::vector<EventRisk> events;                      // those that could be judged
  std::vector<analysis::risk::CalendarEvent> unlike;  // to come, and nothing like it before
  std::vector<RiskWarning> warnings;                  // by falling score
};

/// `service` is asked for what holds no names, `asked` for people. Problems: those of metrics and
/// of staffing; "forecast.history" where nothing is known of the period or before.
Result<RiskAnswer> AskForRisks(const metrics::MetricService& service, const AskedMetrics& asked,
                               const metrics::QueryContext& context, const RiskRequest& request);

}  // namespace kebao::inquiry
