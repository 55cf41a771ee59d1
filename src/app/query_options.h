#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "metrics/query.h"

namespace kebao::app {

/// Flags that `report` and `query` share, as typed.
struct QueryOptions {
  std::string period;
  std::string from;
  std::string to;
  std::string compare = "previous";
  std::vector<std::string> filters;  // "channel=chat,phone"
  std::vector<std::string> sources;
  std::string pack = "kebao";
  std::string zone;
  std::string week_start = "monday";
  std::string as_of;
};

/// Problems: "cli.*", "period.invalid", "zone.unknown".
Result<metrics::QueryContext> MakeContext(const QueryOptions& options, const TimeZone& folder_zone,
                                          Instant now);
/// "a,b" → {"a", "b"}; "" → {}. Empty parts are kept: a stray comma is refused by whoever looks the
/// part up.
std::vector<std::string> SplitAtCommas(std::string_view text);
/// Problem "cli.source" {source, known} for a source that the folder does not have.
Result<void> CheckSources(const std::vector<std::string>& wanted,
                          const std::vector<std::string>& known);
/// "2016-04-01", "2016-04-01T08:00:00", with "Z" or "+08:00"; without one in `zone`.
Result<Instant> ParseInstant(const std::string& text, const TimeZone& zone);

}  // namespace kebao::app
