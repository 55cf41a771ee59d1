#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kebao::analysis::people {

/// Work of one kind that came in one stretch of time, and those who were there then and do such
/// work: any of them could have had it.
struct LoadCell {
  struct Part {
    size_t person = 0;
    double hours = 0;  // > 0
    double cases = 0;  // ≥ 0
  };
  size_t block = 0;  // stretches that go together (a day): what comes in bursts comes within one
  std::vector<Part> parts;
};

/// What somebody had of the work that others could have had as well.
struct FairShare {
  double cases = 0;
  double expected = 0;  // by hours, cell by cell
  double variance = 0;  // of cases, dispersion included; 0: nobody else was ever there
};

struct FairShares {
  std::vector<FairShare> people;
  double dispersion = 1;  // ≥ 1; 1 as well where there are too few blocks to tell
};

/// With n cases of a cell and s a person's part of its hours: expected Σ n·s, variance
/// φ·Σ n·s·(1 − s), as if each case went to one of those there by chance. So neither how much came,
/// nor of what kind, nor when, is anybody's. φ is what people's blocks scatter about their own
/// level, against that: Σ r² ÷ Σ (v − v²/V), at least 1. `people`: how many there are.
FairShares ShareOut(std::span<const LoadCell> cells, size_t people);

}  // namespace kebao::analysis::people
