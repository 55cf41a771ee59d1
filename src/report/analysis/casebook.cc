#include "report/analysis/casebook.h"

#include <algorithm>

namespace kebao::report {

/// Whether its answers are what the report's own figures are: of its periods and its rows.
bool Casebook::IsOfReport(const metrics::QueryContext& asked) const {
  const auto is_same = [](const metrics::Period& one, const metrics::Period& other) {
    return one.first == other.first && one.limit == other.limit;
  };
  const metrics::QueryContext& own = request_.context;
  const bool has_same_comparison =
      !asked.comparison || (own.comparison && is_same(*asked.comparison, *own.comparison));
  return is_same(asked.period, own.period) && has_same_comparison &&
         std::ranges::equal(asked.filters, own.filters,
                            [](const metrics::Filter& one, const metrics::Filter& other) {
                              return one.dimension == other.dimension && one.values == other.values;
                            });
}

inquiry::AskedMetrics Casebook::Asked() {
  return {sources_.catalog,
          [this](const metrics::QueryContext& context, const std::vector<metrics::Query>& queries)
              -> Result<std::vector<metrics::ResultTable>> {
            KEBAO_TRY(std::vector<metrics::ResultTable> answers, sources_.answer(context, queries));
            for (metrics::ResultTable& answer : answers) {
              redaction_.Apply(&answer);
              if (answer.query.grain == metrics::Grain::kNone && IsOfReport(context))
                answers_.push_back(answer);
            }
            return answers;
          }};
}

metrics::QueryContext Casebook::ContextOfNext() const {
  metrics::QueryContext next = request_.context;
  next.period = metrics::NextPeriod(next.period);
  next.comparison.reset();
  return next;
}

std::string Casebook::NameOfNext() const {
  return "next." + GrainId(request_.context.period.natural);
}

std::vector<std::string> Casebook::Shown(std::vector<std::string> dimensions) const {
  if (!request_.audience) return dimensions;
  const Audience& audience = *request_.audience;
  const bool has_agents =
      audience.agents == Audience::Names::kReal || audience.agents == Audience::Names::kPseudonym;
  const bool has_teams = audience.teams != Audience::Names::kHidden;
  std::erase_if(dimensions, [&](const std::string& id) {
    const auto spec = sources_.catalog.FindDimension(id);
    if (!spec) return false;
    using enum metrics::DimensionKind;
    return ((*spec)->kind == kAgent && !has_agents) || ((*spec)->kind == kTeam && !has_teams);
  });
  return dimensions;
}

std::string Casebook::NameOf(const metrics::MetricSpec& spec) const {
  return spec.name.In(sources_.texts.language());
}

void Casebook::Remember(const FoundFigures& found) {
  for (const auto& [name, figure] : found) found_figures_.push_back(figure);
}

bool Casebook::IsExplained(const std::string& metric) const {
  return std::ranges::find(explained_, metric) != explained_.end();
}

Result<void> Casebook::AddTo(FigureIndex* index) const {
  for (const metrics::ResultTable& answer : answers_) {
    KEBAO_TRY_VOID(index->Add(answer, figures_));
  }
  for (const document::Figure& figure : found_figures_) index->Add(figure);
  return {};
}

}  // namespace kebao::report
