#include "render/summary/summary_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "render/sample_document.h"

namespace kebao::render {
namespace {

using testing::HasSubstr;

const std::filesystem::path kRoot = KEBAO_SOURCE_DIR;
const std::filesystem::path kLibraries = kRoot / "charts" / "dist";

class SummaryPictureTest : public testing::Test {
 protected:
  void SetUp() override {
    if (std::filesystem::exists(kLibraries / "charts-worker.js")) return;
    if (std::getenv("CI") != nullptr) FAIL() << "charts/dist/charts-worker.js is missing";
    GTEST_SKIP() << "charts/dist/charts-worker.js is missing: run ./dev build";
  }

  /// KEBAO_RENDER_OUT names a folder that keeps the files.
  Artifact Make(const document::Document& document, const std::string& name) {
    const char* kept = std::getenv("KEBAO_RENDER_OUT");
    const std::filesystem::path folder = kept != nullptr ? kept : testing::TempDir();
    const Texts texts =
        Texts::Load(kRoot / "catalog/texts", document.language, Texts::OnMissing::kAbort).value();
    auto made = RenderSummaryPicture(document, texts, folder / (name + ".png"), &worker_);
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().code);
    return made.value_or(Artifact{});
  }

  static std::string Bytes(const Artifact& artifact) {
    std::ifstream stream(artifact.file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  /// Big-endian, as PNG has it.
  static uint32_t NumberAt(const std::string& png, size_t place) {
    uint32_t number = 0;
    for (size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<uint8_t>(png.at(place + i));
    return number;
  }

  RenderWorker worker_{{kLibraries, {}, "/proc/self/exe"}};
};

TEST_F(SummaryPictureTest, IsOnePictureInBothLanguages) {
  for (const std::string language : {"zh-CN", "en"}) {
    const document::Document document = SampleDocument({.language = language});
    const std::string png = Bytes(Make(document, "summary-" + language));
    EXPECT_EQ(png.substr(1, 3), "PNG");
    EXPECT_EQ(NumberAt(png, 16), 1080U);
    EXPECT_GT(NumberAt(png, 20), 1200U);
    EXPECT_TRUE(png == Bytes(Make(document, "again")));
  }
}

TEST_F(SummaryPictureTest, ComesWithoutDataAndWithOddData) {
  EXPECT_GT(Bytes(Make(SampleDocument({.agents = 0}), "summary-nothing")).size(), 1000U);
  document::Document document = SampleDocument({.language = "en", .agents = 1});
  document.title = std::string(10'000, 'x') + "\xff\x01<&> 😀 שלום";
  EXPECT_GT(Bytes(Make(document, "summary-odd")).size(), 1000U);
}

TEST_F(SummaryPictureTest, AChartThatCannotBeDrawnIsSaid) {
  document::Chart chart;
  chart.id = "broken";
  chart.title = "Broken";
  chart.kind = document::Chart::Kind::kPie;
  chart.categories = {"a"};
  chart.series.push_back({"n", document::NumberFormat::kInteger, {-1.0}, {"-1"}, {}, ""});
  document::Document document = SampleDocument({.language = "en", .agents = 1});
  document.sections = {{"s", "S", {chart}}};
  const Artifact made = Make(document, "summary-broken");
  ASSERT_EQ(made.warnings.size(), 1U);
  EXPECT_THAT(made.warnings.front(), HasSubstr("Broken"));
}

}  // namespace
}  // namespace kebao::render
