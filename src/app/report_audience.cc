#include "app/report_audience.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/pseudonym_key.h"
#include "report/pseudonyms.h"
#include "report/redaction.h"
#include "report/template_for_audience.h"

namespace kebao::app {
namespace {

using report::Audience;
using report::NamesInData;
using Named = NamesInData::Named;

constexpr const char* kAgent = "agent";
constexpr const char* kIssueType = "issue_type";
constexpr size_t kListedIssueTypes = 12;

std::string Lower(std::string text) {
  for (char& c : text)
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool Concerns(const report::Department& department, const std::string& issue_type) {
  const std::string name = Lower(issue_type);
  return std::ranges::any_of(department.issue_types,
                             [&](const std::string& own) { return Lower(own) == name; }) ||
         std::ranges::any_of(department.terms, [&](const std::string& term) {
           return !term.empty() && name.find(Lower(term)) != std::string::npos;
         });
}

std::string Listed(std::vector<std::string> names) {
  const bool has_more = names.size() > kListedIssueTypes;
  names.resize(std::min(names.size(), kListedIssueTypes));
  return fmt::format("{}{}", fmt::join(names, ", "), has_more ? " …" : "");
}

/// Only the conversations of the department's issue types.
Result<void> FilterByDepartment(const engine::Directory& directory, const Audience& audience,
                                metrics::QueryContext* context) {
  if (!audience.department) return {};
  const auto known = directory.dimensions.find(kIssueType);
  std::vector<std::string> all;
  if (known != directory.dimensions.end()) all = known->second.texts;
  std::erase(all, "");
  std::ranges::sort(all);
  metrics::Filter filter{kIssueType, {}};
  std::ranges::copy_if(all, std::back_inserter(filter.values), [&](const std::string& type) {
    return Concerns(*audience.department, type);
  });
  if (filter.values.empty())
    return MakeProblem("audience.issue_types", audience.place,
                       {{"audience", audience.id}, {"known", Listed(std::move(all))}});
  context->filters.push_back(std::move(filter));
  return {};
}

/// The one agent of an agent's own version; nullptr: there is not exactly one.
const metrics::Filter* OwnAgent(const metrics::QueryContext& context) {
  const metrics::Filter* found = nullptr;
  for (const metrics::Filter& filter : context.filters) {
    if (filter.dimension != kAgent) continue;
    if (found != nullptr || filter.values.size() != 1 || filter.values[0].empty()) return nullptr;
    found = &filter;
  }
  return found;
}

/// Whoever the filter names, in each source once: of two in one source, nobody could tell which.
Result<void> MarkOwn(const engine::Directory& directory, const std::string& value,
                     NamesInData* names) {
  std::map<std::string, std::vector<std::string>> ids_by_source;
  for (size_t key = 0; key < directory.agents.size(); ++key) {
    const engine::Directory::Agent& agent = directory.agents[key];
    if (agent.name != value && agent.id != value) continue;
    names->agents[key].is_own = true;
    std::vector<std::string>& ids = ids_by_source[agent.source];
    ids.push_back(agent.id);
    if (ids.size() > 1)
      return MakeProblem("audience.two_agents", "--filter",
                         {{"agent", value}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  return {};
}

template <class AllNamed>
std::vector<std::string> CodesOf(const HashKey& key, const char* kind, const AllNamed& all) {
  std::vector<std::string> identities;
  std::set<std::string> taken;  // a code that is somebody's real id would mislead
  for (const auto& one : all) {
    identities.push_back(fmt::format("{}\n{}\n{}", kind, one.source, one.id));
    taken.insert({one.id, one.name});
  }
  return report::PseudonymCodes(key, identities, taken);
}

NamesInData NamesOf(const engine::Directory& directory, const HashKey& key) {
  NamesInData names;
  const std::vector<std::string> agent_codes = CodesOf(key, "agent", directory.agents);
  for (size_t index = 0; index < directory.agents.size(); ++index) {
    const engine::Directory::Agent& agent = directory.agents[index];
    names.agents.push_back({agent.name, agent.id, agent_codes[index], !agent.is_bot});
  }
  const std::vector<std::string> team_codes = CodesOf(key, "team", directory.teams);
  for (size_t index = 0; index < directory.teams.size(); ++index)
    names.teams.push_back(
        {directory.teams[index].name, directory.teams[index].id, team_codes[index]});
  return names;
}

/// More than definitions, data quality and texts.
bool HasFigures(const report::Template& spec) {
  return std::ranges::any_of(spec.sections, [](const report::SectionSpec& section) {
    return std::ranges::any_of(section.blocks, [](const report::BlockSpec& block) {
      return !std::holds_alternative<report::DefinitionsBlock>(block) &&
             !std::holds_alternative<report::DataQualityBlock>(block) &&
             !std::holds_alternative<report::TextBlock>(block) &&
             !std::holds_alternative<report::BrokenBlock>(block);
    });
  });
}

metrics::QueryContext WithoutAgent(metrics::QueryContext context) {
  std::erase_if(context.filters,
                [](const metrics::Filter& filter) { return filter.dimension == kAgent; });
  return context;
}

}  // namespace

Result<void> PlanAudience(const Setup& setup, const std::string& id, report::Template* spec,
                          report::ReportRequest* request) {
  if (id.empty()) return {};
  KEBAO_TRY(Audience audience, report::FindAudience(setup.definitions.UserFirst("audiences"), id));
  const bool is_own = audience.agents == Audience::Names::kOwn;
  if (is_own && OwnAgent(request->context) == nullptr)
    return MakeProblem("audience.agent", "--audience", {{"audience", id}});
  report::Template fitted = report::ForAudience(*spec, audience, *setup.definitions.metrics);
  if (!HasFigures(fitted))
    return MakeProblem("audience.nothing", "--audience",
                       {{"template", spec->id}, {"audience", id}});
  *spec = std::move(fitted);
  request->audience = std::move(audience);
  return {};
}

Result<void> SettleAudience(const engine::Directory& directory, const HashKey& key,
                            report::ReportRequest* request) {
  if (!request->audience) return {};
  KEBAO_TRY_VOID(FilterByDepartment(directory, *request->audience, &request->context));
  request->names = NamesOf(directory, key);
  if (request->audience->agents != Audience::Names::kOwn) return {};
  KEBAO_TRY_VOID(MarkOwn(directory, OwnAgent(request->context)->values[0], &request->names));
  request->everybody = WithoutAgent(request->context);
  return {};
}

Result<std::string> ShownToAudience(Session* session, report::ReportRequest request,
                                    const std::string& language, const std::string& text) {
  if (!request.audience) return text;
  KEBAO_TRY(const HashKey key, PseudonymKey(session->folder()));
  KEBAO_TRY_VOID(SettleAudience(session->warehouse().directory(), key, &request));
  KEBAO_TRY(const Texts texts, Texts::Load(session->share().texts(), language));
  return report::Redaction(*request.audience, std::move(request.names),
                           *session->definitions().metrics, texts)
      .Shown(text);
}

Result<void> CheckAudienceWords(const std::vector<std::string>& words, const std::string& place,
                                const Setup& setup) {
  if (words.empty()) return {};
  const std::vector<std::string> known =
      report::AudienceWords(setup.definitions.UserFirst("audiences"));
  for (const std::string& word : words) {
    if (!std::ranges::binary_search(known, word))
      return MakeProblem(
          "template.audience", place,
          {{"audience", word}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
  }
  return {};
}

}  // namespace kebao::app
