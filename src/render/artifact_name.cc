#include "render/artifact_name.h"

#include <unicode/uchar.h>

#include "render/plain_text.h"

namespace kebao::render {
namespace {

constexpr size_t kMaxPartBytes = 80;

bool IsKept(UChar32 c) { return u_isalnum(c) || c == '.' || c == '-' || c == '_'; }

}  // namespace

std::string SafeFilePart(std::string_view text) {
  std::string safe;
  CodePoints points(text);
  while (const auto point = points.Next()) {
    const std::string piece =
        point->is_valid && IsKept(point->value) ? std::string(point->bytes) : "-";
    if (safe.size() + piece.size() > kMaxPartBytes) break;
    safe += piece;
  }
  if (safe.empty() || safe.front() == '.') safe.insert(safe.begin(), '-');
  return safe;
}

std::string ShortLanguage(const document::Document& document) {
  return SafeFilePart(document.language.substr(0, document.language.find('-')));
}

std::string ArtifactStem(const document::Document& document) {
  std::string stem = SafeFilePart(document.template_id) + "_" + SafeFilePart(document.period_id);
  if (!document.audience.empty()) stem += "_" + SafeFilePart(document.audience);
  return stem + "_" + ShortLanguage(document);
}

std::string ArtifactName(const document::Document& document, std::string_view extension) {
  return ArtifactStem(document) + "." + std::string(extension);
}

}  // namespace kebao::render
