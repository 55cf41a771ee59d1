#pragma once

#include <span>
#include <vector>

#include "analysis/attribution/cause_search.h"
#include "analysis/finding.h"

namespace kebao::analysis {

/// A segment that moved otherwise than everything else, whatever the whole did: a fault of one
/// product that a thousand other conversations hide.
struct MovedSegment {
  size_t breakdown = 0;  // its place among those given
  std::vector<std::string> dimensions;
  CauseElement element;
};

/// The segments of all breakdowns that are discoveries (see SearchCauses;
/// `limits.false_discoveries` over everything scanned) and that also changed by themselves, beyond
/// noise, the same way. By falling evidence, against how many as simple there were to choose from,
/// as causes are; of those that share a value of a dimension only the first, since they tell the
/// same story. Of a breakdown by people: none.
std::vector<MovedSegment> MovedSegments(Measure measure, std::span<const Breakdown> breakdowns,
                                        const SearchLimits& limits = {});

/// One as a finding of kind kCause, up or down. Evidence: "part" and "part_before" once per
/// dimension. Impact: that of the segment's own change, by the root of its part of all rows.
Finding FindMoved(const metrics::MetricSpec& metric, Measure measure, const MovedSegment& moved,
                  double rows_of_whole);

}  // namespace kebao::analysis
