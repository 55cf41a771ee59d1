#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kebao::analysis::people {

/// People as points: one row each, one column for each stated feature, all finite.
using Features = std::vector<std::vector<double>>;

enum class ClusterOutcome : uint8_t {
  kGroups,
  kNone,    // no number of groups fits better than one
  kTooFew,  // fewer people than kLeastPeople
  kAlike,   // no feature varies
  kWrong,   // ragged or not finite
};
inline constexpr size_t kLeastPeople = 12;

/// How well a number of groups fits.
struct GroupCount {
  size_t groups = 1;
  double gap = 0;         // by how much tighter than people spread evenly (ln)
  double gap_error = 0;   // its standard error
  double silhouette = 0;  // −1 … 1, mean over people; of one group 0
};

/// A group in terms of the features.
struct GroupProfile {
  size_t people = 0;
  std::vector<double> means;         // by feature, in its own units
  std::vector<double> standardised;  // the same in standard deviations from everybody's mean
};

struct Clustering {
  ClusterOutcome outcome = ClusterOutcome::kTooFew;
  std::vector<size_t> group_of;        // by person; all 0 without groups
  std::vector<GroupProfile> profiles;  // by group; the largest first
  std::vector<GroupCount> tried;       // 1, 2 …: why so many
};

/// K-means on features standardised to mean 0 and standard deviation 1, from k-means++ starts drawn
/// from `seed` (Arthur and Vassilvitskii, SODA 2007), the best of 20. Up to six groups, of three
/// people at least on average. Their number is the first, from two on, whose gap against 40 even
/// spreads over the box of the principal axes is no more than a standard error below the next one's
/// (Tibshirani, Walther and Hastie, J. R. Stat. Soc. B 63, 2001); it must be above that of one
/// group by two standard errors, and the mean silhouette (Rousseeuw, J. Comput. Appl. Math. 20,
/// 1987) 0.25 at least, or there are no groups. From two on, since two may fit badly where three
/// fit well.
Clustering ClusterPeople(const Features& features, uint64_t seed);

}  // namespace kebao::analysis::people
