#include <array>
#include <map>
#include <string>

#include "base/hash.h"
#include "base/problem.h"
#include "engine/duckdb/content_hash.h"
#include "engine/duckdb/interner.h"
#include "engine/duckdb/open.h"
#include "engine/duckdb/row_source.h"
#include "engine/duckdb/schema.h"
#include "engine/duckdb/staged_file_writer.h"

namespace kebao::engine::duckdb {
namespace {

using domain::CanonicalEvent;
using domain::CanonicalRecord;
using domain::Entity;
using domain::FieldValue;

/// Of StagedRecordColumns, before the entity's own fields.
constexpr size_t kFixedColumns = 6;
/// Of StagedEventColumns: the text, which follows all columns of fixed width.
constexpr size_t kEventText = 14;

ColumnBatch EmptyBatch(const TableColumns& columns) {
  ColumnBatch batch;
  for (const TableColumn& column : columns) batch.columns.emplace_back(column.type);
  return batch;
}

/// One table of the staged file with its buffer.
class BufferedTable {
 public:
  /// The first `fixed_columns` come row by row as cells (see Column::AppendCells).
  BufferedTable(StagedFileWriter* file, const std::string& name, const TableColumns& columns,
                size_t fixed_columns = 0)
      : file_(file),
        table_(file->AddTable(name, columns)),
        batch_(EmptyBatch(columns)),
        width_(fixed_columns),
        cells_(fixed_columns * kCellRows) {}
  Column& column(size_t index) { return batch_.columns[index]; }
  /// The cells of the row at hand, `fixed_columns` of them.
  int64_t* row_cells() { return &cells_[cell_rows_ * width_]; }
  void EndRow() {
    if (width_ > 0 && ++cell_rows_ == kCellRows) TakeCells();
    if (cell_rows_ == 0 && rows() == kRowGroupRows) Write();
  }
  void Close() {
    TakeCells();
    if (rows() > 0) Write();
  }

 private:
  static constexpr size_t kCellRows = 64;

  void TakeCells() {
    for (size_t index = 0; index < width_; ++index)
      batch_.columns[index].AppendCells(&cells_[index], width_, cell_rows_);
    cell_rows_ = 0;
  }
  void Write() {
    file_->WriteSlab(table_, batch_);
    batch_.Clear();
  }

  size_t rows() const { return batch_.rows(); }

  StagedFileWriter* file_;
  size_t table_;
  ColumnBatch batch_;
  size_t width_;
  std::vector<int64_t> cells_;
  size_t cell_rows_ = 0;
};

class FileStagingWriter final : public StagingWriter {
 public:
  explicit FileStagingWriter(const std::filesystem::path& file)
      : file_(file),
        events_(&file_, "staged_event", StagedEventColumns(), kEventText),
        dimension_values_(&file_, "staged_dimension",
                          {{"dimension", ValueType::kText},
                           {"local", ValueType::kInt32},
                           {"text", ValueType::kText}}),
        rejects_(&file_, "staged_reject",
                 {{"row_number", ValueType::kInt64},
                  {"code", ValueType::kText},
                  {"column_name", ValueType::kText},
                  {"value", ValueType::kText},
                  {"original", ValueType::kText}}),
        counts_(&file_, "staged_count",
                {{"code", ValueType::kText},
                 {"column_name", ValueType::kText},
                 {"row_count", ValueType::kInt64},
                 {"example", ValueType::kText}}) {}

  void Accept(const CanonicalEvent& event) override {
    const int64_t conversation = LocalOf(Entity::kConversation, event.conversation_id);
    const uint64_t content = ContentOf(event);
    const uint64_t identity =
        event.id.empty() ? content : HashBytes(event.id, static_cast<uint64_t>(event.kind) + 1);
    if (!IsFirstSight(event.row, static_cast<uint64_t>(conversation), identity, content,
                      event.version))
      return;
    AppendEvent(event, conversation, identity, content);
  }

  void Accept(const CanonicalRecord& record) override {
    const int64_t local = LocalOf(record.entity, record.id);
    const uint64_t content = ContentOf(record);
    const uint64_t scope =
        CombineHashes(static_cast<uint64_t>(record.entity) + 1, static_cast<uint64_t>(local));
    if (!IsFirstSight(record.row, scope, 0, content, record.version)) return;
    AppendRecord(record, local, content);
  }

  void Accept(const domain::RejectedRow& row) override {
    rejects_.column(0).AppendInt64(row.row);
    rejects_.column(1).AppendText(row.code);
    rejects_.column(2).AppendText(row.column);
    rejects_.column(3).AppendText(row.value);
    rejects_.column(4).AppendText(row.original);
    rejects_.EndRow();
  }

  void Accept(const domain::QualityCount& count) override {
    counts_.column(0).AppendText(count.code);
    counts_.column(1).AppendText(count.column);
    counts_.column(2).AppendInt64(count.rows);
    counts_.column(3).AppendText(count.example);
    counts_.EndRow();
  }

  void Finish(int64_t rows_read, int64_t rows_repaired, int64_t rows_ignored) override {
    CountDuplicateRow();
    for (BufferedTable* table : {&events_, &dimension_values_, &rejects_, &counts_}) table->Close();
    for (auto* tables : {&ids_, &records_}) {
      for (const auto& table : *tables) {
        if (table != nullptr) table->Close();
      }
    }
    BufferedTable summary(&file_, "staged_summary",
                          {{"rows_read", ValueType::kInt64},
                           {"rows_repaired", ValueType::kInt64},
                           {"rows_ignored", ValueType::kInt64},
                           {"rows_duplicate", ValueType::kInt64}});
    size_t column = 0;
    for (const int64_t rows : {rows_read, rows_repaired, rows_ignored, duplicate_rows_})
      summary.column(column++).AppendInt64(rows);
    summary.Close();
    file_.Finish();
  }

 private:
  int64_t LocalOf(Entity entity, std::string_view id) {
    const auto index = static_cast<size_t>(entity);
    const Interner::Entry entry = interners_[index].Intern(id);
    if (entry.is_new) {
      BufferedTable& ids = IdsOf(entity);
      ids.column(0).AppendInt64(entry.local);
      ids.column(1).AppendText(id);
      ids.EndRow();
    }
    return entry.local;
  }

  // Tables are made when their first row comes: most files have rows of two or three entities.
  BufferedTable& IdsOf(Entity entity) {
    auto& table = ids_[static_cast<size_t>(entity)];
    if (table == nullptr) {
      table = std::make_unique<BufferedTable>(
          &file_, StagedIdTable(entity),
          TableColumns{{"local", ValueType::kInt64}, {"id", ValueType::kText}});
    }
    return *table;
  }

  BufferedTable& RecordsOf(const domain::EntitySchema& schema) {
    auto& table = records_[static_cast<size_t>(schema.entity)];
    if (table == nullptr) {
      table =
          std::make_unique<BufferedTable>(&file_, StagedTable(schema), StagedRecordColumns(schema));
    }
    return *table;
  }

  int32_t DimensionCode(std::string_view dimension, std::string_view text) {
    auto found = dimensions_.find(dimension);
    if (found == dimensions_.end())
      found = dimensions_.emplace(std::string(dimension), Interner{}).first;
    const Interner::Entry entry = found->second.Intern(text);
    if (entry.is_new) {
      dimension_values_.column(0).AppendText(dimension);
      dimension_values_.column(1).AppendInt32(static_cast<int32_t>(entry.local));
      dimension_values_.column(2).AppendText(text);
      dimension_values_.EndRow();
    }
    return static_cast<int32_t>(entry.local);
  }

  /// Counts, per source row, what was new in this file; a row of which nothing was new is a
  /// duplicate row.
  bool IsFirstSight(int64_t row, uint64_t scope, uint64_t identity, uint64_t content,
                    int64_t version) {
    if (row != current_row_) {
      CountDuplicateRow();
      current_row_ = row;
      is_current_row_new_ = false;
      has_current_row_ = true;
    }
    const uint64_t hash = CombineHashes(CombineHashes(scope, identity),
                                        CombineHashes(content, static_cast<uint64_t>(version)));
    const bool is_new = seen_.Insert(hash);
    is_current_row_new_ |= is_new;
    return is_new;
  }

  void CountDuplicateRow() {
    if (has_current_row_ && !is_current_row_new_) ++duplicate_rows_;
    has_current_row_ = false;
  }

  int64_t CellOf(Entity entity, const std::string& id) {
    return id.empty() ? kNullCell : LocalOf(entity, id);
  }

  void AppendReference(Column& column, Entity entity, const std::string& id) {
    if (id.empty()) {
      column.AppendNull();
    } else if (column.type() == ValueType::kInt32) {
      column.AppendInt32(static_cast<int32_t>(LocalOf(entity, id)));
    } else {
      column.AppendInt64(LocalOf(entity, id));
    }
  }

  void AppendEvent(const CanonicalEvent& event, int64_t conversation, uint64_t identity,
                   uint64_t content) {
    int64_t* cell = events_.row_cells();
    *cell++ = event.row;
    *cell++ = conversation;
    *cell++ = static_cast<int64_t>(identity);
    *cell++ = static_cast<int64_t>(content);
    *cell++ = event.version;
    *cell++ = event.at.micros;
    *cell++ = static_cast<int64_t>(event.kind);
    *cell++ = static_cast<int64_t>(event.actor);
    *cell++ = event.is_observed;
    *cell++ = CellOf(Entity::kAgent, event.agent_id);
    *cell++ = CellOf(Entity::kTeam, event.team_id);
    *cell++ = CellOf(Entity::kCustomer, event.customer_id);
    *cell++ = event.value ? *event.value : kNullCell;
    *cell++ = event.subject.empty() ? kNullCell : DimensionCode("kind", event.subject);
    event.text.empty() ? events_.column(kEventText).AppendNull()
                       : events_.column(kEventText).AppendText(event.text);
    events_.EndRow();
  }

  void AppendRecord(const CanonicalRecord& record, int64_t local, uint64_t content) {
    const domain::EntitySchema& schema = domain::SchemaOf(record.entity);
    BufferedTable& table = RecordsOf(schema);
    std::array<const FieldValue*, 64> values{};
    uint64_t provided = 0;
    for (const auto& [field, value] : record.fields) {
      values[static_cast<size_t>(field)] = &value;
      provided |= uint64_t{1} << field;
    }
    table.column(0).AppendInt64(record.row);
    table.column(1).AppendInt64(local);
    table.column(2).AppendInt64(record.version);
    table.column(3).AppendInt64(static_cast<int64_t>(content));
    table.column(4).AppendInt64(static_cast<int64_t>(provided));
    table.column(5).AppendInt64(static_cast<int64_t>(record.recorded_kinds.bits));
    for (size_t field = 0; field < schema.fields.size(); ++field) {
      AppendField(table.column(kFixedColumns + field), schema.fields[field], values[field]);
    }
    table.EndRow();
  }

  void AppendField(Column& column, const domain::FieldSchema& field, const FieldValue* value) {
    if (value == nullptr || std::holds_alternative<std::monostate>(*value))
      return column.AppendNull();
    using enum domain::FieldType;
    switch (field.type) {
      case kText:
        return field.is_dimension
                   ? column.AppendInt32(DimensionCode(field.name, std::get<std::string>(*value)))
                   : column.AppendText(std::get<std::string>(*value));
      case kInteger:
        return column.AppendInt64(std::get<int64_t>(*value));
      case kReal:
        return column.AppendReal(std::get<double>(*value));
      case kBoolean:
        return column.AppendBoolean(std::get<bool>(*value));
      case kInstant:
        return column.AppendInt64(std::get<Instant>(*value).micros);
      case kDay:
        return column.AppendInt32(std::get<LocalDay>(*value).days);
      case kConversationRef:
      case kAgentRef:
      case kTeamRef:
      case kCustomerRef:
        return AppendReference(column, ReferencedEntity(field.type), std::get<std::string>(*value));
    }
  }

  StagedFileWriter file_;
  BufferedTable events_;
  BufferedTable dimension_values_;
  BufferedTable rejects_;
  BufferedTable counts_;
  std::array<std::unique_ptr<BufferedTable>, domain::kEntityCount> ids_;
  std::array<std::unique_ptr<BufferedTable>, domain::kEntityCount> records_;
  std::array<Interner, domain::kEntityCount> interners_;
  std::map<std::string, Interner, std::less<>> dimensions_;
  SeenHashes seen_;
  int64_t current_row_ = -1;
  bool has_current_row_ = false;
  bool is_current_row_new_ = false;
  int64_t duplicate_rows_ = 0;
};

}  // namespace

std::unique_ptr<StagingWriter> CreateStagedFile(const std::filesystem::path& file) {
  return std::make_unique<FileStagingWriter>(file);
}

}  // namespace kebao::engine::duckdb
