#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao::ingest {

/// A compiled regular expression (ICU syntax) over UTF-8. Bounded in time and stack, so a hostile
/// text cannot hang or crash an import: a match that takes too long counts as none. Movable; not
/// thread-safe.
class Pattern {
 public:
  /// Problem "mapping.regex" with {expression}.
  static Result<Pattern> Compile(const std::string& expression, const std::string& place);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  bool IsFoundIn(std::string_view text) const;
  /// The first group of the first match (the whole match if there is no group), viewing `text`.
  std::optional<std::string_view> Extract(std::string_view text) const;

 private:
  struct Impl;
  explicit Pattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao::ingest
