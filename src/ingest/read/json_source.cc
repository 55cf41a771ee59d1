#include "ingest/read/json_source.h"

#include <nlohmann/json.hpp>

#include "ingest/read/json_splitter.h"
#include "ingest/read/json_text.h"
#include "ingest/read/line_splitter.h"
#include "ingest/read/source_base.h"
#include "ingest/tree.h"

namespace kebao::ingest {
namespace {

using nlohmann::json;

constexpr size_t kPathsShown = 500;
constexpr int kRecordsLookedAt = 50;

/// What JSON documents and lines of JSON have in common: a text becomes a record or a fault.
class JsonSourceBase : public SourceBase {
 public:
  JsonSourceBase(TextInput input, FileShape shape, const ReadOptions& options)
      : SourceBase(std::move(shape)),
        window_(std::move(input.window)),
        max_field_bytes_(static_cast<size_t>(options.max_field_bytes)) {}
  int64_t bytes_read() const override { return window_.file_bytes_read(); }

 protected:
  /// Parses into value_; a fault is noted and false given.
  bool Parse(std::string_view text) {
    std::string_view fault = TextDamage(text);
    if (fault.empty() && !Assign(ParseJson(text))) fault = "json.syntax";
    if (fault.empty() && text.size() > max_field_bytes_ && LongestText(value_) > max_field_bytes_) {
      fault = "row.field_too_long";
    }
    if (!fault.empty()) Refuse(std::string(fault), text);
    return fault.empty();
  }

  void Refuse(std::string code, std::string_view text) {
    ended_ = !AddFault(++row_, std::move(code), text);
  }

  const RawRecord* Give(const Tree& tree, std::string_view text) {
    record_.row = ++row_;
    record_.tree = &tree;
    record_.original = text;
    return &record_;
  }

  /// The file's own damage (a torn gzip) explains a torn record better than "truncated".
  std::string DamageOr(std::string code) const {
    std::string damage = window_.damage();
    return damage.empty() ? code : damage;
  }

  ByteWindow window_;
  json value_;
  bool ended_ = false;

 private:
  bool Assign(std::optional<json> parsed) {
    if (parsed) value_ = std::move(*parsed);
    return parsed.has_value();
  }

  size_t max_field_bytes_;
  int64_t row_ = 0;
};

class JsonSource final : public JsonSourceBase {
 public:
  JsonSource(TextInput input, FileShape shape, const ReadOptions& options)
      : JsonSourceBase(std::move(input), std::move(shape), options),
        splitter_(window_, options.record_path) {}

  const RawRecord* Next() override {
    BeginNext();
    while (!ended_) {
      const JsonPiece piece = splitter_.Next();
      if (piece.status == JsonPiece::Status::kEnd) {
        ended_ = true;
      } else if (piece.status != JsonPiece::Status::kRecord) {
        Refuse(FaultCode(piece.status), piece.text);
      } else if (Parse(piece.text)) {
        return Give(tree_, piece.text);
      }
    }
    return nullptr;
  }

 private:
  std::string FaultCode(JsonPiece::Status status) const {
    switch (status) {
      case JsonPiece::Status::kTruncated:
        return DamageOr("json.truncated");
      case JsonPiece::Status::kTooLong:
        return "row.too_long";
      case JsonPiece::Status::kTooDeep:
        return "json.too_deep";
      case JsonPiece::Status::kPathMissing:
        return "json.path_missing";
      default:
        return "json.syntax";
    }
  }

  JsonSplitter splitter_;
  Tree tree_{value_};
};

class NdjsonSource final : public JsonSourceBase {
 public:
  NdjsonSource(TextInput input, FileShape shape, const ReadOptions& options)
      : JsonSourceBase(std::move(input), std::move(shape), options),
        lines_(window_),
        path_(options.record_path) {}

  const RawRecord* Next() override {
    BeginNext();
    for (;;) {
      if (next_item_ < items_.size()) return Give(items_[next_item_++], line_.text);
      if (ended_ || !ReadLine()) return nullptr;
    }
  }

 private:
  /// Fills items_ from the next line, with nothing if the line is bad. False at the end.
  bool ReadLine() {
    items_.clear();
    next_item_ = 0;
    if (!lines_.Next(line_)) {
      ended_ = true;
      if (const std::string damage = window_.damage(); !damage.empty() && !damage_told_)
        Refuse(damage, "");
      ended_ = true;
      return false;
    }
    if (line_.text.find_first_not_of(" \t") == std::string_view::npos) return true;
    if (line_.too_long) {
      Refuse("row.too_long", line_.text);
    } else if (IsTorn()) {
      damage_told_ = true;
      Refuse(DamageOr("json.truncated"), line_.text);
    } else if (IsTooDeep()) {
      Refuse("json.too_deep", line_.text);
    } else if (Parse(line_.text)) {
      items_ = Tree(value_).ItemsAt(path_);
      if (items_.empty() && !HasPath()) Refuse("json.path_missing", line_.text);
    }
    return true;
  }

  bool HasPath() const {
    const std::string_view path = path_;
    return Tree(value_).Has(path.ends_with("[]") ? path.substr(0, path.size() - 2) : path);
  }

  bool IsTorn() const {
    if (line_.has_newline) return false;
    const std::string_view text = line_.text.substr(line_.text.find_first_not_of(" \t"));
    JsonValueEnd end;
    return end.Feed(text) == std::string_view::npos && !end.is_scalar();
  }

  bool IsTooDeep() const {
    JsonValueEnd end;
    end.Feed(line_.text.substr(line_.text.find_first_not_of(" \t")));
    return end.deepest() > kDeepestJson;
  }

  LineSplitter lines_;
  std::string path_;
  Line line_;
  std::vector<Tree> items_;
  size_t next_item_ = 0;
  bool damage_told_ = false;
};

FileShape ShapeOf(const TextInput& input, FileKind kind, std::string_view record_path) {
  FileShape shape;
  shape.kind = kind;
  shape.encoding = input.encoding;
  shape.has_header = false;
  shape.bytes = input.file_bytes;
  ByteWindow sample(MemoryBytes(input.sample));
  LineSplitter lines(sample);
  Line line;
  if (kind == FileKind::kNdjson && record_path.empty()) {
    for (int i = 0; i < kRecordsLookedAt && lines.Next(line); ++i)
      AddJsonPaths(line.text, kPathsShown, shape.columns);
    return shape;
  }
  // With a path, the first line of an NDJSON file speaks for the others.
  JsonSplitter splitter(sample, record_path);
  for (int i = 0; i < kRecordsLookedAt; ++i) {
    const JsonPiece piece = splitter.Next();
    AddJsonPaths(piece.text, kPathsShown, shape.columns);
    if (piece.status != JsonPiece::Status::kRecord) break;
  }
  return shape;
}

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenJson(TextInput input, const ReadOptions& options) {
  FileShape shape = ShapeOf(input, FileKind::kJson, options.record_path);
  return std::make_unique<JsonSource>(std::move(input), std::move(shape), options);
}

Result<std::unique_ptr<RecordSource>> OpenNdjson(TextInput input, const ReadOptions& options) {
  FileShape shape = ShapeOf(input, FileKind::kNdjson, options.record_path);
  return std::make_unique<NdjsonSource>(std::move(input), std::move(shape), options);
}

}  // namespace kebao::ingest
