#include "case_runner/question_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace kebao::cases {
namespace {

constexpr std::string_view kNotRecorded = "not recorded";

std::optional<double> ParseNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "12", "0.5", or "2/3" as one writes it by hand.
std::optional<double> ParseFigure(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return ParseNumber(text);
  const auto above = ParseNumber(text.substr(0, slash));
  const auto below = ParseNumber(text.substr(slash + 1));
  return above && below ? std::optional(*above / *below) : std::nullopt;
}

Result<std::optional<double>> ReadFigure(const Yaml& node) {
  if (node.is_null()) return std::nullopt;
  const auto figure = ParseFigure(node.TextOr(""));
  if (!figure) return MakeProblem("case.figure", node.place(), {{"value", node.TextOr("")}});
  return figure;
}

Result<void> ReadScalar(const Yaml& node, ExpectedValue* expected) {
  expected->is_recorded = node.TextOr("") != kNotRecorded;
  if (!expected->is_recorded) return {};
  KEBAO_TRY(expected->value, ReadFigure(node));
  return {};
}

Result<void> ReadDetails(const Yaml& node, ExpectedValue* expected) {
  KEBAO_TRY_VOID(node.AllowKeys({"value", "n", "complete", "partial", "low", "high"}));
  KEBAO_TRY_VOID(ReadScalar(node.At("value"), expected));
  KEBAO_TRY(expected->low, ReadFigure(node.At("low")));
  KEBAO_TRY(expected->high, ReadFigure(node.At("high")));
  if (node.Has("n")) {
    KEBAO_TRY(expected->n, node.At("n").AsInt());
  }
  if (node.Has("complete")) {
    KEBAO_TRY(expected->is_complete, node.At("complete").AsBool());
  }
  if (node.Has("partial")) {
    KEBAO_TRY(expected->is_partial, node.At("partial").AsBool());
  }
  return {};
}

Result<ExpectedValue> ReadValue(const std::string& metric, const Yaml& node, bool is_complete) {
  ExpectedValue expected{.metric = metric, .place = node.place(), .is_complete = is_complete};
  KEBAO_TRY_VOID(node.is_map() ? ReadDetails(node, &expected) : ReadScalar(node, &expected));
  return expected;
}

Result<std::vector<ExpectedValue>> ReadCompared(const Yaml& node) {
  std::vector<ExpectedValue> values;
  for (const auto& [metric, value] : node.Entries()) {
    KEBAO_TRY(values.emplace_back(), ReadValue(metric, value, true));
  }
  return values;
}

/// What is neither a dimension of the question nor a word of the format is a metric.
class RowParser {
 public:
  RowParser(const Yaml& node, const std::vector<std::string>& dimensions)
      : node_(node), dimensions_(dimensions) {
    row_.place = node.place();
  }

  Result<ExpectedRow> Run() {
    bool is_complete = true;
    if (node_.Has("complete")) {
      KEBAO_TRY(is_complete, node_.At("complete").AsBool());
    }
    row_.bucket = node_.At("bucket").TextOr("");
    for (const std::string& dimension : dimensions_)
      row_.keys.push_back(node_.At(dimension).TextOr(""));
    KEBAO_TRY(row_.compared, ReadCompared(node_.At("compared")));
    for (const auto& [name, value] : node_.Entries()) {
      if (IsWord(name)) continue;
      KEBAO_TRY(row_.values.emplace_back(), ReadValue(name, value, is_complete));
    }
    return std::move(row_);
  }

 private:
  bool IsWord(const std::string& name) const {
    return name == "bucket" || name == "complete" || name == "compared" ||
           std::find(dimensions_.begin(), dimensions_.end(), name) != dimensions_.end();
  }

  const Yaml& node_;
  const std::vector<std::string>& dimensions_;
  ExpectedRow row_;
};

Result<metrics::Grain> ReadGrain(const Yaml& node) {
  constexpr std::string_view kNames[] = {"", "hour", "day", "week", "month", "quarter", "year"};
  const auto found = std::find(std::begin(kNames), std::end(kNames), node.TextOr(""));
  if (found == std::end(kNames))
    return MakeProblem("case.grain", node.place(), {{"grain", node.TextOr("")}});
  return static_cast<metrics::Grain>(found - std::begin(kNames));
}

/// The metrics are those of the rows, in the order in which they first stand there.
std::vector<std::string> MetricsOf(const std::vector<ExpectedRow>& rows) {
  std::vector<std::string> metrics;
  for (const ExpectedRow& row : rows) {
    for (const ExpectedValue& value : row.values) {
      const bool is_known =
          std::find(metrics.begin(), metrics.end(), value.metric) != metrics.end();
      if (!is_known) metrics.push_back(value.metric);
    }
  }
  return metrics;
}

Result<void> ReadAnswer(const Yaml& node, Question* question) {
  const auto& dimensions = question->query.dimensions;
  const bool is_single = node.Has("row");
  for (const Yaml& item : is_single ? std::vector{node.At("row")} : node.At("rows").Items()) {
    KEBAO_TRY(question->rows.emplace_back(), RowParser(item, dimensions).Run());
  }
  if (node.Has("total")) {
    question->query.with_total = true;
    KEBAO_TRY(ExpectedRow total, RowParser(node.At("total"), {}).Run());
    total.is_total = true;
    question->rows.push_back(std::move(total));
  }
  question->query.metrics = MetricsOf(question->rows);
  if (!node.At("metrics").is_null()) {
    KEBAO_TRY(question->query.metrics, node.At("metrics").AsTextList());
  }
  if (question->query.metrics.empty()) return MakeProblem("case.no_metric", node.place());
  return {};
}

Result<Question> ReadQuestion(const Yaml& node, const app::QueryOptions& defaults) {
  KEBAO_TRY_VOID(node.AllowKeys({"period", "from", "to", "compare", "filter", "sources", "pack",
                                 "tz", "week_start", "as_of", "by", "grain", "row", "rows", "total",
                                 "metrics", "why"}));
  Question question;
  question.place = node.place();
  KEBAO_TRY(question.options, ReadOptions(node, defaults));
  KEBAO_TRY(question.query.dimensions, node.At("by").AsTextList());
  KEBAO_TRY(question.query.grain, ReadGrain(node.At("grain")));
  KEBAO_TRY_VOID(ReadAnswer(node, &question));
  return question;
}

Result<std::vector<std::string>> ReadFilters(const Yaml& node) {
  std::vector<std::string> filters;
  for (const auto& [dimension, values] : node.Entries()) {
    KEBAO_TRY(const auto texts, values.AsTextList());
    filters.push_back(fmt::format("{}={}", dimension, fmt::join(texts, ",")));
  }
  return filters;
}

}  // namespace

Result<app::QueryOptions> ReadOptions(const Yaml& node, const app::QueryOptions& defaults) {
  app::QueryOptions options = defaults;
  if (node.Has("period") || node.Has("from")) options.period = options.from = options.to = "";
  const std::pair<const char*, std::string*> texts[] = {
      {"period", &options.period},         {"from", &options.from},  {"to", &options.to},
      {"compare", &options.compare},       {"pack", &options.pack},  {"tz", &options.zone},
      {"week_start", &options.week_start}, {"as_of", &options.as_of}};
  for (const auto& [key, target] : texts) *target = node.At(key).TextOr(*target);
  KEBAO_TRY(options.sources, node.At("sources").AsTextList());
  KEBAO_TRY(options.filters, ReadFilters(node.At("filter")));
  return options;
}

Result<std::vector<Question>> ReadQuestions(const Yaml& expect, const app::QueryOptions& defaults) {
  std::vector<Question> questions;
  for (const Yaml& node : expect.Items()) {
    KEBAO_TRY(questions.emplace_back(), ReadQuestion(node, defaults));
  }
  return questions;
}

}  // namespace kebao::cases
