#include "base/mask_personal_data.h"

#include <gtest/gtest.h>

namespace kebao {
namespace {

TEST(MaskPersonalData, AddressesAreMasked) {
  EXPECT_EQ(MaskPersonalData("来自 li.na+1@example.com.cn 的邮件"), "来自 *** 的邮件");
  EXPECT_EQ(MaskPersonalData("a@b.org, c@d.org."), "***, ***.");
  EXPECT_EQ(MaskPersonalData("3 @ 2.5"), "3 @ 2.5");
  EXPECT_EQ(MaskPersonalData("@kebao"), "@kebao");
}

TEST(MaskPersonalData, TelephoneIdentityAndCardNumbersAreMasked) {
  EXPECT_EQ(MaskPersonalData("电话13812345678投诉"), "电话***投诉");
  EXPECT_EQ(MaskPersonalData("138-1234-5678"), "***");
  EXPECT_EQ(MaskPersonalData("010-12345678"), "***");
  EXPECT_EQ(MaskPersonalData("+49 30 901820"), "***");
  EXPECT_EQ(MaskPersonalData("11010519491231002X"), "***");
  EXPECT_EQ(MaskPersonalData("卡 6222 0200 0000 0000 000"), "卡 ***");
}

TEST(MaskPersonalData, WhatNamesNobodyStays) {
  for (const char* text : {"2026-03-01 12", "2026-03", "扫地机器人X5", "订单 20260301", "1,299.00",
                           "K37", "", "400 客服", "export-2026-03-01.csv"})
    EXPECT_EQ(MaskPersonalData(text), text);
}

}  // namespace
}  // namespace kebao
