#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "domain/fact_schema.h"
#include "engine/engine.h"

namespace kebao::metrics {

/// A conversation's row holds its first and last resolution and reopening, which says whether it
/// was resolved at a report time, unless that lies between two reopenings. Of these few
/// conversations the reopenings themselves are asked. Remembers what it was told about one data
/// version. Thread-safe.
class StandingConversations {
 public:
  StandingConversations(const engine::Engine& engine, const domain::FactCatalog& facts)
      : engine_(engine), facts_(facts) {}

  /// Keys, ascending, of the conversations that stood resolved at the report time, were reopened up
  /// to it and after it. None where nothing was reopened after it: as of now there never are any.
  std::vector<int64_t> ResolvedBetween(Instant report_time, int64_t data_version);

 private:
  std::vector<int64_t> Ask(Instant report_time) const;
  std::optional<Instant> AskLast() const;

  const engine::Engine& engine_;
  const domain::FactCatalog& facts_;
  std::mutex mutex_;
  std::optional<int64_t> data_version_;
  std::optional<Instant> last_reopened_at_;
  std::map<int64_t, std::vector<int64_t>> known_;  // by report time
};

}  // namespace kebao::metrics
