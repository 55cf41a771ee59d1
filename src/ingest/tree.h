#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kebao::ingest {

/// A JSON value of a raw record, without the JSON library's header. Paths: "stats.closed_at"; "" is
/// the value itself.
class Tree {
 public:
  explicit Tree(const nlohmann::json& value) : value_(&value) {}
  /// Scalars as text (numbers as written, true/false); objects and lists as compact JSON; nullopt
  /// if absent or null.
  std::optional<std::string> TextAt(std::string_view path) const;
  bool Has(std::string_view path) const;
  /// The items of the list at `path`; a single object counts as a list of one; empty if absent.
  std::vector<Tree> ItemsAt(std::string_view path) const;
  /// Every scalar path that occurs, lists as "tickets[].id"; at most `limit`.
  std::vector<std::string> Paths(size_t limit) const;
  std::string Dump() const;

 private:
  const nlohmann::json* value_;
};

}  // namespace kebao::ingest
