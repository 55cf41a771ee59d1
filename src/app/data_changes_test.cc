#include "app/data_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::app {
namespace {

using engine::ImportRecord;
using testing::ElementsAre;
using testing::IsEmpty;

ImportRecord Import(int32_t id, bool is_withdrawn = false) {
  ImportRecord record;
  record.id = id;
  record.is_withdrawn = is_withdrawn;
  return record;
}

std::vector<int32_t> Ids(const std::vector<ImportRecord>& records) {
  std::vector<int32_t> ids;
  for (const ImportRecord& record : records) ids.push_back(record.id);
  return ids;
}

TEST(DataWatermark, NamesTheLastImportAndThoseWithdrawn) {
  EXPECT_EQ(DataWatermark({}), "0");
  EXPECT_EQ(DataWatermark({Import(1), Import(2)}), "2");
  EXPECT_EQ(DataWatermark({Import(1), Import(2, true), Import(11, true)}), "11 without 2,11");
}

TEST(ChangesBetween, TellsWhatCameAndWhatWasUndone) {
  const std::vector<ImportRecord> then = {Import(1), Import(2), Import(3, true)};
  const std::vector<ImportRecord> now = {Import(1), Import(2, true), Import(3, true),
                                         Import(4), Import(12),      Import(13, true)};
  const DataChanges changes =
      ChangesBetween({5, DataWatermark(then)}, {9, DataWatermark(now)}, now);
  EXPECT_TRUE(changes.is_other_version);
  EXPECT_FALSE(changes.is_only_derived());
  EXPECT_THAT(Ids(changes.come), ElementsAre(4, 12));
  EXPECT_THAT(Ids(changes.undone), ElementsAre(2));
}

TEST(ChangesBetween, WorksBackwardsToo) {
  const std::vector<ImportRecord> imports = {Import(1), Import(2)};
  const DataChanges changes = ChangesBetween({2, "2"}, {1, "1"}, imports);
  EXPECT_THAT(changes.come, IsEmpty());
  EXPECT_THAT(Ids(changes.undone), ElementsAre(2));
}

TEST(ChangesBetween, FactsDerivedAnewAreNoImport) {
  EXPECT_TRUE(ChangesBetween({1, "1"}, {2, "1"}, {Import(1)}).is_only_derived());
  EXPECT_FALSE(ChangesBetween({1, "1"}, {1, "1"}, {Import(1)}).is_other_version);
}

}  // namespace
}  // namespace kebao::app
