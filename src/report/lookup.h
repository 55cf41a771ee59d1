#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "base/yaml.h"

namespace kebao::report {

/// A word of a closed list in a file. Problem `code` {word, known} with its place.
template <class Value, size_t N>
Result<Value> Lookup(const std::array<std::pair<std::string_view, Value>, N>& table,
                     const Yaml& node, const char* code) {
  KEBAO_TRY(const std::string word, node.AsText());
  std::vector<std::string_view> known;
  for (const auto& [name, value] : table) {
    if (name == word) return value;
    known.push_back(name);
  }
  return MakeProblem(code, node.place(),
                     {{"word", word}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
}

}  // namespace kebao::report
