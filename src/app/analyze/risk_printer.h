#pragma once

#include <string>

#include "app/analyze/analysis_printer.h"
#include "inquiry/risk_inquiry.h"

namespace kebao::app {

/// Sentences about one risk each. Texts: catalog/texts/*/cli/risk.yaml.
class RiskPrinter {
 public:
  RiskPrinter(const inquiry::RiskAnswer& answer, const MetricSession& opened, Console* console)
      : answer_(answer), print_(opened, console), console_(*console) {}

  std::string Text(const std::string& key, const TextArguments& arguments = {}) const {
    return console_.Text("cli.risk." + key, arguments);
  }
  const AnalysisPrinter& print() const { return print_; }

  std::string Days(LocalDay first, LocalDay limit) const;
  std::string Chance(double probability) const;
  std::string Factor(double value) const { return print_.numbers().Decimal(value, 2); }
  std::string Range(double low, double high) const;  // of a factor
  /// The metric, with the filter of the target.
  std::string Name(const inquiry::TargetRisk& risk) const;
  std::string Limit(const inquiry::TargetRisk& risk) const;

  /// What threatens, what would change it.
  std::string What(const inquiry::RiskWarning& warning) const;
  std::string Remedy(const inquiry::RiskWarning& warning) const;

 private:
  std::string Target(const inquiry::TargetRisk& risk) const;
  std::string Degradation(const inquiry::TargetRisk& risk) const;
  std::string Shortage() const;
  std::string Person(const inquiry::PersonLoadRisk& risk) const;
  std::string Topic(const inquiry::TopicRisk& risk) const;
  std::string Event(const inquiry::EventRisk& risk) const;
  std::string Moves(const inquiry::PersonLoadRisk& risk) const;
  std::string HourOf(size_t hour) const;

  const inquiry::RiskAnswer& answer_;
  const AnalysisPrinter print_;
  Console& console_;
};

}  // namespace kebao::app
