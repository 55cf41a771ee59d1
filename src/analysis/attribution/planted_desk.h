#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "analysis/attribution/cause_search.h"
#include "analysis/attribution/scan.h"

namespace kebao::analysis {

/// For tests: two months of a made-up desk. Twelve dimensions of 2 to 60 values with uneven
/// weights, days with a weekly rhythm; the second month has a planted effect of 3 to 10
/// % of the total.

inline constexpr size_t kPlantedDimensions = 12;
/// A value of every dimension.
struct PlantedConversation {
  std::array<uint8_t, kPlantedDimensions> values;
  bool is_good = true;  // of the share that is planted, where one is
  double amount = 1;    // whose mean is planted, where one is
};

struct PlantedDesk {
  std::vector<PlantedConversation> before;  // one per conversation: its values
  std::vector<PlantedConversation> now;
  std::vector<size_t> sizes;                      // values of each dimension
  std::vector<std::pair<size_t, uint8_t>> cause;  // dimension and value, of each that is planted

  uint8_t MostCommonOf(size_t dimension) const {
    std::array<int, 256> counts{};
    for (const auto& one : before) ++counts[one.values[dimension]];
    return static_cast<uint8_t>(std::ranges::max_element(counts) - counts.begin());
  }
  bool Fits(const PlantedConversation& one) const {
    return std::ranges::all_of(
        cause, [&](const auto& part) { return one.values[part.first] == part.second; });
  }
};

inline std::vector<double> UnevenWeights(size_t count, std::mt19937* random) {
  std::lognormal_distribution<double> weight(0, 0.8);
  std::vector<double> weights(count);
  for (double& one : weights) one = weight(*random);
  return weights;
}

inline PlantedConversation DrawConversation(std::vector<std::discrete_distribution<int>>* values,
                                            std::mt19937* random) {
  PlantedConversation one;
  for (size_t i = 0; i < kPlantedDimensions; ++i)
    one.values[i] = static_cast<uint8_t>((*values)[i](*random));
  return one;
}

/// A month of conversations whose day's number follows the weekday.
inline std::vector<PlantedConversation> PlantedMonth(
    size_t days, double per_day, std::vector<std::discrete_distribution<int>>* values,
    std::mt19937* random) {
  constexpr double kRhythm[] = {1.2, 1.1, 1.0, 1.0, 1.1, 0.8, 0.7};
  std::vector<PlantedConversation> month;
  for (size_t day = 0; day < days; ++day) {
    std::poisson_distribution<int> count(per_day * kRhythm[day % 7]);
    for (int i = count(*random); i > 0; --i) {
      month.push_back(DrawConversation(values, random));
    }
  }
  return month;
}

/// Adds conversations of the cause until the effect is there: a share of the month, and at least
/// five standard errors of the month's change.
inline void PlantEffect(double share, PlantedDesk* desk,
                        std::vector<std::discrete_distribution<int>>* values,
                        std::mt19937* random) {
  const double all = static_cast<double>(desk->now.size());
  const double wanted = std::max(share * all, 5 * std::sqrt(2 * all));
  for (double added = 0; added < wanted; ++added) {
    PlantedConversation& one = desk->now.emplace_back(DrawConversation(values, random));
    for (const auto& [dimension, value] : desk->cause) one.values[dimension] = value;
  }
}

/// causes: of how many dimensions the planted one is; 0: a calm copy, whose second month is 3 to 10
/// % larger everywhere.
inline PlantedDesk PlantDesk(unsigned seed, size_t causes, bool has_effect = true,
                             size_t most_values = 60) {
  std::mt19937 random(seed * 3 + static_cast<unsigned>(causes));
  std::uniform_real_distribution<double> unit(0, 1);
  PlantedDesk desk;
  std::vector<std::discrete_distribution<int>> values;
  for (size_t i = 0; i < kPlantedDimensions; ++i) {
    desk.sizes.push_back(2 + random() % (most_values - 1));
    const auto weights = UnevenWeights(desk.sizes.back(), &random);
    values.emplace_back(weights.begin(), weights.end());
  }
  const double per_day = 300 + 500 * unit(random);
  const double share = 0.03 + 0.07 * unit(random);
  desk.before = PlantedMonth(30, per_day, &values, &random);
  desk.now = PlantedMonth(30, causes == 0 && has_effect ? per_day * (1 + share) : per_day, &values,
                          &random);
  for (size_t first = random() % kPlantedDimensions; desk.cause.size() < causes;
       first = (first + 5) % kPlantedDimensions)
    desk.cause.emplace_back(first, values[first](random));
  if (causes > 0 && has_effect) PlantEffect(share, &desk, &values, &random);
  return desk;
}

/// A month without more conversations, but fewer good ones: the share falls among those of the
/// cause by as much as makes five standard errors of the whole, or to a fifth.
inline PlantedDesk PlantPoorService(unsigned seed, size_t causes) {
  PlantedDesk desk = PlantDesk(seed, causes, false, 12);
  std::mt19937 random(seed);
  constexpr double kGood = 0.85;
  for (auto& [dimension, value] : desk.cause) value = desk.MostCommonOf(dimension);
  double fitting = 0;
  for (const auto& one : desk.now) fitting += desk.Fits(one) ? 1 : 0;
  const auto all = static_cast<double>(desk.now.size());
  const double wanted = 5 * std::sqrt(2 * kGood * (1 - kGood) * all) / std::max(1.0, fitting);
  const double poor = std::max(0.2, kGood - wanted);
  const auto draw = [&](double share) { return std::bernoulli_distribution(share)(random); };
  for (auto& one : desk.before) one.is_good = draw(kGood);
  for (auto& one : desk.now) one.is_good = draw(causes > 0 && desk.Fits(one) ? poor : kGood);
  return desk;
}

/// From sums of squares to variances of sums of independent amounts; of a cell of one row, what all
/// cells have a row, as from_result_table.h does it.
inline void SetVariances(Sums Change::*period, std::vector<Change>* cells) {
  double pooled = 0;
  double rows = 0;
  for (Change& cell : *cells) {
    Sums& sums = cell.*period;
    if (sums.n < 2) continue;
    const double mean = sums.amount / sums.n;
    sums.variance = sums.n / (sums.n - 1) * std::max(0.0, *sums.variance - sums.n * mean * mean);
    pooled += *sums.variance;
    rows += sums.n;
  }
  for (Change& cell : *cells)
    if ((cell.*period).n < 2) (cell.*period).variance = pooled / rows * (cell.*period).n;
}

/// Draws the cause again, as its rows come, until what it must do to them is possible: so large a
/// part of all rows. Its part; the largest that was met where none is so large.
inline double DrawCause(double least_part, PlantedDesk* desk, std::mt19937* random) {
  constexpr int kMostDraws = 1000;
  const auto all = static_cast<double>(desk->now.size());
  std::array<std::array<double, 256>, kPlantedDimensions> counts{};
  for (const auto& one : desk->now)
    for (size_t i = 0; i < kPlantedDimensions; ++i) ++counts[i][one.values[i]];
  double largest = 0;
  auto best = desk->cause;
  for (int i = 0; i < kMostDraws && largest < least_part; ++i) {
    const auto& row = desk->now[(*random)() % desk->now.size()];
    const size_t first = (*random)() % kPlantedDimensions;
    const size_t second = (first + 1 + (*random)() % (kPlantedDimensions - 1)) % kPlantedDimensions;
    for (size_t k = 0; k < desk->cause.size(); ++k) {
      const size_t dimension = k == 0 ? first : second;
      desk->cause[k] = {dimension, row.values[dimension]};
    }
    const bool may_be_larger = std::ranges::all_of(desk->cause, [&](const auto& part) {
      return counts[part.first][part.second] / all > largest;
    });
    if (!may_be_larger) continue;
    const auto fitting = std::ranges::count_if(
        desk->now, [&](const PlantedConversation& one) { return desk->Fits(one); });
    const double part = static_cast<double>(fitting) / all;
    if (part > largest) {
      largest = part;
      best = desk->cause;
    }
  }
  desk->cause = best;
  return largest;
}

/// A share that falls by 3 to 10 % of itself and at least five standard errors, all of it among the
/// rows of one value or cell. 0 causes: nothing changes but by chance.
inline PlantedDesk PlantShare(unsigned seed, size_t causes) {
  constexpr double kGood = 0.85;
  constexpr double kMostFall = 0.75;
  PlantedDesk desk = PlantDesk(seed, causes, false);
  std::mt19937 random(seed * 7 + 1);
  const auto all = static_cast<double>(desk.now.size());
  const double drawn = kGood * (0.03 + 0.07 * std::uniform_real_distribution<double>()(random));
  const double fall = std::max(drawn, 5 * std::sqrt(2 * kGood * (1 - kGood) / all));
  const double part = causes > 0 ? DrawCause(fall / kMostFall, &desk, &random) : 1;
  const double poor = std::max(0.0, kGood - fall / part);
  const auto draw = [&](double share) { return std::bernoulli_distribution(share)(random); };
  for (auto& one : desk.before) one.is_good = draw(kGood);
  for (auto& one : desk.now) one.is_good = draw(causes > 0 && desk.Fits(one) ? poor : kGood);
  return desk;
}

/// A mean of uneven amounts (lognormal, variation 0.8) that rises likewise.
inline PlantedDesk PlantMean(unsigned seed, size_t causes) {
  constexpr double kVariation = 0.8;
  constexpr double kMostRise = 4;
  PlantedDesk desk = PlantDesk(seed, causes, false);
  std::mt19937 random(seed * 11 + 2);
  const auto all = static_cast<double>(desk.now.size());
  const double drawn = 0.03 + 0.07 * std::uniform_real_distribution<double>()(random);
  const double rise = std::max(drawn, 5 * kVariation * std::sqrt(2 / all));
  const double part = causes > 0 ? DrawCause(rise / kMostRise, &desk, &random) : 1;
  const double factor = causes > 0 ? 1 + rise / part : 1;
  const double width = std::sqrt(std::log(1 + kVariation * kVariation));
  std::lognormal_distribution<double> amount(-width * width / 2, width);
  for (auto& one : desk.before) one.amount = amount(random);
  for (auto& one : desk.now)
    one.amount = amount(random) * (causes > 0 && desk.Fits(one) ? factor : 1);
  return desk;
}

/// Conversations, the share of good ones, or the mean amount, by one or two dimensions.
inline Breakdown BreakDown(Measure measure, const PlantedDesk& desk,
                           const std::vector<size_t>& dimensions) {
  const size_t first = dimensions.front();
  const size_t second = dimensions.back();
  const size_t columns = dimensions.size() == 1 ? 1 : desk.sizes[second];
  std::vector<Change> cells(desk.sizes[first] * columns);
  const auto count = [&](const PlantedConversation& one, Sums Change::*period) {
    const size_t row = one.values[first];
    Sums& sums = cells[columns == 1 ? row : row * columns + one.values[second]].*period;
    ++sums.n;
    if (measure == Measure::kMean) {
      sums.amount += one.amount;
      sums.variance = sums.variance.value_or(0) + one.amount * one.amount;
    } else {
      sums.amount += one.is_good ? 1 : 0;
    }
    if (measure != Measure::kCount) ++sums.base;
  };
  for (const auto& one : desk.before) count(one, &Change::before);
  for (const auto& one : desk.now) count(one, &Change::now);
  if (measure == Measure::kMean) {
    SetVariances(&Change::before, &cells);
    SetVariances(&Change::now, &cells);
  }
  Breakdown breakdown;
  for (const size_t dimension : dimensions)
    breakdown.dimensions.push_back(std::to_string(dimension));
  for (size_t i = 0; i < cells.size(); ++i) {
    std::vector<std::string> keys = {std::to_string(i / columns)};
    if (dimensions.size() == 2) keys.push_back(std::to_string(i % columns));
    breakdown.segments.push_back({keys, cells[i]});
  }
  return breakdown;
}

/// All dimensions, and the pairs among the best four.
inline CauseSearch SearchEverything(Measure measure, const PlantedDesk& desk) {
  std::vector<Breakdown> breakdowns;
  for (size_t i = 0; i < kPlantedDimensions; ++i)
    breakdowns.push_back(BreakDown(measure, desk, {i}));
  const auto best = PromisingDimensions(measure, breakdowns, 4);
  for (size_t i = 0; i < best.size(); ++i)
    for (size_t j = i + 1; j < best.size(); ++j)
      breakdowns.push_back(BreakDown(measure, desk, {best[i], best[j]}));
  return SearchCauses(measure, breakdowns);
}

/// Whether the first element is what was planted, no less and no more.
inline bool IsPlanted(const Cause& cause, const PlantedDesk& desk) {
  if (cause.dimensions.size() != desk.cause.size() || cause.elements.size() != 1) return false;
  for (const auto& [dimension, value] : desk.cause) {
    const auto at = std::ranges::find(cause.dimensions, std::to_string(dimension));
    if (at == cause.dimensions.end()) return false;
    if (cause.elements[0].keys[static_cast<size_t>(at - cause.dimensions.begin())] !=
        std::to_string(value))
      return false;
  }
  return true;
}

}  // namespace kebao::analysis
