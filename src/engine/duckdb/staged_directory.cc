#include "engine/duckdb/staged_directory.h"

#include <cstring>

#include "base/problem.h"

namespace kebao::engine::duckdb {
namespace {

void PutNumber(uint64_t number, std::string* bytes) {
  bytes->append(reinterpret_cast<const char*>(&number), sizeof number);
}

void PutText(std::string_view text, std::string* bytes) {
  PutNumber(text.size(), bytes);
  bytes->append(text);
}

void PutPlace(const StagedBytes& place, std::string* bytes) {
  PutNumber(place.offset, bytes);
  PutNumber(place.length, bytes);
}

void PutSlab(const StagedSlabPlace& slab, std::string* bytes) {
  PutNumber(slab.rows, bytes);
  for (const StagedColumnPlace& column : slab.columns) {
    for (const StagedBytes* place : {&column.valid, &column.values, &column.texts})
      PutPlace(*place, bytes);
  }
}

[[noreturn]] void Refuse(const char* why) {
  throw WorldFailure("engine.staging", std::string("the staged file is damaged: ") + why);
}

uint64_t NumberAt(const char* bytes) {
  uint64_t number;
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

/// Reads what EncodeDirectory wrote; whatever is missing or lies outside is refused.
class DirectoryReader {
 public:
  DirectoryReader(std::string_view directory, std::string_view slabs)
      : rest_(directory), slabs_(slabs) {}

  std::vector<StagedTablePlace> Run() {
    std::vector<StagedTablePlace> tables(Count());
    for (StagedTablePlace& table : tables) ReadTable(&table);
    if (!rest_.empty()) Refuse("bytes after the directory");
    return tables;
  }

 private:
  uint64_t Number() {
    if (rest_.size() < sizeof(uint64_t)) Refuse("the directory ends early");
    const uint64_t number = NumberAt(rest_.data());
    rest_.remove_prefix(sizeof(uint64_t));
    return number;
  }

  /// Of things that take at least eight bytes each in what follows.
  uint64_t Count() {
    const uint64_t count = Number();
    if (count > rest_.size() / sizeof(uint64_t)) Refuse("the directory ends early");
    return count;
  }

  std::string Text() {
    const uint64_t length = Number();
    if (length > rest_.size()) Refuse("the directory ends early");
    std::string text(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return text;
  }

  ValueType Type() {
    const uint64_t type = Number();
    if (type > static_cast<uint64_t>(ValueType::kText)) Refuse("an unknown type");
    return static_cast<ValueType>(type);
  }

  void ReadTable(StagedTablePlace* table) {
    table->name = Text();
    const uint64_t columns = Count();
    for (uint64_t column = 0; column < columns; ++column) {
      table->column_names.push_back(Text());
      table->column_types.push_back(Type());
    }
    table->slabs.resize(Count());
    for (StagedSlabPlace& slab : table->slabs) ReadSlab(*table, &slab);
  }

  void ReadSlab(const StagedTablePlace& table, StagedSlabPlace* slab) {
    slab->rows = Number();
    for (const ValueType type : table.column_types) {
      StagedColumnPlace& column = slab->columns.emplace_back();
      for (StagedBytes* place : {&column.valid, &column.values, &column.texts}) *place = Place();
      if (column.values.length / StagedWidth(type) != slab->rows ||
          column.values.length % StagedWidth(type) != 0)
        Refuse("a column is too short");
      if (column.valid.length != 0 && column.valid.length != slab->rows)
        Refuse("the nulls of a column are too few");
      if (type == ValueType::kText) CheckTexts(column);
    }
  }

  StagedBytes Place() {
    StagedBytes place;
    place.offset = Number();
    place.length = Number();
    const bool is_inside =
        place.offset <= slabs_.size() && place.length <= slabs_.size() - place.offset;
    if (!is_inside) Refuse("a column lies outside");
    return place;
  }

  void CheckTexts(const StagedColumnPlace& column) const {
    uint64_t last = 0;
    for (uint64_t at = 0; at < column.values.length; at += sizeof(uint64_t)) {
      const uint64_t end = NumberAt(slabs_.data() + column.values.offset + at);
      if (end < last || end > column.texts.length) Refuse("a text lies outside");
      last = end;
    }
  }

  std::string_view rest_;
  std::string_view slabs_;
};

}  // namespace

size_t StagedWidth(ValueType type) {
  switch (type) {
    case ValueType::kBoolean:
      return 1;
    case ValueType::kInt32:
    case ValueType::kDay:
      return sizeof(int32_t);
    case ValueType::kInt64:
    case ValueType::kInstant:
    case ValueType::kReal:
    case ValueType::kText:
      return sizeof(int64_t);
  }
  return sizeof(int64_t);
}

std::string EncodeDirectory(const std::vector<StagedTablePlace>& tables) {
  std::string bytes;
  PutNumber(tables.size(), &bytes);
  for (const StagedTablePlace& table : tables) {
    PutText(table.name, &bytes);
    PutNumber(table.column_names.size(), &bytes);
    for (size_t column = 0; column < table.column_names.size(); ++column) {
      PutText(table.column_names[column], &bytes);
      PutNumber(static_cast<uint64_t>(table.column_types[column]), &bytes);
    }
    PutNumber(table.slabs.size(), &bytes);
    for (const StagedSlabPlace& slab : table.slabs) PutSlab(slab, &bytes);
  }
  const uint64_t length = bytes.size();
  PutNumber(length, &bytes);
  return bytes.append(kStagedFileMark);
}

std::vector<StagedTablePlace> DecodeDirectory(std::string_view file) {
  if (!file.ends_with(kStagedFileMark)) Refuse("its end is missing");
  file.remove_suffix(kStagedFileMark.size());
  if (file.size() < sizeof(uint64_t)) Refuse("its end is missing");
  const uint64_t length = NumberAt(file.data() + file.size() - sizeof(uint64_t));
  file.remove_suffix(sizeof(uint64_t));
  if (length > file.size()) Refuse("the directory is longer than the file");
  const std::string_view slabs = file.substr(0, file.size() - length);
  return DirectoryReader(file.substr(slabs.size()), slabs).Run();
}

}  // namespace kebao::engine::duckdb
