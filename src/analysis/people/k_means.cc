#include "analysis/people/k_means.h"

#include <algorithm>
#include <limits>

namespace kebao::analysis::people {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int kMostRounds = 100;

/// Uniform in [0, 1), the same with every standard library.
double Chance(std::mt19937_64* random) { return static_cast<double>((*random)() >> 11) * 0x1p-53; }

Index PickBy(const VectorXd& weights, std::mt19937_64* random) {
  double left = Chance(random) * weights.sum();
  for (Index i = 0; i + 1 < weights.size(); ++i) {
    left -= weights(i);
    if (left < 0) return i;
  }
  return weights.size() - 1;
}

/// Each next centre with a chance by its squared distance to those there are.
MatrixXd Starts(const MatrixXd& points, Index k, std::mt19937_64* random) {
  MatrixXd centres(k, points.cols());
  VectorXd nearest = VectorXd::Ones(points.rows());
  for (Index i = 0; i < k; ++i) {
    centres.row(i) = points.row(PickBy(nearest, random));
    const VectorXd distance = (points.rowwise() - centres.row(i)).rowwise().squaredNorm();
    nearest = i == 0 ? distance : nearest.cwiseMin(distance).eval();
    if (nearest.sum() <= 0) nearest.setOnes();
  }
  return centres;
}

/// Gives every row to its nearest centre; whether any changed.
bool Assign(const MatrixXd& points, const MatrixXd& centres, Grouping* grouping) {
  bool is_changed = false;
  grouping->within = 0;
  for (Index row = 0; row < points.rows(); ++row) {
    Index nearest = 0;
    grouping->within +=
        (centres.rowwise() - points.row(row)).rowwise().squaredNorm().minCoeff(&nearest);
    size_t& group = grouping->group_of[static_cast<size_t>(row)];
    is_changed |= group != static_cast<size_t>(nearest);
    group = static_cast<size_t>(nearest);
  }
  return is_changed;
}

/// An empty group keeps its centre.
void MoveCentres(const MatrixXd& points, const Grouping& grouping, MatrixXd* centres) {
  MatrixXd sums = MatrixXd::Zero(centres->rows(), centres->cols());
  VectorXd counts = VectorXd::Zero(centres->rows());
  for (Index row = 0; row < points.rows(); ++row) {
    const auto group = static_cast<Index>(grouping.group_of[static_cast<size_t>(row)]);
    sums.row(group) += points.row(row);
    counts(group) += 1;
  }
  for (Index group = 0; group < centres->rows(); ++group)
    if (counts(group) > 0) centres->row(group) = sums.row(group) / counts(group);
}

}  // namespace

Grouping KMeans(const MatrixXd& points, size_t k, int starts, std::mt19937_64* random) {
  Grouping best;
  best.within = std::numeric_limits<double>::infinity();
  for (int start = 0; start < starts; ++start) {
    MatrixXd centres = Starts(points, static_cast<Index>(k), random);
    Grouping grouping{std::vector<size_t>(static_cast<size_t>(points.rows()), k), 0};
    for (int round = 0; round < kMostRounds && Assign(points, centres, &grouping); ++round)
      MoveCentres(points, grouping, &centres);
    if (grouping.within < best.within) best = std::move(grouping);
  }
  return best;
}

double Silhouette(const MatrixXd& points, const std::vector<size_t>& group_of, size_t k) {
  std::vector<double> sizes(k);
  for (const size_t group : group_of) ++sizes[group];
  double sum = 0;
  for (Index row = 0; row < points.rows(); ++row) {
    const size_t own = group_of[static_cast<size_t>(row)];
    if (sizes[own] < 2) continue;
    const VectorXd distance = (points.rowwise() - points.row(row)).rowwise().norm();
    std::vector<double> to_group(k);
    for (Index other = 0; other < points.rows(); ++other)
      to_group[group_of[static_cast<size_t>(other)]] += distance(other);
    double nearest = std::numeric_limits<double>::infinity();
    for (size_t group = 0; group < k; ++group)
      if (group != own && sizes[group] > 0)
        nearest = std::min(nearest, to_group[group] / sizes[group]);
    const double within = to_group[own] / (sizes[own] - 1);
    const double larger = std::max(within, nearest);
    if (larger > 0) sum += (nearest - within) / larger;
  }
  return sum / static_cast<double>(points.rows());
}

}  // namespace kebao::analysis::people
