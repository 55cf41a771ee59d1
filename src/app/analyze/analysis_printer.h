#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/difference.h"
#include "app/console.h"
#include "app/metric_session.h"
#include "base/number_format.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {

/// What findings are printed with: names and figures in the reader's language. Texts:
/// catalog/texts/*/cli/<part>.yaml.
class AnalysisPrinter {
 public:
  AnalysisPrinter(const MetricSession& opened, Console* console, const char* part = "people");

  std::string Text(const char* key, const TextArguments& arguments = {}) const;
  void Print(const std::string& line) const { console_.Print(line); }

  std::string Name(const metrics::MetricSpec& metric) const;
  std::string Dimension(const std::string& dimension) const;
  std::string Label(const std::string& dimension, const std::string& key) const;
  /// Names of dimensions or metrics, one after the other.
  std::string Listed(const std::vector<std::string>& names) const;
  std::string Listed(const std::vector<const metrics::MetricSpec*>& metrics) const;

  std::string Value(const metrics::MetricSpec& metric, double value) const;
  std::string Value(const metrics::MetricSpec& metric, const metrics::Value& value) const;
  /// With its sign.
  std::string Size(const metrics::MetricSpec& metric, double difference) const;
  std::string Count(double n) const;
  std::string Rate(double chance) const;  // p and q: two significant digits
  const NumberFormatter& numbers() const { return numbers_; }

 private:
  const report::FigureMaker figures_;
  const report::Labels labels_;
  const NumberFormatter numbers_;
  Console& console_;
  const std::string texts_of_;  // "cli.people."
};

}  // namespace kebao::app
