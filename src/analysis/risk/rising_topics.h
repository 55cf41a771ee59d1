#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/difference.h"

namespace kebao::analysis::risk {

/// Cases of one topic in each of several periods of one length, oldest first.
struct TopicHistory {
  std::string dimension;
  std::string key;
  std::vector<double> counts;
};

struct TopicLimits {
  double least_cases = 100;  // over all periods: fewer are not looked at
};

/// A topic whose share rose from each period to the next.
struct RisingTopic {
  size_t topic = 0;  // its place among those given
  std::vector<double> shares;
  Difference difference;  // of the shares of the last and the first period, with 95 % interval
  double z = 0;
  double p = 1;            // one-sided, of no rise
  double q = 1;            // false discovery rate over all topics that were looked at
  double probability = 0;  // that its share lies above that of the first period again
  double size = 0;         // Cohen's h of the last and the first share
};
struct RisingScan {
  std::vector<RisingTopic> rising;  // by falling z; q ≤ 5 %
  size_t scanned = 0;
  size_t too_few = 0;     // topics with fewer than the least cases
  double dispersion = 1;  // of shares over that of independent cases
};

/// Cochran and Armitage's trend test of the shares (Biometrics 11, 1955), its variance widened by
/// how the topics scatter about their own lines (the median of them, so that the few that do
/// something of their own do not count), against Student's t, since that scatter is an estimate.
/// Only shares: what rises because everything does is no topic's. `totals`: all cases of each
/// period, as many as counts; at least four periods, which is three rises, else nothing is looked
/// at. Periods without cases likewise.
RisingScan FindRisingTopics(std::span<const TopicHistory> topics, std::span<const double> totals,
                            const TopicLimits& limits = {});

}  // namespace kebao::analysis::risk
