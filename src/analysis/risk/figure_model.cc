#include "analysis/risk/figure_model.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace kebao::analysis::risk {
namespace {

constexpr std::array kWanderings = {0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0};
constexpr double kDamping = 0.9;

struct Data {
  Eigen::VectorXd z;
  Eigen::VectorXd at;       // from 1
  Eigen::VectorXd scatter;  // n̄ ÷ n
  double mean_n = 1;
  double least_variance = 0;  // of a block of n̄ cases
  FigureAhead ahead;
};

bool IsSound(const FigureBlock& block, FigureScale scale) {
  const bool fits = scale == FigureScale::kLog     ? block.value > 0
                    : scale == FigureScale::kShare ? block.value >= 0 && block.value <= 1
                                                   : true;
  return fits && std::isfinite(block.value) && std::isfinite(block.n) && block.n > 0;
}

Data DataOf(std::span<const FigureBlock> blocks, FigureScale scale, const FigureAhead& ahead) {
  const auto size = static_cast<Eigen::Index>(blocks.size());
  Data data{Eigen::VectorXd(size), Eigen::VectorXd(size), Eigen::VectorXd(size), 0, 0, ahead};
  for (const FigureBlock& block : blocks) data.mean_n += block.n / static_cast<double>(size);
  const double before = blocks.front().at - 1;
  data.ahead.after -= before;
  for (Eigen::Index i = 0; i < size; ++i) {
    const FigureBlock& block = blocks[static_cast<size_t>(i)];
    data.z[i] = ToScale(scale, block.value);
    data.at[i] = block.at - before;
    data.scatter[i] = data.mean_n / block.n;
  }
  if (scale == FigureScale::kShare) data.least_variance = 1 / (4 * data.mean_n);
  return data;
}

Eigen::MatrixXd Covariance(const Data& data, double wandering) {
  Eigen::MatrixXd covariance = data.scatter.asDiagonal();
  for (Eigen::Index i = 0; i < data.at.size(); ++i)
    for (Eigen::Index j = 0; j < data.at.size(); ++j)
      covariance(i, j) += wandering * std::min(data.at[i], data.at[j]);
  return covariance;
}

/// Mean of the first `blocks` powers' running sums: how far a damped line goes on average.
double DampedReach(double blocks) {
  const int whole = std::max(1, static_cast<int>(std::lround(blocks)));
  double sum = 0, reach = 0, step = 1;
  for (int i = 0; i < whole; ++i) {
    step *= kDamping;
    reach += step;
    sum += reach;
  }
  return sum / whole;
}

/// Of a random walk's mean over m steps, less what it was before them.
double WanderingAhead(double blocks) {
  const double m = std::max(1.0, blocks);
  return (m + 1) * (2 * m + 1) / (6 * m);
}

struct Fitted {
  double score = -std::numeric_limits<double>::infinity();  // −BIC ÷ 2
  Prediction::Part part;
};

Fitted Fit(const Data& data, double wandering, bool has_line) {
  const Eigen::Index size = data.z.size();
  const Eigen::Index columns = has_line ? 2 : 1;
  Eigen::MatrixXd x = Eigen::MatrixXd::Ones(size, columns);
  Eigen::VectorXd x_ahead = Eigen::VectorXd::Ones(columns);
  if (has_line) {
    x.col(1) = data.at;
    x_ahead[1] = data.ahead.after + DampedReach(data.ahead.blocks);
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(Covariance(data, wandering));
  const Eigen::MatrixXd vx = factor.solve(x);
  const Eigen::LLT<Eigen::MatrixXd> normal(x.transpose() * vx);
  const Eigen::VectorXd beta = normal.solve(vx.transpose() * data.z);
  const Eigen::VectorXd rest = data.z - x * beta;
  const double squares = std::max(0.0, rest.dot(factor.solve(rest)));

  const auto n = static_cast<double>(size);
  const double degrees = n - static_cast<double>(columns);
  const double variance = std::max(squares / degrees, data.least_variance);
  const Eigen::VectorXd shared = wandering * data.at;
  const Eigen::VectorXd weights = factor.solve(shared);
  const Eigen::VectorXd open = x_ahead - vx.transpose() * shared;
  const double unknown = wandering * (data.ahead.after + WanderingAhead(data.ahead.blocks)) +
                         data.mean_n / data.ahead.n - shared.dot(weights) +
                         open.dot(normal.solve(open));
  Fitted fitted;
  fitted.part.middle = x_ahead.dot(beta) + weights.dot(rest);
  fitted.part.spread = std::sqrt(variance * std::max(0.0, unknown));
  fitted.part.degrees = degrees;
  const double determinant = factor.matrixLLT().diagonal().array().log().sum();  // half of it
  const double likely = std::max(squares / n, std::max(data.least_variance / 100, 1e-300));
  fitted.score =
      -determinant - n / 2 * std::log(likely) - static_cast<double>(columns) / 2 * std::log(n);
  return fitted;
}

}  // namespace

std::optional<Prediction> PredictFigure(std::span<const FigureBlock> blocks, FigureScale scale,
                                        const FigureAhead& ahead) {
  if (blocks.size() < kFewestBlocks) return std::nullopt;
  if (!std::ranges::all_of(blocks, [&](const auto& block) { return IsSound(block, scale); }))
    return std::nullopt;
  const Data data = DataOf(blocks, scale, ahead);
  if (data.z.maxCoeff() == data.z.minCoeff() && data.least_variance == 0)
    return Prediction(scale, {{1, data.z[0], 0, 1}});
  std::vector<Fitted> fits;
  for (const double wandering : kWanderings)
    for (const bool has_line : {false, true}) fits.push_back(Fit(data, wandering, has_line));
  const double best = std::ranges::max(fits, {}, &Fitted::score).score;
  double sum = 0;
  for (Fitted& fit : fits) sum += fit.part.weight = std::exp(fit.score - best);
  std::vector<Prediction::Part> parts;
  for (Fitted& fit : fits) {
    fit.part.weight /= sum;
    constexpr double kLeastWeight = 1e-6;
    if (fit.part.weight > kLeastWeight) parts.push_back(fit.part);
  }
  return Prediction(scale, std::move(parts));
}

}  // namespace kebao::analysis::risk
