#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/hash.h"
#include "domain/fact_schema.h"
#include "engine/engine.h"
#include "engine/warehouse.h"
#include "metrics/query.h"

namespace kebao::bench {

/// A made-up year of conversations, every column by a hash of the row, evenly over the year. From
/// row `shifted_from` on, one in twelve comes through channel 1 whatever it was.

inline constexpr int64_t kFirstMicros = 1'451'577'600 * kMicrosPerSecond;  // 2016 in Shanghai
inline constexpr int64_t kYearMicros = 366 * kMicrosPerDay;
inline constexpr size_t kRowsPerBatch = 200'000;
inline constexpr uint64_t kAgents = 500;
inline constexpr uint64_t kAgentSalt = 4711;  // an agent's team hangs on the agent

inline uint64_t Random(uint64_t row, uint64_t salt) {
  return CombineHashes(row * 0x9E3779B97F4A7C15u + 1, salt);
}

/// Skewed like waits are: most are short, a few are long.
inline int32_t Seconds(uint64_t random, int longest_bits) {
  const auto bits = 4 + static_cast<int>(random % static_cast<uint64_t>(longest_bits - 3));
  return static_cast<int32_t>((random >> 8) % (uint64_t{1} << bits));
}

inline void AppendValue(const domain::FactColumn& column, uint64_t row, uint64_t rows,
                        uint64_t salt, uint64_t shifted_from, engine::Column* to) {
  using domain::ColumnType;
  const uint64_t random = Random(row, salt);
  switch (column.type) {
    case ColumnType::kBoolean:
      return to->AppendBoolean(column.name == "is_spam" ? random % 50 == 0 : random % 4 != 0);
    case ColumnType::kInteger:
      if (random % 10 == 0) return to->AppendNull();
      if (!column.name.ends_with("_seconds"))
        return to->AppendInt32(static_cast<int32_t>(random % 6));
      return to->AppendInt32(Seconds(random, column.name.starts_with("resolution") ? 19 : 12));
    case ColumnType::kBigint:
      return to->AppendInt64(static_cast<int64_t>(random % (rows / 3 + 1)));
    case ColumnType::kReal:
      return random % 3 != 0 ? to->AppendNull()
                             : to->AppendReal(static_cast<double>(1 + random % 5));
    case ColumnType::kInstant: {
      const int64_t opened =
          kFirstMicros + static_cast<int64_t>(static_cast<double>(row) / static_cast<double>(rows) *
                                              static_cast<double>(kYearMicros));
      return to->AppendInt64(
          column.name == "opened_at" ? opened : opened + Seconds(random, 19) * kMicrosPerSecond);
    }
    case ColumnType::kCode:
      if (column.name == "channel" && row >= shifted_from && random % 12 == 0)
        return to->AppendInt32(1);
      return to->AppendInt32(static_cast<int32_t>(random % (column.name == "channel" ? 8 : 60)));
    case ColumnType::kAgent:
      return to->AppendInt32(static_cast<int32_t>(Random(row, kAgentSalt) % kAgents));
    case ColumnType::kTeam:
      return to->AppendInt32(static_cast<int32_t>(Random(row, kAgentSalt) % kAgents % 20));
    case ColumnType::kSource:
      return to->AppendInt32(0);
    default:
      return to->AppendNull();
  }
}

inline void Generate(engine::Warehouse* warehouse, const domain::FactSchema& schema, uint64_t rows,
                     uint64_t shifted_from = UINT64_MAX) {
  const auto transaction = warehouse->Begin();
  for (uint64_t first = 0; first < rows; first += kRowsPerBatch) {
    engine::ColumnBatch batch;
    uint64_t salt = 0;
    for (const domain::FactColumn& column : schema.columns) {
      engine::Column& to = batch.columns.emplace_back([&] {
        switch (column.type) {
          case domain::ColumnType::kBoolean:
            return engine::ValueType::kBoolean;
          case domain::ColumnType::kBigint:
            return engine::ValueType::kInt64;
          case domain::ColumnType::kReal:
            return engine::ValueType::kReal;
          case domain::ColumnType::kInstant:
            return engine::ValueType::kInstant;
          default:
            return engine::ValueType::kInt32;
        }
      }());
      ++salt;
      for (uint64_t row = first; row < std::min(rows, first + kRowsPerBatch); ++row) {
        AppendValue(column, row, rows, salt, shifted_from, &to);
      }
    }
    transaction->AppendFacts(schema.fact, batch);
    transaction->FinishFacts();
  }
  transaction->Commit();
}

inline engine::Directory MakeDirectory(const domain::FactSchema& schema) {
  engine::Directory directory;
  for (const domain::FactColumn& column : schema.columns) {
    if (column.type != domain::ColumnType::kCode) continue;
    for (int code = 0; code < 60; ++code)
      directory.dimensions[column.name].texts.push_back(fmt::format("v{}", code));
  }
  for (int agent = 0; agent < 500; ++agent) {
    directory.agents.push_back(
        {fmt::format("Agent {}", agent), "bench", fmt::format("{}", agent), false});
  }
  for (int team = 0; team < 20; ++team)
    directory.teams.push_back({fmt::format("T{}", team), "bench", ""});
  directory.sources = {"bench"};
  return directory;
}

}  // namespace kebao::bench
