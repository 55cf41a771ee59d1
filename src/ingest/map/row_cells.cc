#include "ingest/map/row_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kebao::ingest {
namespace {

constexpr size_t kExampleBytes = 80;

/// A list of plain values as "a;b"; nullopt if it holds objects. A text that only looks like a list
/// is a list of one.
std::optional<std::string> JoinedList(const Tree& tree, std::string_view path) {
  std::string joined;
  for (const Tree& item : tree.ItemsAt(path)) {
    const auto text = item.TextAt("");
    if (!text || text->starts_with('{')) return std::nullopt;
    if (!joined.empty()) joined += ';';
    joined += *text;
  }
  return joined;
}

bool HoldsTrees(FileKind kind) { return kind == FileKind::kJson || kind == FileKind::kNdjson; }

}  // namespace

RowCells::RowCells(const Mapping& mapping, const FileShape& shape, std::string file_name)
    : is_tree_(HoldsTrees(shape.kind)),
      columns_(shape.columns),
      missing_markers_(mapping.missing),
      file_name_(std::move(file_name)) {
  for (const std::string& line : shape.title_lines) title_ += line + "\n";
  for (const std::string& column : columns_) normalized_.push_back(NormalizedColumn(column));
  for (const auto& [column, names] : mapping.aliases) {
    std::vector<std::string> group = {NormalizedColumn(column)};
    for (const std::string& name : names) group.push_back(NormalizedColumn(name));
    alias_groups_.push_back(std::move(group));
  }
}

int RowCells::FieldNamed(std::string_view column) const {
  const auto index_of = [&](const std::string& name) {
    const auto found = std::find(normalized_.begin(), normalized_.end(), name);
    return found == normalized_.end() ? -1 : static_cast<int>(found - normalized_.begin());
  };
  const std::string name = NormalizedColumn(column);
  if (const int field = index_of(name); field >= 0) return field;
  for (const auto& group : alias_groups_) {
    if (group.front() != name) continue;
    for (const std::string& alias : group) {
      if (const int field = index_of(alias); field >= 0) return field;
    }
  }
  return -1;
}

int RowCells::SlotFor(std::string_view column, bool is_in_item) {
  constexpr std::array<std::pair<std::string_view, Scope>, 7> kSpecial = {
      {{"@row", Scope::kRow},
       {"@file", Scope::kFile},
       {"@title", Scope::kTitle},
       {"@thread", Scope::kThread},
       {"@index", Scope::kIndex},
       {"@name", Scope::kName},
       {"@value", Scope::kValue}}};
  Slot slot;
  slot.column = column;
  const auto special = std::find_if(kSpecial.begin(), kSpecial.end(),
                                    [&](const auto& entry) { return entry.first == column; });
  const bool is_outer = column.starts_with('^');
  if (is_outer) column.remove_prefix(1);
  if (special != kSpecial.end()) {
    slot.scope = special->second;
  } else if (is_tree_) {
    slot.scope = is_in_item && !is_outer ? Scope::kItemPath : Scope::kRecordPath;
    slot.path = column == "." ? "" : column;
  } else {
    slot.field = FieldNamed(column);
    if (slot.field < 0) return kNoSlot;
  }
  const auto same = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& other) {
    return other.scope == slot.scope && other.field == slot.field && other.path == slot.path;
  });
  if (same != slots_.end()) return static_cast<int>(same - slots_.begin());
  slots_.push_back(std::move(slot));
  return static_cast<int>(slots_.size()) - 1;
}

std::vector<std::string> RowCells::UnusedColumns() const {
  std::vector<std::string> unused;
  if (is_tree_) return unused;
  for (size_t field = 0; field < columns_.size(); ++field) {
    const bool is_used = std::any_of(slots_.begin(), slots_.end(), [&](const Slot& slot) {
      return slot.field == static_cast<int>(field);
    });
    if (!is_used) unused.push_back(columns_[field]);
  }
  return unused;
}

void RowCells::StartRecord(const RawRecord& record) {
  record_ = &record;
  record_stamp_ = ++clock_;
  StartItem(nullptr, 0, {}, {});
}

void RowCells::StartItem(const Tree* item, int64_t index, std::string_view name,
                         std::string_view value) {
  item_ = item;
  index_ = index;
  name_ = name;
  value_ = value;
  item_stamp_ = ++clock_;
}

Cell RowCells::Read(int slot_number) {
  if (slot_number < 0) return {};
  Slot& slot = slots_[static_cast<size_t>(slot_number)];
  const bool is_of_record = slot.scope == Scope::kField || slot.scope == Scope::kRecordPath;
  const uint64_t stamp = is_of_record ? record_stamp_ : item_stamp_;
  if (slot.stamp == stamp) return slot.cell;
  slot.stamp = stamp;
  slot.cell = Repaired(slot, ReadRaw(slot));
  return slot.cell;
}

Cell RowCells::ReadRaw(Slot& slot) {
  switch (slot.scope) {
    case Scope::kField:
      return FieldCell(slot);
    case Scope::kRecordPath:
      return TreeCell(slot, record_->tree);
    case Scope::kItemPath:
      return TreeCell(slot, item_);
    case Scope::kTitle:
      return {CellState::kText, title_};
    case Scope::kFile:
      return {CellState::kText, file_name_};
    case Scope::kThread:
      return {CellState::kText, thread_};
    case Scope::kName:
      return {CellState::kText, name_};
    case Scope::kValue:
      return {CellState::kText, value_};
    case Scope::kRow:
    case Scope::kIndex:
      slot.owned = fmt::format("{}", slot.scope == Scope::kRow ? record_->row : index_);
      return {CellState::kText, slot.owned};
  }
  return {};
}

Cell RowCells::FieldCell(const Slot& slot) const {
  const auto field = static_cast<size_t>(slot.field);
  if (field >= record_->fields.size()) return {CellState::kEmpty, {}};
  if (field < record_->is_null.size() && record_->is_null[field] != 0)
    return {CellState::kEmpty, {}};
  return {CellState::kText, record_->fields[field]};
}

Cell RowCells::TreeCell(Slot& slot, const Tree* tree) const {
  if (tree == nullptr) return {};
  std::optional<std::string> text = tree->TextAt(slot.path);
  if (!text) return {tree->Has(slot.path) ? CellState::kEmpty : CellState::kAbsent, {}};
  slot.owned = std::move(*text);
  if (slot.owned.starts_with('[')) slot.owned = JoinedList(*tree, slot.path).value_or(slot.owned);
  return {CellState::kText, slot.owned};
}

Cell RowCells::Repaired(Slot& slot, Cell raw) {
  if (raw.state == CellState::kAbsent) return raw;
  const clean::RepairedText repaired = clean::RepairText(raw.text(), slot.mended);
  if (clean::Has(repaired.repairs, clean::Repair::kControl)) {
    if (slot.mended_rows++ == 0) slot.example = raw.text().substr(0, kExampleBytes);
  }
  if (raw.state == CellState::kText && !repaired.text.empty() && !IsMissingMarker(repaired.text)) {
    return {CellState::kText, repaired.text};
  }
  ++slot.missing;
  return {CellState::kEmpty, {}};
}

bool RowCells::IsMissingMarker(std::string_view text) const {
  for (const std::string& marker : missing_markers_) {
    if (marker == text) return true;
  }
  return false;
}

void RowCells::ClearCounts() {
  for (Slot& slot : slots_) {
    slot.missing = 0;
    slot.mended_rows = 0;
  }
}

void RowCells::AddCountsTo(std::vector<domain::QualityCount>& counts) const {
  for (const Slot& slot : slots_) {
    if (slot.missing > 0 && !slot.is_optional && !slot.column.starts_with('@')) {
      counts.push_back({"missing", slot.column, slot.missing, ""});
    }
    if (slot.mended_rows > 0) {
      counts.push_back({"repaired.control", slot.column, slot.mended_rows, slot.example});
    }
  }
}

}  // namespace kebao::ingest
