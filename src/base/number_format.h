#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/texts.h"

namespace kebao {

/// Turns raw figures into the texts that every renderer prints, in the language of `texts`
/// (number.yaml).
///
/// Rounding is half away from zero, on the value as a person reads it, i.e. on its 15 significant
/// decimal digits: 2.675 with two places is 2.68, as a spreadsheet shows it, although the nearest
/// double is a little less. A figure that rounds to zero has no sign. Arguments are finite.
/// Thread-safe.
class NumberFormatter {
 public:
  explicit NumberFormatter(const Texts& texts);

  /// Where there is no value: "–".
  std::string Missing() const { return missing_; }
  /// 1234567 → "1,234,567"
  std::string Integer(int64_t value) const;
  /// 1234.5, 2 → "1,234.50"
  std::string Decimal(double value, int places) const;
  /// A share: 0.1234 → "12.3%"
  std::string Percent(double share, int places = 1) const;

  /// Changes carry a sign. 120 → "+120"
  std::string IntegerChange(int64_t difference) const;
  std::string DecimalChange(double difference, int places) const;
  /// A relative change: 0.1234 → "+12.3%"
  std::string PercentChange(double ratio, int places = 1) const;
  /// A difference of shares: 0.012 → "+1.2 个百分点" / "+1.2 pp"
  std::string PercentPoints(double difference, int places = 1) const;
  /// The same without its sign, where a word beside it says the direction: "1.2 个百分点" / "1.2
  /// pp"
  std::string PercentPointsSize(double difference, int places = 1) const;
  /// 65 → "+1 分 05 秒"
  std::string DurationChange(double seconds) const;

  /// Two units, rounded to the smaller one: "45 秒", "3 分 05 秒", "1 小时 02 分", "2 天 3 小时".
  std::string Duration(double seconds) const;
  /// Minor units of an ISO 4217 currency: 123450, "CNY" → "¥1,234.50".
  std::string Money(int64_t minor_units, std::string_view currency) const;

 private:
  std::string UnsignedDuration(int64_t seconds) const;

  const Texts texts_;
  const std::string missing_;
};

}  // namespace kebao
