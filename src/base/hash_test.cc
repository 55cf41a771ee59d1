#include "base/hash.h"

#include <gtest/gtest.h>

namespace kebao {
namespace {

// XXH3's published value: hashes are stored, so another value would orphan every stored row.
TEST(HashTest, IsStableAcrossReleases) { EXPECT_EQ(HashBytes(""), 0x2d06800538d394c2u); }

TEST(HashTest, DependsOnEveryByteAndTheSeed) {
  EXPECT_NE(HashBytes("a"), HashBytes("b"));
  EXPECT_NE(HashBytes(std::string_view("a\0", 2)), HashBytes("a"));
  EXPECT_NE(HashBytes("a", 1), HashBytes("a", 2));
}

TEST(HashTest, CombiningRespectsOrder) {
  EXPECT_EQ(CombineHashes(1, 2), CombineHashes(1, 2));
  EXPECT_NE(CombineHashes(1, 2), CombineHashes(2, 1));
}

}  // namespace
}  // namespace kebao
