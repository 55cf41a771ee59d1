#include "app/report_request.h"

#include <nlohmann/json.hpp>

namespace kebao::app {
namespace {

constexpr int kSchemaVersion = 1;

using Json = nlohmann::ordered_json;

std::string Text(const Json& tree, const char* key) { return tree.value(key, std::string()); }

std::vector<std::string> TextList(const Json& tree, const char* key) {
  return tree.value(key, std::vector<std::string>());
}

MakeReportOptions OptionsOf(const Json& tree) {
  MakeReportOptions options;
  options.template_id = tree.at("template").get<std::string>();
  options.query.period = Text(tree, "period");
  options.query.from = Text(tree, "from");
  options.query.to = Text(tree, "to");
  options.query.compare = tree.at("compare").get<std::string>();
  options.query.filters = TextList(tree, "filters");
  options.query.sources = TextList(tree, "sources");
  options.query.pack = Text(tree, "pack");
  options.query.zone = Text(tree, "time_zone");
  options.query.week_start = Text(tree, "week_start");
  options.language = Text(tree, "language");
  options.audience = Text(tree, "audience");
  options.organisation = Text(tree, "organisation");
  options.currency = Text(tree, "currency");
  options.formats = TextList(tree, "formats");
  return options;
}

std::unexpected<Problem> Refuse(int64_t snapshot, const std::string& detail) {
  return MakeProblem("snapshot.request", "archive",
                     {{"snapshot", std::to_string(snapshot)}, {"detail", detail}});
}

}  // namespace

std::string RequestJson(const MakeReportOptions& options, const ReportPlan& plan) {
  const metrics::QueryContext& context = plan.request.context;
  const QueryOptions& query = options.query;
  Json tree = {{"schema_version", kSchemaVersion}, {"template", options.template_id}};
  if (!query.period.empty()) tree["period"] = query.period;
  if (!query.from.empty()) tree["from"] = query.from;
  if (!query.to.empty()) tree["to"] = query.to;
  tree["compare"] = query.compare;
  tree["filters"] = query.filters;
  tree["sources"] = query.sources;
  tree["pack"] = context.pack;
  tree["time_zone"] = context.zone.name();
  tree["week_start"] = std::to_string(context.week_start);
  tree["language"] = plan.language;
  tree["audience"] = options.audience;
  tree["organisation"] = plan.request.organisation;
  tree["currency"] = plan.request.currency;
  tree["formats"] = options.formats;
  return tree.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<MakeReportOptions> ParseRequest(const std::string& json, int64_t snapshot) {
  try {
    const Json tree = Json::parse(json);
    const int version = tree.at("schema_version").get<int>();
    if (version > kSchemaVersion) return Refuse(snapshot, "schema_version");
    return OptionsOf(tree);
  } catch (const Json::exception& failure) {
    return Refuse(snapshot, failure.what());
  }
}

}  // namespace kebao::app
