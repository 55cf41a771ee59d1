#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/people/clusters.h"
#include "analysis/people/comparison.h"
#include "analysis/people/load_balance.h"
#include "analysis/people/quadrants.h"
#include "analysis/people/team_matrix.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"

namespace kebao::inquiry {

/// Comparison of agents, teams and channels: which questions are asked of the metrics, and what
/// analysis makes of their answers.

/// A figure that people are compared by; with `per` a count by another one.
struct ComparedMetric {
  std::string metric;
  std::string per;  // empty: by its own cases
};

/// Two of the compared metrics that make a quadrant.
struct QuadrantPlan {
  std::string first;   // efficiency or conversion
  std::string second;  // satisfaction
};
/// One of the compared metrics that counts in the matrix.
struct WeightedMetric {
  std::string metric;
  double weight = 1;
};
/// What a person's load is: counts by kind of work, against time.
struct LoadPlan {
  std::string metric;  // empty: not looked at
  std::string hours;   // a sum of seconds; empty: all were there as long
  std::string kind = "issue_type";
};

/// What is looked at, catalog/analysis/people.yaml.
struct PeoplePlan {
  std::vector<ComparedMetric> metrics;
  std::vector<std::string> alike_in;  // dimensions
  std::vector<int64_t> hour_bands;    // first hours, rising
  int64_t minimum_sample = 30;
  std::vector<QuadrantPlan> quadrants;
  std::vector<WeightedMetric> matrix;
  LoadPlan load;
  std::vector<std::string> features;  // compared metrics that people are grouped by
};
/// Problems "yaml.*", "analysis.people_plan".
Result<PeoplePlan> LoadPeoplePlan(const std::filesystem::path& file);

struct PeopleRequest {
  PeoplePlan plan;
  std::string by = "agent";
  std::set<int64_t> left_out;  // codes of `by` that are nobody to compare: bots
};

/// People by one figure.
struct PeopleByMetric {
  const metrics::MetricSpec* metric = nullptr;
  const metrics::MetricSpec* per = nullptr;  // of counts
  analysis::people::Scale scale = analysis::people::Scale::kShare;
  bool is_relative = false;           // means that people are compared by as multiples
  std::vector<std::string> alike_in;  // of those asked for, the ones that the figure has
  double minimum = 0;
  bool is_complete = true;  // the period is over, and its cases have matured
  analysis::people::PeopleComparison now;
  std::optional<analysis::people::RisersAndFallers> moves;  // where there is a comparison
};

/// Where people stand by two figures; places among `PeopleAnswer::metrics`.
struct QuadrantsOfPair {
  size_t first = 0;
  size_t second = 0;
  analysis::people::Quadrants found;
};
/// Several figures in one score; columns are places among `PeopleAnswer::metrics`.
struct MatrixOfTeam {
  std::vector<size_t> columns;
  std::vector<double> weights;
  analysis::people::TeamMatrix found;
};
/// How evenly the work lies.
struct LoadOfTeam {
  const metrics::MetricSpec* metric = nullptr;
  const metrics::MetricSpec* hours = nullptr;  // nullptr: nobody's time is known, all count alike
  std::vector<std::string> without_hours;      // who has work, but no known time: left out
  analysis::people::LoadBalance found;
};
/// People by how they resemble each other; columns as of the matrix.
struct GroupsOfPeople {
  std::vector<size_t> columns;
  std::vector<std::string> people;  // compared by all of them
  analysis::people::Clustering found;
};

struct PeopleAnswer {
  std::vector<PeopleByMetric> metrics;
  std::vector<QuadrantsOfPair> quadrants;
  std::optional<MatrixOfTeam> matrix;    // of two figures at least
  std::optional<LoadOfTeam> load;        // nullopt: none asked for, or nothing to compare
  std::optional<GroupsOfPeople> groups;  // of two figures at least
  /// Not a share, mean or count of anything, or not known by `by`.
  std::vector<const metrics::MetricSpec*> not_comparable;
  std::vector<const metrics::MetricSpec*> not_measured;  // no value of anybody
};

/// With the context's comparison, if it has one. Problems: those of metrics.
Result<PeopleAnswer> AskForPeople(const AskedMetrics& asked, const metrics::QueryContext& context,
                                  const PeopleRequest& request);

}  // namespace kebao::inquiry
