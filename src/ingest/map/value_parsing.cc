#include "ingest/map/mapping_parsing.h"

namespace kebao::ingest {
namespace {

using From = ValueSpec::From;

Result<ValueMapSpec> ParseMap(const Yaml& map, const Yaml& otherwise) {
  if (!map.is_map()) return MakeProblem("yaml.type", map.place(), {{"wanted", "map"}});
  ValueMapSpec spec;
  for (const auto& [key, value] : map.Entries()) {
    spec.entries.emplace_back(key, value.TextOr(""));
  }
  if (otherwise.is_null()) return spec;
  if (otherwise.is_map()) {
    KEBAO_TRY_VOID(otherwise.AllowKeys({"constant"}));
    KEBAO_TRY(const Yaml constant, otherwise.Require("constant"));
    KEBAO_TRY(spec.otherwise_text, constant.AsText());
    spec.otherwise = ElseRule::kConstant;
    return spec;
  }
  KEBAO_TRY(const std::string word, otherwise.AsText());
  if (word == "keep") {
    spec.otherwise = ElseRule::kKeep;
  } else if (word == "empty") {
    spec.otherwise = ElseRule::kEmpty;
  } else if (word == "skip") {
    spec.otherwise = ElseRule::kSkip;
  } else {
    spec.otherwise = ElseRule::kConstant;
    spec.otherwise_text = word;
  }
  return spec;
}

Result<std::vector<BandSpec>> ParseBands(const Yaml& yaml) {
  std::vector<BandSpec> bands;
  for (const Yaml& item : yaml.Items()) {
    KEBAO_TRY_VOID(item.AllowKeys({"below", "label"}));
    BandSpec band;
    band.below = 1e300;
    if (item.Has("below")) {
      KEBAO_TRY(band.below, item.At("below").AsReal());
    }
    KEBAO_TRY(const Yaml label, item.Require("label"));
    KEBAO_TRY(band.label, label.AsText());
    bands.push_back(std::move(band));
  }
  return bands;
}

Result<void> ParseSplit(const Yaml& yaml, ValueSpec& value) {
  if (yaml.is_null()) return {};
  KEBAO_TRY_VOID(yaml.AllowKeys({"by", "take"}));
  KEBAO_TRY(const Yaml by, yaml.Require("by"));
  KEBAO_TRY(value.split_by, by.AsText());
  KEBAO_TRY(const Yaml take, yaml.Require("take"));
  KEBAO_TRY(const int64_t number, take.AsInt());
  if (number == 0 || value.split_by.empty()) return MakeProblem("mapping.value", yaml.place());
  value.take = static_cast<int>(number);
  return {};
}

Result<void> ParseLabels(const Yaml& yaml, ValueSpec& value) {
  KEBAO_TRY_VOID(yaml.AllowKeys({"columns", "is", "separator"}));
  KEBAO_TRY(const Yaml columns, yaml.Require("columns"));
  KEBAO_TRY(value.text, columns.AsText());
  KEBAO_TRY_VOID(CheckRegex(value.text, columns.place()));
  value.equal_to = yaml.At("is").TextOr("1");
  value.separator = yaml.At("separator").TextOr(";");
  return {};
}

struct Origin {
  const char* key;
  From from;
};
constexpr Origin kOrigins[] = {
    {"column", From::kColumn},   {"constant", From::kConstant}, {"parameter", From::kParameter},
    {"first", From::kFirst},     {"concat", From::kConcat},     {"hash", From::kHash},
    {"between", From::kBetween}, {"sum", From::kSum},           {"labels", From::kLabels}};

Result<void> ParseOrigin(const Yaml& yaml, ValueSpec& value) {
  for (const Origin& origin : kOrigins) {
    if (!yaml.Has(origin.key)) continue;
    if (value.is_given()) return MakeProblem("mapping.value", yaml.place());  // two origins
    value.from = origin.from;
    const Yaml node = yaml.At(origin.key);
    if (origin.from == From::kLabels) {
      KEBAO_TRY_VOID(ParseLabels(node, value));
    } else if (origin.from == From::kColumn && node.is_list()) {
      value.from = From::kFirst;
      KEBAO_TRY(value.parts, ParseValues(node));
    } else if (origin.from <= From::kParameter) {
      KEBAO_TRY(value.text, node.AsText());
    } else {
      KEBAO_TRY(value.parts, ParseValues(node));
    }
  }
  if (!value.is_given()) return MakeProblem("mapping.value", yaml.place());
  if (value.from == From::kBetween && value.parts.size() != 2) {
    return MakeProblem("mapping.value", yaml.place());
  }
  return {};
}

Result<void> ParseTransforms(const Yaml& yaml, ValueSpec& value) {
  value.extract = yaml.At("extract").TextOr("");
  if (!value.extract.empty()) {
    KEBAO_TRY_VOID(CheckRegex(value.extract, yaml.At("extract").place()));
  }
  KEBAO_TRY_VOID(ParseSplit(yaml.At("split"), value));
  if (yaml.Has("lower")) {
    KEBAO_TRY(value.lower, yaml.At("lower").AsBool());
  }
  if (yaml.Has("separator")) value.separator = yaml.At("separator").TextOr("");
  if (yaml.Has("map")) {
    KEBAO_TRY(value.map, ParseMap(yaml.At("map"), yaml.At("else")));
  }
  KEBAO_TRY(value.bands, ParseBands(yaml.At("bands")));
  return {};
}

Result<void> ParseReading(const Yaml& yaml, ValueSpec& value) {
  KEBAO_TRY(value.time_formats, yaml.At("time").AsTextList());
  for (const std::string& format : value.time_formats) {
    KEBAO_TRY_VOID(TimeFormat::Compile(format, yaml.At("time").place()));
  }
  value.zone = yaml.At("zone").TextOr("");
  if (yaml.Has("duration")) {
    KEBAO_TRY(const std::string form, yaml.At("duration").AsText());
    KEBAO_TRY(value.duration, DurationFormNamed(form, yaml.At("duration").place()));
  }
  if (yaml.Has("scale")) {
    KEBAO_TRY(value.scale, yaml.At("scale").AsReal());
  }
  if (yaml.Has("plus")) {
    KEBAO_TRY(ValueSpec plus, ParseValue(yaml.At("plus")));
    if (!plus.duration) plus.duration = DurationForm::kSeconds;
    value.plus.push_back(std::move(plus));
  }
  if (yaml.Has("next_day_if_before")) {
    KEBAO_TRY(value.next_day_if_before.emplace_back(), ParseValue(yaml.At("next_day_if_before")));
  }
  const std::string on_bad = yaml.At("on_bad").TextOr("");
  if (on_bad == "reject") {
    value.on_bad = OnBad::kReject;
  } else if (on_bad == "blank") {
    value.on_bad = OnBad::kBlank;
  } else if (!on_bad.empty()) {
    return MakeProblem("mapping.value", yaml.At("on_bad").place());
  }
  return {};
}

Result<ValueSpec> ParseValueMap(const Yaml& yaml) {
  KEBAO_TRY_VOID(yaml.AllowKeys({"column",    "constant",
                                 "parameter", "first",
                                 "concat",    "hash",
                                 "between",   "sum",
                                 "labels",    "separator",
                                 "extract",   "split",
                                 "lower",     "map",
                                 "else",      "bands",
                                 "time",      "zone",
                                 "duration",  "scale",
                                 "plus",      "next_day_if_before",
                                 "on_bad"}));
  ValueSpec value;
  value.place = yaml.place();
  KEBAO_TRY_VOID(ParseOrigin(yaml, value));
  KEBAO_TRY_VOID(ParseTransforms(yaml, value));
  KEBAO_TRY_VOID(ParseReading(yaml, value));
  return value;
}

Result<ValueSpec> ParseScalarOr(const Yaml& yaml, From scalar_means) {
  ValueSpec value;
  value.place = yaml.place();
  if (yaml.is_null()) return value;
  if (yaml.is_map()) return ParseValueMap(yaml);
  if (yaml.is_list()) {
    value.from = From::kFirst;
    KEBAO_TRY(value.parts, ParseValues(yaml));
    return value;
  }
  value.from = scalar_means;
  KEBAO_TRY(value.text, yaml.AsText());
  return value;
}

}  // namespace

Result<ValueSpec> ParseValue(const Yaml& yaml) { return ParseScalarOr(yaml, From::kColumn); }
Result<ValueSpec> ParseWord(const Yaml& yaml) { return ParseScalarOr(yaml, From::kConstant); }

Result<std::vector<ValueSpec>> ParseValues(const Yaml& list) {
  if (!list.is_list()) return MakeProblem("yaml.type", list.place(), {{"wanted", "list"}});
  std::vector<ValueSpec> values;
  for (const Yaml& item : list.Items()) {
    KEBAO_TRY(values.emplace_back(), ParseValue(item));
  }
  return values;
}

}  // namespace kebao::ingest
