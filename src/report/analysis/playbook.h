#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/finding.h"
#include "base/problem.h"
#include "report/localized_text.h"

namespace kebao::report {

/// What to do about what was found (catalog/playbook/*.yaml; docs/playbook.md).
struct Suggestion {
  enum class When : uint8_t { kWorse, kBetter, kUp, kDown };
  std::string id;
  // Which findings it is for; an empty list: all.
  std::vector<std::string> kinds;       // names of Finding::Kind: change, cause …
  std::vector<std::string> metrics;     // ids
  std::vector<std::string> dimensions;  // of the finding's subject
  When when = When::kWorse;
  LocalizedText what;
  LocalizedText who;
  LocalizedText effect;  // what is to be expected of it, and by which figure it is seen
  int days = 14;         // until it is to be done
};

/// In order: the first that fits a finding is its suggestion.
using Playbook = std::vector<Suggestion>;

/// Every file of the folder, in the order of their names; a folder that is not there is empty.
/// Problems: yaml.*, "playbook.word" {word, known}, "playbook.duplicate" {id}.
Result<Playbook> LoadPlaybook(const std::filesystem::path& folder);

/// Nullptr: nothing fits. A finding whose outcome is neither up, down nor a missed target has none.
const Suggestion* SuggestionFor(const analysis::Finding& finding, const Playbook& playbook);

}  // namespace kebao::report
