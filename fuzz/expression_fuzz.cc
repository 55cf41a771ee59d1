#include <cstddef>
#include <cstdint>

#include "metrics/expression/fuzzed_expression.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kebao::metrics::fuzzed::Expression({reinterpret_cast<const char*>(data), size});
  return 0;
}
