#include "render/charts_ahead.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <semaphore>
#include <set>

#include "render/pdf/chart_plan.h"
#include "render/pdf/pdf_renderer.h"
#include "render/sample_document.h"

namespace kebao::render {
namespace {

using document::Chart;
using testing::ElementsAre;
using testing::IsEmpty;

Chart Named(const std::string& id) {
  Chart chart;
  chart.id = id;
  return chart;
}

/// Draws a frame, and remembers what it was asked for.
class FrameDrawer final : public ChartDrawer {
 public:
  Result<DrawnChart> Draw(const Chart& chart, ChartSize size, const std::string&) override {
    const std::scoped_lock lock(mutex_);
    asked.push_back(chart.id);
    threads.insert(std::this_thread::get_id());
    drawn.release();
    if (chart.id == "wrong") return MakeProblem("chart.spec", "wrong");
    return DrawnChart{"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", size, ""};
  }

  std::vector<std::string> asked;
  std::set<std::thread::id> threads;
  std::counting_semaphore<> drawn{0};

 private:
  std::mutex mutex_;
};

TEST(ChartsAhead, DrawsBeforeItIsAskedAndEachOnce) {
  FrameDrawer drawer;
  const Chart first = Named("first");
  const Chart second = Named("second");
  ChartsAhead ahead(&drawer, {{&first, {10, 5}}, {&second, {10, 5}}, {&first, {10, 5}}}, "en");
  drawer.drawn.acquire();
  drawer.drawn.acquire();  // nobody has asked yet
  EXPECT_TRUE(ahead.Draw(first, {10, 5}, "en"));
  EXPECT_EQ(ahead.Draw(second, {10, 5}, "en")->size.width, 10);
  EXPECT_TRUE(ahead.Draw(first, {10, 5}, "en"));
  EXPECT_THAT(drawer.asked, ElementsAre("first", "second"));
  EXPECT_FALSE(drawer.threads.contains(std::this_thread::get_id()));
}

TEST(ChartsAhead, DrawsWhatItWasNotToldOfWhenAsked) {
  FrameDrawer drawer;
  const Chart chart = Named("late");
  ChartsAhead ahead(&drawer, {}, "en");
  EXPECT_THAT(drawer.asked, IsEmpty());
  EXPECT_EQ(ahead.Draw(chart, {10, 5}, "en")->size.width, 10);
  EXPECT_EQ(ahead.Draw(chart, {20, 5}, "en")->size.width, 20);
  EXPECT_EQ(ahead.Draw(chart, {20, 5}, "en")->size.width, 20);
  EXPECT_EQ(drawer.asked.size(), 2U);
}

TEST(ChartsAhead, GivesTheProblemToWhoeverAsks) {
  FrameDrawer drawer;
  const Chart wrong = Named("wrong");
  ChartsAhead ahead(&drawer, {{&wrong, {}}}, "en");
  const auto drawn = ahead.Draw(wrong, {}, "en");
  ASSERT_FALSE(drawn);
  EXPECT_EQ(drawn.error().code, "chart.spec");
}

/// What was planned in another size would be drawn twice: for nobody, and late.
TEST(ChartsAhead, PdfAsksForWhatWasPlanned) {
  const document::Document document = SampleDocument();
  std::set<std::string> planned;
  for (const WantedChart& one : pdf::ChartPlanOf(document))
    planned.insert(fmt::format("{} {} {}", one.chart->id, one.size.width, one.size.height));
  ASSERT_GE(planned.size(), 3U);
  FrameDrawer drawer;
  const Texts texts =
      Texts::Load(KEBAO_SOURCE_DIR "/catalog/texts", document.language, Texts::OnMissing::kAbort)
          .value();
  ASSERT_TRUE(PdfOf(document, texts, {.drawer = &drawer}));
  EXPECT_EQ(drawer.asked.size(), planned.size());
}

}  // namespace
}  // namespace kebao::render
