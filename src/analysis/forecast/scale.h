#pragma once

#include <cstdint>

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// The scale on which effects add up and spread is even.
enum class Scale : uint8_t { kPlain, kSquareRoot, kLog };

/// kLog where every value is above 0, kSquareRoot where none is below, else kPlain.
Scale EvenScale(View values);

double ToScale(double value, Scale scale);
/// What does not exist on the scale (a negative square root) becomes 0.
double FromScale(double value, Scale scale);

/// The model run on its scale: what it gives there is brought back. Values that run out of the
/// range of the history by more than its whole width (on the scale) are held there.
Model OnScale(Model model, Scale scale);

}  // namespace kebao::analysis::forecast
