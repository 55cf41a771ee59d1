#include <cstdint>

#include "ingest/read/fuzzed_inputs.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kebao::ingest::fuzzed::Json({reinterpret_cast<const char*>(data), size});
  return 0;
}
