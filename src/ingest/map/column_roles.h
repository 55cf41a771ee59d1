#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/map/mapping_catalog.h"

namespace kebao::ingest {

/// What a column can be in a draft. `kNone` = not recognised.
enum class ColumnRole : uint8_t {
  kNone,
  kConversation,
  kStatus,
  kChangedAt,
  kOpenedAt,
  kResolvedAt,
  kClosedAt,
  kFirstResponseAt,
  kAgent,
  kTeam,
  kChannel,
  kCustomer,
  kPriority,
  kIssueType,
  kSubject,
  kRating,
};
std::string_view NameOf(ColumnRole role);

struct ColumnGuess {
  std::string column;
  ColumnRole role = ColumnRole::kNone;
  std::vector<std::string> values;  // sampled, not empty ones
  std::string time_format;          // of a time: the first that reads every value
};

/// Each role at most once: the column whose name says it most plainly.
std::vector<ColumnGuess> GuessColumns(const FileSample& sample);
/// The event kind that a status word means, "" if unknown.
std::string_view KindOfStatusWord(std::string_view word);

}  // namespace kebao::ingest
