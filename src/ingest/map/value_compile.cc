#include <algorithm>

#include "ingest/map/value.h"

namespace kebao::ingest {
namespace {

using From = ValueSpec::From;

/// What the quality report calls a value: its first column.
std::string LabelOf(const ValueSpec& spec) {
  if (spec.from == From::kColumn) return spec.text;
  for (const ValueSpec& part : spec.parts) {
    if (std::string label = LabelOf(part); !label.empty()) return label;
  }
  return "";
}

Result<std::string> ParameterValue(const ValueSpec& spec, const ValueScope& scope) {
  if (const auto given = scope.parameters->find(spec.text); given != scope.parameters->end()) {
    return given->second;
  }
  const auto& declared = scope.mapping->parameters;
  const auto found = std::find_if(declared.begin(), declared.end(),
                                  [&](const ParameterSpec& one) { return one.name == spec.text; });
  if (found == declared.end() || found->is_required) {
    return MakeProblem("mapping.parameter_missing", spec.place,
                       {{"parameter", spec.text}, {"mapping", scope.mapping->name}});
  }
  return found->fallback;
}

/// One reader for all values of the same formats and zone: it remembers what it read last.
std::shared_ptr<TimeReader> SharedReader(const std::vector<std::string>& patterns,
                                         const std::vector<TimeFormat>& formats,
                                         const TimeZone& zone, const ValueScope& scope) {
  std::string key = zone.name();
  for (const std::string& pattern : patterns) key += '\n' + pattern;
  std::shared_ptr<TimeReader>& reader = (*scope.readers)[key];
  if (reader == nullptr) reader = std::make_shared<TimeReader>(formats, zone);
  return reader;
}

}  // namespace

Result<Value> Value::Compile(const ValueSpec& spec, const ValueScope& scope) {
  Value value;
  value.from_ = spec.from;
  value.on_bad_ = spec.on_bad;
  value.label_ = LabelOf(spec);
  if (!spec.is_given()) return value;
  KEBAO_TRY_VOID(value.CompileOrigin(spec, scope));
  KEBAO_TRY_VOID(value.CompileTransforms(spec, scope));
  KEBAO_TRY_VOID(value.CompileTimes(spec, scope));
  value.is_possible_ = value.FindPossible();
  value.is_plain_ = value.from_ == From::kColumn && value.extract_.empty() && value.take_ == 0 &&
                    !value.lower_ && !value.has_map_ && value.bands_.empty();
  return value;
}

Result<void> Value::CompileOrigin(const ValueSpec& spec, const ValueScope& scope) {
  separator_ = spec.separator;
  for (ValueSpec part : spec.parts) {
    if (part.time_formats.empty()) part.time_formats = spec.time_formats;
    if (part.zone.empty()) part.zone = spec.zone;
    KEBAO_TRY(Value compiled, Compile(part, scope));
    parts_.push_back(std::move(compiled));
  }
  if (from_ == From::kColumn) slot_ = scope.cells->SlotFor(spec.text, scope.is_in_item);
  if (from_ == From::kConstant) constant_ = spec.text;
  if (from_ == From::kParameter) {
    KEBAO_TRY(constant_, ParameterValue(spec, scope));
  }
  if (from_ != From::kLabels) return {};
  constant_ = spec.equal_to;
  KEBAO_TRY(const Pattern pattern, Pattern::Compile(spec.text, spec.place));
  for (const std::string& column : scope.cells->columns()) {
    if (!pattern.IsFoundIn(column)) continue;
    label_slots_.emplace_back(column, scope.cells->SlotFor(column, scope.is_in_item));
    scope.cells->SetOptional(label_slots_.back().second);
  }
  return {};
}

Result<void> Value::CompileTransforms(const ValueSpec& spec, const ValueScope&) {
  if (!spec.extract.empty()) {
    KEBAO_TRY(Pattern pattern, Pattern::Compile(spec.extract, spec.place));
    extract_.push_back(std::move(pattern));
  }
  split_by_ = spec.split_by;
  take_ = spec.take;
  lower_ = spec.lower;
  bands_ = spec.bands;
  has_duration_ = spec.duration.has_value();
  duration_ = spec.duration.value_or(DurationForm::kAuto);
  scale_ = spec.scale;
  if (!spec.map) return {};
  has_map_ = true;
  map_.insert(spec.map->entries.begin(), spec.map->entries.end());
  otherwise_ = spec.map->otherwise;
  otherwise_text_ = spec.map->otherwise_text;
  return {};
}

Result<void> Value::CompileTimes(const ValueSpec& spec, const ValueScope& scope) {
  TimeZone zone = scope.zone;
  if (!spec.zone.empty()) {
    KEBAO_TRY(zone, TimeZone::Find(spec.zone));
  }
  const auto& patterns =
      spec.time_formats.empty() ? scope.mapping->time_formats : spec.time_formats;
  for (const std::string& pattern : patterns) {
    KEBAO_TRY(const TimeFormat format, TimeFormat::Compile(pattern, spec.place));
    day_formats_.push_back(format);
  }
  has_own_times_ = !spec.time_formats.empty();
  time_ = SharedReader(patterns, day_formats_, zone, scope);
  plausible_ = scope.plausible;
  for (const ValueSpec& plus : spec.plus) {
    KEBAO_TRY(Value compiled, Compile(plus, scope));
    plus_.push_back(std::move(compiled));
  }
  for (const ValueSpec& earlier : spec.next_day_if_before) {
    KEBAO_TRY(Value compiled, Compile(earlier, scope));
    next_day_if_before_.push_back(std::move(compiled));
  }
  return {};
}

bool Value::FindPossible() const {
  const auto possible = [](const Value& part) { return part.is_possible(); };
  const bool has_plus = plus_.empty() || plus_.front().is_possible();
  switch (from_) {
    case From::kNothing:
      return false;
    case From::kColumn:
      return slot_ != kNoSlot && has_plus;
    case From::kConstant:
    case From::kParameter:
      return has_plus;
    case From::kBetween:
      return std::all_of(parts_.begin(), parts_.end(), possible);
    case From::kLabels:
      return !label_slots_.empty();
    default:
      return std::any_of(parts_.begin(), parts_.end(), possible) && has_plus;
  }
}

}  // namespace kebao::ingest
