#include "app/distinct_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kebao::app {
namespace {

std::string Folded(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

/// By name: whether it stands for one alone.
std::vector<bool> AreAlone(const std::vector<std::string>& names, const std::string& reserved) {
  std::map<std::string, int> counts = {{"", 2}, {Folded(reserved), 1}};
  for (const std::string& name : names) ++counts[Folded(name)];
  std::vector<bool> alone;
  for (const std::string& name : names) alone.push_back(counts.at(Folded(name)) == 1);
  return alone;
}

}  // namespace

std::vector<std::string> DistinctNames(std::vector<std::string> names,
                                       const std::vector<std::string>& ids,
                                       const std::string& reserved) {
  const std::vector<bool> by_name = AreAlone(names, reserved);
  for (size_t index = 0; index < names.size(); ++index) {
    if (by_name[index] || ids[index].empty()) continue;
    names[index] =
        names[index].empty() ? ids[index] : fmt::format("{} ({})", names[index], ids[index]);
  }
  const std::vector<bool> by_id = AreAlone(names, reserved);
  for (size_t index = 0; index < names.size(); ++index) {
    if (!by_id[index]) names[index] += fmt::format(" #{}", index + 1);
  }
  return names;
}

}  // namespace kebao::app
