#include "base/problem.h"

#include <cstdio>
#include <cstdlib>

namespace kebao {

void AssertionFailed(const char* condition, std::source_location where) {
  std::fprintf(stderr, "kebao: bug: %s does not hold (%s:%u, %s)\n", condition, where.file_name(),
               static_cast<unsigned>(where.line()), where.function_name());
  std::abort();
}

}  // namespace kebao
