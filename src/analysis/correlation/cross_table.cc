#include "analysis/correlation/cross_table.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <cmath>

#include "analysis/difference.h"
#include "analysis/false_discovery.h"

namespace kebao::analysis {
namespace {

constexpr double kNormal975 = 1.959963984540054;
constexpr double kSmallExpected = 5;
/// Above, the noncentral χ² is normal enough, and the exact inversion slow.
constexpr double kLargeChiSquare = 2000;

bool IsSound(const CountTable& counts) {
  return std::ranges::all_of(counts, [&](const std::vector<double>& row) {
    return row.size() == counts.front().size() && std::ranges::all_of(row, [](double count) {
             return std::isfinite(count) && count >= 0;
           });
  });
}

struct Margins {
  std::vector<double> rows;
  std::vector<double> columns;
  double n = 0;
};

Margins MarginsOf(const CountTable& counts) {
  Margins margins{std::vector<double>(counts.size()),
                  std::vector<double>(counts.empty() ? 0 : counts.front().size()), 0};
  for (size_t i = 0; i < counts.size(); ++i)
    for (size_t j = 0; j < counts[i].size(); ++j) {
      margins.rows[i] += counts[i][j];
      margins.columns[j] += counts[i][j];
      margins.n += counts[i][j];
    }
  return margins;
}

double Filled(const std::vector<double>& margin) {
  return static_cast<double>(std::ranges::count_if(margin, [](double sum) { return sum > 0; }));
}

/// χ², expected counts and residuals, cell by cell.
void Sum(const CountTable& counts, const Margins& margins, Association* association) {
  association->residuals = CountTable(counts.size(), std::vector<double>(margins.columns.size()));
  double cells = 0;
  double small = 0;
  association->smallest_expected = margins.n;
  for (size_t i = 0; i < counts.size(); ++i)
    for (size_t j = 0; j < counts[i].size(); ++j) {
      const double expected = margins.rows[i] / margins.n * margins.columns[j];
      if (expected <= 0) continue;
      const double distance = counts[i][j] - expected;
      association->chi_square += distance * distance / expected;
      association->smallest_expected = std::min(association->smallest_expected, expected);
      ++cells;
      small += expected < kSmallExpected;
      const double variance =
          expected * (1 - margins.rows[i] / margins.n) * (1 - margins.columns[j] / margins.n);
      if (variance > 0) association->residuals[i][j] = distance / std::sqrt(variance);
    }
  association->small_share = small / cells;
}

/// The noncentrality under which so much of the distribution lies below `x`.
double Noncentrality(double x, double freedom, double below) {
  if (x <= 0) return 0;
  if (x > kLargeChiSquare) {
    const double z2 = kNormal975 * kNormal975;
    const double middle = x - freedom + 2 * z2;
    const double half =
        std::sqrt(std::max(0.0, 4 * (x - freedom) * z2 + 4 * z2 * z2 + 2 * freedom * z2));
    return std::max(0.0, below > 0.5 ? middle - half : middle + half);
  }
  if (boost::math::cdf(boost::math::chi_squared_distribution<>(freedom), x) <= below) return 0;
  return std::max(0.0, boost::math::non_central_chi_squared_distribution<>::find_non_centrality(
                           freedom, x, below));
}

void SetStrength(double rows, double columns, Association* association) {
  const double n = association->n;
  const double phi2 = association->chi_square / n;
  const double least = std::min(rows, columns) - 1;
  if (n > 1) {
    const double corrected = std::max(0.0, phi2 - association->freedom / (n - 1));
    const double fewer_rows = rows - (rows - 1) * (rows - 1) / (n - 1);
    const double fewer_columns = columns - (columns - 1) * (columns - 1) / (n - 1);
    const double unit = std::min(fewer_rows, fewer_columns) - 1;
    association->v = unit > 0 ? std::min(1.0, std::sqrt(corrected / unit)) : 0;
  }
  const auto bound = [&](double below) {
    const double lambda = Noncentrality(association->chi_square, association->freedom, below);
    return std::min(1.0, std::sqrt(lambda / n / least));
  };
  association->v_low = std::min(association->v, bound(0.975));
  association->v_high = std::max(association->v, bound(0.025));
}

void SetCellRates(const Margins& margins, Association* association) {
  std::vector<double> ps;
  for (size_t i = 0; i < margins.rows.size(); ++i)
    for (size_t j = 0; j < margins.columns.size(); ++j)
      if (margins.rows[i] > 0 && margins.columns[j] > 0)
        ps.push_back(TwoSidedP(association->residuals[i][j]));
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  association->cell_q =
      CountTable(margins.rows.size(), std::vector<double>(margins.columns.size(), 1));
  size_t place = 0;
  for (size_t i = 0; i < margins.rows.size(); ++i)
    for (size_t j = 0; j < margins.columns.size(); ++j)
      if (margins.rows[i] > 0 && margins.columns[j] > 0) association->cell_q[i][j] = rates[place++];
}

}  // namespace

Association AssociationOf(const CountTable& counts) {
  Association association;
  if (!IsSound(counts)) {
    association.outcome = CrossOutcome::kWrong;
    return association;
  }
  const Margins margins = MarginsOf(counts);
  const double rows = Filled(margins.rows);
  const double columns = Filled(margins.columns);
  association.n = margins.n;
  if (rows < 2 || columns < 2) return association;
  association.outcome = CrossOutcome::kMeasured;
  association.freedom = (rows - 1) * (columns - 1);
  Sum(counts, margins, &association);
  association.p = boost::math::cdf(boost::math::complement(
      boost::math::chi_squared_distribution<>(association.freedom), association.chi_square));
  SetStrength(rows, columns, &association);
  SetCellRates(margins, &association);
  return association;
}

Association AssociationOf(std::span<const ShareOfGroup> groups) {
  CountTable counts;
  for (const ShareOfGroup& group : groups) counts.push_back({group.fits, group.n - group.fits});
  return AssociationOf(counts);
}

}  // namespace kebao::analysis
