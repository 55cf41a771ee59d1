#include <cstddef>
#include <cstdint>

#include "document/fuzzed_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kebao::document::fuzzed::DocumentJson({reinterpret_cast<const char*>(data), size});
  return 0;
}
