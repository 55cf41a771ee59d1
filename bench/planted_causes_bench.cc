// How often a planted cause is named first, and how often one is named where there is none.
// usage: planted_causes_bench [FIRST [LAST [SHOWN]]]     seeds, and how many misses to describe
// Tuned on seeds 1 to 1000; 1001 to 2000 and 900001 to 900020 are to be measured only.
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "analysis/attribution/planted_desk.h"

namespace {

using namespace kebao::analysis;

constexpr double kZ = 1.959963984540054;

PlantedDesk Plant(Measure measure, unsigned seed, size_t causes) {
  if (measure == Measure::kShare) return PlantShare(seed, causes);
  if (measure == Measure::kMean) return PlantMean(seed, causes);
  return PlantDesk(seed, causes);
}

const char* NameOf(Measure measure) {
  if (measure == Measure::kShare) return "share";
  return measure == Measure::kMean ? "mean" : "count";
}

double PartOf(const PlantedDesk& desk) {
  double fitting = 0;
  for (const auto& one : desk.now) fitting += desk.Fits(one) ? 1 : 0;
  return fitting / static_cast<double>(desk.now.size());
}

void Describe(unsigned seed, const PlantedDesk& desk, const CauseSearch& search) {
  std::string planted;
  for (const auto& [dimension, value] : desk.cause)
    planted += fmt::format(" {}={} (of {})", dimension, value, desk.sizes[dimension]);
  fmt::print("    seed {}: part {:.3f}, planted{}; outcome {}", seed, PartOf(desk), planted,
             static_cast<int>(search.outcome));
  for (size_t i = 0; i < std::min<size_t>(2, search.causes.size()); ++i) {
    const Cause& cause = search.causes[i];
    fmt::print(" | {} score {:.1f} share {:.2f}:", fmt::join(cause.dimensions, "x"), cause.score,
               cause.share);
    for (const CauseElement& element : cause.elements)
      fmt::print(" [{} z {:.1f}]", fmt::join(element.keys, ","), element.departure.z);
  }
  fmt::print("\n");
}

struct Tally {
  int first = 0;
  int named = 0;
  int all = 0;
};

Tally Measured(Measure measure, size_t causes, unsigned first, unsigned last, int shown) {
  Tally tally;
  for (unsigned seed = first; seed <= last; ++seed) {
    const PlantedDesk desk = Plant(measure, seed, causes);
    const CauseSearch search = SearchEverything(measure, desk);
    const bool is_named = search.outcome == CauseSearch::Outcome::kFound;
    const bool is_first = is_named && causes > 0 && IsPlanted(*search.best(), desk);
    ++tally.all;
    tally.named += is_named ? 1 : 0;
    tally.first += is_first ? 1 : 0;
    if (causes > 0 && !is_first && shown-- > 0) Describe(seed, desk, search);
  }
  return tally;
}

/// Wilson's interval.
std::string Interval(int part, int all) {
  const double share = static_cast<double>(part) / all;
  const double middle = (share + kZ * kZ / (2 * all)) / (1 + kZ * kZ / all);
  const double half =
      kZ / (1 + kZ * kZ / all) * std::sqrt(share * (1 - share) / all + kZ * kZ / (4.0 * all * all));
  return fmt::format("{:5.1f} % ({:.1f} to {:.1f})", 100 * share, 100 * (middle - half),
                     100 * (middle + half));
}

}  // namespace

int main(int count, char** arguments) {
  const auto first = static_cast<unsigned>(count > 1 ? std::atoi(arguments[1]) : 1001);
  const auto last = static_cast<unsigned>(count > 2 ? std::atoi(arguments[2]) : 2000);
  const int shown = count > 3 ? std::atoi(arguments[3]) : 0;
  fmt::print("seeds {} to {}\n", first, last);
  for (const Measure measure : {Measure::kCount, Measure::kShare, Measure::kMean}) {
    for (const size_t causes : {size_t{1}, size_t{2}}) {
      const Tally tally = Measured(measure, causes, first, last, shown);
      fmt::print("{:5} planted in {}: first in {} of {} = {}\n", NameOf(measure),
                 causes == 1 ? "a value" : "a pair ", tally.first, tally.all,
                 Interval(tally.first, tally.all));
    }
    const Tally calm = Measured(measure, 0, first, last, 0);
    fmt::print("{:5} calm: a cause is named in {} of {} = {}\n", NameOf(measure), calm.named,
               calm.all, Interval(calm.named, calm.all));
  }
}
