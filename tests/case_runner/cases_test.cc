// Every file of tests/cases through the real way of the data: staged, published, derived, asked of
// facts (by fold and by SQL) and of roll-ups.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "case_runner/answer_check.h"
#include "case_runner/case_files.h"
#include "case_runner/case_world.h"

namespace kebao::cases {
namespace {

namespace fs = std::filesystem;

const fs::path& Scratch() {
  static const TemporaryFolder folder;
  return folder.path();
}

std::string Show(const Problem& problem) {
  std::string text = problem.code;
  for (const auto& [name, value] : problem.arguments) text += ", " + name + ": " + value;
  return text;
}

/// Fails at the line of the YAML file, so that an editor jumps there.
void FailAt(const std::string& place, const std::string& what) {
  const size_t colon = place.find(".yaml:");
  const std::string file = place.substr(0, colon == std::string::npos ? place.size() : colon + 5);
  int line = 1;
  if (colon != std::string::npos)
    std::from_chars(place.data() + colon + 6, place.data() + place.size(), line);
  ADD_FAILURE_AT(file.c_str(), line) << what;
}

void FailAt(const Problem& problem) { FailAt(problem.place, Show(problem)); }

class CaseTest : public testing::TestWithParam<fs::path> {
 protected:
  static void Check(const CaseWorld& world, const Question& question, const TimeZone& folder_zone) {
    const auto fold = world.Ask(question, metrics::Path::kFold);
    if (!fold) return FailAt(question.place, Show(fold.error()));
    const metrics::ResultTable& table = fold->tables.front();
    Compare(world, question, table, {"SQL", metrics::Path::kSql, false});
    Compare(world, question, table, {"the roll-up", metrics::Path::kAuto, true});
    const TimeZone zone =
        question.options.zone.empty() ? folder_zone : TimeZone::Find(question.options.zone).value();
    const auto mismatches = CompareWithExpected(table, question, zone);
    for (const Mismatch& mismatch : mismatches) FailAt(mismatch.place, mismatch.what);
    if (!mismatches.empty()) FailAt(question.place, "the whole answer:\n" + ShowTable(table));
  }

  struct OtherWay {
    const char* name;
    metrics::Path path;
    bool has_intervals;
  };

  static void Compare(const CaseWorld& world, const Question& question,
                      const metrics::ResultTable& fold, const OtherWay& way) {
    const auto answers = world.Ask(question, way.path);
    if (!answers) return FailAt(question.place, Show(answers.error()));
    if (way.path == metrics::Path::kAuto) CountRolledUp(question, answers->explanation);
    const OtherPath other{way.name, answers->tables.front(), way.has_intervals};
    for (const Mismatch& mismatch : ComparePaths(fold, other, question.place))
      FailAt(mismatch.place, mismatch.what);
  }

  static void CountRolledUp(const Question& question, const metrics::Explanation& explanation) {
    if (explanation.path.find("rollup:") == std::string::npos) return;
    const auto& refused = explanation.not_rolled_up;
    for (const std::string& metric : question.query.metrics) {
      const bool is_refused = std::any_of(refused.begin(), refused.end(),
                                          [&](const Problem& why) { return why.place == metric; });
      if (!is_refused) rolled_up_.emplace(metric, question.place);
    }
  }

  /// Roll-ups that are never used agree with everything.
  static void TearDownTestSuite() {
    const testing::UnitTest& run = *testing::UnitTest::GetInstance();
    if (run.test_to_run_count() < run.total_test_count()) return;
    constexpr size_t kLeastRolledUp = 150;
    EXPECT_GT(rolled_up_.size(), kLeastRolledUp);
    RecordProperty("answered_by_roll_ups", static_cast<int>(rolled_up_.size()));
  }

  static void Run(const Case& read, const std::vector<const Batch*>& order) {
    const auto definitions = DefinitionsWith(read.calendar_rules, Scratch());
    if (!definitions) return FailAt(definitions.error());
    CaseWorld world(**definitions, read.clock.zone, Scratch());
    for (const Batch* batch : order) {
      if (const auto applied = world.Apply(*batch); !applied) return FailAt(applied.error());
      if (read.any_order) continue;
      for (const Question& question : batch->questions) Check(world, question, read.clock.zone);
    }
    if (!read.any_order) return;
    for (const Question& question : read.batches.back().questions)
      Check(world, question, read.clock.zone);
  }

 private:
  static inline std::set<std::pair<std::string, std::string>> rolled_up_;  // metric, question
};

TEST_P(CaseTest, GivesTheFiguresThatFollowFromTheDefinitions) {
  const auto read = LoadCase(GetParam());
  if (!read) return FailAt(read.error());
  std::vector<const Batch*> order;
  for (const Batch& batch : read->batches) order.push_back(&batch);
  Run(*read, order);
  if (!read->any_order) return;
  std::sort(order.begin(), order.end());
  while (std::next_permutation(order.begin(), order.end())) Run(*read, order);
}

std::string TestName(const testing::TestParamInfo<fs::path>& info) {
  std::string name =
      info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char letter) { return std::isalnum(letter) == 0; },
      '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseTest, testing::ValuesIn(CaseFiles()), TestName);

}  // namespace
}  // namespace kebao::cases
