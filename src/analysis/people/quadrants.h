#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/people/comparison.h"

namespace kebao::analysis::people {

/// Where a person stands by two figures, each cut at the mean of those compared.
enum class Quadrant : uint8_t {
  kBothGood,
  kFirstOnly,   // good by the first, not by the second: fast but unsatisfying
  kSecondOnly,  // slow but satisfying
  kNeither,
  kNotDistinguishable,
  kNotCompared,  // too few cases for one of the two
};

/// A figure of people and which side of it is good.
struct QuadrantAxis {
  const PeopleComparison* comparison = nullptr;
  bool is_up_good = true;
};

struct PersonInQuadrant {
  std::string key;
  Quadrant quadrant = Quadrant::kNotCompared;
  double q = 1;  // false discovery rate of both differences together over the people
};

struct Quadrants {
  double first_cut = 0;
  double second_cut = 0;
  size_t compared = 0;                   // by both
  std::vector<PersonInQuadrant> people;  // of the first figure, in its order
};

/// A person is named only where both shrunken intervals leave their cuts and the two differences
/// together are beyond noise: the larger p of the two (both must hold: Berger, Technometrics 24,
/// 1982), with the false discovery rate held to 5 % over the people.
Quadrants FindQuadrants(const QuadrantAxis& first, const QuadrantAxis& second);

}  // namespace kebao::analysis::people
