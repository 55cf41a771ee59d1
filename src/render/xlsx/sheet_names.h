#pragma once

#include <set>
#include <string>
#include <string_view>

namespace kebao::render::xlsx {

/// Gives each sheet a name that Excel takes: none of []:*?/\, no apostrophe at either end, at most
/// 31 UTF-16 units, not empty, not "History", and different from the others without regard to case.
class SheetNames {
 public:
  std::string Make(std::string_view wanted);

 private:
  std::set<std::string> taken_;  // case-folded
};

}  // namespace kebao::render::xlsx
