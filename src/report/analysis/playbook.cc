#include "report/analysis/playbook.h"

#include <algorithm>
#include <array>
#include <set>

#include "report/lookup.h"
#include "report/narrative/vocabulary.h"

namespace kebao::report {
namespace {

using analysis::Finding;
using analysis::Outcome;
using When = Suggestion::When;

constexpr std::array<std::pair<std::string_view, When>, 4> kWhens = {
    {{"worse", When::kWorse}, {"better", When::kBetter}, {"up", When::kUp}, {"down", When::kDown}}};
constexpr std::array<std::pair<std::string_view, Finding::Kind>, 14> kKinds = {
    {{"change", Finding::Kind::kChange},
     {"share", Finding::Kind::kShare},
     {"rank", Finding::Kind::kRank},
     {"target", Finding::Kind::kTarget},
     {"trend", Finding::Kind::kTrend},
     {"anomaly", Finding::Kind::kAnomaly},
     {"cause", Finding::Kind::kCause},
     {"person", Finding::Kind::kPerson},
     {"load", Finding::Kind::kLoad},
     {"staffing", Finding::Kind::kStaffing},
     {"bottleneck", Finding::Kind::kBottleneck},
     {"risk", Finding::Kind::kRisk},
     {"recurring", Finding::Kind::kRecurring},
     {"practice", Finding::Kind::kPractice}}};

Result<Suggestion> ParseSuggestion(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys(
      {"id", "kinds", "metrics", "dimensions", "when", "what", "who", "effect", "days"}));
  Suggestion one;
  KEBAO_TRY(const Yaml id, node.Require("id"));
  KEBAO_TRY(one.id, id.AsText());
  for (const Yaml& kind : node.At("kinds").Items()) {
    KEBAO_TRY_VOID(Lookup(kKinds, kind, "playbook.word"));
    KEBAO_TRY(one.kinds.emplace_back(), kind.AsText());
  }
  KEBAO_TRY(one.metrics, node.At("metrics").AsTextList());
  KEBAO_TRY(one.dimensions, node.At("dimensions").AsTextList());
  if (node.Has("when")) {
    KEBAO_TRY(one.when, Lookup(kWhens, node.At("when"), "playbook.word"));
  }
  KEBAO_TRY(const Yaml what, node.Require("what"));
  KEBAO_TRY(one.what, ParseLocalized(what));
  KEBAO_TRY(const Yaml who, node.Require("who"));
  KEBAO_TRY(one.who, ParseLocalized(who));
  KEBAO_TRY(const Yaml effect, node.Require("effect"));
  KEBAO_TRY(one.effect, ParseLocalized(effect));
  KEBAO_TRY(const Yaml days, node.Require("days"));
  KEBAO_TRY(const int64_t count, days.AsInt());
  one.days = static_cast<int>(std::clamp<int64_t>(count, 0, 366));
  return one;
}

std::string_view NameOf(Finding::Kind kind) {
  return std::ranges::find(kKinds, kind, &std::pair<std::string_view, Finding::Kind>::second)
      ->first;
}

template <class Name>
bool Allows(const std::vector<std::string>& list, const Name& name) {
  return list.empty() || std::ranges::find(list, name) != list.end();
}

bool IsWhen(When when, const Finding& finding) {
  if (finding.outcome == Outcome::kMissed) return when == When::kWorse;
  const bool is_up = finding.outcome == Outcome::kUp;
  if (!is_up && finding.outcome != Outcome::kDown) return false;
  if (when == When::kUp) return is_up;
  if (when == When::kDown) return !is_up;
  const auto up_is_good = UpIsGood(finding.metric->polarity);
  return up_is_good && (*up_is_good == is_up) == (when == When::kBetter);
}

bool IsAbout(const Suggestion& suggestion, const Finding& finding) {
  if (suggestion.dimensions.empty()) return true;
  if (Allows(suggestion.dimensions, finding.subject.dimension)) return true;
  return std::ranges::any_of(finding.evidence, [&](const analysis::Evidence& evidence) {
    return evidence.role == "part" && Allows(suggestion.dimensions, evidence.subject.dimension);
  });
}

}  // namespace

Result<Playbook> LoadPlaybook(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".yaml") files.insert(entry.path());
  Playbook playbook;
  std::set<std::string> seen;
  for (const auto& file : files) {
    KEBAO_TRY(const Yaml root, Yaml::Load(file));
    KEBAO_TRY_VOID(root.AllowKeys({"suggestions"}));
    for (const Yaml& item : root.At("suggestions").Items()) {
      KEBAO_TRY(playbook.emplace_back(), ParseSuggestion(item));
      if (!seen.insert(playbook.back().id).second)
        return MakeProblem("playbook.duplicate", item.place(), {{"id", playbook.back().id}});
    }
  }
  return playbook;
}

const Suggestion* SuggestionFor(const Finding& finding, const Playbook& playbook) {
  const auto fits = [&](const Suggestion& one) {
    return Allows(one.kinds, NameOf(finding.kind)) && Allows(one.metrics, finding.metric->id) &&
           IsAbout(one, finding) && IsWhen(one.when, finding);
  };
  const auto found = std::ranges::find_if(playbook, fits);
  return found == playbook.end() ? nullptr : &*found;
}

}  // namespace kebao::report
