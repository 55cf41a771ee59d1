#include "render/markdown/markdown_renderer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "render/markdown/markdown_text.h"
#include "render/sample_document.h"

namespace kebao::render {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path kSource = KEBAO_SOURCE_DIR;

std::string Escaped(std::string_view text) {
  int repaired = 0;
  return markdown::Escape(text, repaired);
}

MarkdownText Make(const document::Document& document) {
  const Texts texts =
      Texts::Load(kSource / "catalog/texts", document.language, Texts::OnMissing::kAbort).value();
  return MarkdownOf(document, texts).value();
}

TEST(MarkdownText, ShowsMarkupAsItIs) {
  EXPECT_EQ(Escaped("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(Escaped("a|b"), "a&#124;b");
  EXPECT_EQ(Escaped("**b** _i_ `c`"), "\\*\\*b\\*\\* \\_i\\_ \\`c\\`");
  EXPECT_EQ(Escaped("[x](javascript:1)"), "\\[x\\](javascript:1)");
  EXPECT_EQ(Escaped("![i](x)"), "\\!\\[i\\](x)");
  EXPECT_EQ(Escaped("&amp;"), "&amp;amp;");
  EXPECT_EQ(Escaped("# h"), "\\# h");
  EXPECT_EQ(Escaped("1. one"), "1\\. one");
  EXPECT_EQ(Escaped("- one"), "\\- one");
  EXPECT_EQ(Escaped("---"), "\\---");
  EXPECT_EQ(Escaped("two\nlines"), "two lines");
  EXPECT_EQ(Escaped("see http://x.y, www.x.y or a@b.c"),
            "see http&#58;//x.y, www&#46;x.y or a&#64;b.c");
}

TEST(MarkdownText, LeavesFiguresAlone) {
  for (const char* text : {"-3.1", "+42.3%", "12,345", "1.5", "–", "3 分 05 秒", "2025-11-03"})
    EXPECT_EQ(Escaped(text), text);
}

TEST(Markdown, IsAsItWas) {
  const auto file = kSource / "tests/golden/report.md";
  const std::string text = Make(SampleDocument({.language = "en", .agents = 3})).text;
  if (std::getenv("KEBAO_WRITE_GOLDEN") != nullptr) std::ofstream(file) << text;
  std::ostringstream golden;
  golden << std::ifstream(file).rdbuf();
  EXPECT_EQ(text, golden.str());
}

TEST(Markdown, SaysWhatItCannotShow) {
  EXPECT_THAT(Make(SampleDocument({.language = "en"})).warnings,
              ElementsAre(HasSubstr("no drawings")));
  document::Document document;
  document.language = "en";
  EXPECT_THAT(Make(document).text, HasSubstr("This report has no content."));
}

TEST(Markdown, GivesEachTableRowOneLineWithAllItsCells) {
  document::Table table{
      "t",
      "T",
      {{"a", "A|B", {}, ""}, {"b", "B", document::NumberFormat::kInteger, ""}},
      {{std::string("x|y\nz"), MakeFigure(1, "1|2", document::NumberFormat::kInteger)}},
      {},
      {},
      ""};
  document::Document document;
  document.language = "en";
  document.sections = {{"s", "S", {table}}};
  EXPECT_THAT(Make(document).text,
              HasSubstr("| A&#124;B | B |\n| --- | ---: |\n| x&#124;y z | 1&#124;2 |\n"));
}

}  // namespace
}  // namespace kebao::render
