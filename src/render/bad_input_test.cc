#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "render/bad_inputs.h"
#include "render/every_medium.h"

// What a report must bear, medium by medium: the file can be opened, nothing of the rest is
// missing, and what could not be shown is said with its place.

namespace kebao::render {
namespace {

namespace fs = std::filesystem;
using media_test::BadInput;
using media_test::Medium;
using media_test::RenderedText;
using testing::HasSubstr;
using testing::IsEmpty;

const fs::path kLibraries = fs::path(KEBAO_SOURCE_DIR) / "charts" / "dist";

RenderWorker& Worker() {
  static RenderWorker worker({kLibraries, {}, "/proc/self/exe"});
  return worker;
}

/// Everything that one medium made of one report.
struct Rendered : RenderedText {
  std::string warnings = {};  // one a line
  uintmax_t bytes = 0;
};

Rendered Gathered(const std::vector<Artifact>& artifacts) {
  std::vector<fs::path> files;
  for (const Artifact& artifact : artifacts) files.push_back(artifact.file);
  Rendered all{media_test::ReadRendered(files)};
  for (const Artifact& artifact : artifacts) {
    for (const std::string& warning : artifact.warnings) all.warnings += warning + "\n";
    all.bytes += fs::file_size(artifact.file);
  }
  return all;
}

/// Blanks and line breaks are where the page needs them.
std::string Packed(const std::string& text) {
  static const std::regex kBlanks("\\s+");
  return std::regex_replace(text, kBlanks, "");
}

/// Numbers that are none, as one language or another prints them.
std::string NumberThatIsNone(const std::string& text) {
  static const std::regex kNone(
      R"((^|[^A-Za-z_])(-?nan(\(ind\))?|NaN|-?inf|Infinity|undefined|1\.#|null)(?![A-Za-z_]))");
  std::smatch found;
  return std::regex_search(text, found, kNone) ? found.str() : "";
}

struct Cell {
  BadInput input;
  Medium medium;
};
void PrintTo(const Cell& cell, std::ostream* out) { *out << cell.input.name; }

class BadInputTest : public testing::TestWithParam<Cell> {
 protected:
  void SetUp() override {
    if (fs::exists(kLibraries / "charts-worker.js")) return;
    if (std::getenv("CI") != nullptr) FAIL() << "charts/dist is missing";
    GTEST_SKIP() << "charts/dist is missing: run ./dev build";
  }

  /// KEBAO_RENDER_OUT names a folder that keeps the files.
  static fs::path FolderOf(const Cell& cell) {
    const char* kept = std::getenv("KEBAO_RENDER_OUT");
    const fs::path root = kept != nullptr ? fs::path(kept) : fs::path(testing::TempDir());
    const fs::path folder = root / "bad_input" / (cell.input.name + "_" + cell.medium.name);
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder;
  }

  /// Those that say themselves what is wrong with a chart. The page's script does so where the
  /// chart would stand (charts/src/page/page.test.ts); the other media give its figures.
  static bool SaysWhatItCannotDraw(const Medium& medium) {
    return medium.name == "pdf" || medium.name == "pptx" || medium.name == "docx" ||
           medium.name == "png" || medium.name == "xlsx";
  }
};

/// Excel repairs a file with a formula that it cannot read, and drops all colours of the sheet.
TEST(BadInput, TargetThatIsNoNumberColoursNothingInAWorkbook) {
  const auto inputs = media_test::EveryBadInput();
  const auto input = std::ranges::find(inputs, "values_that_are_not_finite", &BadInput::name);
  ASSERT_NE(input, inputs.end());
  const auto& media = media_test::EveryMedium();
  const auto xlsx = std::ranges::find(media, "xlsx", &Medium::name);
  const fs::path folder = fs::path(testing::TempDir()) / "bad_target";
  fs::create_directories(folder);
  const auto written = xlsx->render(input->document, folder, Worker());
  ASSERT_TRUE(written);
  const Rendered made = Gathered(*written);
  EXPECT_THAT(made.warnings, HasSubstr("“no-target”, column “Count”: the target is not a finite"));
  EXPECT_THAT(made.text, HasSubstr("ISNUMBER"));  // targets that are numbers
  EXPECT_THAT(made.text, testing::Not(testing::ContainsRegex("[<>=](-?nan|-?inf)")));
}

TEST_P(BadInputTest, IsSaidAndTheRestStillComes) {
  const auto& [input, medium] = GetParam();
  const auto written = medium.render(input.document, FolderOf(GetParam()), Worker());
  ASSERT_TRUE(written) << written.error().code << " at " << written.error().place << ": "
                       << testing::PrintToString(written.error().arguments);
  ASSERT_FALSE(written->empty());
  const Rendered made = Gathered(*written);
  EXPECT_THAT(made.faults, IsEmpty());
  EXPECT_LT(made.bytes, 4'000'000U);
  EXPECT_EQ(NumberThatIsNone(made.text + made.warnings), "");
  if (SaysWhatItCannotDraw(medium)) {
    EXPECT_THAT(made.warnings, HasSubstr(input.warned));
  }
  if (!medium.has_text) return;
  const std::string text = Packed(made.text);
  EXPECT_THAT(text, HasSubstr(Packed(media_test::kBefore)));
  EXPECT_THAT(text, HasSubstr(Packed(media_test::kBehind)));
  if (medium.has_prose) {
    EXPECT_THAT(text, HasSubstr(Packed(media_test::kSentenceBehind)));
  }
  for (const std::string& wanted : input.shown)
    EXPECT_TRUE(text.find(Packed(wanted)) != text.npos || made.warnings.find(wanted) != text.npos)
        << wanted << " is neither shown nor said to be missing\n"
        << made.warnings;
}

std::vector<Cell> EveryCell() {
  std::vector<Cell> cells;
  for (const BadInput& input : media_test::EveryBadInput())
    for (const Medium& medium : media_test::EveryMedium()) cells.push_back({input, medium});
  return cells;
}

std::string NameOf(const testing::TestParamInfo<Cell>& cell) {
  return cell.param.medium.name + "_" + cell.param.input.name;
}

INSTANTIATE_TEST_SUITE_P(EveryMedium, BadInputTest, testing::ValuesIn(EveryCell()), NameOf);

}  // namespace
}  // namespace kebao::render
