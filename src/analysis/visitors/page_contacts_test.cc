#include "analysis/visitors/page_contacts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "analysis/visitors/claims.h"

namespace kebao::analysis::visitors {
namespace {

constexpr double kMicrosOfHour = 3600.0 * 1e6;

Instant Hour(double hours) { return {static_cast<int64_t>(hours * kMicrosOfHour)}; }

/// What customers do: how probable a contact is after each page, and what it is about.
struct World {
  std::vector<double> contact = {0.2, 0.2, 0.2, 0.2};
  std::vector<std::vector<double>> issues = {{5, 3, 2}, {5, 3, 2}, {5, 3, 2}, {5, 3, 2}};
};

struct Seen {
  std::vector<PageVisit> visits;
  std::vector<KnownContact> contacts;
};

/// Some come often and always about the same: their visits are not independent.
Seen Play(const World& world, int customers, std::mt19937* random) {
  Seen seen;
  std::uniform_real_distribution<double> uniform;
  for (int customer = 0; customer < customers; ++customer) {
    const int visits = customer % 10 == 0 ? 12 : 1 + customer % 3;
    const bool is_loyal = customer % 4 == 0;
    std::optional<int32_t> favourite;
    for (int visit = 0; visit < visits; ++visit) {
      const auto page = static_cast<int32_t>(uniform(*random) * 4);
      const double at = visit * 48 + uniform(*random) * 12;
      seen.visits.push_back({customer, Hour(at), page, 1, 30.0});
      if (uniform(*random) >= world.contact[static_cast<size_t>(page)]) continue;
      const auto& weights = world.issues[static_cast<size_t>(page)];
      std::discrete_distribution<int32_t> draw(weights.begin(), weights.end());
      const int32_t issue = is_loyal && favourite ? *favourite : draw(*random);
      favourite = issue;
      seen.contacts.push_back({customer, Hour(at + uniform(*random) * 20), issue});
    }
  }
  return seen;
}

ContactsOfPages Ask(const Seen& seen) {
  ContactsOfPages found = ContactsAfterPages(seen.visits, seen.contacts, {24, 30});
  HoldTogether({}, &found);
  return found;
}

TEST(PageContactsTest, CountsWhatFollowsWithinTheHours) {
  const std::vector<PageVisit> visits = {{1, Hour(0), 0},
                                         {1, Hour(10), 1},
                                         {2, Hour(0), 0},
                                         {3, Hour(5), -1},
                                         {std::nullopt, Hour(0), 0}};
  const std::vector<KnownContact> contacts = {
      {1, Hour(24), 7}, {2, Hour(24.1), 7}, {3, Hour(6), 7}, {9, Hour(1), 7}};
  const auto found = ContactsAfterPages(visits, contacts, {24, 30});
  EXPECT_EQ(found.visits, 3);
  EXPECT_EQ(found.customers, 2u);
  EXPECT_EQ(found.followed, 2);
  EXPECT_EQ(found.contacts, 1);
  ASSERT_EQ(found.pages.size(), 2u);
  EXPECT_EQ(found.pages[0].page, 0);
  EXPECT_EQ(found.pages[0].lift.n, 2);
  EXPECT_EQ(found.pages[0].lift.part, 1);
  EXPECT_FALSE(found.pages[0].lift.ratio);  // too few to say
  EXPECT_FALSE(found.pages[0].is_beyond_noise);
  EXPECT_TRUE(found.needs.empty());
}

TEST(PageContactsTest, FindsWhatWasPlanted) {
  std::mt19937 random(2);
  World world;
  world.contact[2] = 0.4;
  world.issues[2] = {1, 3, 6};
  const auto found = Ask(Play(world, 3000, &random));
  const auto page = std::ranges::find(found.pages, 2, &FollowedPage::page);
  ASSERT_TRUE(page->lift.ratio);
  EXPECT_TRUE(page->is_beyond_noise);
  EXPECT_LT(*page->lift.ratio->low, 2);
  EXPECT_GT(*page->lift.ratio->high, 1.7);
  ASSERT_FALSE(found.needs.empty());
  const auto need = std::ranges::find_if(
      found.needs, [](const NeedOfPage& one) { return one.page == 2 && one.issue == 2; });
  ASSERT_NE(need, found.needs.end());
  EXPECT_TRUE(need->is_beyond_noise);
  EXPECT_GT(need->lift.ratio->value, 1.8);
}

/// Nothing is planted, and customers repeat themselves: at most one run in twenty claims anything.
TEST(PageContactsTest, NullDataClaimNothing) {
  std::mt19937 random(3);
  int claims = 0;
  constexpr int kRuns = 200;
  for (int run = 0; run < kRuns; ++run) {
    const auto found = Ask(Play({}, 1200, &random));
    claims += std::ranges::any_of(found.pages, &FollowedPage::is_beyond_noise) ||
              std::ranges::any_of(found.needs, &NeedOfPage::is_beyond_noise);
  }
  EXPECT_LE(claims, kRuns / 20);
}

TEST(PageContactsTest, NothingAndOneVisit) {
  EXPECT_TRUE(ContactsAfterPages({}, {}, {}).pages.empty());
  const std::vector<PageVisit> one = {{1, Hour(0), 0}};
  const auto found = ContactsAfterPages(one, {}, {});
  ASSERT_EQ(found.pages.size(), 1u);
  EXPECT_FALSE(found.pages[0].lift.ratio);
}

}  // namespace
}  // namespace kebao::analysis::visitors
