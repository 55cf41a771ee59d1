#include "render/bad_inputs.h"

#include <cmath>
#include <limits>
#include <utility>

#include "render/sample_document.h"

namespace kebao::render::media_test {
namespace {

using document::Block;
using document::Chart;
using document::Document;
using document::Figure;
using document::NumberFormat;
using document::Series;
using document::Table;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr Chart::Kind kEveryKind[] = {
    Chart::Kind::kLine,       Chart::Kind::kBar,    Chart::Kind::kHorizontalBar,
    Chart::Kind::kHeatMap,    Chart::Kind::kArea,   Chart::Kind::kPie,
    Chart::Kind::kStackedBar, Chart::Kind::kSankey, Chart::Kind::kScatter};

Figure Integer(double raw, const std::string& text) {
  return MakeFigure(raw, text, NumberFormat::kInteger);
}

Table TwoColumns(const std::string& id, const std::string& label, const Figure& figure) {
  Table table;
  table.id = table.title = id;
  table.columns = {{"name", "Name", {}, ""}, {"count", "Count", NumberFormat::kInteger, ""}};
  table.rows = {{label, figure}};
  return table;
}

document::KpiRow OneKpi(const std::string& label, const Figure& figure) {
  return {{{label, figure, figure, "vs previous", label}}};
}

Document Around(std::vector<Block> odd) {
  Document document = SampleDocument({.language = "en", .agents = 1});
  document.sections = {
      {"before",
       "Before",
       {OneKpi("Conversations", Integer(4711, "4,711")),
        TwoColumns("before", kBefore, Integer(12, "12"))}},
      {"odd", "Odd", std::move(odd)},
      {"behind",
       "Behind",
       {document::Paragraph{kSentenceBehind}, TwoColumns("behind", kBehind, Integer(34, "34"))}}};
  return document;
}

/// A chart with a point per value; a heat map has them in one row.
Chart OneSeries(const std::string& id, Chart::Kind kind, std::vector<std::string> labels,
                std::vector<std::optional<double>> values, std::vector<std::string> texts = {}) {
  Chart chart;
  chart.id = id;
  chart.kind = kind;
  chart.title = "Chart " + id;
  chart.category_title = "Place";
  chart.categories = std::move(labels);
  if (IsGrid(kind) && !values.empty()) chart.rows = {"Monday"};
  chart.series = {
      {"Count", NumberFormat::kInteger, std::move(values), std::move(texts), {}, "current"}};
  if (kind == Chart::Kind::kScatter) chart.series.push_back(chart.series.front());
  return chart;
}

template <class Make>
std::vector<Block> ChartsOfEveryKind(Make make) {
  std::vector<Block> blocks;
  for (const Chart::Kind kind : kEveryKind)
    blocks.emplace_back(make("c" + std::to_string(static_cast<int>(kind)), kind));
  return blocks;
}

BadInput UnknownChartKind() {
  // As an archive of a later release might have it: no renderer may fall over what it cannot name.
  Chart chart = OneSeries("spiral", static_cast<Chart::Kind>(99), {"North", "South"},
                          {321.0, 654.0}, {"321", "654"});
  return {"unknown_chart_kind", Around({chart}), {"321", "654"}, "Chart spiral"};
}

BadInput LongLabel() {
  const std::string endless = "Begin" + std::string(10'000, 'x');
  std::vector<Block> odd = ChartsOfEveryKind([&](const std::string& id, Chart::Kind kind) {
    Chart chart = OneSeries(id, kind, {endless, "b"}, {7.0, 3.0}, {"7", "3"});
    chart.title = chart.category_title = chart.series[0].name = chart.summary = endless;
    return chart;
  });
  Table table = TwoColumns("long", endless, Integer(5, endless));
  table.title = table.note = table.columns[0].title = table.columns[1].title = endless;
  odd.insert(odd.end(), {table, OneKpi(endless, Integer(6, "6")), document::Heading{2, endless},
                         document::Paragraph{endless},
                         document::DefinitionList{{{endless, endless, endless, endless}}}});
  BadInput input{"label_of_10000_characters", Around(std::move(odd)), {"Beginxxx"}};
  Document& document = input.document;
  document.title = document.subtitle = document.sections[1].title = endless;
  document.sections[1].id = endless;
  document.properties = {{endless, endless}};
  return input;
}

/// Values that no arithmetic of ours makes, in every place that a value has; the texts are those
/// that the report gives a figure without a value, and none in charts.
BadInput NotFinite() {
  std::vector<Block> odd = ChartsOfEveryKind([](const std::string& id, Chart::Kind kind) {
    return OneSeries(id, kind, {"A", "B", "C", "D"}, {kNan, kInfinite, -kInfinite, 77.0});
  });
  Chart untold = OneSeries("untold", static_cast<Chart::Kind>(99), {"A", "B"}, {kNan, kInfinite});
  odd.emplace_back(untold);  // given as a table, with six digits of what has no text
  for (const auto format :
       {NumberFormat::kInteger, NumberFormat::kDecimal1, NumberFormat::kDecimal2,
        NumberFormat::kPercent1, NumberFormat::kPercentPoints1, NumberFormat::kDuration,
        NumberFormat::kMoney}) {
    for (const double value : {kNan, kInfinite, -kInfinite}) {
      Figure figure = MakeFigure(value, "–", format);
      figure.n = 3;
      figure.low = -kInfinite;
      figure.high = value;
      Table table = TwoColumns("none", "Row", figure);
      table.columns[1].format = format;
      table.total = table.rows.front();
      table.rows.push_back({std::string("Other"), MakeFigure(1, "1", format)});
      using Kind = document::ConditionalFormat::Kind;
      for (const Kind kind : {Kind::kColorScale, Kind::kDataBar, Kind::kThreshold})
        table.formats.push_back({"count", kind, true, 0.5});
      odd.emplace_back(table);
      odd.emplace_back(OneKpi("Odd", figure));
    }
  }
  for (const double target : {kNan, kInfinite}) {
    Table table = TwoColumns("no-target", "Row", Integer(1, "1"));
    table.formats = {{"count", document::ConditionalFormat::Kind::kThreshold, true, target}};
    odd.emplace_back(table);
  }
  return {"values_that_are_not_finite", Around(std::move(odd)), {"Other"}};
}

BadInput NoRows() {
  std::vector<Block> odd = ChartsOfEveryKind(
      [](const std::string& id, Chart::Kind kind) { return OneSeries(id, kind, {}, {}); });
  Table table = TwoColumns("empty", "", Integer(0, "0"));
  table.rows.clear();
  odd.emplace_back(table);
  table.total = {std::string("Total"), Integer(0, "0")};
  odd.emplace_back(table);
  Chart without_series = OneSeries("bare", Chart::Kind::kLine, {"A"}, {1.0});
  without_series.series.clear();
  odd.insert(odd.end(), {without_series, document::KpiRow{}, document::DefinitionList{},
                         document::Paragraph{}, document::Heading{}});
  BadInput input{"no_rows", Around(std::move(odd))};
  input.document.sections.push_back({"hollow", "Hollow", {}});
  return input;
}

BadInput OneRow() {
  std::vector<Block> odd = ChartsOfEveryKind([](const std::string& id, Chart::Kind kind) {
    return OneSeries(id, kind, {"Alone"}, {987.0}, {"987"});
  });
  odd.emplace_back(TwoColumns("one", "Sole", Integer(5, "5")));
  return {"one_row", Around(std::move(odd)), {"Sole", "987"}};
}

BadInput RightToLeftAndEmoji() {
  const std::vector<std::string> texts = {"مرحبا بالعالم 123", "שלום עולם",
                                          "👩‍💻 🚀 🇨🇳 é", "\u202Eevil\u202C",
                                          std::string("bad \xFF\xC0 nul\0", 10)};
  std::vector<Block> odd;
  for (const std::string& text : texts) {
    for (Block& block : ChartsOfEveryKind([&](const std::string&id, Chart::Kind kind) {
           Chart chart = OneSeries(id, kind, {text, "b"}, {7.0, 3.0}, {"7", "3"});
           chart.title = chart.category_title = chart.series[0].name = text;
           return chart;
         }))
      odd.push_back(std::move(block));
    Table table = TwoColumns("hostile", text, Integer(5, "5"));
    table.title = table.columns[1].title = text;
    odd.insert(odd.end(), {table, OneKpi(text, Integer(6, "6")), document::Paragraph{text}});
  }
  BadInput input{"right_to_left_and_emoji", Around(std::move(odd)), {"🚀", "עולם"}};
  input.document.title = texts[0] + texts[2];
  return input;
}

}  // namespace

std::vector<BadInput> EveryBadInput() {
  return {UnknownChartKind(), LongLabel(), NotFinite(), NoRows(), OneRow(), RightToLeftAndEmoji()};
}

}  // namespace kebao::render::media_test
