#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/settings.h"
#include "base/problem.h"
#include "metrics/query.h"

namespace kebao::app {

/// Flags that `report`, `query` and `reconcile` share, as typed; empty where left out.
struct QueryOptions {
  std::string period;
  std::string from;
  std::string to;
  std::string compare = "previous";
  std::vector<std::string> filters;  // "channel=chat,phone"
  std::vector<std::string> sources;
  std::string pack;        // empty: as set
  std::string zone;        // empty: the folder's
  std::string week_start;  // empty: as set
  std::string as_of;
};

/// Flags over settings. Nothing of it is compared with the data yet (app/name_checks.h does).
/// Problems: "cli.*", "period.*".
Result<metrics::QueryContext> MakeContext(const QueryOptions& options, const Settings& settings,
                                          const TimeZone& folder_zone, Instant now);
/// "a,b" → {"a", "b"}; "" → {}. Empty parts are kept: a stray comma is refused by whoever looks the
/// part up.
std::vector<std::string> SplitAtCommas(std::string_view text);
/// "2016-04-01", "2016-04-01T08:00:00", with "Z" or "+08:00"; without one in `zone`.
Result<Instant> ParseInstant(const std::string& text, const TimeZone& zone);
/// The zone that a flag names. Problem "cli.zone".
Result<TimeZone> ZoneNamed(const std::string& name, const char* flag);

}  // namespace kebao::app
