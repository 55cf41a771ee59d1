#include "render/xlsx/rows_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "render/xlsx/workbook_reader.h"
#include "render/xlsx/xlsx_renderer.h"

namespace kebao::render {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Row = std::vector<DetailCell>;

const fs::path kLibraries = fs::path(KEBAO_SOURCE_DIR) / "charts" / "dist";

const RenderTexts& Texts() {
  static const RenderTexts texts =
      LoadXlsxTexts(fs::path(KEBAO_SOURCE_DIR) / "catalog", "zh-CN").value();
  return texts;
}

/// The bundles are made by ./dev build; a build by hand may be without them.
class RowsBookTest : public testing::Test {
 protected:
  void SetUp() override {
    if (fs::exists(kLibraries / "rows-worker.js")) return;
    if (std::getenv("CI") != nullptr) FAIL() << "charts/dist/rows-worker.js is missing";
    GTEST_SKIP() << "charts/dist/rows-worker.js is missing: run ./dev build";
  }

  static RowsBookLayout Layout() {
    RowsBookLayout layout;
    layout.titles = {"编号", "客服", "渠道", "会话", "时长"};
    layout.figures = {{.kind = RowsFigure::Kind::kCount, .title = "会话数", .value = 3},
                      {.kind = RowsFigure::Kind::kMean, .title = "平均时长", .value = 4}};
    layout.pivot = RowsPivot{1, 2, 3, 4};
    return layout;
  }

  static Artifact Write(const char* name, const std::vector<Row>& rows, RenderWorker& worker,
                        RowsBookLayout layout = Layout(), XlsxDetailOptions options = {}) {
    const fs::path folder = fs::path(testing::TempDir()) / "kebao_rows_book";
    fs::create_directories(folder);
    RowsBook book(folder / name, std::move(layout), Texts(), options);
    for (const Row& row : rows) book.AddRow(row);
    const std::vector<RowsBlock> blocks = {
        {"合计", std::nullopt, {{"合计", {{2.0, true}, {30.0, true}}}}},
        {"客服", 1, {{"=1+1", {{2.0, true}, {std::nullopt, false}}}}}};
    return book.Finish(blocks, worker, [](const Problem& problem) { return problem.code; });
  }

  static std::vector<Row> TwoRows() {
    return {
        {std::string_view("c1"), std::string_view("=1+1"), std::string_view("<b>&\"'"), 1.0, 20.0},
        {std::string_view("c2"), std::string_view("=1+1"), std::string_view("电话"), 1.0, 40.0}};
  }

  RenderWorker worker_{{kLibraries, {}, "/proc/self/exe"}};
};

TEST_F(RowsBookTest, HasRowsFormulasAndPivotTables) {
  const Artifact artifact = Write("whole.xlsx", TwoRows(), worker_);
  EXPECT_THAT(artifact.warnings, IsEmpty());
  const xlsx::ReadBook book = xlsx::ReadWorkbook(artifact.file);
  ASSERT_EQ(book.sheets.size(), 3U);
  const xlsx::ReadSheet& check = book.Named("核算");
  EXPECT_EQ(check.cells.at("A4").text, "合计");
  EXPECT_EQ(check.cells.at("B5").text, "=COUNT('明细'!$D$2:$D$3)");
  EXPECT_EQ(check.cells.at("E5").number, 2);
  EXPECT_EQ(check.cells.at("F5").number, 30);
  EXPECT_EQ(book.Named("透视").cells.size(), 1U);  // what it is: programs fill in the rest
}

TEST_F(RowsBookTest, ATextIsNoFormulaAndAFigureThatIsNotRecordedHasNone) {
  const xlsx::ReadBook book = xlsx::ReadWorkbook(Write("texts.xlsx", TwoRows(), worker_).file);
  EXPECT_EQ(book.Named("明细").cells.at("B2").text, "=1+1");
  EXPECT_NE(book.Named("明细").cells.at("B2").type, "f");
  const xlsx::ReadSheet& check = book.Named("核算");
  EXPECT_EQ(check.cells.at("A8").text, "=1+1");
  EXPECT_NE(check.cells.at("A8").type, "f");
  EXPECT_EQ(check.cells.at("C8").text, "未记录");
  EXPECT_FALSE(check.cells.contains("F8"));
}

TEST_F(RowsBookTest, TextsThatNoFileMayHoldAreRepairedInThePivotTablesToo) {
  std::vector<Row> rows = TwoRows();
  const std::string long_text(40'000, 'x');
  rows[0][1] = std::string_view("a\x01\x1b[0m\xff");
  rows[1][1] = std::string_view(long_text);
  const Artifact artifact = Write("hostile.xlsx", rows, worker_);
  EXPECT_EQ(artifact.warnings.size(), 2U);  // cut, and repaired; with PivotTables
  EXPECT_EQ(xlsx::ReadWorkbook(artifact.file).sheets.size(), 3U);
}

TEST_F(RowsBookTest, TitlesOfColumnsAreMadeDifferent) {
  RowsBookLayout layout = Layout();
  layout.titles = {"a", "A", "b", "b", "c"};
  const xlsx::ReadBook book =
      xlsx::ReadWorkbook(Write("titles.xlsx", TwoRows(), worker_, layout).file);
  EXPECT_EQ(book.Named("明细").cells.at("B1").text, "A (2)");
  EXPECT_EQ(book.Named("明细").cells.at("D1").text, "b (2)");
}

TEST_F(RowsBookTest, RowsOnSeveralSheetsHaveNoFormulas) {
  const Artifact artifact =
      Write("split.xlsx", TwoRows(), worker_, Layout(), {.rows_per_sheet = 2});
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("多张工作表")));
  EXPECT_EQ(xlsx::ReadWorkbook(artifact.file).sheets.size(), 2U);
}

TEST_F(RowsBookTest, WithoutAWorkerItComesWithoutPivotTablesAndSaysWhy) {
  RenderWorker lost({testing::TempDir(), {}, "/proc/self/exe"});
  const Artifact artifact = Write("lost.xlsx", TwoRows(), lost);
  EXPECT_THAT(artifact.warnings, ElementsAre(HasSubstr("render.worker_library")));
  EXPECT_EQ(xlsx::ReadWorkbook(artifact.file).sheets.size(), 2U);
  EXPECT_THAT(Write("none.xlsx", {}, worker_).warnings, ElementsAre(HasSubstr("没有可排列")));
}

TEST_F(RowsBookTest, TheSameRowsGiveTheSameBytes) {
  const auto bytes = [](const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_EQ(bytes(Write("one.xlsx", TwoRows(), worker_).file),
            bytes(Write("two.xlsx", TwoRows(), worker_).file));
}

}  // namespace
}  // namespace kebao::render
