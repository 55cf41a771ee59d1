#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kebao::ingest {

/// A value inside a raw record that has a tree (JSON). Opaque here so that no header pays for the
/// JSON library; tree.h gives access by path.
class Tree;

/// One record as the file holds it: nothing converted, nothing repaired. Views are valid until the
/// next record. A flat format (CSV, XLSX, Parquet, queue_log …) fills `fields` in the order of
/// columns(); a tree format (JSON, NDJSON) sets `tree`. Messages of an mbox are flat: see
/// docs/import.md for their columns.
struct RawRecord {
  int64_t row = 0;                           // 1-based, header not counted
  std::span<const std::string_view> fields;  // a missing trailing field is empty
  std::span<const uint8_t> is_null;          // Parquet nulls, absent XLSX cells; empty = none
  const Tree* tree = nullptr;
  std::string_view original;  // the text as it stood (XLSX, Parquet: re-made as CSV)
};

/// A damaged record: reported to the caller, then reading goes on behind it.
struct RawFault {
  int64_t row = 0;
  std::string
      code;  // "csv.field_too_long", "csv.unclosed_quote", "json.syntax", "text.encoding", …
  std::string original;  // at most 64 KiB
};

enum class FileKind : uint8_t {
  kCsv,
  kXlsx,
  kJson,
  kNdjson,
  kParquet,
  kMbox,
  kPipe /* | separated, no header */
};

/// What a look at the first bytes tells. Compression and archives are undone before.
struct FileShape {
  FileKind kind = FileKind::kCsv;
  std::string encoding;  // "UTF-8", "GB18030", "UTF-16LE" …; texts arrive as UTF-8
  char delimiter = ',';
  bool has_header = true;
  std::vector<std::string>
      columns;        // flat: header; tree: paths that occur in the first records ("tickets[].id")
  int64_t bytes = 0;  // of the file as it lies
  std::string sheet;  // XLSX: sheet used
  std::vector<std::string> title_lines;  // CSV, XLSX: what stands above the header, a line each
};

struct ReadOptions {
  std::optional<FileKind> kind;  // else recognised
  std::optional<std::string> encoding;
  std::optional<char> delimiter;
  std::optional<bool> has_header;
  std::vector<std::string> column_names;  // for files without a header
  int skip_lines = 0;                     // title lines before the header; -1: find the header
  std::string record_path;  // tree: where the records are: "tickets[]", "" = the root or each line
  std::string sheet;
  int64_t max_field_bytes = 1 << 20;  // longer: the record is a fault "field_too_long"
  int64_t max_unpacked_bytes = int64_t{64}
                               << 30;  // of a gz/zip; beyond: problem "archive.too_large"
  double max_unpack_ratio = 1000;      // zip bomb: problem "archive.suspicious"
  std::optional<char> quote;           // CSV: '\0' = quotes are text; else recognised
  bool session_by_blank_line = false;  // CSV: two more columns, "session" (blocks between blank
                                       // lines, from 1) and "line" (within the block, from 1)
  std::string
      mail_field;  // NDJSON whose field of this name holds a raw mail: the records are flat,
                   // the columns of an mbox first, then the other scalar fields of the line
};

/// Reads a file record by record in constant memory. Not thread-safe.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual const FileShape& shape() const = 0;
  /// The next good record; nullptr at the end. Faults met on the way are in faults() until the next
  /// call. Throws WorldFailure("file.read") when the file cannot be read on.
  virtual const RawRecord* Next() = 0;
  virtual std::span<const RawFault> faults() const = 0;
  /// Bytes of the file as it lies that are behind us: for progress.
  virtual int64_t bytes_read() const = 0;
};

/// Opens a file: unpacks gz/zip (first member, or `file.zip!member`), detects kind, encoding,
/// delimiter and header. Problems: "file.missing", "file.empty", "file.unreadable",
/// "file.unknown_format", "archive.too_large", "archive.suspicious", "xlsx.damaged",
/// "parquet.damaged", "sheet.missing" (with the sheets there are).
Result<std::unique_ptr<RecordSource>> OpenFile(const std::filesystem::path& file,
                                               const ReadOptions& options);

}  // namespace kebao::ingest
