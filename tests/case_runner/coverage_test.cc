// Which metrics no case asks about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/yaml.h"
#include "case_runner/case_files.h"
#include "case_runner/case_world.h"

namespace kebao::cases {
namespace {

/// The list of what no case asks about may only become shorter.
constexpr size_t kMostUncovered = 0;

std::set<std::string> MetricsOfTheCatalogue() {
  const TemporaryFolder scratch;
  std::set<std::string> ids;
  for (const auto* metric : DefinitionsWith("", scratch.path()).value()->metrics->List())
    ids.insert(metric->id);
  return ids;
}

std::set<std::string> MetricsAsked() {
  std::set<std::string> asked;
  for (const auto& file : CaseFiles()) {
    const auto read = LoadCase(file);
    if (read) asked.merge(MetricsAskedBy(*read));
  }
  return asked;
}

TEST(CoverageTest, EveryMetricIsAskedByACaseOrListedWithAReason) {
  const Yaml listed = Yaml::Load(CasesFolder() / "uncovered.yaml").value().At("uncovered");
  std::set<std::string> excused;
  for (const auto& [metric, reason] : listed.Entries()) {
    EXPECT_FALSE(reason.TextOr("").empty()) << metric << " has no reason";
    excused.insert(metric);
  }
  std::set<std::string> uncovered;
  const std::set<std::string> asked = MetricsAsked();
  for (const std::string& metric : MetricsOfTheCatalogue()) {
    if (!asked.contains(metric)) uncovered.insert(metric);
  }
  EXPECT_EQ(uncovered, excused);
  EXPECT_LE(excused.size(), kMostUncovered);
}

}  // namespace
}  // namespace kebao::cases
