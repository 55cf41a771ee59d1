#include "metrics/catalog/words.h"

namespace kebao::metrics {
namespace {

std::string Fill(std::string pattern, const std::string& text) {
  const size_t at = pattern.find("{of}");
  if (at != std::string::npos) pattern.replace(at, 4, text);
  return pattern;
}

}  // namespace

Result<LocalizedText> ReadLocalizedText(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"zh", "en"}));
  LocalizedText text{node.At("zh").TextOr(""), node.At("en").TextOr("")};
  if (text.zh.empty() || text.en.empty()) {
    return MakeProblem("metric.text_missing", node.place(),
                       {{"language", text.zh.empty() ? "zh" : "en"}});
  }
  return text;
}

Result<void> Words::Add(const Yaml& document) {
  KEBAO_TRY_VOID(document.AllowKeys({"statistics", "rules"}));
  KEBAO_TRY_VOID(AddStatistics(document.At("statistics")));
  return AddRules(document.At("rules"));
}

Result<void> Words::AddStatistics(const Yaml& statistics) {
  for (const auto& [statistic, parts] : statistics.Entries()) {
    KEBAO_TRY_VOID(parts.AllowKeys({"name", "formula"}));
    for (const auto& [part, node] : parts.Entries()) {
      KEBAO_TRY(statistics_[statistic + "." + part], ReadLocalizedText(node));
    }
  }
  return {};
}

Result<void> Words::AddRules(const Yaml& rules) {
  KEBAO_TRY_VOID(rules.AllowKeys(
      {"start", "end", "bot", "pause", "credit", "anchor", "denominator", "empty"}));
  for (const auto& [aspect, entries] : rules.Entries()) {
    for (const auto& [id, node] : entries.Entries()) {
      KEBAO_TRY(rules_[aspect + "." + id], ReadLocalizedText(node));
    }
  }
  return {};
}

Result<LocalizedText> Words::Rule(const std::string& aspect, const Yaml& id) const {
  if (id.is_map()) return ReadLocalizedText(id);  // a rule of this metric alone, written out
  KEBAO_TRY(const std::string name, id.AsText());
  const auto found = rules_.find(aspect + "." + name);
  if (found == rules_.end()) {
    return MakeProblem("metric.unknown_rule", id.place(), {{"aspect", aspect}, {"rule", name}});
  }
  return found->second;
}

LocalizedText Words::Statistic(const std::string& statistic, const std::string& part,
                               const LocalizedText& of) const {
  const auto found = statistics_.find(statistic + "." + part);
  if (found == statistics_.end()) return of;
  return {Fill(found->second.zh, of.zh), Fill(found->second.en, of.en)};
}

}  // namespace kebao::metrics
