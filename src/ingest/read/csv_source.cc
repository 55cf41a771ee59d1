#include "ingest/read/csv_source.h"

#include <fmt/format.h>

#include <array>

#include "ingest/read/csv_scanner.h"
#include "ingest/read/source_base.h"
#include "ingest/read/table_head.h"

namespace kebao::ingest {
namespace {

class CsvSource final : public SourceBase {
 public:
  CsvSource(ByteWindow window, CsvDialect dialect, FileShape shape, const ReadOptions& options)
      : SourceBase(std::move(shape)),
        window_(std::move(window)),
        scanner_(window_, dialect),
        max_field_bytes_(static_cast<size_t>(options.max_field_bytes)),
        sessions_(options.session_by_blank_line),
        width_(shape_.columns.size()) {
    if (sessions_) shape_.columns.insert(shape_.columns.end(), {"session", "line"});
  }

  const RawRecord* Next() override {
    BeginNext();
    while (!ended_) {
      const CsvRow row = scanner_.Next();
      if (row.status == CsvRow::Status::kRow) {
        if (Accept(row)) return &record_;
      } else if (row.status == CsvRow::Status::kBlank) {
        ++blank_lines_;
      } else if (row.status == CsvRow::Status::kEnd) {
        End();
      } else {
        Refuse(row, row.status == CsvRow::Status::kTooLong ? "row.too_long" : "csv.unclosed_quote");
      }
    }
    return nullptr;
  }
  int64_t bytes_read() const override { return window_.file_bytes_read(); }

  void SkipHeader() { scanner_.Next(); }

 private:
  bool Accept(const CsvRow& row) {
    const std::string_view fault = FaultOf(row);
    if (!fault.empty()) {
      Refuse(row, std::string(fault));
      return false;
    }
    record_.row = ++row_;
    record_.original = row.original;
    record_.fields = row.fields;
    if (row.fields.size() != width_ || sessions_) record_.fields = Fitted(row.fields);
    return true;
  }

  std::string_view FaultOf(const CsvRow& row) {
    if (row.longest_field_bytes > max_field_bytes_) return "csv.field_too_long";
    if (!row.has_newline) {
      if (std::string damage = window_.damage(); !damage.empty()) {
        damage_told_ = true;
        damage_ = std::move(damage);
        return damage_;
      }
      if (shape_.has_header && !sessions_ && row.fields.size() < width_) return "csv.truncated_row";
    }
    const bool width_is_fixed = shape_.has_header || sessions_;
    if (width_is_fixed && HasFieldBeyond(row.fields, width_)) return "row.too_many_fields";
    return TextDamage(row.original);
  }

  static bool HasFieldBeyond(std::span<const std::string_view> fields, size_t width) {
    for (size_t i = width; i < fields.size(); ++i) {
      if (!fields[i].empty()) return true;
    }
    return false;
  }

  /// Missing fields are empty; without a header further fields are handed on, with one they are
  /// known to be empty.
  std::span<const std::string_view> Fitted(std::span<const std::string_view> fields) {
    fitted_.assign(fields.begin(), fields.end());
    if (fitted_.size() < width_ || shape_.has_header || sessions_) fitted_.resize(width_);
    if (sessions_) AddSession();
    return fitted_;
  }

  void AddSession() {
    if (blank_lines_ > 0 || session_ == 0) {
      ++session_;
      line_ = 0;
    }
    blank_lines_ = 0;
    session_text_ = fmt::to_string(session_);
    line_text_ = fmt::to_string(++line_);
    fitted_.push_back(session_text_);
    fitted_.push_back(line_text_);
  }

  void Refuse(const CsvRow& row, std::string code) {
    ended_ = !AddFault(++row_, std::move(code), row.original);
  }

  void End() {
    ended_ = true;
    const std::string damage = window_.damage();
    if (damage.empty() || damage_told_) return;
    ended_ = !AddFault(row_ + 1, damage, "") || ended_;
  }

  ByteWindow window_;
  CsvScanner scanner_;
  size_t max_field_bytes_;
  bool sessions_;
  size_t width_;
  std::vector<std::string_view> fitted_;
  int64_t row_ = 0;
  int64_t blank_lines_ = 0;
  int64_t session_ = 0;
  int64_t line_ = 0;
  std::string session_text_;
  std::string line_text_;
  std::string damage_;
  bool damage_told_ = false;
  bool ended_ = false;
};

/// Offset behind the first `lines` lines.
size_t OffsetOfLine(std::string_view sample, int lines, char newline) {
  size_t at = 0;
  for (int i = 0; i < lines && at < sample.size(); ++i) {
    const size_t end = sample.find(newline, at);
    at = end == std::string_view::npos ? sample.size() : end + 1;
  }
  return at;
}

CsvDialect DialectOf(const TextInput& input, FileKind kind, const ReadOptions& options) {
  const std::optional<char> pipe = kind == FileKind::kPipe ? std::optional('|') : std::nullopt;
  CsvDialect dialect =
      SniffDialect(input.sample, input.sample_cut, options.delimiter ? options.delimiter : pipe);
  if (options.quote) dialect.quote = *options.quote;
  return dialect;
}

FileKind KindOf(FileKind kind, const CsvDialect& dialect, bool has_header) {
  return dialect.delimiter == '|' && !has_header ? FileKind::kPipe : kind;
}

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenCsv(TextInput input, FileKind kind,
                                              const ReadOptions& options) {
  const CsvDialect dialect = DialectOf(input, kind, options);
  const size_t first = OffsetOfLine(input.sample, options.skip_lines, dialect.newline);
  // A sample of one row that goes on behind the sample is still that row.
  std::vector<SampleRow> rows = SampleRows(input.sample, input.sample_cut, dialect);
  if (rows.empty()) rows = SampleRows(input.sample, false, dialect);
  if (rows.empty() || rows.back().offset < first) return MakeProblem("file.empty", input.place);
  const TableHead head = DecideHead(rows, first, options);

  FileShape shape;
  shape.kind = KindOf(kind, dialect, head.has_header);
  shape.encoding = input.encoding;
  shape.delimiter = dialect.delimiter;
  shape.has_header = head.has_header;
  shape.columns = head.columns;
  shape.bytes = input.file_bytes;
  shape.title_lines = head.title_lines;
  input.window.Fill(rows[head.row].offset);
  input.window.Drop(rows[head.row].offset);
  auto source =
      std::make_unique<CsvSource>(std::move(input.window), dialect, std::move(shape), options);
  if (head.has_header) source->SkipHeader();
  return source;
}

}  // namespace kebao::ingest
