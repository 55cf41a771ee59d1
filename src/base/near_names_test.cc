#include "base/near_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kebao {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kMetrics = {"conversations", "conversations_valid", "csat_rate",
                                           "csat_mean", "backlog"};

TEST(NearNamesTest, TypingMistakesAreForgiven) {
  EXPECT_THAT(NearNames("csat_rat", kMetrics, 1), ElementsAre("csat_rate"));
  EXPECT_THAT(NearNames("bakclog", kMetrics), ElementsAre("backlog"));
  EXPECT_THAT(NearNames("conversation", kMetrics),
              ElementsAre("conversations", "conversations_valid"));
}

TEST(NearNamesTest, CaseIsNoDifference) {
  EXPECT_THAT(NearNames("Chat", std::vector<std::string>{"email", "chat"}), ElementsAre("chat"));
}

TEST(NearNamesTest, AChineseCharacterIsOneCharacter) {
  const std::vector<std::string> agents = {"王芳", "王方", "李强", "王芳芳"};
  EXPECT_THAT(NearNames("王坊", agents), ElementsAre("王方", "王芳"));
  EXPECT_THAT(NearNames("李", agents), ElementsAre("李强"));
  EXPECT_THAT(NearNames("李强", agents), ElementsAre("李强"));
}

TEST(NearNamesTest, WhatIsNotAlikeIsNotOffered) {
  EXPECT_THAT(NearNames("nosuch", kMetrics), IsEmpty());
  EXPECT_THAT(NearNames("", kMetrics), IsEmpty());
  EXPECT_THAT(NearNames("x", std::vector<std::string>{"y"}), IsEmpty());
}

TEST(NearNamesTest, NoMoreThanAskedFor) {
  EXPECT_THAT(NearNames("csat", kMetrics, 1), testing::SizeIs(1));
}

}  // namespace
}  // namespace kebao
