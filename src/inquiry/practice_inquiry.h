#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/finding.h"
#include "analysis/practice/practice.h"
#include "base/problem.h"
#include "inquiry/asked_metrics.h"
#include "inquiry/people_inquiry.h"

namespace kebao::inquiry {

/// What the best do otherwise than the rest: agents, teams or issue types, best by an outcome on
/// the same work, compared by features of how they work.

/// What is looked at, catalog/analysis/practice.yaml.
struct PracticePlan {
  std::vector<std::string> outcomes;  // each tells a best group of its own
  std::vector<ComparedMetric> features;
  std::vector<std::string> alike_in;
  std::vector<int64_t> hour_bands;
  int64_t minimum_sample = 30;
  analysis::practice::GroupLimits group;
  int examples = 3;        // conversations of a feature; 0: none
  std::string example_of;  // a share whose good conversations are examples
};
/// Problems "yaml.*", "analysis.practice_plan" {name}.
Result<PracticePlan> LoadPracticePlan(const std::filesystem::path& file);

struct PracticeRequest {
  PracticePlan plan;
  std::string by = "agent";
  std::set<int64_t> left_out;     // codes of `by`: bots
  bool may_show_examples = true;  // ids of conversations say who had them
};

/// A conversation of the best that was rated well and shows the feature.
struct ExampleConversation {
  std::string id;    // of the source
  double value = 0;  // of the feature in it
};

struct PracticeFeature {
  PeopleByMetric by_metric;  // of everybody
  analysis::practice::FeatureDifference difference;
  std::vector<ExampleConversation> examples;  // of what is beyond noise and has values by row
  analysis::Finding finding;
};

struct PracticeOfOutcome {
  const metrics::MetricSpec* outcome = nullptr;
  std::vector<std::string> alike_in;
  analysis::practice::BestGroup group;
  std::vector<PracticeFeature>
      features;  // that were compared, by rising p, then those that were not
};

struct PracticeAnswer {
  std::vector<PracticeOfOutcome> outcomes;
  /// Not a share, mean or count of anything, or not known by `by`; no value of anybody.
  std::vector<const metrics::MetricSpec*> not_comparable;
  std::vector<const metrics::MetricSpec*> not_measured;
};

/// `service` gives the rows of examples. Problems: those of metrics.
Result<PracticeAnswer> AskForPractice(const metrics::MetricService& service,
                                      const AskedMetrics& asked,
                                      const metrics::QueryContext& context,
                                      const PracticeRequest& request);

}  // namespace kebao::inquiry
