#include "render/office/office_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>

#include "render/sample_document.h"
#include "render/unbroken_figures.h"
#include "render/worker/worker_chart_drawer.h"

namespace kebao::render {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kRoot = KEBAO_SOURCE_DIR;
const std::filesystem::path kLibraries = kRoot / "charts" / "dist";

/// Name → content, in alphabetical order.
std::map<std::string, std::string> MembersOf(const std::filesystem::path& file) {
  std::map<std::string, std::string> members;
  zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, nullptr);
  EXPECT_NE(archive, nullptr);
  for (zip_int64_t i = 0; archive != nullptr && i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
    zip_file_t* member = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    std::string content(stat.size, '\0');
    zip_fread(member, content.data(), content.size());
    zip_fclose(member);
    members[stat.name] = content;
  }
  zip_discard(archive);
  return members;
}

std::string Bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The bundles are made by ./dev build; a build by hand may be without them.
class OfficeFileTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { worker_ = new RenderWorker({kLibraries, {}, "/proc/self/exe"}); }
  static void TearDownTestSuite() { delete worker_; }
  void SetUp() override {
    if (std::filesystem::exists(kLibraries / "pptx-worker.js")) return;
    if (std::getenv("CI") != nullptr) FAIL() << "charts/dist/pptx-worker.js is missing";
    GTEST_SKIP() << "charts/dist/pptx-worker.js is missing: run ./dev build";
  }

  static const Texts& TextsOf(const std::string& language) {
    static std::map<std::string, Texts> all;
    const auto load = [&] {
      return Texts::Load(kRoot / "catalog/texts", language, Texts::OnMissing::kAbort).value();
    };
    return all.try_emplace(language, load()).first->second;
  }

  /// KEBAO_RENDER_OUT names a folder that keeps the files.
  static std::filesystem::path Folder() {
    const char* kept = std::getenv("KEBAO_RENDER_OUT");
    return kept != nullptr ? std::filesystem::path(kept)
                           : std::filesystem::path(testing::TempDir());
  }

  Artifact Pptx(const document::Document& document, const std::string& name) {
    auto made = RenderPptx(document, TextsOf(document.language), Folder() / (name + ".pptx"),
                           {.worker = worker_, .drawer = &drawer_});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().code);
    return made.value_or(Artifact{});
  }

  Artifact Docx(const document::Document& document, const std::string& name) {
    auto made = RenderDocx(document, TextsOf(document.language), Folder() / (name + ".docx"),
                           {.worker = worker_, .drawer = &drawer_});
    EXPECT_TRUE(made.has_value()) << (made ? "" : made.error().code);
    return made.value_or(Artifact{});
  }

  static RenderWorker* worker_;
  WorkerChartDrawer drawer_{worker_};
};
RenderWorker* OfficeFileTest::worker_ = nullptr;

std::string SlidesOf(const std::map<std::string, std::string>& members) {
  std::string slides;
  for (const auto& [name, content] : members)
    if (name.starts_with("ppt/slides/slide")) slides += content;
  return slides;
}

TEST_F(OfficeFileTest, SlidesHaveTheReportInBothLanguages) {
  for (const std::string language : {"zh-CN", "en"}) {
    const document::Document document = SampleDocument({.language = language});
    const Artifact made = Pptx(document, "slides-" + language);
    const auto members = MembersOf(made.file);
    const std::string slides = SlidesOf(members);
    for (const document::Section& section : document.sections)
      EXPECT_THAT(slides, HasSubstr(section.title));
    EXPECT_TRUE(members.contains("ppt/charts/chart1.xml"));
    EXPECT_THAT(members.at("[Content_Types].xml"), HasSubstr("presentationml"));
  }
}

TEST_F(OfficeFileTest, TheSameReportGivesTheSameBytes) {
  const document::Document document = SampleDocument({.agents = 60});
  const std::string first = Bytes(Pptx(document, "same-a").file);
  Pptx(SampleDocument({.language = "en", .agents = 1}), "other");
  EXPECT_TRUE(first == Bytes(Pptx(document, "same-b").file));
}

TEST_F(OfficeFileTest, TextDocumentsHaveTheReport) {
  for (const std::string language : {"zh-CN", "en"}) {
    const document::Document document = SampleDocument({.language = language, .agents = 60});
    const auto first = Docx(document, "text-" + language);
    const auto members = MembersOf(first.file);
    const std::string& text = members.at("word/document.xml");
    for (const document::Section& section : document.sections)
      EXPECT_THAT(text, HasSubstr(section.title));
    EXPECT_THAT(text, HasSubstr("w:tblHeader"));
    EXPECT_TRUE(members.contains("word/charts/chart1.xml"));
    EXPECT_TRUE(Bytes(first.file) == Bytes(Docx(document, "again").file));
  }
}

TEST_F(OfficeFileTest, ALongTableEndsOnItsSecondSlideAndSaysSo) {
  const document::Document document =
      SampleDocument({.language = "en", .agents = 500, .has_long_names = true});
  const Artifact made = Pptx(document, "long");
  const auto members = MembersOf(made.file);
  const std::string slides = SlidesOf(members);
  const auto slide_count = std::count_if(members.begin(), members.end(), [](const auto& member) {
    return member.first.starts_with("ppt/slides/slide");
  });
  EXPECT_LT(slide_count, 25);
  EXPECT_THAT(slides, testing::ContainsRegex("… 4[0-9][0-9] more rows: see the workbook"));
  EXPECT_THAT(slides, HasSubstr(">182736.45<")) << "the total";
  EXPECT_THAT(made.warnings, testing::Contains(HasSubstr("Long tables (1)")));
}

/// Durations stay on one line.
std::string Shown(const document::Figure& figure) {
  const bool is_duration = figure.format == document::NumberFormat::kDuration;
  return is_duration ? Unbroken(figure.text) : figure.text;
}

TEST_F(OfficeFileTest, ATextDocumentHasEveryRowOfALongTable) {
  const document::Document document = SampleDocument({.agents = 200, .has_long_names = true});
  const std::string text = MembersOf(Docx(document, "long").file).at("word/document.xml");
  for (const document::Section& section : document.sections) {
    for (const document::Block& block : section.blocks) {
      const auto* table = std::get_if<document::Table>(&block);
      for (size_t i = 0; table != nullptr && i < table->rows.size(); ++i) {
        if (const auto* figure = std::get_if<document::Figure>(&table->rows[i].back())) {
          EXPECT_NE(text.find(">" + Shown(*figure)), text.npos) << table->id << " " << i;
        }
      }
    }
  }
}

TEST_F(OfficeFileTest, WithoutDataAndWithBadDataTheReportStillComes) {
  Pptx(SampleDocument({.agents = 0}), "nothing");
  Docx(SampleDocument({.agents = 0}), "nothing");
  document::Document document = SampleDocument({.language = "en", .agents = 1});
  document.title = std::string(10'000, 'x') + "\xff\x01<&>";
  document::Chart chart;
  chart.id = "odd";
  chart.title = "שלום 😀";
  chart.categories = {std::string(10'000, 'y'), "b", "c"};
  chart.series.push_back(
      {"n",
       document::NumberFormat::kInteger,
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1.0},
       {"NaN", "∞", "1"},
       {},
       ""});
  document.sections.push_back({"odd", "Odd", {chart}});
  const auto made = Pptx(document, "odd");
  Docx(document, "odd");
  EXPECT_THAT(SlidesOf(MembersOf(made.file)), Not(HasSubstr("\x01")));
}

TEST_F(OfficeFileTest, AChartThatCannotBeDrawnIsATableAndSaidWithItsPlace) {
  document::Document document = SampleDocument({.language = "en", .agents = 1});
  document::Chart chart;
  chart.id = "broken";
  chart.title = "Broken";
  chart.kind = document::Chart::Kind::kPie;
  chart.categories = {"a", "b"};
  chart.series.push_back(
      {"n", document::NumberFormat::kInteger, {-123456.0, 2.0}, {"-123,456", "2"}, {}, ""});
  document.sections = {{"s", "S", {chart}}};
  const Artifact made = Pptx(document, "broken");
  ASSERT_EQ(made.warnings.size(), 1U);
  EXPECT_THAT(made.warnings.front(), HasSubstr("Broken"));
  EXPECT_THAT(SlidesOf(MembersOf(made.file)), HasSubstr("-123,456"));
}

TEST_F(OfficeFileTest, WithoutTheLibraryNothingIsWritten) {
  RenderWorker lost({testing::TempDir(), {}, "/proc/self/exe"});
  const auto file = Folder() / "lost.pptx";
  const auto made = RenderPptx(SampleDocument(), TextsOf("zh-CN"), file, {.worker = &lost});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, "render.worker_library");
  EXPECT_EQ(made.error().place, "lost.pptx");
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace kebao::render
