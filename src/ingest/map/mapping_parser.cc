#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "base/yaml.h"
#include "ingest/map/mapping.h"
#include "ingest/map/mapping_parsing.h"
#include "ingest/map/mapping_sections.h"

namespace kebao::ingest {
namespace {

Result<void> ParseNames(const Yaml& yaml, Mapping& mapping) {
  KEBAO_TRY(const Yaml name, yaml.Require("mapping"));
  KEBAO_TRY(mapping.name, name.AsText());
  const Yaml titles = yaml.At("titles");
  KEBAO_TRY_VOID(titles.AllowKeys({"zh", "en"}));
  mapping.title_zh = titles.At("zh").TextOr(mapping.name);
  mapping.title_en = titles.At("en").TextOr(mapping.name);
  mapping.source = yaml.At("source").TextOr(mapping.name);
  return {};
}

Result<void> ParseAliases(const Yaml& yaml, Mapping& mapping) {
  for (const auto& [column, names] : yaml.Entries()) {
    KEBAO_TRY(mapping.aliases[column], names.AsTextList());
  }
  return {};
}

Result<void> ParseReadingRules(const Yaml& yaml, Mapping& mapping) {
  mapping.zone = yaml.At("zone").TextOr("");
  if (!mapping.zone.empty() && !TimeZone::Find(mapping.zone)) {
    return MakeProblem("zone.unknown", yaml.At("zone").place(), {{"zone", mapping.zone}});
  }
  KEBAO_TRY(mapping.missing, yaml.At("missing").AsTextList());
  KEBAO_TRY(mapping.time_formats, yaml.At("times").AsTextList());
  for (const std::string& format : mapping.time_formats) {
    KEBAO_TRY_VOID(TimeFormat::Compile(format, yaml.At("times").place()));
  }
  if (mapping.time_formats.empty()) mapping.time_formats = {"auto"};
  KEBAO_TRY_VOID(ParseAliases(yaml.At("columns"), mapping));
  KEBAO_TRY(mapping.parameters, ParseParameters(yaml.At("parameters")));
  return {};
}

Result<void> ParseIdentities(const Yaml& yaml, Mapping& mapping) {
  KEBAO_TRY(mapping.agents, ParseAgents(yaml.At("agents")));
  if (yaml.Has("thread")) {
    KEBAO_TRY(mapping.thread, ParseThread(yaml.At("thread")));
  }
  KEBAO_TRY(mapping.conversation, ParseValue(yaml.At("conversation")));
  KEBAO_TRY(mapping.version, ParseValue(yaml.At("version")));
  mapping.recorded_kinds_from_columns = yaml.At("recorded_kinds").TextOr("") == "auto";
  if (!mapping.recorded_kinds_from_columns) {
    KEBAO_TRY(mapping.recorded_kinds, ParseKinds(yaml.At("recorded_kinds")));
  }
  KEBAO_TRY(mapping.rules, ParseRules(yaml.At("rules")));
  return {};
}

Result<void> ParseGroups(const Yaml& yaml, Mapping& mapping) {
  GroupSpec root;
  KEBAO_TRY_VOID(ParseOutputs(yaml, root));
  mapping.groups.push_back(std::move(root));
  for (const Yaml& each : yaml.At("each").Items()) {
    KEBAO_TRY(mapping.groups.emplace_back(), ParseEach(each));
  }
  return {};
}

}  // namespace

Result<Mapping> ParseMapping(std::string_view text, const std::string& name) {
  KEBAO_TRY(const Yaml yaml, Yaml::Parse(text, name));
  if (!yaml.is_map()) return MakeProblem("yaml.type", yaml.place(), {{"wanted", "map"}});
  KEBAO_TRY_VOID(
      yaml.AllowKeys({"mapping", "titles",  "source",       "recognise",      "read",
                      "zone",    "missing", "times",        "columns",        "parameters",
                      "agents",  "thread",  "conversation", "version",        "recorded_kinds",
                      "rules",   "records", "events",       "source_figures", "each"}));
  Mapping mapping;
  mapping.place = yaml.place();
  mapping.content_hash = HashBytes(text);
  KEBAO_TRY_VOID(ParseNames(yaml, mapping));
  KEBAO_TRY(mapping.recognise, ParseRecognise(yaml.At("recognise")));
  KEBAO_TRY(mapping.read, ParseReadOptions(yaml.At("read")));
  KEBAO_TRY_VOID(ParseReadingRules(yaml, mapping));
  KEBAO_TRY_VOID(ParseIdentities(yaml, mapping));
  KEBAO_TRY_VOID(ParseGroups(yaml, mapping));
  return mapping;
}

Result<Mapping> LoadMapping(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return MakeProblem("yaml.unreadable", file.string(), {{"detail", "read error"}});
  return ParseMapping(text.str(), file.string());
}

std::string NormalizedColumn(std::string_view name) {
  std::string normalized;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || c == '\t') continue;
    normalized.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return normalized;
}

}  // namespace kebao::ingest
