#include "metrics/plan/standing_conversations.h"

#include <fmt/format.h>

#include <algorithm>

namespace kebao::metrics {

std::vector<int64_t> StandingConversations::ResolvedBetween(Instant report_time,
                                                            int64_t data_version) {
  const std::lock_guard lock(mutex_);
  if (data_version_ != data_version) {
    known_.clear();
    last_reopened_at_ = AskLast();
    data_version_ = data_version;
  }
  if (!last_reopened_at_ || *last_reopened_at_ <= report_time) return {};
  const auto [known, is_new] = known_.try_emplace(report_time.micros);
  if (is_new) known->second = Ask(report_time);
  return known->second;
}

std::optional<Instant> StandingConversations::AskLast() const {
  const engine::Dialect& dialect = engine_.dialect();
  const auto stream = engine_.Query(
      fmt::format("SELECT max({}) FROM {}", dialect.Identifier("reopened_at"),
                  dialect.Identifier(facts_.SchemaOf(domain::Fact::kReopening).name)));
  std::optional<Instant> last;
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    if (chunk.rows > 0 && !chunk.columns[0].IsNull(0)) last = Instant{chunk.columns[0].Int64(0)};
  }
  return last;
}

std::vector<int64_t> StandingConversations::Ask(Instant report_time) const {
  const engine::Dialect& dialect = engine_.dialect();
  const std::string key = dialect.Identifier("conversation_key");
  const std::string reopened = dialect.Identifier("reopened_at");
  const std::string again = dialect.Identifier("resolved_again_at");
  const std::string now = dialect.InstantLiteral(report_time);
  const std::string is_open =
      fmt::format("{0} <= {2} AND ({1} IS NULL OR {1} > {2})", reopened, again, now);
  const std::string is_closed = fmt::format("{} <= {}", again, now);
  const auto stream = engine_.Query(
      fmt::format("SELECT {0} FROM {1} GROUP BY {0} HAVING max({2}) > {3} AND {4} = 0 AND {5} > 0",
                  key, dialect.Identifier(facts_.SchemaOf(domain::Fact::kReopening).name), reopened,
                  now, dialect.CountIf(is_open), dialect.CountIf(is_closed)));
  std::vector<int64_t> keys;
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    for (size_t row = 0; row < chunk.rows; ++row) keys.push_back(chunk.columns[0].Int64(row));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace kebao::metrics
