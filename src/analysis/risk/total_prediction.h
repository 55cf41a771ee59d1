#pragma once

#include <optional>

#include "analysis/forecast/forecast.h"
#include "analysis/risk/prediction.h"

namespace kebao::analysis::risk {

/// What becomes of the steps of a period.
enum class Gathering : uint8_t {
  kSum,   // amounts: contacts, complaints, sales
  kLast,  // stocks: what is there at the end
};

/// The figure of the points from `skipped` on, gathered. What the forecast made at earlier times
/// said of as many steps, gathered alike, against what came: the mean square of that (on the
/// logarithm where all are above 0) is the spread, Student's t with as many degrees of freedom as
/// there are windows that do not overlap. So errors of neighbouring days that go the same way count
/// as they did. A test over fewer steps than are asked for is taken to grow with their root.
/// Nullopt: nothing was tested.
std::optional<Prediction> PredictTotal(const forecast::Forecast& forecast, size_t skipped,
                                       Gathering gathering);

}  // namespace kebao::analysis::risk
