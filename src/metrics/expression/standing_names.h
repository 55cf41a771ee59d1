#pragma once

#include <optional>
#include <string_view>

#include "domain/fact_schema.h"

namespace kebao::metrics {

/// A name that stands for an expression over columns of a fact.
struct StandingName {
  std::string_view meaning;
  std::string_view known_by;  // the column without which the source does not record it
};

/// Boolean: resolved at the report time, though reopened both up to it and after it.
inline constexpr std::string_view kResolvedBetween = "resolved_between_reopenings";

/// What was so at the report time, by the instants that the facts hold:
/// - was_resolved: a resolution at or before it that no reopening up to it undid. Of several
///   reopenings the conversation's row knows the first and the last;
///   `resolved_between_reopenings` is what lies between (see plan/standing_conversations.h).
/// - was_reopened: the first reopening (parts: of the agent's own resolution) is not later.
/// - was_answered, was_resolver: likewise of the first reply and of the agent's first resolution.
/// Counts that a source only states have no instant: they are taken as they stand.
std::optional<StandingName> StandingNameOf(domain::Fact fact, std::string_view name);

}  // namespace kebao::metrics
