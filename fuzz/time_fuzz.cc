#include <cstddef>
#include <cstdint>

#include "base/fuzzed_times.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kebao::fuzzed::Time({reinterpret_cast<const char*>(data), size});
  return 0;
}
