#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "clean/text_repair.h"
#include "domain/canonical.h"
#include "ingest/map/mapping.h"
#include "ingest/record_source.h"
#include "ingest/tree.h"

namespace kebao::ingest {

/// kAbsent: the row has no such column or key, which leaves older values alone; kEmpty: it is there
/// and says nothing.
enum class CellState : uint8_t { kAbsent, kEmpty, kText };

/// Sixteen bytes, so that it travels in two registers: a row's cells are read some fifty times.
class Cell {
 public:
  Cell() = default;
  Cell(CellState its_state, std::string_view text)
      : state(its_state), size_(static_cast<uint32_t>(text.size())), data_(text.data()) {
    KEBAO_ASSERT(text.size() <= UINT32_MAX);
  }
  std::string_view text() const { return {data_, size_}; }
  bool has_text() const { return state == CellState::kText; }

  CellState state = CellState::kAbsent;

 private:
  uint32_t size_ = 0;
  const char* data_ = nullptr;
};

inline constexpr int kNoSlot = -1;

/// The cells of the record at hand, read and repaired once each, on demand. Columns are resolved to
/// slots when a mapping is compiled; reading a slot again costs nothing. Counts what was missing or
/// repaired per column.
class RowCells {
 public:
  RowCells(const Mapping& mapping, const FileShape& shape, std::string file_name);

  /// `column`: a header, a path, "^path" for the record's own while in a list's item, or "@row",
  /// "@file", "@title",
  /// "@thread", "@index" (from 1), "@name", "@value". kNoSlot if a flat file has no such column.
  int SlotFor(std::string_view column, bool is_in_item);
  bool is_tree() const { return is_tree_; }
  const std::vector<std::string>& columns() const { return columns_; }
  /// Columns of a flat file that no slot reads.
  std::vector<std::string> UnusedColumns() const;

  void StartRecord(const RawRecord& record);
  void SetThread(std::string_view thread) { thread_ = thread; }
  /// The item that item columns and @index, @name, @value speak of until the next call.
  void StartItem(const Tree* item, int64_t index, std::string_view name, std::string_view value);
  const RawRecord& record() const { return *record_; }

  Cell Read(int slot);
  std::string_view NameOf(int slot) const { return slots_[static_cast<size_t>(slot)].column; }
  void AddCountsTo(std::vector<domain::QualityCount>& counts) const;
  /// Forgets what was counted: a first pass looks at cells that the second will count.
  void ClearCounts();
  /// Its missing values are nothing to report: one of many columns that a row fills as far as it
  /// goes.
  void SetOptional(int slot) { slots_[static_cast<size_t>(slot)].is_optional = true; }

 private:
  enum class Scope : uint8_t {
    kField,
    kRecordPath,
    kItemPath,
    kRow,
    kFile,
    kTitle,
    kThread,
    kIndex,
    kName,
    kValue
  };
  struct Slot {
    Scope scope = Scope::kField;
    int field = -1;
    std::string column;
    std::string path;
    uint64_t stamp = 0;
    Cell cell;
    std::string owned;  // tree text, numbers
    std::string mended;
    bool is_optional = false;
    int64_t missing = 0;
    int64_t mended_rows = 0;
    std::string example;  // of a mended text, as it stood
  };
  int FieldNamed(std::string_view column) const;
  Cell ReadRaw(Slot& slot);
  Cell FieldCell(const Slot& slot) const;
  Cell TreeCell(Slot& slot, const Tree* tree) const;
  Cell Repaired(Slot& slot, Cell raw);
  bool IsMissingMarker(std::string_view text) const;

  bool is_tree_;
  std::vector<std::string> columns_;
  std::vector<std::string> normalized_;
  std::vector<std::vector<std::string>> alias_groups_;  // normalized names of one column
  std::vector<std::string> missing_markers_;
  std::string file_name_;
  std::string title_;  // the lines above the header
  std::vector<Slot> slots_;
  const RawRecord* record_ = nullptr;
  const Tree* item_ = nullptr;
  int64_t index_ = 0;
  std::string_view name_;
  std::string_view value_;
  std::string_view thread_;
  uint64_t clock_ = 0;
  uint64_t record_stamp_ = 0;
  uint64_t item_stamp_ = 0;
};

}  // namespace kebao::ingest
