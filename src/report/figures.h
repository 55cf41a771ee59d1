#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/number_format.h"
#include "base/texts.h"
#include "document/document.h"
#include "metrics/catalog/metric_catalog.h"
#include "metrics/query.h"

namespace kebao::report {

/// The numbers of a finding by their names: the one place where both the sentences and their
/// checker take them from. A number that the analysis could not give is not there.
using FoundFigures = std::map<std::string, document::Figure, std::less<>>;

/// Values → figures: formatted text, tone and provenance. One per report; every formatted number
/// comes from here.
class FigureMaker {
 public:
  /// `currency`: ISO 4217, of all money.
  FigureMaker(const metrics::MetricCatalog& catalog, const Texts& texts,
              const metrics::QueryContext& context, std::string currency = "CNY")
      : catalog_(catalog),
        texts_(texts),
        formatter_(texts),
        context_(context),
        currency_(std::move(currency)) {}

  Result<const metrics::MetricSpec*> Spec(const std::string& metric) const;
  /// `where` says which cell it is: "agent=王芳", "" for the whole period.
  document::Figure Make(const metrics::MetricSpec& spec, const metrics::Value& value,
                        const std::string& where) const;
  /// The same with a mark where it is over some of the sources only; the block then says what the
  /// mark means.
  document::Figure Marked(const metrics::MetricSpec& spec, const metrics::Value& value,
                          const std::string& where) const;
  /// Difference to the comparison: relative for amounts and durations, percentage points for
  /// shares, absolute for scores. nullopt where one of the two has no value.
  std::optional<document::Figure> Change(const metrics::MetricSpec& spec, const metrics::Value& now,
                                         const metrics::Value& before) const;
  /// A number that an analysis found. `what` says of what, and begins with "effect: " where it is a
  /// difference, which is written with its sign, else with "found: ".
  document::Figure Found(const metrics::MetricSpec& spec, document::NumberFormat format, double raw,
                         const std::string& what) const;
  std::string FoundText(const document::Figure& found) const;

  /// False where the difference may be noise (analysis/difference.h). Both have a value.
  static bool IsBeyondNoise(const metrics::MetricSpec& spec, const metrics::Value& now,
                            const metrics::Value& before);

  std::string Format(document::NumberFormat format, double raw) const;
  /// A difference without its sign: "1.2 pp", "12 s".
  std::string FormatSize(document::NumberFormat format, double raw) const;
  /// A relative change with its sign: 0.21 → "+21.0%".
  std::string FormatRelative(double ratio) const { return formatter_.PercentChange(ratio); }
  /// Whether a change is also told as a part of what was before: of amounts and durations, not of
  /// shares and scores.
  static bool HasRelative(const metrics::MetricSpec& spec);
  /// Of a difference between two values of the metric.
  static document::NumberFormat DifferenceFormatOf(const metrics::MetricSpec& spec);
  document::Figure Count(int64_t count) const;
  /// "41.2% – 52.8%"; empty without an interval.
  std::string Interval(const metrics::MetricSpec& spec, const metrics::Value& value) const;
  static document::NumberFormat FormatOf(const metrics::MetricSpec& spec);

 private:
  const metrics::MetricCatalog& catalog_;
  const Texts& texts_;
  NumberFormatter formatter_;
  const metrics::QueryContext& context_;
  const std::string currency_;
};

}  // namespace kebao::report
