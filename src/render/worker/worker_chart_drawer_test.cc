#include "render/worker/worker_chart_drawer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "render/picture/svg_picture.h"
#include "render/sample_document.h"

namespace kebao::render {
namespace {

using document::Chart;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kRoot = KEBAO_SOURCE_DIR;
const std::filesystem::path kLibraries = kRoot / "charts" / "dist";

/// The bundle is made by ./dev build; a build by hand may be without it.
class WorkerChartDrawerTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { worker_ = new RenderWorker({kLibraries, {}, "/proc/self/exe"}); }
  static void TearDownTestSuite() { delete worker_; }
  void SetUp() override {
    if (std::filesystem::exists(kLibraries / "charts-worker.js")) return;
    if (std::getenv("CI") != nullptr) FAIL() << "charts/dist/charts-worker.js is missing";
    GTEST_SKIP() << "charts/dist/charts-worker.js is missing: run ./dev build";
  }

  static RenderWorker* worker_;
  WorkerChartDrawer drawer_{worker_};
};
RenderWorker* WorkerChartDrawerTest::worker_ = nullptr;

/// KEBAO_KEEP_PICTURES names a folder for looking at what the tests drew.
void Keep(const std::string& name, const DrawnChart& drawn) {
  const char* folder = std::getenv("KEBAO_KEEP_PICTURES");
  if (folder == nullptr) return;
  std::ofstream(std::filesystem::path(folder) / (name + ".png"), std::ios::binary)
      << PngOfSvg(drawn.svg, drawn.size.width, drawn.size.height).value();
}

std::vector<Chart> ChartsOf(const document::Document& document) {
  std::vector<Chart> charts;
  for (const auto& section : document.sections)
    for (const auto& block : section.blocks)
      if (const auto* chart = std::get_if<Chart>(&block)) charts.push_back(*chart);
  return charts;
}

Chart LineChart(std::vector<std::optional<double>> values) {
  Chart chart;
  chart.id = "trend";
  chart.title = "会话量";
  for (size_t i = 0; i < values.size(); ++i) chart.categories.push_back(std::to_string(i + 1));
  document::Series series;
  series.name = "会话";
  series.texts.assign(values.size(), "–");
  series.values = std::move(values);
  chart.series.push_back(series);
  return chart;
}

/// What librsvg 2.54 cannot do, and what must not be in a file of a report.
void ExpectPlain(const std::string& svg) {
  for (const char* word : {"dominant-baseline", "filter=", "<style", "class=", "<script", "zr0-",
                           "NaN", "undefined", "Infinity", "[object"})
    EXPECT_THAT(svg, Not(HasSubstr(word)));
}

TEST_F(WorkerChartDrawerTest, DrawsEveryChartOfAReportInBothLanguages) {
  for (const std::string language : {"zh-CN", "en"}) {
    const auto charts = ChartsOf(SampleDocument({language, 20, false}));
    ASSERT_FALSE(charts.empty());
    for (const Chart& chart : charts) {
      const auto drawn = drawer_.Draw(chart, {720, 360}, language);
      ASSERT_TRUE(drawn) << chart.id << ": " << drawn.error().code;
      EXPECT_EQ(drawn->size.width, 720);
      EXPECT_EQ(drawn->size.height, 360);
      ExpectPlain(drawn->svg);
      Keep("report_" + chart.id + "_" + language, *drawn);
    }
  }
}

TEST_F(WorkerChartDrawerTest, DrawsEveryKindThatThePackageHas) {
  std::ifstream stream(kRoot / "tests" / "golden" / "charts" / "specs.json");
  std::set<std::string> kinds;
  for (const json& item : json::parse(stream)) {
    const std::string kind = item["spec"]["kind"];
    const std::string language = item["language"];
    const auto drawn = drawer_.DrawSpec(item["spec"].dump(), kind, {680, 340}, language);
    ASSERT_TRUE(drawn) << kind << ": " << drawn.error().arguments.begin()->second;
    ExpectPlain(drawn->svg);
    EXPECT_TRUE(PngOfSvg(drawn->svg, drawn->size.width, drawn->size.height)) << kind;
    Keep("kind_" + kind + "_" + language, *drawn);
    kinds.insert(kind);
  }
  EXPECT_EQ(kinds.size(), 27U);
}

TEST_F(WorkerChartDrawerTest, TheSameChartGivesTheSameBytesInAnyProcess) {
  const auto charts = ChartsOf(SampleDocument());
  RenderWorker other({kLibraries, {}, "/proc/self/exe"});
  WorkerChartDrawer fresh(&other);
  for (const Chart& chart : charts) {
    const auto first = drawer_.Draw(chart, {720, 360}, "zh-CN");
    const auto again = drawer_.Draw(chart, {720, 360}, "zh-CN");
    const auto elsewhere = fresh.Draw(chart, {720, 360}, "zh-CN");
    ASSERT_TRUE(first && again && elsewhere);
    EXPECT_EQ(first->svg, again->svg) << chart.id;
    EXPECT_EQ(first->svg, elsewhere->svg) << chart.id;
  }
}

TEST_F(WorkerChartDrawerTest, TwoChartsShareNoId) {
  static const std::regex kId(" id=\"([^\"]+)\"");
  std::set<std::string> seen;
  size_t count = 0;
  for (const Chart& chart : ChartsOf(SampleDocument())) {
    const std::string svg = drawer_.Draw(chart, {720, 360}, "zh-CN").value().svg;
    for (std::sregex_iterator match(svg.begin(), svg.end(), kId), end; match != end; ++match) {
      seen.insert((*match)[1].str());
      ++count;
    }
  }
  EXPECT_EQ(seen.size(), count);
}

TEST_F(WorkerChartDrawerTest, NumbersThatAreNoneAreGaps) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  const auto drawn =
      drawer_.Draw(LineChart({1.0, nan, infinite, -infinite, 3.0}), {720, 360}, "zh-CN");
  ASSERT_TRUE(drawn);
  ExpectPlain(drawn->svg);
}

TEST_F(WorkerChartDrawerTest, NoRowsAndOneRowAreDrawn) {
  for (const auto& values : {std::vector<std::optional<double>>{}, {7.0}, {std::nullopt}}) {
    const auto drawn = drawer_.Draw(LineChart(values), {720, 360}, "en");
    ASSERT_TRUE(drawn);
    ExpectPlain(drawn->svg);
    EXPECT_TRUE(PngOfSvg(drawn->svg, 720, 360));
  }
}

TEST_F(WorkerChartDrawerTest, HostileTextsStayTexts) {
  Chart chart = LineChart({3.0, 2.0, 1.0, 4.0});
  chart.kind = Chart::Kind::kHorizontalBar;
  std::string endless;
  for (int i = 0; i < 10'000; ++i) endless += "长";
  chart.categories = {endless, "<script>alert(1)</script>\"&",
                      "\u202e倒过来 \u05e9\u05dc\u05d5\u05dd", "👩‍👩‍👧 \xff\xfe"};
  chart.title = endless;
  const auto drawn = drawer_.Draw(chart, {720, 360}, "zh-CN");
  ASSERT_TRUE(drawn) << drawn.error().code;
  ExpectPlain(drawn->svg);
  EXPECT_LT(drawn->svg.size(), 100'000U);
  EXPECT_TRUE(PngOfSvg(drawn->svg, 720, 360));
  Keep("hostile", *drawn);
}

TEST_F(WorkerChartDrawerTest, SaysWhatIsWrongAndWhere) {
  const auto unknown = drawer_.DrawSpec(R"({"kind":"spiral","id":"x"})", "x", {720, 360}, "en");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "chart.unknown_kind");
  EXPECT_EQ(unknown.error().place, "x");
  EXPECT_THAT(unknown.error().arguments.at("detail"), HasSubstr("spiral"));
  Chart chart = LineChart({1.0, 2.0});
  chart.series[0].values.push_back(3.0);
  const auto wrong = drawer_.Draw(chart, {720, 360}, "zh-CN");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "chart.spec");
  EXPECT_EQ(wrong.error().place, "trend: series[0].values");
  EXPECT_FALSE(drawer_.DrawSpec("{", "broken", {720, 360}, "en"));
  EXPECT_TRUE(drawer_.Draw(LineChart({1.0, 2.0}), {720, 360}, "zh-CN"));
}

TEST_F(WorkerChartDrawerTest, WithoutTheLibraryOneIsTold) {
  RenderWorker worker({"/nowhere", {}, "/proc/self/exe"});
  WorkerChartDrawer drawer(&worker);
  const auto drawn = drawer.Draw(LineChart({1.0}), {720, 360}, "en");
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().code, "render.worker_library");
}

}  // namespace
}  // namespace kebao::render
