#include "metrics/answer/recorded_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "metrics/fold/additive_block.h"

namespace kebao::metrics {
namespace {

constexpr int64_t kNoSource = -1;

int64_t SourceAt(const engine::ColumnView& column, size_t row) {
  return column.IsNull(row) ? kNoSource : column.Int32(row);
}

int64_t CountAt(const engine::ColumnView& column, uint32_t row) {
  int64_t value = 0;
  const uint32_t rows[] = {row};
  VisitNumbers(column, rows, [&](size_t, auto count) { value = static_cast<int64_t>(count); });
  return value;
}

/// How a fact is asked what it records.
class Asker {
 public:
  Asker(const domain::FactSchema& schema, const engine::Dialect& dialect, const AskEngine& ask,
        FactRecording* recording)
      : table_(dialect.Identifier(schema.name)),
        source_(dialect.Identifier("source")),
        dialect_(dialect),
        ask_(ask),
        recording_(*recording) {}

  /// Rows of the fact; every source that has some is entered.
  int64_t MeetSources() {
    int64_t rows = 0;
    ForEachRow(
        fmt::format("SELECT {0}, count(*) FROM {1} GROUP BY {0}", source_, table_),
        [&](const engine::ChunkView& chunk, uint32_t row) {
          recording_.sources[SourceAt(chunk.columns[0], row)].resize(recording_.columns.size());
          rows += CountAt(chunk.columns[1], row);
        });
    return rows;
  }

  void CountAll() {
    std::vector<std::string> sql = {source_};
    for (const std::string& column : recording_.columns)
      sql.push_back(fmt::format("count({})", dialect_.Identifier(column)));
    ForEachRow(fmt::format("SELECT {} FROM {} GROUP BY {}", fmt::join(sql, ", "), table_, source_),
               [&](const engine::ChunkView& chunk, uint32_t row) {
                 auto& recorded = recording_.sources[SourceAt(chunk.columns[0], row)];
                 for (size_t column = 0; column < recorded.size(); ++column)
                   recorded[column] = CountAt(chunk.columns[column + 1], row) > 0;
               });
  }

  void LookForFirstRows() {
    for (auto& [source, recorded] : recording_.sources) {
      std::vector<std::string> parts;
      for (size_t column = 0; column < recording_.columns.size(); ++column) {
        parts.push_back(fmt::format("(SELECT {} AS n FROM {} WHERE {} AND {} IS NOT NULL LIMIT 1)",
                                    column, table_, IsOf(source),
                                    dialect_.Identifier(recording_.columns[column])));
      }
      ForEachRow(fmt::format("{}", fmt::join(parts, " UNION ALL ")),
                 [&, &found = recorded](const engine::ChunkView& chunk, uint32_t row) {
                   found[static_cast<size_t>(CountAt(chunk.columns[0], row))] = true;
                 });
    }
  }

 private:
  std::string IsOf(int64_t source) const {
    return source == kNoSource ? fmt::format("{} IS NULL", source_)
                               : fmt::format("{} = {}", source_, source);
  }

  template <class Visit>
  void ForEachRow(const std::string& sql, const Visit& visit) {
    const auto stream = ask_(sql);
    for (engine::ChunkView chunk; stream->Next(&chunk);) {
      for (uint32_t row = 0; row < chunk.rows; ++row) visit(chunk, row);
    }
  }

  const std::string table_;
  const std::string source_;
  const engine::Dialect& dialect_;
  const AskEngine& ask_;
  FactRecording& recording_;
};

std::vector<std::string> AllColumns(const domain::FactSchema& schema) {
  std::vector<std::string> columns;
  for (const domain::FactColumn& column : schema.columns) columns.push_back(column.name);
  std::sort(columns.begin(), columns.end());
  return columns;
}

/// The text: a line per fact, "name|column,column|source=0110;source=0011", and one for kinds,
/// "kinds||source=bits;…".
constexpr std::string_view kKinds = "kinds";

std::vector<std::string_view> Split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(at), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

template <class Number>
bool ReadNumber(std::string_view text, Number* number) {
  return std::from_chars(text.data(), text.data() + text.size(), *number).ec == std::errc();
}

/// "source=rest" pairs; false: not such.
template <class Take>
bool ReadSources(std::string_view text, const Take& take) {
  for (const std::string_view pair : Split(text, ';')) {
    const size_t equals = pair.find('=');
    int64_t source = 0;
    if (equals == std::string_view::npos || !ReadNumber(pair.substr(0, equals), &source))
      return false;
    if (!take(source, pair.substr(equals + 1))) return false;
  }
  return true;
}

bool ReadLine(std::string_view line, const domain::FactCatalog& facts, RecordedFacts* recorded) {
  const size_t first = line.find('|');
  const size_t second = line.find('|', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, first);
  const std::string_view sources = line.substr(second + 1);
  if (name == kKinds) {
    return ReadSources(sources, [&](int64_t source, std::string_view bits) {
      return ReadNumber(bits, &recorded->kinds[source].bits);
    });
  }
  const auto fact = facts.FactNamed(name);
  if (!fact) return false;
  FactRecording& recording = recorded->facts[*fact];
  for (const std::string_view column : Split(line.substr(first + 1, second - first - 1), ','))
    recording.columns.emplace_back(column);
  return ReadSources(sources, [&](int64_t source, std::string_view bits) {
    std::vector<bool>& has_value = recording.sources[source];
    for (const char bit : bits) has_value.push_back(bit == '1');
    return has_value.size() == recording.columns.size();
  });
}

}  // namespace

FactRecording AskFactRecording(const domain::FactSchema& schema, std::vector<std::string> columns,
                               const engine::Dialect& dialect, const AskEngine& ask,
                               int64_t many_rows) {
  FactRecording recording;
  recording.columns = std::move(columns);
  Asker asker(schema, dialect, ask, &recording);
  const int64_t rows = asker.MeetSources();
  if (rows == 0 || recording.columns.empty()) return recording;
  if (rows < many_rows) {
    asker.CountAll();
  } else {
    asker.LookForFirstRows();
  }
  return recording;
}

/// Few different sets: what a source can record is the same in nearly all of its conversations.
KindsBySource AskKinds(const domain::FactCatalog& facts, const engine::Dialect& dialect,
                       const AskEngine& ask) {
  const std::string source = dialect.Identifier("source");
  const std::string kinds = dialect.Identifier("recorded_kinds");
  const auto stream =
      ask(fmt::format("SELECT {0}, {1} FROM {2} GROUP BY {0}, {1}", source, kinds,
                      dialect.Identifier(facts.SchemaOf(domain::Fact::kConversation).name)));
  KindsBySource by_source;
  for (engine::ChunkView chunk; stream->Next(&chunk);) {
    for (uint32_t row = 0; row < chunk.rows; ++row) {
      domain::KindSet& known = by_source[SourceAt(chunk.columns[0], row)];
      if (!chunk.columns[1].IsNull(row))
        known.bits |= static_cast<uint64_t>(chunk.columns[1].Int64(row));
    }
  }
  return by_source;
}

std::string ToText(const RecordedFacts& recorded) {
  std::vector<std::string> lines;
  for (const auto& [fact, recording] : recorded.facts) {
    std::vector<std::string> sources;
    for (const auto& [source, has_value] : recording.sources) {
      std::string bits;
      for (const bool bit : has_value) bits += bit ? '1' : '0';
      sources.push_back(fmt::format("{}={}", source, bits));
    }
    lines.push_back(fmt::format("{}|{}|{}", domain::NameOf(fact), fmt::join(recording.columns, ","),
                                fmt::join(sources, ";")));
  }
  std::vector<std::string> kinds;
  for (const auto& [source, set] : recorded.kinds)
    kinds.push_back(fmt::format("{}={}", source, set.bits));
  lines.push_back(fmt::format("{}||{}", kKinds, fmt::join(kinds, ";")));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::optional<RecordedFacts> ParseRecordedFacts(std::string_view text,
                                                const domain::FactCatalog& facts) {
  RecordedFacts recorded;
  const std::vector<std::string_view> lines = Split(text, '\n');
  const bool is_whole = !lines.empty() && lines.back().starts_with(kKinds);
  const bool is_read = std::all_of(lines.begin(), lines.end(), [&](std::string_view line) {
    return ReadLine(line, facts, &recorded);
  });
  return is_whole && is_read ? std::optional(std::move(recorded)) : std::nullopt;
}

void KeepRecordedFacts(engine::WriteTransaction* transaction, const domain::FactCatalog& facts) {
  const AskEngine ask = [&](const std::string& sql) { return transaction->Query(sql); };
  RecordedFacts recorded;
  for (const domain::FactSchema& schema : facts.All()) {
    recorded.facts[schema.fact] =
        AskFactRecording(schema, AllColumns(schema), transaction->dialect(), ask);
  }
  recorded.kinds = AskKinds(facts, transaction->dialect(), ask);
  transaction->SetSetting(kRecordedFactsSetting, ToText(recorded));
}

}  // namespace kebao::metrics
