#include "render/pdf/pdf_renderer.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "render/pdf/footer.h"
#include "render/pdf/read_pdf.h"
#include "render/sample_document.h"

namespace kebao::render {
namespace {

using document::Document;
using document::Figure;
using document::Table;
using pdf_test::FrameDrawer;
using pdf_test::Make;
using pdf_test::OneSection;
using pdf_test::Packed;
using pdf_test::PageTexts;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string AllText(const PdfFile& pdf) {
  return Packed(pdf_test::Ask("pdftotext -raw", pdf.bytes));
}

size_t Count(std::string_view text, std::string_view wanted) {
  size_t count = 0;
  for (size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + wanted.size()))
    ++count;
  return count;
}

/// Figures of the document in its order.
std::vector<std::string> FigureTexts(const Document& document) {
  std::vector<std::string> texts;
  const auto add = [&](const document::Cell& cell) {
    if (const auto* figure = std::get_if<Figure>(&cell)) texts.push_back(Packed(figure->text));
  };
  for (const document::Section& section : document.sections)
    for (const document::Block& block : section.blocks) {
      if (const auto* kpis = std::get_if<document::KpiRow>(&block))
        for (const document::Kpi& kpi : kpis->items) {
          add(kpi.value);
          if (kpi.change) add(*kpi.change);
        }
      const auto* table = std::get_if<Table>(&block);
      if (table == nullptr) continue;
      for (const auto& row : table->rows) std::for_each(row.begin(), row.end(), add);
      if (table->total) std::for_each(table->total->begin(), table->total->end(), add);
    }
  return texts;
}

class SamplePdf : public testing::TestWithParam<SampleOptions> {};

TEST_P(SamplePdf, HoldsEveryFigureAndNumbersItsPages) {
  KEBAO_NEEDS_POPPLER();
  FrameDrawer drawer;
  const Document document = SampleDocument(GetParam());
  const PdfFile pdf = Make(document, {.drawer = &drawer});
  const std::vector<std::string> pages = PageTexts(pdf.bytes);
  ASSERT_EQ(pages.size(), pdf.pages);
  std::string all;
  for (size_t i = 0; i < pages.size(); ++i) {
    const std::string page = Packed(pages[i]);
    const std::string number =
        pdf_test::TextsOf(document.language)
            .Get("render.pdf.page",
                 {{"page", fmt::format("{}", i + 1)}, {"pages", fmt::format("{}", pdf.pages)}});
    EXPECT_TRUE(page.ends_with(Packed(number))) << i << ": " << page.substr(page.size() - 60);
    all += page;
  }
  for (const std::string& text : FigureTexts(document)) EXPECT_THAT(all, HasSubstr(text));
  EXPECT_THAT(pdf.warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Languages, SamplePdf,
                         testing::Values(SampleOptions{"zh-CN", 20}, SampleOptions{"en", 20},
                                         SampleOptions{"zh-CN", 1}, SampleOptions{"zh-CN", 500},
                                         SampleOptions{"en", 20, true}, SampleOptions{"zh-CN", 0},
                                         SampleOptions{"en", 0}));

Table NumberedTable(size_t rows, size_t columns) {
  Table table;
  table.id = "numbers";
  table.title = "Numbers";
  for (size_t c = 0; c < columns; ++c)
    table.columns.push_back({fmt::format("c{}", c), fmt::format("Column {}", c), {}, ""});
  for (size_t c = 1; c < columns; ++c) table.columns[c].format = document::NumberFormat::kInteger;
  for (size_t r = 0; r < rows; ++r) {
    table.rows.push_back({fmt::format("row{:05}x", r)});
    for (size_t c = 1; c < columns; ++c)
      table.rows.back().emplace_back(MakeFigure(static_cast<double>(r),
                                                fmt::format("{:05}:{:02}z", r, c),
                                                document::NumberFormat::kInteger));
  }
  return table;
}

TEST(Pdf, KeepsRowsWholeAndInOrderOverPages) {
  KEBAO_NEEDS_POPPLER();
  const PdfFile pdf = Make(OneSection({NumberedTable(400, 4)}));
  EXPECT_GT(pdf.pages, 8U);
  std::string expected;
  const std::string text = AllText(pdf);
  size_t at = 0;
  for (size_t r = 0; r < 400; ++r) {
    const std::string row = fmt::format("row{0:05}x{0:05}:01z{0:05}:02z{0:05}:03z", r);
    at = text.find(row, at);
    ASSERT_NE(at, text.npos) << row;
  }
  EXPECT_EQ(Count(text, "Column0Column1Column2Column3"), pdf.pages - 2) << "a header on each page";
  EXPECT_EQ(Count(text, "row00000x"), 1U);
}

TEST(Pdf, CutsWideTablesIntoPartsWithTheFirstColumn) {
  KEBAO_NEEDS_POPPLER();
  const std::string text = AllText(Make(OneSection({NumberedTable(5, 30)})));
  for (size_t r = 0; r < 5; ++r)
    for (size_t c = 1; c < 30; ++c) EXPECT_EQ(Count(text, fmt::format("{:05}:{:02}z", r, c)), 1U);
  EXPECT_GT(Count(text, "row00003x"), 1U);
  EXPECT_THAT(text, HasSubstr(Packed("Numbers (part 2 of ")));
}

/// "A4 upright" as 595, "A4 lying" as 841, page by page.
std::vector<int> PageWidths(const PdfFile& pdf) {
  const std::string info = pdf_test::Ask("pdfinfo -f 1 -l 99", pdf.bytes);
  std::vector<int> widths;
  for (size_t at = info.find(" size:"); at != info.npos; at = info.find(" size:", at + 1))
    if (info.substr(at, 40).find(" x ") != info.npos)
      widths.push_back(std::stoi(info.substr(at + 6)));
  return widths;
}

TEST(Pdf, TurnsThePageForATableThatFitsLying) {
  KEBAO_NEEDS_POPPLER();
  const PdfFile pdf = Make(OneSection({document::Paragraph{"Before.", {}}, NumberedTable(45, 15),
                                       document::Paragraph{"After.", {}}, NumberedTable(3, 3)}));
  EXPECT_THAT(PageWidths(pdf), ElementsAre(595, 595, 595, 841, 841, 595));
  const std::vector<std::string> pages = PageTexts(pdf.bytes);
  EXPECT_THAT(pages[2], HasSubstr("Before."));
  EXPECT_THAT(Packed(pages[3]), HasSubstr("row00000x00000:01z"));
  EXPECT_THAT(Packed(pages[4]), HasSubstr("Page5of6"));
  EXPECT_THAT(pages[5], HasSubstr("After."));
  EXPECT_EQ(Count(AllText(pdf), "(part"), 0U);
  const PdfFile leading = Make(OneSection({NumberedTable(3, 15)}));
  EXPECT_THAT(PageWidths(leading), ElementsAre(595, 595, 841));
}

TEST(Pdf, KeepsANoteWithTheLastRow) {
  KEBAO_NEEDS_POPPLER();
  for (size_t rows = 40; rows < 56; ++rows) {
    Table table = NumberedTable(rows, 2);
    table.note = "Below the table.";
    const PdfFile pdf = Make(OneSection({table}));
    const std::string last = PageTexts(pdf.bytes).back();
    EXPECT_THAT(last, HasSubstr("Below the table."));
    EXPECT_THAT(last, HasSubstr(fmt::format("row{:05}x", rows - 1))) << rows;
  }
}

TEST(Pdf, ShowsEmojiWhereAFontHasThem) {
  KEBAO_NEEDS_POPPLER();
  const PdfFile pdf = Make(OneSection({document::Paragraph{"Well done 😀🚀", {}}}));
  if (!pdf.warnings.empty()) {
    if (std::getenv("CI") != nullptr) FAIL() << "fonts-symbola is missing";
    GTEST_SKIP() << "fonts-symbola is not installed";
  }
  EXPECT_THAT(AllText(pdf), HasSubstr("Welldone😀🚀"));
}

TEST(Pdf, SaysTheSameFiguresInOrderOfReading) {
  KEBAO_NEEDS_POPPLER();
  FrameDrawer drawer;
  const Document document =
      OneSection({document::Paragraph{"First sentence 11.", {}}, document::Heading{2, "Middle 22"},
                  NumberedTable(2, 3), document::Paragraph{"Last sentence 33.", {}}});
  const std::string text = AllText(Make(document, {.drawer = &drawer}));
  size_t at = text.rfind("Only");
  for (const char* next : {"Firstsentence11.", "Middle22", "row00000x00000:01z00000:02z",
                           "row00001x00001:01z00001:02z", "Lastsentence33."}) {
    at = text.find(next, at);
    ASSERT_NE(at, text.npos) << next;
  }
}

TEST(Pdf, StartsNoLineWithClosingPunctuation) {
  KEBAO_NEEDS_POPPLER();
  std::string text;
  for (int i = 0; i < 120; ++i)
    text +=
        fmt::format("本月“退款”类问题占 {}.{}%，（比上月多）；请关注《售后》、退换货。", i, i % 10);
  const PdfFile pdf = Make(OneSection({document::Paragraph{text, {}}}, "zh-CN"));
  for (const std::string& page : PageTexts(pdf.bytes))
    for (const char* closing : {"，", "。", "、", "；", "）", "》", "”", "%"})
      EXPECT_EQ(page.find(std::string("\n") + closing), page.npos) << closing;
}

TEST(Pdf, IsTheSameForTheSameDocument) {
  const Document document = SampleDocument({.agents = 3});
  FrameDrawer drawer;
  EXPECT_EQ(Make(document, {.drawer = &drawer}).bytes, Make(document, {.drawer = &drawer}).bytes);
}

TEST(Pdf, CarriesMetadataOutlineLinksAndTags) {
  KEBAO_NEEDS_POPPLER();
  const PdfFile pdf = Make(SampleDocument({.language = "en"}));
  const std::string info = pdf_test::Ask("TZ=UTC pdfinfo", pdf.bytes);
  EXPECT_THAT(info, HasSubstr("Customer service work report"));
  EXPECT_THAT(info, HasSubstr("Fri Apr  1 00:00:00 2016"));
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(info, HasSubstr("(A4)"));
  const std::string structure = pdf_test::Ask("pdfinfo -struct", pdf.bytes);
  for (const char* tag : {"Document", "H1", "TOCI", "Table", "TR", "TH", "TD", "Link"})
    EXPECT_THAT(structure, HasSubstr(tag));
  EXPECT_THAT(pdf.bytes, HasSubstr("/Outlines"));
  const std::string fonts = pdf_test::Ask("pdffonts", pdf.bytes);
  EXPECT_EQ(Count(fonts, " no  "), 0U) << "embedded, subset, with Unicode:\n" << fonts;
}

document::Chart BarChart(const std::string& id) {
  document::Chart chart;
  chart.id = id;
  chart.kind = document::Chart::Kind::kBar;
  chart.title = "Chart " + id;
  chart.categories = {"A", "B"};
  chart.series = {
      {"S", document::NumberFormat::kInteger, {71.0, 72.0}, {"71 pcs", "72 pcs"}, {}, ""}};
  return chart;
}

TEST(Pdf, DrawsChartsOrGivesTheirFigures) {
  KEBAO_NEEDS_POPPLER();
  FrameDrawer drawer;
  const Document document =
      OneSection({BarChart("good"), document::Heading{2, "Then"}, BarChart("refused")});
  const PdfFile drawn = Make(document, {.drawer = &drawer});
  EXPECT_THAT(AllText(drawn), HasSubstr("drawing"));
  EXPECT_EQ(Count(AllText(drawn), "71pcs"), 1U);
  EXPECT_THAT(drawn.warnings, ElementsAre(HasSubstr("“Chart refused”")));
  const PdfFile undrawn = Make(document);
  EXPECT_EQ(Count(AllText(undrawn), "72pcs"), 2U);
  EXPECT_THAT(undrawn.warnings, ElementsAre(HasSubstr("charts could not be drawn")));
}

TEST(Pdf, TakesAnotherFontAndSaysSo) {
  const PdfFile pdf = Make(OneSection({}), {.fonts = "No Such Font, Nor This"});
  EXPECT_THAT(pdf.warnings, Contains(HasSubstr("“No Such Font, Nor This” is not installed")));
}

TEST(Pdf, SurvivesHostileTexts) {
  KEBAO_NEEDS_POPPLER();
  const std::vector<std::string> hostile = {"مرحبا بالعالم 123 שלום",
                                            "👩‍💻 é 🇨🇳",
                                            std::string("bad \xFF\xC0\xAF bytes"),
                                            std::string("nul\0byte", 8),
                                            std::string(10000, 'x'),
                                            std::string(3000, '\n') + "end",
                                            "\u202Eevil\u202C'] dest='x' \\ ( ) <<"};
  FrameDrawer drawer;
  for (const std::string& text : hostile) {
    Figure figure = MakeFigure(1, text, document::NumberFormat::kInteger);
    document::Chart chart = BarChart(text);
    chart.title = chart.summary = text;
    Table table{text,
                text,
                {{text, text, {}, text}, {"n", text, document::NumberFormat::kInteger, text}},
                {{text, figure}},
                {{text, figure}},
                {},
                text};
    Document document =
        OneSection({document::Heading{2, text}, document::Paragraph{text, {}}, chart, table,
                    document::KpiRow{{{text, figure, figure, text, text}}},
                    document::DefinitionList{{{text, text, text, text}}}});
    document.title = document.subtitle = document.audience = text;
    document.properties = {{text, text}};
    document.sections[0].id = document.sections[0].title = text;
    const PdfFile pdf = Make(document, {.drawer = &drawer});
    EXPECT_THAT(pdf_test::Ask("pdfinfo", pdf.bytes), HasSubstr("Pages:")) << text.substr(0, 20);
  }
}

TEST(Pdf, SplitsARowThatIsTallerThanAPage) {
  KEBAO_NEEDS_POPPLER();
  std::string words;
  for (int i = 0; i < 2000; ++i) words += fmt::format("w{:04} ", i);
  Table table = NumberedTable(1, 2);
  table.rows[0][0] = words;
  const std::string text = AllText(Make(OneSection({table})));
  for (int i = 0; i < 2000; i += 37) EXPECT_THAT(text, HasSubstr(fmt::format("w{:04}", i)));
  EXPECT_EQ(Count(text, "00000:01z"), 1U);
}

TEST(Pdf, SaysThatADocumentIsEmpty) {
  KEBAO_NEEDS_POPPLER();
  Document document;
  document.language = "en";
  EXPECT_THAT(AllText(Make(document)), HasSubstr(Packed("This report has no content.")));
}

TEST(Pdf, RefusesADocumentThatContradictsItself) {
  Table table = NumberedTable(1, 2);
  table.rows[0].pop_back();
  const auto pdf = PdfOf(OneSection({table}), pdf_test::TextsOf("en"));
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, "render.document_malformed");
}

TEST(Pdf, WritesAFileOrSaysWhyNot) {
  const auto file = std::filesystem::temp_directory_path() / "kebao-pdf-test.pdf";
  const auto artifact = RenderPdf(OneSection({}), pdf_test::TextsOf("en"), file);
  ASSERT_TRUE(artifact);
  EXPECT_EQ(artifact->mime, "application/pdf");
  EXPECT_GT(std::filesystem::file_size(file), 1000U);
  EXPECT_THROW((void)RenderPdf(OneSection({}), pdf_test::TextsOf("en"), "/nonexistent/x.pdf"),
               WorldFailure);
}

TEST(PdfFooter, GivesTheReportTimeInTheReportsZone) {
  Document document;
  document.report_time = "2016-04-01T00:00:43.925674Z";
  document.time_zone = "Asia/Shanghai";
  EXPECT_EQ(pdf::LocalReportTime(document), "2016-04-01 08:00 (Asia/Shanghai)");
  document.time_zone = "Nowhere";
  EXPECT_EQ(pdf::LocalReportTime(document), document.report_time);
}

}  // namespace
}  // namespace kebao::render
