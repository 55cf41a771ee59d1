#pragma once

#include <array>
#include <string_view>

namespace kebao::demo {

/// A kind of page of the shop: its part of all visits, and how long one lasts.
struct PageType {
  std::string_view name;
  double share;
  int dwell_seconds;
};
inline constexpr std::array<PageType, 5> kPages = {{{"首页", 0.3, 40},
                                                    {"商品页", 0.42, 75},
                                                    {"活动页", 0.1, 55},
                                                    {"帮助中心", 0.08, 90},
                                                    {"订单页", 0.1, 35}}};

}  // namespace kebao::demo
