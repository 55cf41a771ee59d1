#include "render/bound_text.h"

namespace kebao::render {

using document::NumberFormat;

std::string BoundText(double value, NumberFormat format, const NumberFormatter& numbers) {
  switch (format) {
    case NumberFormat::kInteger:
      return numbers.Decimal(value, 0);
    case NumberFormat::kDecimal1:
      return numbers.Decimal(value, 1);
    case NumberFormat::kDecimal2:
      return numbers.Decimal(value, 2);
    case NumberFormat::kPercent1:
      return numbers.Percent(value);
    case NumberFormat::kPercentPoints1:
      return numbers.PercentPoints(value);
    case NumberFormat::kDuration:
      return numbers.Duration(value);
    case NumberFormat::kMoney:
      return numbers.Decimal(value / 100, 2);
  }
  return {};
}

}  // namespace kebao::render
