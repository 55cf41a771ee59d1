#include <cstddef>
#include <cstdint>

#include "ingest/map/fuzzed_mapping.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kebao::ingest::fuzzed::MappingAndRows({reinterpret_cast<const char*>(data), size});
  return 0;
}
