#include "ingest/map/mapping_sections.h"

#include <array>

#include "ingest/map/mapping_parsing.h"

namespace kebao::ingest {
namespace {

constexpr std::array<std::pair<std::string_view, FileKind>, 7> kKinds = {
    {{"csv", FileKind::kCsv},
     {"xlsx", FileKind::kXlsx},
     {"json", FileKind::kJson},
     {"ndjson", FileKind::kNdjson},
     {"parquet", FileKind::kParquet},
     {"mbox", FileKind::kMbox},
     {"pipe", FileKind::kPipe}}};

Result<std::optional<FileKind>> ParseFileKind(const Yaml& yaml) {
  if (yaml.is_null()) return std::optional<FileKind>{};
  KEBAO_TRY(const std::string name, yaml.AsText());
  for (const auto& [kind_name, kind] : kKinds) {
    if (kind_name == name) return std::optional(kind);
  }
  return MakeProblem("mapping.value", yaml.place());
}

Result<std::optional<char>> ParseDelimiter(const Yaml& yaml) {
  if (yaml.is_null()) return std::optional<char>{};
  const std::string text = yaml.TextOr("");
  if (text == "tab") return std::optional('\t');
  if (text.size() != 1) return MakeProblem("mapping.value", yaml.place());
  return std::optional(text.front());
}

Result<void> ParseCells(const Yaml& yaml, RecogniseSpec& spec) {
  for (const auto& [number, expression] : yaml.Entries()) {
    const int column = std::atoi(number.c_str());
    if (column < 1) return MakeProblem("mapping.value", expression.place());
    KEBAO_TRY(const std::string text, expression.AsText());
    KEBAO_TRY_VOID(CheckRegex(text, expression.place()));
    spec.cells.emplace_back(column, text);
  }
  return {};
}

}  // namespace

Result<RecogniseSpec> ParseRecognise(const Yaml& yaml) {
  KEBAO_TRY_VOID(
      yaml.AllowKeys({"columns", "any_of", "none_of", "cells", "file", "kind", "by_name_only"}));
  RecogniseSpec spec;
  KEBAO_TRY(spec.columns, yaml.At("columns").AsTextList());
  KEBAO_TRY(spec.any_of, yaml.At("any_of").AsTextList());
  KEBAO_TRY(spec.none_of, yaml.At("none_of").AsTextList());
  KEBAO_TRY_VOID(ParseCells(yaml.At("cells"), spec));
  spec.file = yaml.At("file").TextOr("");
  KEBAO_TRY(spec.kind, ParseFileKind(yaml.At("kind")));
  if (yaml.Has("by_name_only")) {
    KEBAO_TRY(spec.by_name_only, yaml.At("by_name_only").AsBool());
  }
  return spec;
}

Result<ReadOptions> ParseReadOptions(const Yaml& yaml) {
  KEBAO_TRY_VOID(
      yaml.AllowKeys({"kind", "encoding", "delimiter", "header", "column_names", "skip_lines",
                      "records", "sheet", "quotes", "sessions", "mail_field"}));
  ReadOptions options;
  KEBAO_TRY(options.kind, ParseFileKind(yaml.At("kind")));
  options.encoding = yaml.At("encoding").OptionalText();
  KEBAO_TRY(options.delimiter, ParseDelimiter(yaml.At("delimiter")));
  if (yaml.Has("header")) {
    KEBAO_TRY(options.has_header, yaml.At("header").AsBool());
  }
  KEBAO_TRY(options.column_names, yaml.At("column_names").AsTextList());
  if (yaml.At("skip_lines").TextOr("") == "until_header") {
    options.skip_lines = -1;
  } else if (yaml.Has("skip_lines")) {
    KEBAO_TRY(const int64_t lines, yaml.At("skip_lines").AsInt());
    options.skip_lines = static_cast<int>(lines);
  }
  options.record_path = yaml.At("records").TextOr("");
  options.sheet = yaml.At("sheet").TextOr("");
  options.mail_field = yaml.At("mail_field").TextOr("");
  if (yaml.Has("quotes")) {
    KEBAO_TRY(const bool has_quotes, yaml.At("quotes").AsBool());
    if (!has_quotes) options.quote = '\0';
  }
  if (yaml.Has("sessions")) {
    if (yaml.At("sessions").TextOr("") != "blank_line")
      return MakeProblem("mapping.value", yaml.At("sessions").place());
    options.session_by_blank_line = true;
  }
  return options;
}

Result<std::vector<ParameterSpec>> ParseParameters(const Yaml& yaml) {
  std::vector<ParameterSpec> parameters;
  for (const auto& [name, body] : yaml.Entries()) {
    KEBAO_TRY_VOID(body.AllowKeys({"required", "default"}));
    ParameterSpec parameter{name, body.At("default").TextOr(""), false};
    if (body.Has("required")) {
      KEBAO_TRY(parameter.is_required, body.At("required").AsBool());
    }
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

Result<AgentsSpec> ParseAgents(const Yaml& yaml) {
  KEBAO_TRY_VOID(yaml.AllowKeys({"matching", "parameter", "seen"}));
  AgentsSpec spec;
  KEBAO_TRY(spec.matching, yaml.At("matching").AsTextList());
  for (const std::string& expression : spec.matching) {
    KEBAO_TRY_VOID(CheckRegex(expression, yaml.At("matching").place()));
  }
  spec.parameter = yaml.At("parameter").TextOr("");
  for (const Yaml& item : yaml.At("seen").Items()) {
    KEBAO_TRY_VOID(item.AllowKeys({"list", "when", "id"}));
    AgentEvidence evidence;
    evidence.list = item.At("list").TextOr("");
    KEBAO_TRY(evidence.when, ParseCondition(item.At("when")));
    KEBAO_TRY(const Yaml id, item.Require("id"));
    KEBAO_TRY(evidence.id, ParseValue(id));
    spec.seen.push_back(std::move(evidence));
  }
  return spec;
}

Result<ThreadSpec> ParseThread(const Yaml& yaml) {
  KEBAO_TRY_VOID(yaml.AllowKeys({"id", "parents"}));
  ThreadSpec spec;
  KEBAO_TRY(const Yaml id, yaml.Require("id"));
  KEBAO_TRY(spec.id, ParseValue(id));
  KEBAO_TRY(const Yaml parents, yaml.Require("parents"));
  KEBAO_TRY(spec.parents, ParseValues(parents));
  return spec;
}

Result<std::vector<RuleSpec>> ParseRules(const Yaml& yaml) {
  using Kind = RuleSpec::Kind;
  constexpr std::array<std::pair<const char*, Kind>, 4> kRules = {{{"ignore", Kind::kIgnore},
                                                                   {"reject", Kind::kReject},
                                                                   {"count", Kind::kCount},
                                                                   {"unique", Kind::kUnique}}};
  std::vector<RuleSpec> rules;
  for (const Yaml& item : yaml.Items()) {
    KEBAO_TRY_VOID(item.AllowKeys({"ignore", "reject", "count", "unique", "when", "key"}));
    RuleSpec rule;
    rule.place = item.place();
    for (const auto& [name, kind] : kRules) {
      if (!item.Has(name)) continue;
      rule.kind = kind;
      KEBAO_TRY(rule.reason, item.At(name).AsText());
    }
    KEBAO_TRY(rule.when, ParseCondition(item.At("when")));
    if (item.Has("key")) {
      KEBAO_TRY(rule.key.emplace_back(), ParseValue(item.At("key")));
    }
    const bool has_key = !rule.key.empty();
    if (rule.reason.empty() || has_key != (rule.kind == Kind::kUnique)) {
      return MakeProblem("mapping.rule", item.place());
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<domain::KindSet> ParseKinds(const Yaml& yaml) {
  domain::KindSet kinds;
  KEBAO_TRY(const std::vector<std::string> names, yaml.AsTextList());
  for (const std::string& name : names) {
    const auto kind = domain::EventKindNamed(name);
    if (!kind) return MakeProblem("mapping.kind", yaml.place(), {{"kind", name}});
    kinds = kinds.With(*kind);
  }
  return kinds;
}

}  // namespace kebao::ingest
