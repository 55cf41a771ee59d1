#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "base/problem.h"

namespace kebao::domain {

/// To which conversation an order belongs that names none itself: the same customer's last one that
/// was opened at most `window_seconds` before it. 0: to none.
struct OrderAttribution {
  int64_t window_seconds = 0;

  /// `orders: {within_hours: N}` of attribution/orders.yaml in the catalogue folders; the last
  /// folder that has the file decides. Problems: "yaml.*".
  static Result<OrderAttribution> Load(std::span<const std::filesystem::path> catalog_folders);
};

}  // namespace kebao::domain
