#include "analysis/correlation/regression.h"

#include <gtest/gtest.h>

#include <iostream>
#include <limits>

#include "analysis/correlation/cross_table.h"
#include "analysis/correlation/strd.h"

namespace kebao::analysis {
namespace {

constexpr double kDigits = 9;
using Columns = std::vector<std::vector<double>>;

struct Certified {
  std::vector<double> coefficients;
  std::vector<double> standard_errors;
  double residual_sd = 0;
  double r_squared = 0;
  std::vector<double> y;
  std::vector<std::vector<double>> x;  // by column
};

void TakeRow(const std::vector<double>& numbers, Certified* set) {
  if (numbers.size() < 2) return;
  set->y.push_back(numbers[0]);
  set->x.resize(numbers.size() - 1);
  for (size_t i = 1; i < numbers.size(); ++i) set->x[i - 1].push_back(numbers[i]);
}

Certified Load(const std::string& name) {
  Certified set;
  const std::vector<std::string> lines = StrdLines("linear/" + name + ".dat");
  bool is_data = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::vector<double> numbers = NumbersOf(lines[i]);
    std::istringstream words(lines[i]);
    std::string first;
    words >> first;
    if (is_data) TakeRow(numbers, &set);
    if (first == "Data:" && i > 50) is_data = true;
    if (first.size() > 1 && first[0] == 'B' && std::isdigit(first[1]) && numbers.size() == 2) {
      set.coefficients.push_back(numbers[0]);
      set.standard_errors.push_back(numbers[1]);
    }
    if (first == "Standard" && numbers.size() == 1) set.residual_sd = numbers[0];
    if (first == "R-Squared") set.r_squared = numbers[0];
  }
  return set;
}

std::optional<Regression> Fit(const std::string& name, const Certified& set) {
  if (name.starts_with("NoInt")) return Regress(set.x, set.y, Intercept::kNone);
  if (set.x.size() > 1) return Regress(set.x, set.y);
  return RegressOnPowers(set.x[0], set.y, set.coefficients.size() - 1);
}

class Strd : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!StrdFolder().empty()) return;
    if (const char* is_ci = std::getenv("CI"); is_ci != nullptr && std::string(is_ci) == "true")
      FAIL() << "no shared test data: set KEBAO_SHARED";
    GTEST_SKIP() << "no shared test data here";
  }
};

class StrdLinear : public Strd {};

TEST_P(StrdLinear, AgreesToNineDigits) {
  const Certified set = Load(GetParam());
  ASSERT_FALSE(set.coefficients.empty());
  ASSERT_FALSE(set.y.empty());
  const auto fit = Fit(GetParam(), set);
  ASSERT_TRUE(fit);
  double coefficients = 15;
  double errors = 15;
  for (size_t i = 0; i < set.coefficients.size(); ++i) {
    coefficients = std::min(coefficients, DigitsOf(fit->coefficients[i], set.coefficients[i]));
    errors = std::min(errors, DigitsOf(fit->standard_errors[i], set.standard_errors[i]));
  }
  const double residual = DigitsOf(fit->residual_sd, set.residual_sd);
  const double r_squared = DigitsOf(fit->r_squared, set.r_squared);
  std::cout << GetParam() << ": coefficients " << coefficients << ", their errors " << errors
            << ", residual s.d. " << residual << ", R² " << r_squared << " digits\n";
  EXPECT_GE(coefficients, kDigits);
  EXPECT_GE(errors, kDigits);
  EXPECT_GE(residual, kDigits);
  EXPECT_GE(r_squared, kDigits);
}

INSTANTIATE_TEST_SUITE_P(Nist, StrdLinear,
                         testing::Values("Norris", "Pontius", "NoInt1", "NoInt2", "Filip",
                                         "Longley", "Wampler1", "Wampler2", "Wampler3"));

class StrdAnova : public Strd {};

std::vector<GroupOfValues> GroupsOf(const std::vector<std::string>& lines) {
  std::vector<std::vector<double>> values;
  for (size_t i = 60; i < lines.size(); ++i) {
    const std::vector<double> numbers = NumbersOf(lines[i]);
    if (numbers.size() != 2) continue;
    values.resize(std::max(values.size(), static_cast<size_t>(numbers[0])));
    values[static_cast<size_t>(numbers[0]) - 1].push_back(numbers[1]);
  }
  std::vector<GroupOfValues> groups;
  for (const std::vector<double>& group : values) {
    const double shift = values[0][0];  // as one-pass sums of the metrics are taken
    long double sum = 0;
    for (const double value : group) sum += static_cast<long double>(value) - shift;
    const auto n = static_cast<long double>(group.size());
    long double squares = 0;
    for (const double value : group)
      squares += std::pow(static_cast<long double>(value) - shift - sum / n, 2);
    groups.push_back(
        {static_cast<double>(n), static_cast<double>(sum / n), static_cast<double>(squares)});
  }
  return groups;
}

TEST_P(StrdAnova, AgreesToNineDigits) {
  const std::vector<std::string> lines = StrdLines(std::string("anova/") + GetParam() + ".dat");
  const auto found = VariationOf(GroupsOf(lines));
  ASSERT_TRUE(found);
  double f = 0;
  double r_squared = 0;
  for (const std::string& line : lines) {
    if (line.starts_with("Between")) f = NumbersOf(line).back();
    if (line.find("Certified R-Squared") != std::string::npos) r_squared = NumbersOf(line).back();
  }
  ASSERT_GT(f, 0);
  std::cout << GetParam() << ": F " << DigitsOf(found->f, f) << ", R² "
            << DigitsOf(found->r_squared, r_squared) << " digits\n";
  EXPECT_GE(DigitsOf(found->f, f), kDigits);
  EXPECT_GE(DigitsOf(found->r_squared, r_squared), kDigits);
}

INSTANTIATE_TEST_SUITE_P(Nist, StrdAnova,
                         testing::Values("AtmWtAg", "SiRstv", "SmLs01", "SmLs02", "SmLs03"));

class StrdUnivariate : public Strd {};

/// A constant is a regression on nothing: its coefficient is the mean.
TEST_P(StrdUnivariate, AgreesToNineDigits) {
  double mean = 0;
  double sd = 0;
  std::vector<double> values;
  bool is_data = false;
  for (const std::string& line : StrdLines(std::string("univariate/") + GetParam() + ".txt")) {
    if (line.starts_with("mean") || line.starts_with("Sample Mean")) mean = NumbersOf(line).back();
    if (line.starts_with("standardDeviation") || line.starts_with("Sample Standard Deviation"))
      sd = NumbersOf(line).back();
    if (is_data && !NumbersOf(line).empty()) values.push_back(NumbersOf(line).front());
    is_data = is_data || (sd > 0 && (line == "# Data" || line.starts_with("Data: Y")));
  }
  ASSERT_GT(values.size(), 2U);
  const auto fit = Regress({}, values);
  ASSERT_TRUE(fit);
  std::cout << GetParam() << ": mean " << DigitsOf(fit->coefficients[0], mean) << ", s.d. "
            << DigitsOf(fit->residual_sd, sd) << " digits\n";
  EXPECT_GE(DigitsOf(fit->coefficients[0], mean), kDigits);
  EXPECT_GE(DigitsOf(fit->residual_sd, sd), kDigits);
}

INSTANTIATE_TEST_SUITE_P(Nist, StrdUnivariate,
                         testing::Values("Lew", "Lottery", "Michelso", "NumAcc1", "NumAcc2",
                                         "NumAcc3"));

TEST(Regress, IsRefusedWhereItCannotBeHad) {
  const std::vector<double> x = {1, 2, 3, 4, 5};
  std::vector<double> twice;
  for (const double one : x) twice.push_back(2 * one + 7);
  const std::vector<double> y = {1, 3, 2, 5, 4};
  EXPECT_FALSE(Regress(Columns{x, twice}, y));                                   // dependent
  EXPECT_FALSE(Regress(Columns{std::vector<double>(5, 3.0)}, y));                // constant
  EXPECT_FALSE(Regress(Columns{std::vector<double>(5, 0.0)}, y));                // zeros
  EXPECT_FALSE(Regress(Columns{x}, std::vector<double>{1, 2}));                  // not as long
  EXPECT_FALSE(Regress(Columns{std::vector{1.0, 2.0}}, std::vector{1.0, 2.0}));  // no freedom
  EXPECT_FALSE(Regress(Columns{}, std::vector<double>{}));
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(Regress(Columns{std::vector{1.0, 2.0, infinity, 4.0, 5.0}}, y));
  EXPECT_FALSE(Regress(Columns{std::vector{1.0, 2.0, std::nan(""), 4.0, 5.0}}, y));
}

TEST(Regress, ScalesWithItsUnits) {
  const std::vector<double> x = {1, 2, 3, 4, 5};
  const std::vector<double> y = {1, 3, 2, 5, 4};
  std::vector<double> minutes = x;
  for (double& one : minutes) one *= 60;
  const auto before = Regress(Columns{x}, y);
  const auto after = Regress(Columns{minutes}, y);
  ASSERT_TRUE(before && after);
  EXPECT_NEAR(before->coefficients[1], after->coefficients[1] * 60, 1e-12);
  EXPECT_NEAR(before->r_squared, after->r_squared, 1e-12);
  EXPECT_NEAR(before->f, after->f, 1e-9);
}

}  // namespace
}  // namespace kebao::analysis
