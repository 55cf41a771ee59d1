#include "app/analyze/practice_texts.h"

#include <algorithm>
#include <cmath>

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::practice::BestGroup;
using analysis::practice::FeatureDifference;
using inquiry::PracticeFeature;
using inquiry::PracticeOfOutcome;

constexpr double kPer = 100;  // counts are told a hundred cases

class PracticePrinter {
 public:
  PracticePrinter(const std::string& by, const MetricSession& opened, Console* console)
      : by_(by), print_(opened, console), console_(*console) {}

  void Print(const inquiry::PracticeAnswer& answer) const {
    for (const PracticeOfOutcome& practice : answer.outcomes) PrintOutcome(practice);
    if (answer.outcomes.empty()) print_.Print(Text("nothing"));
    if (!answer.not_comparable.empty())
      print_.Print(Text("not_comparable", {{"metrics", print_.Listed(answer.not_comparable)},
                                           {"dimension", print_.Dimension(by_)}}));
    if (!answer.not_measured.empty())
      print_.Print(Text("not_measured", {{"metrics", print_.Listed(answer.not_measured)}}));
  }

 private:
  std::string Text(const std::string& key, const TextArguments& arguments = {}) const {
    return console_.Text("cli.practice." + key, arguments);
  }

  std::string Name(const PracticeFeature& feature) const {
    if (feature.by_metric.per == nullptr) return print_.Name(*feature.by_metric.metric);
    return print_.Text("per", {{"metric", print_.Name(*feature.by_metric.metric)},
                               {"per", print_.Name(*feature.by_metric.per)}});
  }
  std::string Value(const PracticeFeature& feature, double value) const {
    if (feature.by_metric.per != nullptr) return print_.numbers().Decimal(value * kPer, 1);
    return print_.Value(*feature.by_metric.metric, value);
  }
  std::string Size(const PracticeFeature& feature, double size) const {
    if (feature.difference.is_relative) return print_.numbers().PercentChange(std::expm1(size));
    if (feature.by_metric.per != nullptr) return print_.numbers().DecimalChange(size * kPer, 1);
    return print_.Size(*feature.by_metric.metric, size);
  }
  std::string Difference(const PracticeFeature& feature) const {
    const analysis::Difference& difference = feature.difference.difference;
    return print_.Text("difference", {{"size", Size(feature, difference.size)},
                                      {"low", Size(feature, *difference.low)},
                                      {"high", Size(feature, *difference.high)}});
  }

  void PrintOutcome(const PracticeOfOutcome& practice) const {
    const BestGroup& group = practice.group;
    std::vector<std::string> best;
    for (const std::string& key : group.best) best.push_back(print_.Label(by_, key));
    std::vector<std::string> alike;
    for (const std::string& dimension : practice.alike_in)
      alike.push_back(print_.Dimension(dimension));
    const bool is_told = group.outcome == BestGroup::Outcome::kTold;
    print_.Print(Text(std::string("group_") + NameOf(group.outcome),
                      {{"metric", print_.Name(*practice.outcome)},
                       {"dimension", print_.Dimension(by_)},
                       {"compared", std::to_string(group.compared)},
                       {"p", print_.Rate(group.p)},
                       {"count", std::to_string(group.best.size())},
                       {"names", print_.Listed(best)},
                       {"alike", print_.Listed(alike)},
                       {"best", is_told ? print_.Value(*practice.outcome, group.best_mean) : ""},
                       {"rest", is_told ? print_.Value(*practice.outcome, group.rest_mean) : ""}}));
    if (is_told) PrintFeatures(practice);
    print_.Print("");
  }

  void PrintFeatures(const PracticeOfOutcome& practice) const {
    TextTable table({Text("column_feature"), Text("column_best"), Text("column_rest"),
                     Text("column_difference"), Text("column_people"), "n", "q",
                     Text("column_verdict")});
    bool is_any = false;
    for (const PracticeFeature& feature : practice.features) {
      const FeatureDifference& found = feature.difference;
      if (found.outcome != FeatureDifference::Outcome::kTold) continue;
      is_any |= found.is_beyond_noise();
      table.AddRow({Name(feature), Value(feature, found.best), Value(feature, found.rest),
                    Difference(feature),
                    Text("people", {{"best", std::to_string(found.n_best)},
                                    {"rest", std::to_string(found.n_rest)}}),
                    print_.Count(found.cases), print_.Rate(found.q),
                    Text(!found.is_beyond_noise()    ? "noise"
                         : found.difference.size > 0 ? "more"
                                                     : "less")});
    }
    print_.Print(table.Render());
    PrintLeftOut(practice);
    print_.Print("  " + Text(is_any ? "warning" : "no_difference"));
    for (const PracticeFeature& feature : practice.features) PrintExamples(feature);
  }

  void PrintLeftOut(const PracticeOfOutcome& practice) const {
    std::vector<std::string> names;
    for (const PracticeFeature& feature : practice.features)
      if (feature.difference.outcome != FeatureDifference::Outcome::kTold)
        names.push_back(Name(feature));
    if (!names.empty()) print_.Print("  " + Text("left_out", {{"metrics", print_.Listed(names)}}));
  }

  void PrintExamples(const PracticeFeature& feature) const {
    if (feature.examples.empty()) return;
    std::vector<std::string> examples;
    const bool is_share = feature.by_metric.metric->unit == metrics::Unit::kShare;
    for (const inquiry::ExampleConversation& example : feature.examples)
      examples.push_back(is_share ? example.id
                                  : Text("example", {{"id", example.id},
                                                     {"value", Value(feature, example.value)}}));
    print_.Print("  " + Text("examples",
                             {{"metric", Name(feature)}, {"examples", print_.Listed(examples)}}));
  }

  const std::string& by_;
  const AnalysisPrinter print_;
  Console& console_;
};

}  // namespace

const char* NameOf(BestGroup::Outcome outcome) {
  if (outcome == BestGroup::Outcome::kTold) return "told";
  if (outcome == BestGroup::Outcome::kNoDirection) return "no_direction";
  return outcome == BestGroup::Outcome::kTooFew ? "too_few" : "noise";
}

const char* NameOf(FeatureDifference::Outcome outcome) {
  if (outcome == FeatureDifference::Outcome::kTold) return "told";
  return outcome == FeatureDifference::Outcome::kTooFew ? "too_few" : "no_scatter";
}

void PrintPractice(const inquiry::PracticeAnswer& answer, const std::string& by,
                   const MetricSession& opened, Console* console) {
  PracticePrinter(by, opened, console).Print(answer);
}

}  // namespace kebao::app
