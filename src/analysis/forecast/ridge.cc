#include "analysis/forecast/ridge.h"

#include <Eigen/Cholesky>

#include "base/problem.h"

namespace kebao::analysis::forecast {

Values SolveRidge(const RegressionRows& rows, View weights, View prior, View penalties) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto count = static_cast<Eigen::Index>(rows.rows());
  const auto features = static_cast<Eigen::Index>(rows.features);
  KEBAO_ASSERT(rows.inputs.size() == rows.rows() * rows.features);
  const Eigen::Map<const Matrix> inputs(rows.inputs.data(), count, features);
  const Eigen::Map<const Eigen::VectorXd> before(prior.data(), features);
  const Eigen::Map<const Eigen::VectorXd> penalty(penalties.data(), features);
  Eigen::VectorXd rest = Eigen::Map<const Eigen::VectorXd>(rows.targets.data(), count);
  rest -= inputs * before;
  Matrix weighted = inputs;
  if (!weights.empty()) {
    weighted.array().colwise() *= Eigen::Map<const Eigen::ArrayXd>(weights.data(), count);
  }
  Eigen::MatrixXd normal = penalty.asDiagonal();
  normal.noalias() += weighted.transpose() * inputs;
  const Eigen::VectorXd right = weighted.transpose() * rest;
  const Eigen::VectorXd solution = before + normal.ldlt().solve(right);
  return Values(solution.data(), solution.data() + solution.size());
}

}  // namespace kebao::analysis::forecast
