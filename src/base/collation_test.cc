#include "base/collation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

namespace kebao {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

std::vector<std::string> Sorted(std::vector<std::string> texts) {
  std::ranges::sort(texts, PinyinLess());
  return texts;
}

TEST(CollationTest, ChineseByPinyin) {
  EXPECT_THAT(Sorted({"张伟", "李娜", "王芳", "陈静", "阿宝"}),
              ElementsAre("阿宝", "陈静", "李娜", "王芳", "张伟"));
}

TEST(CollationTest, DigitsByTheirNumber) {
  EXPECT_THAT(Sorted({"Agent 10", "Agent 2", "Agent 1"}),
              ElementsAre("Agent 1", "Agent 2", "Agent 10"));
  EXPECT_THAT(Sorted({"客服10号", "客服9号"}), ElementsAre("客服9号", "客服10号"));
}

TEST(CollationTest, CaseAndAccentsCountLast) {
  EXPECT_THAT(Sorted({"b", "B", "a", "c"}), ElementsAre("a", "b", "B", "c"));
  EXPECT_THAT(Sorted({"éa", "eb", "ea", "éc"}).back(), "éc");
  EXPECT_THAT(Sorted({"éb", "ea", "éa", "ec"}).back(), "ec");
}

TEST(CollationTest, EqualMeansIdentical) {
  EXPECT_EQ(ComparePinyin("a", "a"), std::strong_ordering::equal);
  EXPECT_NE(ComparePinyin("01", "1"), std::strong_ordering::equal);
  EXPECT_NE(ComparePinyin("a", std::string_view("a\0", 2)), std::strong_ordering::equal);
}

TEST(CollationTest, MalformedBytesAreOrderedToo) {
  EXPECT_NE(ComparePinyin("\xff", "\xfe"), std::strong_ordering::equal);
  EXPECT_EQ(ComparePinyin("", "\xff"), std::strong_ordering::less);
}

TEST(CollationTest, SortKeysGiveTheSameOrder) {
  const std::vector<std::string> alphabet = {"张", "李", "王", "a", "A", "é", "1",
                                             "2",  "10", "0",  " ", "-", "号"};
  std::mt19937 random(7);
  std::vector<std::string> texts(400);
  for (std::string& text : texts) {
    for (size_t length = random() % 5; length > 0; --length)
      text += alphabet[random() % alphabet.size()];
  }
  std::vector<std::string> by_key = texts;
  std::ranges::sort(by_key, {}, PinyinSortKey);
  EXPECT_THAT(by_key, ElementsAreArray(Sorted(texts)));
}

TEST(CollationTest, ManyThreadsMayCompare) {
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&count] {
      for (int i = 0; i < 2000; ++i) count += ComparePinyin("李娜", "张伟") < 0 ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ElementsAre(0, 0, 0, 0));
}

}  // namespace
}  // namespace kebao
