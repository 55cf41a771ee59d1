#include "report/analysis/casebook.h"

#include <fmt/format.h>

#include <algorithm>

namespace kebao::report {

inquiry::AskedMetrics Casebook::Asked() {
  return {sources_.catalog,
          [this](const metrics::QueryContext& context, const std::vector<metrics::Query>& queries)
              -> Result<std::vector<metrics::ResultTable>> {
            KEBAO_TRY(std::vector<metrics::ResultTable> answers, sources_.answer(context, queries));
            for (metrics::ResultTable& answer : answers) {
              redaction_.Apply(&answer);
              if (answer.query.grain == metrics::Grain::kNone) answers_.push_back(answer);
            }
            return answers;
          }};
}

metrics::QueryContext Casebook::ContextOfNext() const {
  metrics::QueryContext next = request_.context;
  const metrics::Period& now = request_.context.period;
  const std::string first = FormatDay(now.limit);
  const int days = now.limit.days - now.first.days;
  std::string id;
  if (now.natural == metrics::Grain::kMonth) id = first.substr(0, 7);
  if (now.natural == metrics::Grain::kQuarter)
    id = fmt::format("{}-Q{}", first.substr(0, 4), (std::stoi(first.substr(5, 2)) + 2) / 3);
  if (now.natural == metrics::Grain::kYear) id = first.substr(0, 4);
  const auto named = id.empty() ? std::unexpected(Problem{}) : metrics::ParsePeriod(id);
  next.period =
      named ? *named
            : metrics::Period{first, now.limit, LocalDay{now.limit.days + days}, now.natural};
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
