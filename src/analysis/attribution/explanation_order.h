#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/attribution/cause_search.h"

namespace kebao::analysis {

/// In the order in which they are tested: nobody is named for what the work itself explains.
enum class ExplanationKind : uint8_t {
  kVolume,    // how much came in, and when
  kMix,       // what came in: types, channels, customers
  kWorkload,  // how much there was per person
  kShift,     // who was on duty: hours, teams
  kEvent,     // a known event
  kPerson,
};

/// One candidate explanation of one change.
struct Explanation {
  ExplanationKind kind = ExplanationKind::kMix;
  double share = 0;  // of the change that it explains, 0 … 1 (above 1: more than all of it)
  std::optional<double> q;  // false discovery rate; nullopt: not tested
  size_t source = 0;        // the caller's number for it
  double score = 0;         // how well founded it is, see Cause::score; events: 0
};

struct OrderedExplanation {
  Explanation explanation;
  bool is_tested = false;    // beyond noise
  bool may_be_named = true;  // false: a person, where something else explains at least as much
};

/// Those that hold first (beyond noise; an event may go untested), the best founded ahead, of equal
/// ones the larger share, then that which is tested earlier; then people who may not be named; then
/// what does not hold. A person may be named only if he explains more than every other explanation
/// that holds, by a twentieth of the change: shares are estimates, and where one person does all of
/// one kind of work it is chance which of the two comes out larger.
std::vector<OrderedExplanation> OrderExplanations(std::span<const Explanation> explanations,
                                                  double false_discoveries = 0.05);

/// What a cause is by its dimensions: people → kPerson; team, hour_of_day → kShift; weekday and
/// others of the calendar → kVolume; everything else → kMix.
ExplanationKind KindOf(const Cause& cause);

/// The causes of a search as explanations, `source` their place. Of a cause by people only the rate
/// effect counts: who got more of the cases is not why the figure of the whole changed. Of others
/// the larger of both, so that people are never set against less.
std::vector<Explanation> ExplanationsOf(const CauseSearch& search, Measure measure);

}  // namespace kebao::analysis
