#include "ingest/read/csv_source.h"
#include "source_fuzz.h"

using namespace kebao::ingest;

/// The first byte chooses options, the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  ReadOptions options;
  options.max_field_bytes = 100;
  if (data[0] & 1) options.session_by_blank_line = true;
  if (data[0] & 2) options.skip_lines = -1;
  if (data[0] & 4) options.quote = '"';
  if (data[0] & 8) options.encoding = "UTF-8";
  auto input = TextFromMemory({reinterpret_cast<const char*>(data) + 1, size - 1}, options);
  if (!input) return 0;
  if (auto source = OpenCsv(std::move(*input), FileKind::kCsv, options)) Drain(**source);
  return 0;
}
