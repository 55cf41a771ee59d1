#pragma once

#include <map>
#include <string>

#include "base/problem.h"
#include "base/yaml.h"
#include "metrics/catalog/metric_spec.h"

namespace kebao::metrics {

/// {zh: …, en: …}. Problem "metric.text_missing" when a language is absent.
Result<LocalizedText> ReadLocalizedText(const Yaml& node);

/// The shared vocabulary of definitions: every rule is written once and named by the metrics that
/// follow it.
class Words {
 public:
  /// A document with `statistics:` and/or `rules:`.
  Result<void> Add(const Yaml& document);

  /// rules.<aspect>.<id>; aspects: start end bot pause credit anchor denominator empty. Problem
  /// "metric.unknown_rule".
  Result<LocalizedText> Rule(const std::string& aspect, const Yaml& id) const;
  /// Name or formula of one statistic of a family ("mean" of 首次响应时长): the pattern with
  /// {name}/{formula} filled in.
  LocalizedText Statistic(const std::string& statistic, const std::string& part,
                          const LocalizedText& of) const;

 private:
  Result<void> AddStatistics(const Yaml& statistics);
  Result<void> AddRules(const Yaml& rules);
  std::map<std::string, LocalizedText> rules_;       // "bot.not_a_reply"
  std::map<std::string, LocalizedText> statistics_;  // "mean.name"
};

}  // namespace kebao::metrics
