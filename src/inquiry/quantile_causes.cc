#include "inquiry/quantile_causes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kebao::inquiry {
namespace {

using analysis::Breakdown;
using analysis::Change;
using analysis::Departure;
using analysis::Measure;
using analysis::Outcome;
using analysis::Sums;
using metrics::RowColumn;

constexpr size_t kMostPairs = 3;
constexpr size_t kLeastSegments = 2;
constexpr int64_t kNotStated = -1;

/// The values of a metric in one period, and the codes of the dimensions that its rows state.
struct ValuesOfPeriod {
  std::vector<double> values;
  std::vector<std::vector<int64_t>> codes;  // by dimension
};

struct Places {
  std::optional<size_t> value;
  std::vector<std::optional<size_t>> dimensions;
};

Result<ValuesOfPeriod> ReadValues(const CauseRequest& request, metrics::QueryContext context,
                                  const metrics::Period& period, const std::string& metric,
                                  const std::vector<std::string>& columns) {
  context.period = period;
  context.comparison.reset();
  KEBAO_TRY(const metrics::RowsBehind behind, request.rows(context, metric));
  const auto value = PlaceOf(behind, RowColumn::Role::kValue, "");
  KEBAO_ASSERT(value.has_value());
  ValuesOfPeriod read;
  read.codes.resize(columns.size());
  std::vector<std::optional<size_t>> places;
  for (const std::string& column : columns)
    places.push_back(PlaceOf(behind, RowColumn::Role::kDimension, column));
  engine::ChunkView chunk;
  while (behind.rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row) {
      if (chunk.columns[*value].IsNull(row)) continue;
      read.values.push_back(NumberIn(chunk.columns[*value], row));
      for (size_t i = 0; i < columns.size(); ++i) {
        if (!places[i]) continue;
        const engine::ColumnView& codes = chunk.columns[*places[i]];
        read.codes[i].push_back(codes.IsNull(row) ? kNotStated : codes.Int32(row));
      }
    }
  return read;
}

/// The value that a part q of all values do not exceed.
double QuantileOf(std::vector<double> values, double q) {
  const auto place = static_cast<size_t>(q * static_cast<double>(values.size() - 1));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::ranges::nth_element(values, at);
  return *at;
}

class QuantileSearch {
 public:
  QuantileSearch(const AskedMetrics& asked, const metrics::QueryContext& context,
                 const CauseRequest& request, ExplainedChange* change)
      : asked_(asked), context_(context), request_(request), change_(*change) {}

  Result<std::optional<Outcome>> Run(const std::vector<std::string>& dimensions) {
    KEBAO_TRY_VOID(Read(dimensions));
    if (now_.values.empty() || before_.values.empty()) return Outcome::kNotMeasured;
    SetThreshold();
    std::vector<std::vector<std::string>> alone;
    for (const std::string& dimension : dimensions_) alone.push_back({dimension});
    KEBAO_TRY_VOID(BreakDown(alone));
    KEBAO_TRY_VOID(BreakDown(Pairs()));
    if (above_.empty()) return obstacle_.value_or(Outcome::kNotMeasured);
    change_.search = analysis::SearchCauses(Measure::kShare, above_);
    PutBackIntoUnit();
    return std::nullopt;
  }

 private:
  /// Keeps those that the rows state.
  Result<void> Read(const std::vector<std::string>& dimensions) {
    std::vector<std::string> columns;
    for (const std::string& id : dimensions) {
      KEBAO_TRY(const metrics::DimensionSpec* spec, asked_.catalog().FindDimension(id));
      if (spec->is_computed() || spec->column.empty()) continue;
      columns.push_back(spec->column);
      dimensions_.push_back(id);
    }
    const std::string& metric = change_.metric->id;
    KEBAO_TRY(now_, ReadValues(request_, context_, context_.period, metric, columns));
    KEBAO_TRY(before_, ReadValues(request_, context_, *context_.comparison, metric, columns));
    for (size_t i = dimensions_.size(); i-- > 0;) {
      if (now_.codes[i].size() == now_.values.size() &&
          before_.codes[i].size() == before_.values.size())
        continue;
      const auto at = static_cast<std::ptrdiff_t>(i);
      dimensions_.erase(dimensions_.begin() + at);
      now_.codes.erase(now_.codes.begin() + at);
      before_.codes.erase(before_.codes.begin() + at);
    }
    return {};
  }

  void SetThreshold() {
    std::vector<double> all = now_.values;
    all.insert(all.end(), before_.values.begin(), before_.values.end());
    threshold_ = QuantileOf(std::move(all), change_.metric->q);
  }

  size_t PlaceOfDimension(const std::string& id) const {
    return static_cast<size_t>(std::ranges::find(dimensions_, id) - dimensions_.begin());
  }

  using Codes = std::vector<int64_t>;
  void Count(const ValuesOfPeriod& read, const std::vector<size_t>& places, bool is_before,
             std::map<Codes, Change>* counts) const {
    Codes codes(places.size());
    for (size_t row = 0; row < read.values.size(); ++row) {
      for (size_t i = 0; i < places.size(); ++i) codes[i] = read.codes[places[i]][row];
      Change& change = (*counts)[codes];
      Sums& sums = is_before ? change.before : change.now;
      sums.base += 1;
      sums.n += 1;
      if (read.values[row] > threshold_) sums.amount += 1;
    }
  }

  bool HasPeople(const std::vector<std::string>& by) const {
    return std::ranges::any_of(by, [&](const std::string& id) {
      const auto spec = asked_.catalog().FindDimension(id);
      return spec && (*spec)->kind == metrics::DimensionKind::kAgent;
    });
  }

  /// The names of the segments, and the quantile of each, are the answer's.
  Result<void> BreakDown(const std::vector<std::vector<std::string>>& by) {
    std::vector<metrics::Query> questions;
    for (const auto& dimensions : by)
      questions.push_back({{change_.metric->id}, dimensions, metrics::Grain::kNone, false});
    if (questions.empty()) return {};
    KEBAO_TRY(const auto answers, asked_.Answer(context_, questions));
    for (const metrics::ResultTable& answer : answers) Take(answer);
    return {};
  }

  void Take(const metrics::ResultTable& answer) {
    const std::vector<std::string>& by = answer.query.dimensions;
    std::vector<size_t> places;
    for (const std::string& dimension : by) places.push_back(PlaceOfDimension(dimension));
    std::map<Codes, Change> counts;
    Count(now_, places, false, &counts);
    Count(before_, places, true, &counts);
    Breakdown above{by, HasPeople(by), {}};
    Breakdown values = above;
    for (const metrics::Row& row : answer.rows) {
      const auto counted = counts.find(row.key_codes);
      if (row.is_total || row.compared.empty() || counted == counts.end()) continue;
      if (!row.values[0].is_complete || !row.compared[0].is_complete)
        obstacle_ = Outcome::kIncomplete;
      above.segments.push_back({row.keys, counted->second});
      values.segments.push_back({row.keys, {ValueOf(row.compared[0]), ValueOf(row.values[0])}});
    }
    if (above.segments.size() < kLeastSegments || obstacle_) return;
    above_.push_back(std::move(above));
    change_.breakdowns.push_back(std::move(values));
  }

  /// As a mean over the segment's rows.
  static Sums ValueOf(const metrics::Value& value) {
    const auto n = static_cast<double>(value.n);
    if (!value.value || value.n == 0) return {};
    return {*value.value * n, n, n, {}};
  }

  std::vector<std::vector<std::string>> Pairs() const {
    const auto best = analysis::PromisingDimensions(Measure::kShare, above_, request_.plan.paired);
    std::vector<std::vector<std::string>> pairs;
    for (size_t i = 0; i < best.size(); ++i)
      for (size_t j = i + 1; j < best.size() && pairs.size() < kMostPairs; ++j)
        pairs.push_back({above_[best[i]].dimensions[0], above_[best[j]].dimensions[0]});
    return pairs;
  }

  /// Shares above the threshold move as the quantile does, so the factor is above 0.
  void PutBackIntoUnit() {
    const double change = *change_.now.value - *change_.before.value;
    analysis::CauseSearch& search = change_.search;
    const double factor = search.change == 0 ? 0 : change / search.change;
    if (!(factor > 0)) {  // the quantile jumped a gap that the share does not see
      search.causes.clear();
      search.outcome = analysis::CauseSearch::Outcome::kNotTestable;
    }
    for (analysis::Cause& cause : search.causes) {
      Scale(factor, &cause.departure);
      for (analysis::CauseElement& element : cause.elements) {
        Scale(factor, &element.departure);
        element.change = ValuesOf(cause, element);
      }
    }
    search.before = *change_.before.value;
    search.now = *change_.now.value;
    search.change = change;
  }

  Change ValuesOf(const analysis::Cause& cause, const analysis::CauseElement& element) const {
    for (const analysis::Segment& segment : change_.breakdowns[cause.breakdown].segments)
      if (segment.keys == element.keys) return segment.change;
    return {};
  }

  static void Scale(double factor, Departure* departure) {
    departure->explained *= factor;
    if (departure->low) *departure->low *= factor;
    if (departure->high) *departure->high *= factor;
    departure->rate_effect *= factor;
    departure->mix_effect *= factor;
  }

  const AskedMetrics& asked_;
  const metrics::QueryContext& context_;
  const CauseRequest& request_;
  ExplainedChange& change_;
  std::vector<std::string> dimensions_;
  ValuesOfPeriod now_;
  ValuesOfPeriod before_;
  double threshold_ = 0;
  std::vector<Breakdown> above_;  // in the order of change_.breakdowns
  std::optional<Outcome> obstacle_;
};

}  // namespace

Result<std::optional<Outcome>> SearchQuantile(const AskedMetrics& asked,
                                              const metrics::QueryContext& context,
                                              const CauseRequest& request,
                                              const std::vector<std::string>& dimensions,
                                              ExplainedChange* change) {
  return QuantileSearch(asked, context, request, change).Run(dimensions);
}

}  // namespace kebao::inquiry
