#include "base/texts.h"

#include <gtest/gtest.h>

#include <fstream>

namespace kebao {
namespace {

const std::filesystem::path kCatalog = KEBAO_SOURCE_DIR "/catalog/texts";

class TextsTest : public ::testing::Test {
 protected:
  TextsTest() : folder_(std::filesystem::path(::testing::TempDir()) / "texts_test") {
    std::filesystem::remove_all(folder_);
  }
  ~TextsTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& file, std::string_view text) {
    const std::filesystem::path path = folder_ / "en" / file;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  Texts Load(Texts::OnMissing on_missing = Texts::OnMissing::kShowKey) {
    return Texts::Load(folder_, "en", on_missing).value();
  }

  std::filesystem::path folder_;
};

TEST_F(TextsTest, KeysAreFilePathAndPathInTheFile) {
  Write("html.yaml", "nav: {contents: Contents}");
  Write("report/agent_work.yaml", "title: Work report");
  EXPECT_EQ(Load().Get("html.nav.contents"), "Contents");
  EXPECT_EQ(Load().Get("report.agent_work.title"), "Work report");
}

TEST_F(TextsTest, ArgumentsAreNamed) {
  Write("html.yaml", "rows: '{shown} of {all} rows, {shown} shown'");
  EXPECT_EQ(Load().Get("html.rows", {{"shown", "3"}, {"all", "10"}}), "3 of 10 rows, 3 shown");
}

TEST_F(TextsTest, AnArgumentsOwnBracesAreNotFilled) {
  Write("html.yaml", "a: '{x}{y}'");
  EXPECT_EQ(Load().Get("html.a", {{"x", "{y}"}, {"y", "1"}}), "{y}1");
}

TEST_F(TextsTest, OtherBracesStand) {
  Write("html.yaml", R"(a: 'like {"k": 1}, {} and {')");
  EXPECT_EQ(Load().Get("html.a"), R"(like {"k": 1}, {} and {)");
}

TEST_F(TextsTest, ReadersSeeWhatIsMissing) {
  Write("html.yaml", "rows: '{all} rows'");
  EXPECT_EQ(Load().Get("html.none"), "html.none");
  EXPECT_EQ(Load().Get("html.rows"), "{all} rows");
}

TEST_F(TextsTest, TestsDieOfWhatIsMissing) {
  Write("html.yaml", "rows: '{all} rows'");
  const Texts texts = Load(Texts::OnMissing::kAbort);
  EXPECT_DEATH(texts.Get("html.none"), "bug");
  EXPECT_DEATH(texts.Get("html.rows"), "bug");
  EXPECT_DEATH(texts.Describe(Problem{"no.such_code", "here", {}}), "bug");
}

TEST_F(TextsTest, ProblemsAreKeyedByCode) {
  Write("problems/x.yaml", "x.odd: {what: '{place}: {n} is odd', advice: 'Use {n} + 1.'}");
  const ProblemText text = Load().Describe(Problem{"x.odd", "--n", {{"n", "3"}}});
  EXPECT_EQ(text.what, "--n: 3 is odd");
  EXPECT_EQ(text.advice, "Use 3 + 1.");
}

TEST_F(TextsTest, FailuresGiveTheirDetail) {
  Write("problems/x.yaml", "disk.full: {what: 'The disk is full: {detail}', advice: 'Make room.'}");
  EXPECT_EQ(Load().Describe(WorldFailure("disk.full", "/data")).what, "The disk is full: /data");
}

TEST_F(TextsTest, AnUnknownCodeStillTellsAll) {
  Write("html.yaml", "a: b");
  EXPECT_EQ(Load().Describe(Problem{"x.odd", "--n", {{"n", "3"}}}).what, "x.odd n=3 place=--n");
}

TEST_F(TextsTest, AKeyInTwoFilesIsRefused) {
  Write("problems/a.yaml", "x: {what: one, advice: a}");
  Write("problems/b.yaml", "x: {what: two, advice: b}");
  const auto texts = Texts::Load(folder_, "en");
  ASSERT_FALSE(texts);
  EXPECT_EQ(texts.error().code, "texts.duplicate_key");
}

TEST_F(TextsTest, ALanguageWithoutFilesIsRefused) {
  EXPECT_EQ(Texts::Load(folder_, "de").error().code, "texts.unreadable");
}

TEST(ShippedTextsTest, BothLanguagesLoadAndTellOfProblems) {
  const Problem problem{"zone.unknown", "--tz", {{"zone", "Mars"}}};
  const Texts zh = Texts::Load(kCatalog, "zh-CN", Texts::OnMissing::kAbort).value();
  const Texts en = Texts::Load(kCatalog, "en", Texts::OnMissing::kAbort).value();
  EXPECT_EQ(zh.Describe(problem).what, "--tz：没有名为“Mars”的时区");
  EXPECT_EQ(en.Describe(problem).what, "--tz: there is no time zone 'Mars'");
}

TEST(LanguageTest, ShortAndLongNames) {
  EXPECT_EQ(LanguageNamed("zh", "--lang"), "zh-CN");
  EXPECT_EQ(LanguageNamed("zh-CN", "--lang"), "zh-CN");
  EXPECT_EQ(LanguageNamed("en", "--lang"), "en");
  EXPECT_EQ(LanguageNamed("zh_CN.UTF-8", "LANG"), "zh-CN");
  EXPECT_EQ(LanguageNamed("en_GB.UTF-8", "LANG"), "en");
  EXPECT_EQ(LanguageNamed("C.UTF-8", "LANG").error().code, "language.unknown");
  EXPECT_EQ(LanguageNamed("de", "--lang").error().code, "language.unknown");
}

}  // namespace
}  // namespace kebao
