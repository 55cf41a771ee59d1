#pragma once

#include <cstdint>
#include <optional>

#include "analysis/finding.h"
#include "analysis/risk/prediction.h"
#include "analysis/trend/direction.h"

namespace kebao::analysis::risk {

/// A limit of a metric that has a good direction: at least it where more is better, else at most.
bool IsWithin(const metrics::MetricSpec& metric, double value, double target);

/// How likely a target is missed, and by how much then.
struct Miss {
  double probability = 0;
  double middle = 0;  // of the figure to come, with its 95 % interval
  double low = 0;
  double high = 0;
  double if_missed = 0;  // the middle of the figure where it is missed
  double size = 0;       // of that miss: EffectOf, at most 1
};
Miss MissOf(const metrics::MetricSpec& metric, const Prediction& prediction, double target);

/// A figure on its way to a target that it still keeps.
struct Breach {
  double probability = 0;        // that the line reaches the target within the horizon
  double likely = 0;             // steps from the line's last point to the target, by the slope
  double earliest = 0;           // by the steeper end of its interval and the nearer of the level's
  std::optional<double> latest;  // by the other end; nullopt: that one never gets there
  double ahead = 0;              // the line at the horizon
  double size = 0;               // of the miss there: EffectOf, at most 1
};
/// `horizon` steps on from the last point; `level_error`: standard error of the line there.
/// Nullopt: the target is not kept now, the line is no trend or goes away from the target, or does
/// not get there within the horizon.
std::optional<Breach> BreachOf(const metrics::MetricSpec& metric, const Direction& direction,
                               double target, double horizon, double level_error = 0);

}  // namespace kebao::analysis::risk
