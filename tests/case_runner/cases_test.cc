// Every file of tests/cases through the real way of the data: staged, published, derived, asked on
// both paths.
#include <gtest/gtest.h>

#include <charconv>

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
    const auto sql = world.Ask(question, metrics::Path::kSql);
    if (!sql) return FailAt(question.place, Show(sql.error()));
    const TimeZone zone =
        question.options.zone.empty() ? folder_zone : TimeZone::Find(question.options.zone).value();
    for (const Mismatch& mismatch : ComparePaths(*fold, *sql, question.place))
      FailAt(mismatch.place, mismatch.what);
    const auto mismatches = CompareWithExpected(*fold, question, zone);
    for (const Mismatch& mismatch : mismatches) FailAt(mismatch.place, mismatch.what);
    if (!mismatches.empty()) FailAt(question.place, "the whole answer:\n" + ShowTable(*fold));
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
