#pragma once

#include <string>

#include "analysis/finding.h"
#include "analysis/people/comparison.h"
#include "analysis/people/load_balance.h"

namespace kebao::analysis::people {

/// Of a person who stands out (kAbove, kBelow): kPerson, up or down. `dimension`: what people are.
Finding FindStanding(const metrics::MetricSpec& metric, const std::string& dimension,
                     const PersonStanding& person);
/// Of a person who rose or fell.
Finding FindMove(const metrics::MetricSpec& metric, const std::string& dimension,
                 const PersonMove& move);
/// kLoad; up where anybody is overloaded, else noise. Impact: part of the load that lies wrong.
Finding FindUnevenLoad(const metrics::MetricSpec& metric, const std::string& dimension,
                       const LoadBalance& balance);

}  // namespace kebao::analysis::people
