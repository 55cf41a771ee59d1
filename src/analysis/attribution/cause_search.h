#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/attribution/departure.h"
#include "analysis/attribution/segment.h"
#include "analysis/attribution/surprise.h"
#include "analysis/difference.h"

namespace kebao::analysis {

/// Which segments explain the change of a figure. Pure functions. Incomplete periods must not be
/// given: the search cannot see that they are.

struct SearchLimits {
  double false_discoveries = 0.05;  // over all that was scanned, see FalseDiscoveryRates
  double least_share = 0.1;    // of the change, that a segment must explain (Adtributor: T_EEP)
  double enough_share = 0.67;  // of the change, after which no segment is added (T_EP)
  size_t most_elements = 3;    // of one cause
  /// Smallest n of a segment, both periods together, as a share of the whole and in rows: smaller
  /// ones are not scanned. Chosen before the data are compared, so the error rates hold.
  double least_support = 0.001;
  int64_t least_n = 20;
  /// Variance of the data over that of independent cases, where the caller knows it; ≥ 1. Where a
  /// dimension has enough values it is also estimated from how the other values scatter.
  double dispersion = 1;
};

/// A segment of a cause.
struct CauseElement {
  std::vector<std::string> keys;  // in the order of the cause's dimensions
  Change change;
  Departure departure;  // against everything else, dispersion included
  Surprise surprise;
  double p = 1;
  double q = 1;  // false discovery rate over everything scanned
};

/// Values of one dimension, or cells of a pair, that moved otherwise than the rest.
struct Cause {
  size_t breakdown = 0;  // its place among those given
  std::vector<std::string> dimensions;
  bool has_people = false;
  std::vector<CauseElement> elements;  // by falling evidence; the first is what stands out most
  /// Of the elements together against the rest: `explained` of the change is theirs.
  Departure departure;
  double share = 0;  // explained ÷ change
  /// Evidence less what could have been had by choosing: evidence − 2·ln(number of sets of as many
  /// elements) − ln(rows) for a second dimension (Schwarz 1978). Causes are sorted by it.
  double score = 0;
};

struct CauseSearch {
  enum class Outcome : uint8_t {
    kFound,
    kEverywhere,   // the whole changed beyond noise, and no segment stands out: all moved alike
    kNotTestable,  // no segment has an interval: its parts can be shown, and no cause be named
    kNoise,        // the whole has not changed beyond noise: nothing to explain
    kNotMeasured,  // no value in one of the periods, or nothing to break it down by
  };
  Outcome outcome = Outcome::kNotMeasured;
  double before = 0;
  double now = 0;
  double change = 0;
  Difference difference;  // of the whole, with its interval; dispersion included
  std::vector<Cause>
      causes;  // at most one per breakdown, best first; dimensions tell the same story twice
  double unexplained_share = 1;  // by the first cause
  size_t scanned = 0;            // segments
  size_t discoveries = 0;        // segments whose q is below the limit, whatever they explain

  const Cause* best() const { return causes.empty() ? nullptr : &causes.front(); }
};

/// Every segment of every breakdown is set against everything else (of people, not what is
/// nobody's); all p-values go through one pass of Benjamini and Hochberg. A cause gathers, by
/// falling evidence, segments of one breakdown that are discoveries and moved the way the whole
/// did, until enough is explained. Of all causes the one with the highest score is first: the
/// evidence counts against how many causes as simple there were, so a pair of dimensions must
/// explain more than a single one does to win.
///
/// All breakdowns must be of the same rows (the same totals).
CauseSearch SearchCauses(Measure measure, std::span<const Breakdown> breakdowns,
                         const SearchLimits& limits = {});

/// The breakdowns (their places) whose pairs are worth looking at: those with the least likely
/// segment for their number of segments, best first, at most `count`. Single dimensions only.
std::vector<size_t> PromisingDimensions(Measure measure, std::span<const Breakdown> breakdowns,
                                        size_t count, const SearchLimits& limits = {});

}  // namespace kebao::analysis
