#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/people/fair_share.h"

namespace kebao::analysis::people {

/// What somebody had to do in a period, and how long he was there.
struct Load {
  std::string key;
  double hours = 1;                       // > 0; 1 for all where it is not known
  std::map<std::string, double> by_type;  // cases of each kind of work, ≥ 0
  double total() const;
};

enum class LoadStanding : uint8_t { kEven, kOver, kUnder };

struct PersonLoad {
  std::string key;
  double load = 0;
  double hours = 0;
  double expected = 0;  // what the same kind of work and the same hours let expect
  /// Of load ÷ expected, 95 %; both 1 where nobody else was ever there to compare with.
  double low = 1;
  double high = 1;
  bool is_comparable = false;
  double p = 1;
  double q = 1;
  LoadStanding standing = LoadStanding::kEven;
};

/// Cases of a kind of work that one could take from another.
struct LoadMove {
  std::string from;
  std::string to;
  std::string type;
  double cases = 0;  // whole
};

struct LoadLimits {
  double tolerance = 0.1;    // above or below the expected load by less is even
  double least_of_type = 5;  // cases that somebody must have had of a kind of work to take more
};

struct LoadBalance {
  double gini = 0;  // 0: all have the same load an hour … 1
  double low = 0;   // 95 %
  double high = 0;
  double gini_after = 0;  // once the moves are made
  double dispersion = 1;  // cases come in bursts: variance against that by chance, ≥ 1
  double scatter = 1;  // of people about what was expected of them, against that by chance, ≥ 1
  std::vector<PersonLoad> people;
  std::vector<LoadMove> moves;
};

/// Gini's coefficient of the load an hour, weighted by hours:
/// G = ΣᵢΣⱼ |loadᵢ·hoursⱼ − loadⱼ·hoursᵢ| ÷ (2·load·hours). Nullopt below two people or without a
/// load. Negative or infinite numbers give nullopt as well.
std::optional<double> Gini(const std::vector<Load>& people);

/// What is expected of somebody is the own load less what he had above the fair share of the cells
/// (fair_share.h): work that nobody else could have had is as it must be. Cells name people by
/// their place in `people`; they may hold less than all of the load.
///
/// G is that of the load against what was expected, weighted by it. Its interval is the bootstrap's
/// over people (percentiles of 2,000 resamples; Dixon et al., Ecology 68, 1987), drawn from `seed`.
///
/// Over- and under-loaded are those who are off by more than the tolerance, and further than chance
/// and the others' own scatter let expect: (cases − expected) ÷ √variance, against 1.4826 times
/// these deviates' median absolute deviation where that is above 1 (an empirical null: Efron, J.
/// Am. Stat. Assoc. 99, 2004), Student's t with one degree of freedom less than there are people,
/// the false discovery rate held to 5 %. So of two people nobody is named.
///
/// Moves go from who has most above what is expected to who has most below and handles the same
/// kind of work; nobody is moved past what is expected of him, so G never rises (Pigou and Dalton).
std::optional<LoadBalance> BalanceLoad(const std::vector<Load>& people,
                                       std::span<const LoadCell> cells, uint64_t seed,
                                       const LoadLimits& limits = {});

/// As if all had been there at the same time and did the same kind of work.
std::optional<LoadBalance> BalanceLoad(const std::vector<Load>& people, uint64_t seed,
                                       const LoadLimits& limits = {});

}  // namespace kebao::analysis::people
