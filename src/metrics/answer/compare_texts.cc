#include "metrics/answer/compare_texts.h"

namespace kebao::metrics {

int CompareTexts(std::string_view a, std::string_view b) {
  if (a.empty() != b.empty()) return a.empty() ? 1 : -1;
  return a.compare(b);
}

}  // namespace kebao::metrics
