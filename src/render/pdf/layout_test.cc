#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "render/pdf/flow.h"
#include "render/pdf/font_choice.h"
#include "render/pdf/read_pdf.h"
#include "render/pdf/table_columns.h"
#include "render/sample_document.h"

namespace kebao::render::pdf {
namespace {

using testing::DoubleNear;

double WidthOf(const ColumnGroup& group) { return group.back().x + group.back().width; }

TEST(GroupColumns, FillsTheWidthWithOneGroupWhereItCan) {
  const auto groups = GroupColumns({{50, 100}, {40, 60}, {40, 40}}, 400);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_THAT(WidthOf(groups[0]), DoubleNear(400, 0.01));
  EXPECT_GE(groups[0][0].width, 100);
}

TEST(GroupColumns, GivesEachColumnOnceAndTheFirstToEachGroup) {
  for (size_t count = 2; count < 60; ++count) {
    const auto groups = GroupColumns(std::vector<ColumnWant>(count, {45, 60}), 500);
    std::vector<size_t> seen;
    for (const ColumnGroup& group : groups) {
      EXPECT_EQ(group[0].column, 0U);
      EXPECT_LE(WidthOf(group), 500.01);
      for (size_t i = 1; i < group.size(); ++i) seen.push_back(group[i].column);
    }
    ASSERT_EQ(seen.size(), count - 1);
    for (size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i + 1);
  }
}

TEST(GroupColumns, FitsColumnsThatWantMoreThanThePage) {
  for (const ColumnGroup& group : GroupColumns({{900, 900}, {800, 900}, {30, 30}}, 500))
    EXPECT_LE(WidthOf(group), 500.01);
}

TEST(ChooseFont, TakesTheFirstThatIsInstalled) {
  const std::vector<std::string> installed = {"dejavu sans", "noto sans cjk sc"};
  EXPECT_EQ(ChooseFont("Missing, Noto Sans CJK SC, DejaVu Sans", installed, "Sans").family,
            "Noto Sans CJK SC");
  EXPECT_TRUE(ChooseFont("dejavu SANS", installed, "Sans").is_wanted);
  EXPECT_EQ(ChooseFont("Missing,,", installed, "Sans").family, "Sans");
  EXPECT_FALSE(ChooseFont("", installed, "Sans").is_wanted);
}

TEST(Flow, UsesColumnsBeforePages) {
  Flow flow;
  flow.BeginColumns(2, 20, 100);
  const double first = flow.left();
  flow.Advance(90);
  flow.Need(50);
  EXPECT_GT(flow.left(), first);
  EXPECT_EQ(flow.page(), 0U);
  flow.Advance(30);
  flow.EndColumns();
  EXPECT_EQ(flow.y(), kMarginTop + 90);
  EXPECT_EQ(flow.left(), first);
}

TEST(Flow, BreaksOnlyWhereThatWinsRoom) {
  Flow flow;
  flow.Need(5000);
  EXPECT_EQ(flow.page(), 0U);
  flow.Advance(400);
  flow.Need(5000);
  EXPECT_EQ(flow.page(), 1U);
}

TEST(Flow, GivesEveryAnchorAKeyOfItsOwn) {
  Flow flow;
  flow.MarkAnchor("a", "A", 1);
  flow.MarkAnchor("a", "A", 1);
  flow.MarkAnchor("a", "A", 1);
  const Pages pages = flow.Take();
  EXPECT_EQ(pages.anchors[2].key, "a''");
}

/// Documents of any shape that CheckDocument allows.
class AnyDocument {
 public:
  explicit AnyDocument(unsigned seed) : random_(seed) {}

  document::Document Make() {
    document::Document document =
        SampleDocument({.language = Pick(2) ? "zh-CN" : "en", .agents = 0});
    document.sections.clear();
    for (int i = Pick(4); i >= 0; --i) {
      document.sections.push_back({"s", Text(), {}});
      for (int b = Pick(7); b > 0; --b) document.sections.back().blocks.push_back(Block());
    }
    return document;
  }

 private:
  int Pick(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  std::string Text() {
    static const std::vector<std::string> kTexts = {
        "",
        "short",
        "两个字",
        "a\nb",
        "\xFF\xFE",
        "👍🏽",
        "שלום",
        std::string(700, 'W'),
        "一段很长的中文，里面有标点、数字 123 和 English words。",
        std::string("\0", 1)};
    return kTexts[static_cast<size_t>(Pick(static_cast<int>(kTexts.size())))];
  }
  document::Figure Figure() {
    document::Figure figure = MakeFigure(Pick(9) - 4.5, Text(), document::NumberFormat::kDecimal1);
    if (Pick(4) == 0) figure.raw = std::nan("");
    if (Pick(4) == 0) figure.raw.reset();
    if (Pick(3) == 0) figure.n = Pick(1000);
    figure.is_complete = Pick(5) != 0;
    figure.tone = static_cast<document::Tone>(Pick(4));
    return figure;
  }
  document::Block Block() {
    switch (Pick(6)) {
      case 0:
        return document::Heading{Pick(5), Text()};
      case 1:
        return document::Paragraph{Text(), static_cast<document::Tone>(Pick(4))};
      case 2:
        return Kpis();
      case 3:
        return Chart();
      case 4:
        return Definitions();
      default:
        return Table();
    }
  }
  document::KpiRow Kpis() {
    document::KpiRow row;
    for (int i = Pick(10); i > 0; --i)
      row.items.push_back(
          {Text(), Figure(), Pick(2) ? std::optional(Figure()) : std::nullopt, Text(), Text()});
    return row;
  }
  document::DefinitionList Definitions() {
    document::DefinitionList list;
    for (int i = Pick(40); i > 0; --i) list.items.push_back({Text(), Text(), Text(), Text()});
    return list;
  }
  document::Chart Chart() {
    document::Chart chart;
    chart.id = Pick(5) == 0 ? "refused" : Text();
    chart.kind = static_cast<document::Chart::Kind>(Pick(3));
    chart.title = Text();
    chart.categories.resize(static_cast<size_t>(Pick(40)), Text());
    chart.series.resize(static_cast<size_t>(Pick(4)));
    for (auto& series : chart.series) series.values.resize(chart.categories.size(), Pick(9));
    return chart;
  }
  document::Table Table() {
    document::Table table;
    for (int c = Pick(30); c >= 0; --c)
      table.columns.push_back(
          {"c", Text(), Pick(2) ? std::optional(document::NumberFormat::kInteger) : std::nullopt,
           Text()});
    const auto row = [&] {
      std::vector<document::Cell> cells;
      for (const auto& column : table.columns)
        cells.push_back(column.format ? document::Cell(Figure()) : document::Cell(Text()));
      return cells;
    };
    for (int r = Pick(60); r > 0; --r) table.rows.push_back(row());
    if (Pick(2)) table.total = row();
    table.formats = {
        {"c", static_cast<document::ConditionalFormat::Kind>(Pick(3)), Pick(2) == 0, 0.5}};
    return table;
  }

  std::mt19937 random_;
};

TEST(Pdf, SurvivesDocumentsOfAnyShape) {
  pdf_test::FrameDrawer drawer;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    const document::Document document = AnyDocument(seed).Make();
    PdfOptions options;
    if (seed % 3 != 0) options.drawer = &drawer;
    const PdfFile pdf = pdf_test::Make(document, options);
    EXPECT_TRUE(pdf.bytes.starts_with("%PDF-1.5")) << seed;
    EXPECT_TRUE(pdf.bytes.ends_with("%%EOF\n")) << seed;
  }
}

}  // namespace
}  // namespace kebao::render::pdf
