#include "metrics/answer/row_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao::metrics {
namespace {

using testing::ElementsAre;

DimensionSpec Dimension(DimensionKind kind, const std::string& column) {
  DimensionSpec dimension;
  dimension.kind = kind;
  dimension.column = column;
  return dimension;
}

engine::Directory Products() {
  engine::Directory directory;
  directory.dimensions["product"].texts = {"重庆", "阿里", "Set 10", "Set 2", "阿里", ""};
  return directory;
}

TEST(OrderOfListingTest, TextsByPinyinAndNumberThenByCodeAndTheUnstatedLast) {
  const DimensionSpec product = Dimension(DimensionKind::kCode, "product");
  const std::vector<CellKey> groups = {{-1}, {5}, {0}, {4}, {1}, {2}, {3}};
  EXPECT_THAT(OrderOfListing({&product}, groups, Products()), ElementsAre(4, 3, 2, 6, 5, 0, 1));
}

TEST(OrderOfListingTest, EarlierDimensionsFirstAndComputedOnesBySize) {
  const DimensionSpec hour = Dimension(DimensionKind::kHourOfDay, "");
  const DimensionSpec product = Dimension(DimensionKind::kCode, "product");
  const std::vector<CellKey> groups = {{10, 1}, {9, 0}, {9, 1}, {10, -1}};
  EXPECT_THAT(OrderOfListing({&hour, &product}, groups, Products()), ElementsAre(2, 1, 0, 3));
}

}  // namespace
}  // namespace kebao::metrics
