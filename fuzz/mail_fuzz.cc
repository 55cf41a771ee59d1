#include "base/text_encoding.h"
#include "ingest/read/mail.h"
#include "source_fuzz.h"

using namespace kebao::ingest;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  for (const std::string& value : ParseMail(raw).values) KEBAO_ASSERT(kebao::IsValidUtf8(value));
  auto input = TextFromMemory(raw, {});
  if (!input) return 0;
  if (auto source = OpenMbox(std::move(*input), {})) Drain(**source);
  return 0;
}
