#include "analysis/people/clusters.h"

#include <Eigen/Core>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "analysis/people/k_means.h"

namespace kebao::analysis::people {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr size_t kMostGroups = 6;
constexpr size_t kLeastOfGroup = 3;
constexpr int kStarts = 20;
constexpr int kReferences = 40;
constexpr int kStartsOfReference = 5;
constexpr double kLeastSilhouette = 0.25;
constexpr double kErrors = 2;  // standard errors by which a gap must be larger

bool IsSound(const Features& features) {
  return std::ranges::all_of(features, [&](const std::vector<double>& row) {
    return row.size() == features.front().size() &&
           std::ranges::all_of(row, [](double value) { return std::isfinite(value); });
  });
}

/// Mean 0 and standard deviation 1; columns that do not vary are left out.
MatrixXd Standardised(const Features& features) {
  const auto rows = static_cast<Index>(features.size());
  MatrixXd points(rows, static_cast<Index>(features.front().size()));
  Index kept = 0;
  for (size_t column = 0; column < features.front().size(); ++column) {
    Eigen::VectorXd values(rows);
    for (Index row = 0; row < rows; ++row) values(row) = features[static_cast<size_t>(row)][column];
    const double largest = values.cwiseAbs().maxCoeff();
    if (largest > 0) values /= largest;
    values.array() -= values.mean();
    const double deviation = std::sqrt(values.squaredNorm() / static_cast<double>(rows - 1));
    if (deviation > 1e-12) points.col(kept++) = values / deviation;
  }
  return points.leftCols(kept);
}

/// Spread evenly over the box of the principal axes.
class EvenSpread {
 public:
  explicit EvenSpread(const MatrixXd& points) {
    const Eigen::JacobiSVD<MatrixXd> svd(points, Eigen::ComputeThinV);
    axes_ = svd.matrixV();
    const MatrixXd turned = points * axes_;
    low_ = turned.colwise().minCoeff();
    range_ = turned.colwise().maxCoeff() - low_;
  }
  MatrixXd Draw(Index rows, std::mt19937_64* random) const {
    MatrixXd spread(rows, low_.size());
    for (Index row = 0; row < rows; ++row)
      for (Index column = 0; column < low_.size(); ++column)
        spread(row, column) =
            low_(column) + range_(column) * (static_cast<double>((*random)() >> 11) * 0x1p-53);
    return spread * axes_.transpose();
  }

 private:
  MatrixXd axes_;
  Eigen::RowVectorXd low_;
  Eigen::RowVectorXd range_;
};

double Log(double within) { return std::log(std::max(within, 1e-12)); }

struct Tried {
  std::vector<GroupCount> counts;
  std::vector<Grouping> groupings;
};

Tried TryAll(const MatrixXd& points, std::mt19937_64* random) {
  const auto people = static_cast<size_t>(points.rows());
  const size_t most = std::min(kMostGroups, people / kLeastOfGroup);
  Tried tried;
  for (size_t k = 1; k <= most; ++k) {
    tried.groupings.push_back(KMeans(points, k, kStarts, random));
    tried.counts.push_back({.groups = k});
    if (k > 1)
      tried.counts.back().silhouette = Silhouette(points, tried.groupings.back().group_of, k);
  }
  return tried;
}

void SetGaps(const MatrixXd& points, std::mt19937_64* random, Tried* tried) {
  const EvenSpread even(points);
  std::vector<std::vector<double>> logs(tried->counts.size());
  for (int i = 0; i < kReferences; ++i) {
    const MatrixXd reference = even.Draw(points.rows(), random);
    for (size_t k = 1; k <= logs.size(); ++k)
      logs[k - 1].push_back(Log(KMeans(reference, k, kStartsOfReference, random).within));
  }
  for (size_t i = 0; i < logs.size(); ++i) {
    const double mean = std::accumulate(logs[i].begin(), logs[i].end(), 0.0) / kReferences;
    double squares = 0;
    for (const double one : logs[i]) squares += (one - mean) * (one - mean);
    tried->counts[i].gap = mean - Log(tried->groupings[i].within);
    tried->counts[i].gap_error = std::sqrt(squares / kReferences * (1 + 1.0 / kReferences));
  }
}

/// Whether so many groups fit better than one, chance counted in.
bool IsBetterThanOne(const GroupCount& count, const GroupCount& one) {
  return count.gap - kErrors * count.gap_error > one.gap;
}

/// Place among the numbers tried; nullopt: no groups. From two on, the first after which one more
/// does not fit better (Tibshirani's rule).
std::optional<size_t> Choose(const std::vector<GroupCount>& counts) {
  for (size_t i = 1; i < counts.size(); ++i) {
    const bool is_enough =
        i + 1 == counts.size() || counts[i].gap >= counts[i + 1].gap - counts[i + 1].gap_error;
    if (!is_enough || !IsBetterThanOne(counts[i], counts[0])) continue;
    if (counts[i].silhouette < kLeastSilhouette) return std::nullopt;
    return i;
  }
  return std::nullopt;
}

std::vector<GroupProfile> ProfilesOf(const Features& features, const std::vector<size_t>& group_of,
                                     size_t groups) {
  const size_t columns = features.front().size();
  std::vector<GroupProfile> profiles(groups);
  for (GroupProfile& profile : profiles) {
    profile.means.resize(columns);
    profile.standardised.resize(columns);
  }
  for (size_t person = 0; person < features.size(); ++person) {
    GroupProfile& profile = profiles[group_of[person]];
    ++profile.people;
    for (size_t i = 0; i < columns; ++i) profile.means[i] += features[person][i];
  }
  const auto n = static_cast<double>(features.size());
  for (size_t i = 0; i < columns; ++i) {
    double mean = 0;
    for (const auto& row : features) mean += row[i] / n;
    double squares = 0;
    for (const auto& row : features) squares += (row[i] - mean) * (row[i] - mean);
    const double deviation = std::sqrt(squares / (n - 1));
    for (GroupProfile& profile : profiles) {
      if (profile.people > 0) profile.means[i] /= static_cast<double>(profile.people);
      if (deviation > 0) profile.standardised[i] = (profile.means[i] - mean) / deviation;
    }
  }
  return profiles;
}

/// The largest group becomes 0; of equal ones that of the earliest person.
void NumberBySize(size_t groups, std::vector<size_t>* group_of) {
  std::vector<size_t> sizes(groups);
  std::vector<size_t> first(groups, group_of->size());
  for (size_t person = group_of->size(); person > 0; --person) {
    ++sizes[(*group_of)[person - 1]];
    first[(*group_of)[person - 1]] = person - 1;
  }
  std::vector<size_t> order(groups);
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, [&](size_t a, size_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : first[a] < first[b];
  });
  std::vector<size_t> number(groups);
  for (size_t i = 0; i < groups; ++i) number[order[i]] = i;
  for (size_t& group : *group_of) group = number[group];
}

}  // namespace

Clustering ClusterPeople(const Features& features, uint64_t seed) {
  Clustering clustering;
  clustering.group_of.assign(features.size(), 0);
  if (features.size() < kLeastPeople) return clustering;
  clustering.outcome = ClusterOutcome::kWrong;
  if (!IsSound(features)) return clustering;
  const MatrixXd points = Standardised(features);
  clustering.outcome = ClusterOutcome::kAlike;
  if (points.cols() == 0) return clustering;
  std::mt19937_64 random(seed);
  Tried tried = TryAll(points, &random);
  SetGaps(points, &random, &tried);
  const auto chosen = Choose(tried.counts);
  clustering.outcome = chosen ? ClusterOutcome::kGroups : ClusterOutcome::kNone;
  const size_t groups = chosen ? *chosen + 1 : 1;
  if (chosen) clustering.group_of = std::move(tried.groupings[*chosen].group_of);
  NumberBySize(groups, &clustering.group_of);
  clustering.profiles = ProfilesOf(features, clustering.group_of, groups);
  clustering.tried = std::move(tried.counts);
  return clustering;
}

}  // namespace kebao::analysis::people
