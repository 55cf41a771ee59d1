#pragma once

#include "analysis/finding.h"
#include "analysis/trend/change_points.h"
#include "analysis/trend/direction.h"
#include "analysis/trend/series.h"

namespace kebao::analysis {

/// One metric of an answer with a grain and without dimensions (or the rows of one value of them:
/// `keys`, in the order of the query's dimensions), as a series. A total row is left out.
PointSeries SeriesOf(const metrics::ResultTable& answer, size_t column,
                     const std::vector<std::string>& keys = {});

/// A direction as a finding of kind kTrend: kUp, kDown, kNoise, kTooFew, and kSame where the line
/// is level and nothing varies. Evidence: "first" and "last" (the line's ends, n: points), "slope"
/// (per step, with its interval), and "changed" per change point (difference of level with its
/// interval, n: points of both sides). Strength: of the slope.
Finding FindTrend(const metrics::MetricSpec& metric, const Subject& subject,
                  const Direction& direction, const std::vector<ChangePoint>& changes);

}  // namespace kebao::analysis
