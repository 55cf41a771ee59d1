#include "document/fuzzed_document.h"

#include "document/document.h"

namespace kebao::document::fuzzed {

void DocumentJson(std::string_view input) {
  const auto document = ParseDocument(input, "fuzz");
  if (!document) {
    KEBAO_ASSERT(document.error().code.starts_with("document."));
    return;
  }
  const std::string written = ToJson(*document);
  const auto again = ParseDocument(written, "written");
  KEBAO_ASSERT(again && ToJson(*again) == written);
}

}  // namespace kebao::document::fuzzed
