#include <algorithm>
#include <array>
#include <set>

#include "base/text_encoding.h"
#include "ingest/read/json_splitter.h"
#include "ingest/read/mail.h"
#include "ingest/read/text_input.h"

namespace kebao::ingest {
namespace {

struct Signature {
  std::string_view bytes;
  const char* format;
};
using std::string_view_literals::operator""sv;
constexpr std::array kForeign = {
    Signature{"\xD0\xCF\x11\xE0"sv, "xls (Excel 97-2003)"},
    Signature{"%PDF"sv, "PDF"},
    Signature{"7z\xBC\xAF"sv, "7z"},
    Signature{"Rar!"sv, "rar"},
    Signature{"BZh"sv, "bzip2"},
    Signature{"\xFD"
              "7zXZ"sv,
              "xz"},
    Signature{"\x28\xB5\x2F\xFD"sv, "zstd"},
    Signature{"<?xml"sv, "XML"},
    Signature{"<!DOCTYPE"sv, "HTML"},
    Signature{"<html"sv, "HTML"},
    Signature{"SQLite format 3"sv, "SQLite"},
};

const char* SignedFormat(std::string_view head) {
  for (const Signature& signature : kForeign) {
    if (head.starts_with(signature.bytes)) return signature.format;
  }
  return nullptr;
}

/// Binary files are known by their first bytes as they lie, texts by theirs once decoded.
const char* ForeignFormat(std::string_view raw_head, std::string_view sample) {
  if (const char* format = SignedFormat(raw_head)) return format;
  if (const char* format = SignedFormat(sample)) return format;
  const auto controls = std::count_if(sample.begin(), sample.end(), [](unsigned char c) {
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
  });
  return static_cast<size_t>(controls) * 20 > sample.size() ? "binary" : nullptr;
}

bool HasLineExtension(std::string_view name) {
  return name.ends_with(".jsonl") || name.ends_with(".ndjson") || name.ends_with(".jsonlines");
}

/// A value that ends with the first line, and something on the lines behind it.
bool IsLinesOfJson(const TextInput& input) {
  if (HasLineExtension(input.name)) return true;
  const std::string_view sample = input.sample;
  const size_t start = sample.find_first_not_of(" \t\r\n");
  const size_t end = EndOfJsonValue(sample.substr(start));
  if (end == std::string_view::npos) return false;
  const std::string_view rest = sample.substr(start + end);
  const size_t next = rest.find_first_not_of(" \t\r\n");
  const bool on_one_line = sample.substr(start, end).find('\n') == std::string_view::npos;
  return on_one_line && next != std::string_view::npos &&
         rest.substr(0, next).find('\n') != std::string_view::npos;
}

}  // namespace

Result<FileKind> RecogniseKind(const TextInput& input) {
  const std::string_view sample = input.sample;
  const size_t start = sample.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return FileKind::kCsv;
  if (const char* foreign = ForeignFormat(input.raw_head, sample.substr(start))) {
    return MakeProblem("file.unknown_format", input.place, {{"format", foreign}});
  }
  const char first = sample[start];
  if (first == '{' || (first == '[' && LooksLikeJsonList(sample.substr(start)))) {
    return IsLinesOfJson(input) ? FileKind::kNdjson : FileKind::kJson;
  }
  if (LooksLikeMail(sample)) return FileKind::kMbox;
  return FileKind::kCsv;
}

}  // namespace kebao::ingest
