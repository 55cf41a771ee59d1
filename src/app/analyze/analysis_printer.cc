#include "app/analyze/analysis_printer.h"

#include <fmt/format.h>

#include <cmath>

namespace kebao::app {

using report::FigureMaker;

AnalysisPrinter::AnalysisPrinter(const MetricSession& opened, Console* console, const char* part)
    : figures_(opened.catalog(), console->texts(), opened.context(),
               opened.session().settings().currency.value),
      labels_(opened.catalog(), console->texts(), opened.context().zone),
      numbers_(console->texts()),
      console_(*console),
      texts_of_(std::string("cli.") + part + ".") {}

std::string AnalysisPrinter::Text(const char* key, const TextArguments& arguments) const {
  return console_.Text(texts_of_ + key, arguments);
}

std::string AnalysisPrinter::Name(const metrics::MetricSpec& metric) const {
  return metric.name.In(console_.texts().language());
}

std::string AnalysisPrinter::Dimension(const std::string& dimension) const {
  return labels_.Dimension(dimension).value_or(dimension);
}

std::string AnalysisPrinter::Label(const std::string& dimension, const std::string& key) const {
  return labels_.Value(dimension, key);
}

std::string AnalysisPrinter::Listed(const std::vector<std::string>& names) const {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : Text("separator")) + name;
  return list;
}

std::string AnalysisPrinter::Listed(const std::vector<const metrics::MetricSpec*>& metrics) const {
  std::vector<std::string> names;
  for (const metrics::MetricSpec* metric : metrics) names.push_back(Name(*metric));
  return Listed(names);
}

std::string AnalysisPrinter::Value(const metrics::MetricSpec& metric, double value) const {
  return figures_.Format(FigureMaker::FormatOf(metric), value);
}

std::string AnalysisPrinter::Value(const metrics::MetricSpec& metric,
                                   const metrics::Value& value) const {
  return value.value ? Value(metric, *value.value) : numbers_.Missing();
}

std::string AnalysisPrinter::Size(const metrics::MetricSpec& metric, double difference) const {
  const std::string size =
      figures_.FormatSize(FigureMaker::DifferenceFormatOf(metric), std::abs(difference));
  return (difference < 0 ? "-" : "+") + size;
}

std::string AnalysisPrinter::Count(double n) const {
  return numbers_.Integer(static_cast<int64_t>(std::llround(n)));
}

std::string AnalysisPrinter::Rate(double chance) const {
  return chance < 1e-4 ? "<0.0001" : fmt::format("{:.2g}", chance);
}

}  // namespace kebao::app
