#include "analysis/attribution/moved_segments.h"

#include <algorithm>
#include <cmath>

#include "analysis/attribution/scan.h"

namespace kebao::analysis {
namespace {

struct Candidate {
  double score = 0;
  const Scanned* scanned = nullptr;
};

/// Its own figure changed beyond noise, the way that sets it apart.
bool HasMovedItself(Measure measure, const Change& change, double explained,
                    const Dispersion& dispersion) {
  const auto difference = DifferenceOfTotals(measure, change);
  if (!difference || !difference->is_tested()) return false;
  if ((difference->size > 0) != (explained > 0)) return false;
  return std::abs(difference->z) /
             std::sqrt(std::max(1.0, IsQuotient(measure) ? dispersion.rate : dispersion.volume)) >
         1.96;
}

double ScoreOf(const Scanned& one, const Breakdown& breakdown) {
  const Change total = TotalOf(breakdown);
  const auto segments = static_cast<double>(breakdown.segments.size());
  const auto further = static_cast<double>(breakdown.dimensions.size() - 1);
  return one.departure.evidence - 2 * std::log(segments) -
         further * std::log(total.before.n + total.now.n);
}

/// The same rows under another name: a hot line is a channel and a queue.
bool IsTheSame(const MovedSegment& a, const Segment& segment) {
  return a.element.change == segment.change;
}

bool SharesAValue(const MovedSegment& a, const Breakdown& breakdown, const Segment& segment) {
  for (size_t i = 0; i < a.dimensions.size(); ++i)
    for (size_t j = 0; j < breakdown.dimensions.size(); ++j)
      if (a.dimensions[i] == breakdown.dimensions[j] && a.element.keys[i] == segment.keys[j])
        return true;
  return false;
}

}  // namespace

std::vector<MovedSegment> MovedSegments(Measure measure, std::span<const Breakdown> breakdowns,
                                        const SearchLimits& limits) {
  if (breakdowns.empty()) return {};
  const ScanResult scan = Scan(measure, breakdowns, limits);
  std::vector<Candidate> candidates;
  for (const Scanned& one : scan.segments) {
    const Breakdown& breakdown = breakdowns[one.breakdown];
    const Segment& segment = breakdown.segments[one.segment];
    if (breakdown.has_people || one.q > limits.false_discoveries) continue;
    if (std::ranges::find(segment.keys, "") != segment.keys.end()) continue;  // not stated
    if (!HasMovedItself(measure, segment.change, one.departure.explained,
                        scan.dispersions[one.breakdown]))
      continue;
    candidates.push_back({ScoreOf(one, breakdown), &one});
  }
  std::ranges::stable_sort(candidates, std::ranges::greater{}, &Candidate::score);
  std::vector<MovedSegment> moved;
  for (const auto& [score, one] : candidates) {
    const Breakdown& breakdown = breakdowns[one->breakdown];
    const Segment& segment = breakdown.segments[one->segment];
    const bool is_told = std::ranges::any_of(moved, [&](const MovedSegment& other) {
      return SharesAValue(other, breakdown, segment) || IsTheSame(other, segment);
    });
    if (is_told) continue;
    moved.push_back(
        {one->breakdown,
         breakdown.dimensions,
         {segment.keys, segment.change, one->departure, one->surprise, one->p, one->q}});
  }
  return moved;
}

Finding FindMoved(const metrics::MetricSpec& metric, Measure measure, const MovedSegment& moved,
                  double rows_of_whole) {
  Finding finding;
  finding.kind = Finding::Kind::kCause;
  finding.metric = &metric;
  finding.subject = {moved.dimensions.front(),
                     moved.dimensions.size() == 1 ? moved.element.keys.front() : ""};
  const Departure& departure = moved.element.departure;
  finding.outcome = departure.explained > 0 ? Outcome::kUp : Outcome::kDown;
  const Change& change = moved.element.change;
  for (const bool is_before : {false, true}) {
    const Sums& sums = is_before ? change.before : change.now;
    metrics::Value value;
    value.value = FigureOf(measure, sums);
    value.n = std::llround(sums.n);
    for (size_t i = 0; i < moved.dimensions.size(); ++i)
      finding.evidence.push_back({is_before ? "part_before" : "part",
                                  &metric,
                                  {moved.dimensions[i], moved.element.keys[i]},
                                  is_before,
                                  value});
  }
  finding.strength = {departure.low, departure.high,  departure.z,
                      true,          moved.element.p, moved.element.q};
  const double now = FigureOf(measure, change.now).value_or(0);
  const double before = FigureOf(measure, change.before).value_or(0);
  finding.impact = ImpactOf(metric, now, before, true) *
                   std::sqrt((change.before.n + change.now.n) / std::max(1.0, rows_of_whole));
  return finding;
}

}  // namespace kebao::analysis
