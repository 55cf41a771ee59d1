#include "demo/export/dirt.h"

#include <fmt/format.h>

#include "demo/export/output_file.h"

namespace kebao::demo {

bool Dirt::Strikes(double per_mille, std::string_view file, std::string_view kind) {
  if (!random_.Chance(per_mille / 1000)) return false;
  ++counts_[std::string(file)][std::string(kind)];
  return true;
}

std::string_view Dirt::FormulaText(uint64_t number) {
  constexpr std::string_view kTexts[] = {"=HYPERLINK(\"http://evil.example.com\",\"点击领奖\")",
                                         "=1+1", "@SUM(A1:A9)", "+cmd|' /C calc'!A0", "-2+3"};
  return kTexts[number % std::size(kTexts)];
}

int64_t Dirt::CountOf(std::string_view file, std::string_view kind) const {
  const auto found = counts_.find(std::string(file));
  if (found == counts_.end()) return 0;
  const auto count = found->second.find(std::string(kind));
  return count == found->second.end() ? 0 : count->second;
}

std::string Dirt::Json() const {
  std::string json = "{\"files\": {";
  std::string_view file_separator;
  for (const auto& [file, kinds] : counts_) {
    json += file_separator;
    json += "\n  ";
    AppendJson(file, json);
    json += ": {";
    std::string_view separator;
    for (const auto& [kind, count] : kinds) {
      json += fmt::format("{}\"{}\": {}", separator, kind, count);
      separator = ", ";
    }
    json += '}';
    file_separator = ",";
  }
  return json + "\n}}\n";
}

}  // namespace kebao::demo
