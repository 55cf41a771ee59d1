#include "analysis/people/fair_share.h"

#include <algorithm>
#include <map>

namespace kebao::analysis::people {
namespace {

/// Fewer blocks of people tell nothing of how they scatter.
constexpr size_t kFewestBlocks = 20;

using Blocks = std::map<size_t, FairShare>;

void Add(const LoadCell& cell, std::vector<Blocks>* people) {
  double hours = 0;
  double cases = 0;
  for (const LoadCell::Part& part : cell.parts) {
    hours += part.hours;
    cases += part.cases;
  }
  if (!(hours > 0)) return;
  for (const LoadCell::Part& part : cell.parts) {
    const double share = part.hours / hours;
    FairShare& block = (*people)[part.person][cell.block];
    block.cases += part.cases;
    block.expected += cases * share;
    block.variance += cases * share * (1 - share);
  }
}

FairShare Sum(const Blocks& blocks) {
  FairShare sum;
  for (const auto& [block, share] : blocks) {
    sum.cases += share.cases;
    sum.expected += share.expected;
    sum.variance += share.variance;
  }
  return sum;
}

/// Of blocks about everybody's own level.
double DispersionOf(const std::vector<Blocks>& people, const std::vector<FairShare>& sums) {
  double squares = 0;
  double by_chance = 0;
  size_t count = 0;
  for (size_t i = 0; i < people.size(); ++i) {
    const double whole = sums[i].variance;
    if (!(whole > 0)) continue;
    const double level = (sums[i].cases - sums[i].expected) / whole;
    for (const auto& [block, share] : people[i]) {
      const double rest = share.cases - share.expected - level * share.variance;
      squares += rest * rest;
      by_chance += share.variance * (1 - share.variance / whole);
      ++count;
    }
  }
  return count < kFewestBlocks || !(by_chance > 0) ? 1 : std::max(1.0, squares / by_chance);
}

}  // namespace

FairShares ShareOut(std::span<const LoadCell> cells, size_t people) {
  std::vector<Blocks> blocks(people);
  for (const LoadCell& cell : cells) Add(cell, &blocks);
  FairShares shares;
  for (const Blocks& own : blocks) shares.people.push_back(Sum(own));
  shares.dispersion = DispersionOf(blocks, shares.people);
  for (FairShare& share : shares.people) share.variance *= shares.dispersion;
  return shares;
}

}  // namespace kebao::analysis::people
