#include "facts/next_contacts.h"

#include <gtest/gtest.h>

namespace kebao::facts {
namespace {

Instant Day(int64_t day) { return Instant{day * kMicrosPerDay}; }

TEST(AssignNextContacts, FindsTheNextConversationOfTheCustomerAfterTheResolution) {
  const std::vector<ContactRow> rows = {
      {1, 5, 0, Day(0), Day(1)},        // next about the same matter: day 9
      {2, 5, 1, Day(3), Day(4)},        // another matter
      {3, 5, 0, Day(9), std::nullopt},  // not resolved
      {4, 6, 0, Day(2), Day(3)},        // another customer
      {5, 6, -1, Day(7), Day(8)},       // matter unknown: may be the same
      {6, -1, 0, Day(0), Day(1)},       // nobody knows who
      {7, -1, 0, Day(2), Day(3)},
  };
  const auto next = AssignNextContacts(rows);
  EXPECT_EQ(next[0], Day(9));
  EXPECT_EQ(next[1], std::nullopt);
  EXPECT_EQ(next[2], std::nullopt);
  EXPECT_EQ(next[3], Day(7));
  EXPECT_EQ(next[5], std::nullopt);
}

TEST(AssignNextContacts, AConversationOpenedBeforeTheResolutionIsNoComingBack) {
  const std::vector<ContactRow> rows = {
      {1, 5, 0, Day(0), Day(4)}, {2, 5, 0, Day(3), Day(4)}, {3, 5, 0, Day(6), Day(7)}};
  const auto next = AssignNextContacts(rows);
  EXPECT_EQ(next[0], Day(6));
  EXPECT_EQ(next[1], Day(6));
}

}  // namespace
}  // namespace kebao::facts
