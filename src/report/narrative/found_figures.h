#pragma once

#include <string>

#include "document/document.h"
#include "inquiry/cause_inquiry.h"
#include "inquiry/series_inquiry.h"
#include "report/figures.h"

namespace kebao::report {

/// "explained", "low", "high", "share", "rest" and, of quotients, "rate" and "mix"; of the cause
/// that is told first. None without one.
FoundFigures FiguresOf(const inquiry::ExplainedChange& change, const FigureMaker& figures);

/// "explained", "low", "high" of a part that moved by itself.
FoundFigures FiguresOf(const inquiry::ExplainedChange& change, const analysis::MovedSegment& moved,
                       const FigureMaker& figures);

/// Over all buckets: "change" with its interval, "low", "high", "start", "end", "points".
FoundFigures FiguresOf(const inquiry::MetricTrend& trend, const FigureMaker& figures);

/// "value", "expected" with its interval, "low", "high".
FoundFigures FiguresOf(const inquiry::UnusualDay& day, const FigureMaker& figures);

/// The largest value that is expected, "peak", with "peak_low" and "peak_high"; "total" of amounts;
/// "error": what the same method missed by at earlier times, a part of the value.
FoundFigures FiguresOf(const inquiry::MetricForecast& made, const FigureMaker& figures);
/// Its place among the points; the first of equals.
size_t PeakOf(const inquiry::MetricForecast& made);

/// "issue_type=产品故障; product=智能门锁S2": which rows a segment is, as provenance has it.
std::string WhereOf(const std::vector<std::string>& dimensions,
                    const std::vector<std::string>& keys);

}  // namespace kebao::report
