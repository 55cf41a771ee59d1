#include "analysis/correlation/regression.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>

namespace kebao::analysis {
namespace {

using Matrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;

/// Columns whose QR has a pivot below this part of the largest are no independent columns. NIST's
/// Filip, the worst that is meant to be solved, has 10⁻¹⁰.
constexpr long double kDependent = 1e-13L;

Vector ToVector(std::span<const double> values) {
  Vector vector(static_cast<Eigen::Index>(values.size()));
  for (size_t i = 0; i < values.size(); ++i) vector(static_cast<Eigen::Index>(i)) = values[i];
  return vector;
}

long double SquaresAboutMean(const Vector& y) { return (y.array() - y.mean()).square().sum(); }

void SetFit(const Vector& y, long double residual_squares, Intercept intercept,
            Eigen::Index columns, Regression* fit) {
  const bool has_intercept = intercept == Intercept::kFitted;
  const long double total = has_intercept ? SquaresAboutMean(y) : y.squaredNorm();
  const auto model_freedom = static_cast<long double>(columns - (has_intercept ? 1 : 0));
  const long double variance = residual_squares / static_cast<long double>(fit->freedom);
  fit->residual_squares = static_cast<double>(residual_squares);
  fit->residual_sd = static_cast<double>(std::sqrt(variance));
  fit->r_squared = total > 0 ? static_cast<double>(1 - residual_squares / total) : 0;
  const long double explained = std::max(0.0L, total - residual_squares);
  if (model_freedom > 0)
    fit->f = variance > 0 ? static_cast<double>(explained / model_freedom / variance)
                          : std::numeric_limits<double>::infinity();
}

std::optional<Regression> Solve(Matrix design, const Vector& y, Intercept intercept) {
  const Eigen::Index columns = design.cols();
  if (design.rows() <= columns || columns == 0) return std::nullopt;
  const Vector lengths = design.colwise().norm();
  if (!design.allFinite() || !y.allFinite() || (lengths.array() <= 0).any()) return std::nullopt;
  for (Eigen::Index i = 0; i < columns; ++i) design.col(i) /= lengths(i);
  Eigen::ColPivHouseholderQR<Matrix> qr(design);
  qr.setThreshold(kDependent);
  if (qr.rank() < columns) return std::nullopt;
  const Vector scaled = qr.solve(y);
  const long double residual_squares = (y - design * scaled).squaredNorm();
  const Matrix inverse =
      qr.matrixR().topRows(columns).template triangularView<Eigen::Upper>().solve(
          Matrix::Identity(columns, columns));
  const Matrix spread = qr.colsPermutation() * inverse;
  Regression fit;
  fit.freedom = static_cast<size_t>(design.rows() - columns);
  const long double sd = std::sqrt(residual_squares / static_cast<long double>(fit.freedom));
  for (Eigen::Index i = 0; i < columns; ++i) {
    fit.coefficients.push_back(static_cast<double>(scaled(i) / lengths(i)));
    fit.standard_errors.push_back(static_cast<double>(sd * spread.row(i).norm() / lengths(i)));
  }
  SetFit(y, residual_squares, intercept, columns, &fit);
  return fit;
}

}  // namespace

std::optional<Regression> Regress(std::span<const std::vector<double>> columns,
                                  std::span<const double> y, Intercept intercept) {
  const auto rows = static_cast<Eigen::Index>(y.size());
  const Eigen::Index first = intercept == Intercept::kFitted ? 1 : 0;
  Matrix design(rows, static_cast<Eigen::Index>(columns.size()) + first);
  if (first == 1) design.col(0).setOnes();
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].size() != y.size()) return std::nullopt;
    design.col(static_cast<Eigen::Index>(i) + first) = ToVector(columns[i]);
  }
  return Solve(std::move(design), ToVector(y), intercept);
}

std::optional<Regression> RegressOnPowers(std::span<const double> x, std::span<const double> y,
                                          size_t degree) {
  if (x.size() != y.size()) return std::nullopt;
  const Vector base = ToVector(x);
  Matrix design(base.size(), static_cast<Eigen::Index>(degree) + 1);
  design.col(0).setOnes();
  for (Eigen::Index power = 1; power < design.cols(); ++power)
    design.col(power) = design.col(power - 1).cwiseProduct(base);
  return Solve(std::move(design), ToVector(y), Intercept::kFitted);
}

}  // namespace kebao::analysis
