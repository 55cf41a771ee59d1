#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/warehouse.h"

namespace kebao::metrics {

/// Which columns of a fact hold anything at all, by source.
struct FactRecording {
  std::vector<std::string> columns;              // sorted
  std::map<int64_t, std::vector<bool>> sources;  // source key → per column: some row is not null
};

/// What a source says that it can record; −1: no source.
using KindsBySource = std::map<int64_t, domain::KindSet>;

/// Of all facts. A function of the facts, so it is kept with them: whoever changes facts keeps it
/// anew before committing.
struct RecordedFacts {
  std::map<domain::Fact, FactRecording> facts;
  KindsBySource kinds;
};

using AskEngine = std::function<std::unique_ptr<engine::ChunkStream>(const std::string& sql)>;

/// Asks for some columns of one fact (sorted). A fact of many rows is not read through: column by
/// column, the engine looks for the first row that holds something.
FactRecording AskFactRecording(const domain::FactSchema& schema, std::vector<std::string> columns,
                               const engine::Dialect& dialect, const AskEngine& ask,
                               int64_t many_rows = 400'000);
KindsBySource AskKinds(const domain::FactCatalog& facts, const engine::Dialect& dialect,
                       const AskEngine& ask);

/// Name of the warehouse's setting that holds it as text.
inline constexpr const char* kRecordedFactsSetting = "recorded_facts";
std::string ToText(const RecordedFacts& recorded);
/// Nullopt: not such a text.
std::optional<RecordedFacts> ParseRecordedFacts(std::string_view text,
                                                const domain::FactCatalog& facts);

/// Every column of every fact, as the transaction has them; goes into its setting.
void KeepRecordedFacts(engine::WriteTransaction* transaction, const domain::FactCatalog& facts);

}  // namespace kebao::metrics
