#include "ingest/read/json_source.h"
#include "source_fuzz.h"

using namespace kebao::ingest;

/// The first byte chooses path and kind, the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  ReadOptions options;
  constexpr const char* kPaths[] = {"", "a[]", "a.b[]", "a[].b[]"};
  options.record_path = kPaths[data[0] & 3];
  auto input = TextFromMemory({reinterpret_cast<const char*>(data) + 1, size - 1}, options);
  if (!input) return 0;
  auto source =
      data[0] & 4 ? OpenNdjson(std::move(*input), options) : OpenJson(std::move(*input), options);
  if (source) Drain(**source);
  return 0;
}
