#include "analysis/attribution/cause_search.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/attribution/scan.h"

namespace kebao::analysis {
namespace {

/// What all of a search share.
struct Frame {
  Measure measure;
  std::span<const Breakdown> breakdowns;
  const SearchLimits& limits;
  const std::vector<Dispersion>& dispersions;
  double change;
};

/// Cases that nobody had, such as abandoned ones: that they are nobody's is no cause.
bool IsNobodys(const Breakdown& breakdown, const Segment& segment) {
  return breakdown.has_people && std::ranges::find(segment.keys, "") != segment.keys.end();
}

bool IsCandidate(const Scanned& one, const Frame& frame) {
  const Breakdown& breakdown = frame.breakdowns[one.breakdown];
  if (IsNobodys(breakdown, breakdown.segments[one.segment])) return false;
  return one.q <= frame.limits.false_discoveries &&
         one.departure.explained / frame.change >= frame.limits.least_share;
}

/// ln(number of causes of so many elements in this breakdown).
double LogChoices(double segments, double elements) {
  return std::lgamma(segments + 1) - std::lgamma(elements + 1) -
         std::lgamma(segments - elements + 1);
}

CauseElement ElementOf(const Scanned& one, const Frame& frame) {
  const Segment& segment = frame.breakdowns[one.breakdown].segments[one.segment];
  return {segment.keys, segment.change, one.departure, one.surprise, one.p, one.q};
}

/// Adds elements by falling evidence, each judged together with those before it.
class Gathering {
 public:
  Gathering(const Frame& frame, const Scanned& first)
      : frame_(frame),
        breakdown_(frame.breakdowns[first.breakdown]),
        total_(TotalOf(breakdown_)),
        dispersion_(frame.dispersions[first.breakdown]) {
    cause_.breakdown = first.breakdown;
    cause_.dimensions = breakdown_.dimensions;
    cause_.has_people = breakdown_.has_people;
  }

  bool IsEnough() const {
    return cause_.share >= frame_.limits.enough_share ||
           cause_.elements.size() >= frame_.limits.most_elements;
  }
  void Add(const Scanned& one) {
    const Change& change = breakdown_.segments[one.segment].change;
    const Change together = kebao::analysis::Add(together_, change);
    const auto departure =
        DepartureOf(frame_.measure, together, Subtract(total_, together), dispersion_);
    if (!departure) return;
    const double share = departure->explained / frame_.change;
    const double score = ScoreOf(*departure, cause_.elements.size() + 1);
    const bool is_first = cause_.elements.empty();
    if (!is_first && (share - cause_.share < frame_.limits.least_share || score <= cause_.score))
      return;
    together_ = together;
    cause_.departure = *departure;
    cause_.share = share;
    cause_.score = score;
    cause_.elements.push_back(ElementOf(one, frame_));
  }
  Cause Take() { return std::move(cause_); }

 private:
  double ScoreOf(const Departure& departure, size_t elements) const {
    const auto segments = static_cast<double>(breakdown_.segments.size());
    const auto further = static_cast<double>(breakdown_.dimensions.size() - 1);
    return departure.evidence - 2 * LogChoices(segments, static_cast<double>(elements)) -
           further * std::log(total_.before.n + total_.now.n);
  }

  const Frame& frame_;
  const Breakdown& breakdown_;
  Change total_;
  const Dispersion& dispersion_;
  Change together_;
  Cause cause_;
};

Cause Gather(const Frame& frame, std::vector<const Scanned*> candidates) {
  std::ranges::sort(candidates, std::ranges::greater(),
                    [](const Scanned* one) { return one->departure.evidence; });
  Gathering gathering(frame, *candidates.front());
  for (const Scanned* candidate : candidates) {
    if (gathering.IsEnough()) break;
    gathering.Add(*candidate);
  }
  return gathering.Take();
}

std::vector<Cause> CausesOf(const Frame& frame, std::span<const Scanned> found) {
  std::map<size_t, std::vector<const Scanned*>> candidates;
  for (const Scanned& one : found)
    if (IsCandidate(one, frame)) candidates[one.breakdown].push_back(&one);
  std::vector<Cause> causes;
  for (const auto& [breakdown, of_it] : candidates) causes.push_back(Gather(frame, of_it));
  std::ranges::stable_sort(causes, std::ranges::greater(), &Cause::score);
  return causes;
}

/// False: there is nothing to search.
bool MeasureWhole(Measure measure, const Change& total, double dispersion, CauseSearch* search) {
  const auto before = FigureOf(measure, total.before);
  const auto now = FigureOf(measure, total.now);
  if (!before || !now || total.before.n <= 0 || total.now.n <= 0) return false;
  search->before = *before;
  search->now = *now;
  search->change = *now - *before;
  search->difference = *DifferenceOfTotals(measure, total);
  Difference& difference = search->difference;
  if (!difference.is_tested()) return true;
  const double width = std::sqrt(std::max(1.0, dispersion));
  difference.low = difference.size - width * (difference.size - *difference.low);
  difference.high = difference.size + width * (*difference.high - difference.size);
  difference.z /= width;
  return true;
}

CauseSearch::Outcome OutcomeOf(const CauseSearch& search, const ScanResult& scan) {
  if (!search.causes.empty()) return CauseSearch::Outcome::kFound;
  const bool is_tested = std::ranges::any_of(
      scan.segments, [](const Scanned& one) { return one.departure.is_tested(); });
  return is_tested ? CauseSearch::Outcome::kEverywhere : CauseSearch::Outcome::kNotTestable;
}

}  // namespace

CauseSearch SearchCauses(Measure measure, std::span<const Breakdown> breakdowns,
                         const SearchLimits& limits) {
  CauseSearch search;
  if (breakdowns.empty()) return search;
  if (!MeasureWhole(measure, TotalOf(breakdowns[0]), limits.dispersion, &search)) return search;
  search.outcome = CauseSearch::Outcome::kNoise;
  if (search.change == 0 || !search.difference.is_beyond_noise()) return search;
  const ScanResult scan = Scan(measure, breakdowns, limits);
  search.scanned = scan.segments.size();
  for (const Scanned& one : scan.segments)
    if (one.q <= limits.false_discoveries) ++search.discoveries;
  search.causes =
      CausesOf({measure, breakdowns, limits, scan.dispersions, search.change}, scan.segments);
  search.outcome = OutcomeOf(search, scan);
  if (!search.causes.empty()) search.unexplained_share = 1 - search.causes.front().share;
  return search;
}

std::vector<size_t> PromisingDimensions(Measure measure, std::span<const Breakdown> breakdowns,
                                        size_t count, const SearchLimits& limits) {
  struct Evidence {
    double strongest = 0;
    double segments = 0;
    /// Against as many segments as there were to be surprised by.
    double score() const { return strongest - 2 * std::log(segments); }
  };
  std::map<size_t, Evidence> evidence;
  for (const Scanned& one : Scan(measure, breakdowns, limits).segments) {
    Evidence& of_it = evidence[one.breakdown];
    of_it.strongest = std::max(of_it.strongest, one.departure.evidence);
    of_it.segments += 1;
  }
  std::vector<std::pair<double, size_t>> order;
  for (const auto& [breakdown, of_it] : evidence) order.emplace_back(-of_it.score(), breakdown);
  std::ranges::sort(order);
  std::vector<size_t> places;
  for (const auto& [score, breakdown] : order)
    if (places.size() < count) places.push_back(breakdown);
  return places;
}

}  // namespace kebao::analysis
