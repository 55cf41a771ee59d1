#include "analysis/customers/contact_bands.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kebao::analysis::customers {
namespace {

const std::vector<BandLimit> kLimits = {{1}, {2}, {5}, {}};

std::vector<Contact> Contacts(std::initializer_list<std::pair<int64_t, int>> customers) {
  std::vector<Contact> contacts;
  for (const auto& [customer, times] : customers)
    for (int i = 0; i < times; ++i) contacts.push_back({customer, {}});
  return contacts;
}

TEST(ContactBands, GroupCustomersByHowOftenTheyCome) {
  const auto found =
      GroupByFrequency(Contacts({{1, 1}, {2, 1}, {3, 2}, {4, 3}, {5, 5}, {6, 6}}), kLimits, 1);
  ASSERT_EQ(found.bands.size(), 4);
  EXPECT_EQ(found.customers, 6);
  EXPECT_EQ(found.contacts, 18);
  EXPECT_EQ(found.most_contacts, 6);
  EXPECT_EQ(found.bands[0].customers, 2);
  EXPECT_EQ(found.bands[1].customers, 1);
  EXPECT_EQ(found.bands[2].customers, 2);
  EXPECT_EQ(found.bands[3].customers, 1);
  EXPECT_EQ(found.bands[2].contacts, 8);
  EXPECT_DOUBLE_EQ(found.bands[3].share_of_contacts, 6.0 / 18);
  EXPECT_DOUBLE_EQ(found.bands[0].share_of_customers.value, 2.0 / 6);
  EXPECT_LT(*found.bands[0].share_of_customers.low, 2.0 / 6);
  EXPECT_FALSE(found.bands[0].satisfaction);
  EXPECT_EQ(found.band_of_contact.front(), 0);
  EXPECT_EQ(found.band_of_contact.back(), 3);
}

TEST(ContactBands, CountByTheMonthInLongerPeriods) {
  const auto found = GroupByFrequency(Contacts({{1, 3}, {2, 4}, {3, 16}}), kLimits, 3);
  EXPECT_EQ(found.bands[0].customers, 1);  // 3 in 3 months
  EXPECT_EQ(found.bands[1].customers, 1);
  EXPECT_EQ(found.bands[3].customers, 1);
}

TEST(ContactBands, OneWhoRatesOftenIsOnePerson) {
  std::vector<Contact> contacts;
  for (int64_t customer = 0; customer < 50; ++customer) contacts.push_back({customer, true});
  for (int64_t customer = 100; customer < 110; ++customer)
    for (int i = 0; i < 10; ++i) contacts.push_back({customer, customer % 2 == 0});
  const auto found = GroupByFrequency(contacts, kLimits, 1);
  const Estimate often = *found.bands[3].satisfaction;
  EXPECT_DOUBLE_EQ(often.value, 0.5);
  EXPECT_GT(*often.high - *often.low, 0.5);  // ten people, not a hundred
  EXPECT_TRUE(found.bands[0].satisfaction_difference->is_beyond_noise());
  EXPECT_EQ(found.bands[3].rated, 100);
}

TEST(ContactBands, NobodyAndOneCustomer) {
  const auto nobody = GroupByFrequency({}, kLimits, 1);
  EXPECT_EQ(nobody.customers, 0);
  EXPECT_EQ(nobody.bands.size(), 4);
  const auto one = GroupByFrequency(Contacts({{7, 1}}), kLimits, 1);
  EXPECT_EQ(one.bands[0].customers, 1);
  EXPECT_FALSE(one.bands[0].satisfaction_difference);
  EXPECT_TRUE(GroupByFrequency(Contacts({{7, 1}}), {}, 1).bands.empty());
}

TEST(ContactBands, AddUpWhateverTheOrder) {
  std::mt19937_64 random(3);
  std::vector<Contact> contacts;
  std::geometric_distribution<int> customer(0.02);
  for (int i = 0; i < 3000; ++i) contacts.push_back({customer(random), random() % 3 == 0});
  const auto found = GroupByFrequency(contacts, kLimits, 1);
  std::ranges::shuffle(contacts, random);
  const auto again = GroupByFrequency(contacts, kLimits, 1);
  int64_t customers = 0;
  int64_t of_bands = 0;
  for (size_t band = 0; band < kLimits.size(); ++band) {
    customers += found.bands[band].customers;
    of_bands += found.bands[band].contacts;
    EXPECT_EQ(found.bands[band].contacts, again.bands[band].contacts);
  }
  EXPECT_EQ(customers, found.customers);
  EXPECT_EQ(of_bands, 3000);
}

TEST(ShareByCustomerTest, OnePersonWhoComesOftenIsOne) {
  std::vector<CustomerPart> customers(500, {0, 1});
  customers.push_back({60, 60});
  const auto share = ShareByCustomer(customers);
  ASSERT_TRUE(share);
  EXPECT_DOUBLE_EQ(share->value, 60.0 / 560);
  EXPECT_LT(*share->low, 0.01);  // without that person there were none
  EXPECT_GT(*share->high, 0.28);
  EXPECT_FALSE(ShareByCustomer({}));
  const std::vector<CustomerPart> none(30, {0, 2});
  EXPECT_DOUBLE_EQ(*ShareByCustomer(none)->low, 0);
  EXPECT_GT(*ShareByCustomer(none)->high, 0.1);  // thirty customers, not sixty contacts
}

}  // namespace
}  // namespace kebao::analysis::customers
