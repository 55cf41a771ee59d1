#include "app/analyze/aligned_texts.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"
#include "report/figures.h"

namespace kebao::app {
namespace {

using analysis::DayPair;
using inquiry::AlignedAnswer;
using inquiry::AlignedFigure;
using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;
constexpr double kWithTwoDecimals = 10;  // below

class AlignedPrinter {
 public:
  AlignedPrinter(const AlignedAnswer& answer, const MetricSession& opened, Console* console)
      : answer_(answer), context_(opened.context()), print_(opened, console, "compare") {}

  void Print() const {
    print_.Print(print_.Text("head", {{"period", context_.period.id},
                                      {"compared", context_.comparison->id},
                                      {"shift", std::to_string(answer_.shift)}}));
    TextTable table({print_.Text("metric"), context_.period.id, context_.comparison->id,
                     print_.Text("change"), print_.Text("days"), print_.Text("aligned_now"),
                     print_.Text("aligned_before"), print_.Text("aligned_change")});
    for (const AlignedFigure& figure : answer_.figures) table.AddRow(RowOf(figure));
    if (!answer_.figures.empty()) print_.Print(table.Render());
    PrintHolidays();
    if (!answer_.not_alignable.empty())
      print_.Print(
          print_.Text("not_alignable", {{"metrics", print_.Listed(answer_.not_alignable)}}));
    print_.Print(print_.Text("note"));
  }

 private:
  std::vector<std::string> RowOf(const AlignedFigure& figure) const {
    const metrics::MetricSpec& spec = *figure.metric;
    const std::string missing = print_.numbers().Missing();
    const auto& aligned = figure.aligned;
    const bool is_compared = aligned.pairs > 0;
    return {print_.Name(spec),
            print_.Value(spec, figure.now),
            figure.before ? print_.Value(spec, *figure.before) : missing,
            Plain(figure),
            print_.Text("pairs", {{"pairs", std::to_string(aligned.pairs)},
                                  {"days", std::to_string(answer_.days.size())}}),
            is_compared ? PerDay(figure, aligned.now) : missing,
            is_compared ? PerDay(figure, aligned.before) : missing,
            Aligned(figure)};
  }

  /// Amounts are told a day, and need not be whole then.
  std::string PerDay(const AlignedFigure& figure, double value) const {
    if (figure.is_amount && figure.metric->unit == metrics::Unit::kCount)
      return print_.numbers().Decimal(value, value < kWithTwoDecimals ? 2 : 1);
    return print_.Value(*figure.metric, value);
  }

  /// By the calendar, where both are complete.
  std::string Plain(const AlignedFigure& figure) const {
    if (!figure.now.value || !figure.before || !figure.before->value)
      return print_.numbers().Missing();
    if (!figure.now.is_complete || !figure.before->is_complete) return print_.Text("incomplete");
    const double difference = *figure.now.value - *figure.before->value;
    if (!report::FigureMaker::HasRelative(*figure.metric))
      return print_.Size(*figure.metric, difference);
    if (*figure.before->value == 0) return print_.numbers().Missing();
    return print_.numbers().PercentChange(difference / *figure.before->value);
  }

  std::string Aligned(const AlignedFigure& figure) const {
    const analysis::Difference& difference = figure.aligned.difference;
    if (figure.aligned.pairs == 0) return print_.Text("no_pairs");
    const bool is_part =
        report::FigureMaker::HasRelative(*figure.metric) && figure.aligned.before != 0;
    const auto shown = [&](double size) {
      return is_part ? print_.numbers().PercentChange(size / figure.aligned.before)
                     : print_.Size(*figure.metric, size);
    };
    if (!difference.is_tested()) return shown(difference.size);
    const char* key = difference.is_beyond_noise() ? "interval" : "interval_noise";
    return print_.Text(key, {{"size", shown(difference.size)},
                             {"low", shown(*difference.low)},
                             {"high", shown(*difference.high)}});
  }

  /// "国庆节：8 天对 7 天"
  void PrintHolidays() const {
    std::map<std::string, std::pair<int, int>> met;  // days, of them with a like
    for (const DayPair& pair : answer_.days) {
      if (pair.name.empty()) continue;
      auto& [days, likes] = met[pair.name];
      ++days;
      if (pair.compared) ++likes;
    }
    for (const auto& [name, counts] : met)
      print_.Print("  " + print_.Text("holiday", {{"name", name},
                                                  {"days", std::to_string(counts.first)},
                                                  {"likes", std::to_string(counts.second)}}));
  }

  const AlignedAnswer& answer_;
  const metrics::QueryContext& context_;
  const AnalysisPrinter print_;
};

Json OrNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json ToTree(const metrics::Value& value) {
  return {{"value", OrNull(value.value)}, {"n", value.n}, {"complete", value.is_complete}};
}

const char* NameOf(DayPair::Reason reason) {
  switch (reason) {
    case DayPair::Reason::kSameWeekday:
      return "same_weekday";
    case DayPair::Reason::kHoliday:
      return "holiday";
    case DayPair::Reason::kMakeupDay:
      return "makeup_day";
    case DayPair::Reason::kNone:
      break;
  }
  return "none";
}

Json ToTree(const AlignedFigure& figure) {
  const analysis::AlignedComparison& aligned = figure.aligned;
  return {{"metric", figure.metric->id},
          {"now", ToTree(figure.now)},
          {"before", figure.before ? ToTree(*figure.before) : Json(nullptr)},
          {"per", figure.is_amount ? "day" : "row"},
          {"aligned",
           {{"pairs", aligned.pairs},
            {"left_out", aligned.left_out},
            {"now", aligned.pairs > 0 ? Json(aligned.now) : Json(nullptr)},
            {"before", aligned.pairs > 0 ? Json(aligned.before) : Json(nullptr)},
            {"difference", aligned.pairs > 0 ? Json(aligned.difference.size) : Json(nullptr)},
            {"low", OrNull(aligned.difference.low)},
            {"high", OrNull(aligned.difference.high)}}}};
}

}  // namespace

void PrintAligned(const AlignedAnswer& answer, const MetricSession& opened, Console* console) {
  AlignedPrinter(answer, opened, console).Print();
}

std::string AlignedJson(const AlignedAnswer& answer, const MetricSession& opened) {
  const metrics::QueryContext& context = opened.context();
  Json tree = {{"version", kSchemaVersion},          {"period", context.period.id},
               {"compared", context.comparison->id}, {"shift_days", answer.shift},
               {"figures", Json::array()},           {"days", Json::array()},
               {"not_alignable", Json::array()}};
  for (const AlignedFigure& figure : answer.figures) tree["figures"].push_back(ToTree(figure));
  for (const DayPair& pair : answer.days)
    tree["days"].push_back(
        {{"day", FormatDay(pair.day)},
         {"compared", pair.compared ? Json(FormatDay(*pair.compared)) : Json(nullptr)},
         {"reason", NameOf(pair.reason)},
         {"name", pair.name}});
  for (const metrics::MetricSpec* metric : answer.not_alignable)
    tree["not_alignable"].push_back(metric->id);
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
