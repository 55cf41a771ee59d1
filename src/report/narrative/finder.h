#pragma once

#include <optional>
#include <string>

#include "analysis/attribution/departure.h"
#include "report/figures.h"
#include "report/narrative/found_figures.h"

namespace kebao::report {

/// Adds the numbers of one finding to its figures.
class Finder {
 public:
  /// `of` tells the finding from others of its metric.
  Finder(const metrics::MetricSpec& spec, const FigureMaker& maker, std::string of)
      : spec_(spec), maker_(maker), of_(std::move(of)) {}

  document::Figure& Value(const std::string& name, double raw) {
    return Add(name, FigureMaker::FormatOf(spec_), raw, "found: ");
  }
  document::Figure& Part(const std::string& name, double raw) {
    return Add(name, document::NumberFormat::kPercent1, raw, "found: ");
  }
  document::Figure& Count(const std::string& name, double count) {
    return Add(name, document::NumberFormat::kInteger, count, "found: ");
  }
  /// Of another unit than the metric's.
  document::Figure& Number(const std::string& name, document::NumberFormat format, double raw) {
    return Add(name, format, raw, "found: ");
  }
  /// A difference of values.
  document::Figure& Effect(const std::string& name, double raw) {
    return Add(name, FigureMaker::DifferenceFormatOf(spec_), raw, "effect: ");
  }
  document::Figure& Effect(const std::string& name, document::NumberFormat format, double raw) {
    return Add(name, format, raw, "effect: ");
  }
  void Add(const analysis::Departure& departure);

  FoundFigures Take() { return std::move(found_); }

 private:
  document::Figure& Add(const std::string& name, document::NumberFormat format, double raw,
                        const char* kind) {
    return found_[name] = maker_.Found(spec_, format, raw, kind + name + " of " + of_);
  }

  const metrics::MetricSpec& spec_;
  const FigureMaker& maker_;
  const std::string of_;
  FoundFigures found_;
};

void SetInterval(std::optional<double> low, std::optional<double> high, document::Figure* figure);

}  // namespace kebao::report
