#include "report/document_head.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/question_list.h"

namespace kebao::report {
namespace {

using document::Document;

constexpr const char* kIssueType = "issue_type";
constexpr size_t kNamedIssueTypes = 6;

}  // namespace

Document DocumentHead::Make() const {
  const Texts& texts = sources_.texts;
  const metrics::QueryContext& context = request_.context;
  Document document;
  document.template_id = spec_.id;
  document.language = texts.language();
  document.title = spec_.title.In(document.language);
  document.subtitle = Subtitle();
  document.period_id = context.period.id;
  if (request_.audience) {
    document.audience = request_.audience->id;
    document.audience_name = request_.audience->name.In(document.language);
  }
  document.data_version = sources_.data_version;
  document.catalog_version =
      fmt::format("{:016x}-{:016x}", sources_.catalog.version(), spec_.content_hash);
  document.report_time = FormatInstantUtc(context.report_time);
  document.time_zone = context.zone.name();
  document.properties = Properties();
  return document;
}

std::string DocumentHead::Subtitle() const {
  std::vector<std::string> parts = {redaction_.Shown(request_.organisation),
                                    labels_.Period(request_.context.period), Whose()};
  std::erase(parts, "");
  return fmt::format("{}", fmt::join(parts, " · "));
}

/// Of whom or for which department the figures are.
std::string DocumentHead::Whose() const {
  if (!request_.audience) return "";
  if (request_.audience->department) return DepartmentText(*request_.audience->department);
  for (const NamesInData::Named& agent : request_.names.agents)
    if (agent.is_own) return agent.name;
  return "";
}

std::string DocumentHead::DepartmentText(const Department& department) const {
  const std::string name = department.name.In(sources_.texts.language());
  const auto& filters = request_.context.filters;
  // The department's own is the last.
  const auto filter = std::find_if(filters.rbegin(), filters.rend(),
                                   [](const auto& one) { return one.dimension == kIssueType; });
  if (filter == filters.rend()) return name;
  std::vector<std::string> types = redaction_.Shown(*filter).values;
  const std::string count = std::to_string(types.size());
  const bool has_more = types.size() > kNamedIssueTypes;
  types.resize(std::min(types.size(), kNamedIssueTypes));
  const std::string listed =
      fmt::format("{}", fmt::join(types, sources_.texts.Get("report.audience.and")));
  return sources_.texts.Get(
      has_more ? "report.audience.department_more" : "report.audience.department",
      {{"department", name}, {"types", listed}, {"count", count}});
}

/// Whom the version is for, and how names stand in it.
std::string DocumentHead::AudienceText() const {
  if (!request_.audience) return "";
  const Texts& texts = sources_.texts;
  const std::string name = request_.audience->name.In(texts.language());
  const bool has_pseudonyms = request_.audience->agents == Audience::Names::kPseudonym;
  return has_pseudonyms ? texts.Get("report.audience.pseudonyms", {{"audience", name}}) : name;
}

std::vector<std::pair<std::string, std::string>> DocumentHead::Properties() const {
  const Texts& texts = sources_.texts;
  const metrics::QueryContext& context = request_.context;
  std::vector<std::pair<std::string, std::string>> properties;
  const auto add = [&](const char* key, std::string value) {
    if (!value.empty())
      properties.emplace_back(texts.Get(std::string("report.property.") + key), std::move(value));
  };
  add("purpose", spec_.purpose.In(texts.language()));
  add("audience", AudienceText());
  add("period", labels_.Period(context.period));
  if (context.comparison) add("comparison", labels_.Period(*context.comparison));
  add("filters", FilterText());
  add("pack", labels_.Pack(context.pack));
  if (HasMoney()) add("currency", request_.currency);
  add("time_zone", context.zone.name());
  add("report_time", LocalText(context.report_time));
  add("data_version", sources_.data_version);
  add("coverage", CoverageText());
  return properties;
}

bool DocumentHead::HasMoney() const {
  return std::ranges::any_of(MetricsOf(spec_), [&](const std::string& id) {
    const auto metric = sources_.catalog.Find(id, request_.context.pack);
    return metric && (*metric)->unit == metrics::Unit::kMoney;
  });
}

bool DocumentHead::IsCovered(const metrics::Period& period) const {
  return sources_.coverage && sources_.coverage->Holds(period.first, period.limit);
}

bool DocumentHead::IsCoveredAsAWhole() const {
  const metrics::QueryContext& context = request_.context;
  return IsCovered(context.period) && (!context.comparison || IsCovered(*context.comparison));
}

std::string DocumentHead::CoverageText() const {
  const Texts& texts = sources_.texts;
  if (!sources_.coverage) return texts.Get("report.coverage.none");
  const TextArguments arguments = {{"first", FormatDay(sources_.coverage->first)},
                                   {"last", FormatDay(sources_.coverage->last)}};
  if (IsCoveredAsAWhole()) return texts.Get("report.coverage.whole", arguments);
  return texts.Get(IsCovered(request_.context.period) ? "report.coverage.comparison_partial"
                                                      : "report.coverage.partial",
                   arguments);
}

std::string DocumentHead::FilterText() const {
  std::string text;
  for (const metrics::Filter& given : request_.context.filters) {
    const metrics::Filter filter = redaction_.Shown(given);
    text += fmt::format("{}{} = {}", text.empty() ? "" : "; ",
                        labels_.Dimension(filter.dimension).value_or(filter.dimension),
                        fmt::join(filter.values, ", "));
  }
  return text;
}

std::string DocumentHead::LocalText(Instant at) const {
  const LocalTime local = request_.context.zone.ToLocal(at);
  const int64_t seconds = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond;
  return fmt::format("{} {:02}:{:02}", FormatDay(local.day()), seconds / 3600, seconds / 60 % 60);
}

}  // namespace kebao::report
