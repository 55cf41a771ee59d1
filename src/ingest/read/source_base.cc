#include "ingest/read/source_base.h"

#include <cstring>

#include "base/text_encoding.h"

namespace kebao::ingest {
namespace {

constexpr size_t kOriginalBytes = 64 << 10;
// Faults between two good records are kept in memory, so they cannot be many.
constexpr size_t kMostFaultsInARow = 10'000;
constexpr size_t kMostFaultBytesInARow = 64 << 20;

}  // namespace

void SourceBase::BeginNext() {
  faults_.clear();
  fault_bytes_ = 0;
}

bool SourceBase::AddFault(int64_t row, std::string code, std::string_view original) {
  std::string visible = EscapeInvalidUtf8(original.substr(0, kOriginalBytes));
  visible.resize(Utf8Prefix(visible, kOriginalBytes).size());
  fault_bytes_ += visible.size();
  faults_.push_back({row, std::move(code), std::move(visible)});
  if (faults_.size() < kMostFaultsInARow && fault_bytes_ < kMostFaultBytesInARow) return true;
  faults_.push_back({row, "file.too_many_faults", ""});
  return false;
}

std::string_view SourceBase::TextDamage(std::string_view text) {
  if (std::memchr(text.data(), '\0', text.size())) return "text.nul_byte";
  return IsValidUtf8(text) ? "" : "text.encoding";
}

void AppendCsvLine(std::span<const std::string_view> fields, std::string& text) {
  bool first = true;
  for (const std::string_view field : fields) {
    if (!first) text += ',';
    first = false;
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
      text += field;
      continue;
    }
    text += '"';
    for (const char c : field) {
      if (c == '"') text += '"';
      text += c;
    }
    text += '"';
  }
}

}  // namespace kebao::ingest
