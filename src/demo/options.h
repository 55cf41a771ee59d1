#pragma once

#include <cstdint>
#include <string>

#include "base/instant.h"
#include "base/problem.h"

namespace kebao::demo {

/// What is generated. The same options give the same data, byte for byte, on every platform.
struct DemoOptions {
  int64_t conversations = 100'000;  // 1 … 100 million
  uint64_t seed = 1;
  LocalDay first_day = DayFromCivil({2025, 1, 1});
  int days = 365;          // 1 … 3660
  bool with_story = true;  // false: the calm variant, nothing to be found
  std::string zone = "Asia/Shanghai";
};

/// Problems: "demo.bad_options" (with the option's name), "zone.unknown".
Result<void> Check(const DemoOptions& options);

}  // namespace kebao::demo
