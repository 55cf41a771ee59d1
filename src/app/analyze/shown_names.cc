#include "app/analyze/shown_names.h"

#include <memory>
#include <utility>

#include "app/pseudonym_key.h"
#include "app/report_audience.h"
#include "report/redaction.h"

namespace kebao::app {
namespace {

using report::Audience;

bool IsHidden(Audience::Names names) {
  return names == Audience::Names::kHidden || names == Audience::Names::kOwn;
}

Result<void> CheckMaySee(const Audience& audience, const std::vector<std::string>& dimensions,
                         const metrics::MetricCatalog& catalog) {
  for (const std::string& dimension : dimensions) {
    KEBAO_TRY(const metrics::DimensionSpec* spec, catalog.FindDimension(dimension));
    const bool is_hidden =
        (spec->kind == metrics::DimensionKind::kAgent && IsHidden(audience.agents)) ||
        (spec->kind == metrics::DimensionKind::kTeam && IsHidden(audience.teams));
    if (is_hidden)
      return MakeProblem("cli.analyze_audience", "--audience",
                         {{"audience", audience.id}, {"dimension", dimension}});
  }
  return {};
}

}  // namespace

Result<ShownNames> ShownNamesFor(const std::string& audience,
                                 const std::vector<std::string>& dimensions, MetricSession* opened,
                                 const Texts& texts) {
  if (audience.empty())
    return ShownNames{opened->context(), opened->service(), std::identity{}, std::identity{}};
  report::ReportRequest request{.context = opened->context()};
  KEBAO_TRY(request.audience,
            report::FindAudience(opened->session().definitions().UserFirst("audiences"), audience));
  KEBAO_TRY_VOID(CheckMaySee(*request.audience, dimensions, opened->catalog()));
  if (request.audience->agents == Audience::Names::kOwn)
    request.audience->agents = Audience::Names::kHidden;
  KEBAO_TRY(const HashKey key, PseudonymKey(opened->session().folder()));
  KEBAO_TRY_VOID(SettleAudience(opened->directory(), key, &request));
  const auto redaction = std::make_shared<const report::Redaction>(
      *request.audience, std::move(request.names), opened->catalog(), texts);
  const auto answer =
      [redaction, &service = opened->service()](
          const metrics::QueryContext& context,
          const std::vector<metrics::Query>& queries) -> Result<std::vector<metrics::ResultTable>> {
    KEBAO_TRY(metrics::Answers answers, service.Answer(context, queries));
    for (metrics::ResultTable& table : answers.tables) redaction->Apply(&table);
    return std::move(answers.tables);
  };
  return ShownNames{
      std::move(request.context),
      {opened->catalog(), answer},
      [redaction](const std::string& text) { return redaction->Shown(text); },
      [redaction](const metrics::Filter& filter) { return redaction->Shown(filter); }};
}

std::set<int64_t> BotsOf(const engine::Directory& directory) {
  std::set<int64_t> bots;
  for (size_t key = 0; key < directory.agents.size(); ++key)
    if (directory.agents[key].is_bot) bots.insert(static_cast<int64_t>(key));
  return bots;
}

std::set<int64_t> NobodiesOf(const std::string& dimension, const MetricSession& opened) {
  const auto spec = opened.catalog().FindDimension(dimension);
  if (!spec || (*spec)->kind != metrics::DimensionKind::kAgent) return {};
  return BotsOf(opened.directory());
}

}  // namespace kebao::app
