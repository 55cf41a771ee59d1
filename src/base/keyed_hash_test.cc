#include "base/keyed_hash.h"

#include <gtest/gtest.h>

#include <string>

namespace kebao {
namespace {

// The key and the messages of appendix A and of the vectors that its authors published.
constexpr HashKey kKey = {0x0706050403020100, 0x0f0e0d0c0b0a0908};

std::string Counting(size_t size) {
  std::string bytes;
  for (size_t index = 0; index < size; ++index) bytes.push_back(static_cast<char>(index));
  return bytes;
}

TEST(KeyedHash, GivesThePublishedValues) {
  EXPECT_EQ(KeyedHash(kKey, ""), 0x726fdb47dd0e0e31);
  EXPECT_EQ(KeyedHash(kKey, Counting(1)), 0x74f839c593dc67fd);
  EXPECT_EQ(KeyedHash(kKey, Counting(7)), 0xab0200f58b01d137);
  EXPECT_EQ(KeyedHash(kKey, Counting(8)), 0x93f5f5799a932462);
  EXPECT_EQ(KeyedHash(kKey, Counting(15)), 0xa129ca6149be45e5);
}

TEST(KeyedHash, AnotherKeyGivesAnotherHash) {
  EXPECT_NE(KeyedHash({1, 2}, "agent"), KeyedHash({1, 3}, "agent"));
}

}  // namespace
}  // namespace kebao
