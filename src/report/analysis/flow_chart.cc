#include "report/analysis/flow_chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/fact_schema.h"
#include "report/analysis/series_points.h"

namespace kebao::report {
namespace {

using inquiry::FlowEdge;

/// In the life of a conversation; what is no stage comes last.
int PlaceOf(const std::string& stage) {
  int place = 0;
  while (place < domain::kFlowNodeCount && NameOf(static_cast<domain::FlowNode>(place)) != stage)
    ++place;
  return place;
}

/// Keys at one end of the edges: stages in the order of a life, others by falling count.
std::vector<std::string> NodesOf(const inquiry::FlowAnswer& flow, std::string FlowEdge::*end,
                                 const std::string& dimension) {
  std::vector<std::string> keys;
  for (const FlowEdge& edge : flow.edges)
    if (std::ranges::find(keys, edge.*end) == keys.end()) keys.push_back(edge.*end);
  if (std::ranges::find(domain::kFlowDimensions, dimension) != std::end(domain::kFlowDimensions))
    std::ranges::stable_sort(keys, {}, PlaceOf);
  return keys;
}

std::vector<std::string> NamesOf(const std::vector<std::string>& keys, const std::string& dimension,
                                 const Casebook& casebook) {
  std::vector<std::string> names;
  names.reserve(keys.size());
  for (const std::string& key : keys) names.push_back(casebook.labels().Value(dimension, key));
  return names;
}

}  // namespace

document::Chart FlowChartOf(const inquiry::FlowAnswer& flow, const Casebook& casebook) {
  const metrics::MetricSpec& counted = *flow.counted;
  const auto from = NodesOf(flow, &FlowEdge::from, flow.from_dimension);
  const auto to = NodesOf(flow, &FlowEdge::to, flow.to_dimension);
  document::Chart chart;
  chart.kind = document::Chart::Kind::kSankey;
  chart.category_title = casebook.texts().Get("report.analysis.from_and_to");
  chart.rows = NamesOf(from, flow.from_dimension, casebook);
  chart.categories = NamesOf(to, flow.to_dimension, casebook);
  document::Series series{casebook.NameOf(counted), FigureMaker::FormatOf(counted)};
  for (const std::string& origin : from)
    for (const std::string& destination : to) {
      const auto edge = std::ranges::find_if(flow.edges, [&](const FlowEdge& one) {
        return one.from == origin && one.to == destination;
      });
      if (edge == flow.edges.end())
        AddGap(&series);
      else
        AddPoint(casebook.figures().Make(counted, Plain(edge->count),
                                         ValueId(flow.from_dimension, origin) + "; " +
                                             ValueId(flow.to_dimension, destination)),
                 &series);
    }
  chart.series.push_back(std::move(series));
  chart.provenance = {counted.id, casebook.context().pack,
                      fmt::format("period={}; by={},{}", casebook.context().period.id,
                                  flow.from_dimension, flow.to_dimension)};
  return chart;
}

}  // namespace kebao::report
