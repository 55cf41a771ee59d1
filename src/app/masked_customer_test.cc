#include "app/masked_customer.h"

#include <gtest/gtest.h>

namespace kebao::app {
namespace {

TEST(MaskedCustomerTest, KeepsWhatTellsAnAgentWhoItIs) {
  EXPECT_EQ(MaskName("王小明"), "王**");
  EXPECT_EQ(MaskName("Ann Lee"), "A**");
  EXPECT_EQ(MaskPhone("+86 138-0000-0011"), "****0011");
  EXPECT_EQ(MaskEmail("user7@mail.example.com"), "u***@mail.example.com");
}

TEST(MaskedCustomerTest, TellsNothingOfWhatIsShortOrOdd) {
  EXPECT_EQ(MaskPhone("110"), "****");
  EXPECT_EQ(MaskEmail("nobody"), "***");
  EXPECT_EQ(MaskEmail("@x"), "***");
}

TEST(MaskedCustomerTest, EmptyStaysEmpty) {
  EXPECT_EQ(MaskName(""), "");
  EXPECT_EQ(MaskPhone(""), "");
  EXPECT_EQ(MaskEmail(""), "");
}

}  // namespace
}  // namespace kebao::app
