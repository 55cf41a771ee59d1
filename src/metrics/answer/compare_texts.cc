#include "metrics/answer/compare_texts.h"

#include "base/collation.h"

namespace kebao::metrics {

int CompareTexts(std::string_view a, std::string_view b) {
  if (a.empty() != b.empty()) return a.empty() ? 1 : -1;
  const std::strong_ordering order = ComparePinyin(a, b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

}  // namespace kebao::metrics
