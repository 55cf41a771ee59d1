#include "report/pseudonyms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace kebao::report {
namespace {

using testing::Each;
using testing::MatchesRegex;

constexpr HashKey kKey = {17, 4};

std::vector<std::string> People(int count) {
  std::vector<std::string> people;
  for (int number = 0; number < count; ++number)
    people.push_back("desk\n" + std::to_string(number));
  return people;
}

TEST(Pseudonyms, AreShortAndAllDifferent) {
  for (const int count : {1, 40, 5000}) {
    const auto codes = PseudonymCodes(kKey, People(count), {});
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), codes.size());
    EXPECT_THAT(codes, Each(MatchesRegex("[A-Z][0-9]+")));
  }
  EXPECT_THAT(PseudonymCodes(kKey, People(200), {}), Each(testing::SizeIs(3)));
}

TEST(Pseudonyms, NewcomersChangeNobodysCode) {
  const auto before = PseudonymCodes(kKey, People(500), {});
  auto after = PseudonymCodes(kKey, People(700), {});
  after.resize(before.size());
  EXPECT_EQ(after, before);
}

TEST(Pseudonyms, DoNotFollowTheOrderOfNames) {
  const auto codes = PseudonymCodes(kKey, People(40), {});
  EXPECT_FALSE(std::ranges::is_sorted(codes));
  auto people = People(40);
  std::ranges::reverse(people);
  auto reversed = PseudonymCodes(kKey, people, {});
  std::ranges::reverse(reversed);
  size_t alike = 0;
  for (size_t index = 0; index < codes.size(); ++index) alike += codes[index] == reversed[index];
  EXPECT_GE(alike, codes.size() - 2);  // but where two would have had one code
}

TEST(Pseudonyms, HangOnTheKey) {
  EXPECT_NE(PseudonymCodes(kKey, People(40), {}), PseudonymCodes({17, 5}, People(40), {}));
}

TEST(Pseudonyms, NoCodeIsSomebodysRealId) {
  const auto free = PseudonymCodes(kKey, People(1), {});
  const auto other = PseudonymCodes(kKey, People(1), {free[0]});
  EXPECT_NE(free[0], other[0]);
}

}  // namespace
}  // namespace kebao::report
