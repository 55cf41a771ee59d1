#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "demo/conversation.h"
#include "demo/random.h"

namespace kebao::demo {

/// Injects the faults that real exports have, and counts them, so that a quality report can be
/// checked against it.
class Dirt {
 public:
  explicit Dirt(uint64_t seed) : random_(Random::Stream(seed, 61, 0)) {}

  /// True in `per_mille` of 1000 cases; then `kind` of `file` is counted.
  bool Strikes(double per_mille, std::string_view file, std::string_view kind);
  /// Text that a spreadsheet would run.
  static std::string_view FormulaText(uint64_t number);
  int64_t CountOf(std::string_view file, std::string_view kind) const;
  /// {"files": {"conversations.csv": {"duplicate_row": 12, …}, …}}
  std::string Json() const;

 private:
  Random random_;
  std::map<std::string, std::map<std::string, int64_t>> counts_;
};

}  // namespace kebao::demo
