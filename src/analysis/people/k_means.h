#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <random>
#include <vector>

namespace kebao::analysis::people {

/// A grouping of the rows of `points` into `k` groups, 1 ≤ k ≤ rows.
struct Grouping {
  std::vector<size_t> group_of;
  double within = 0;  // Σ of squared distances to the own group's mean
};

/// The best of `starts` runs of Lloyd's algorithm from k-means++ starts.
Grouping KMeans(const Eigen::MatrixXd& points, size_t k, int starts, std::mt19937_64* random);

/// Mean over the rows of (b − a) ÷ max(a, b): a the mean distance to the own group, b to the
/// nearest other one; 0 for rows that are alone.
double Silhouette(const Eigen::MatrixXd& points, const std::vector<size_t>& group_of, size_t k);

}  // namespace kebao::analysis::people
