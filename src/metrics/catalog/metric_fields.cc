#include "metrics/catalog/metric_fields.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <span>
#include <utility>

namespace kebao::metrics {
namespace {

template <class T>
struct Word {
  std::string_view word;
  T meaning;
};

constexpr std::array<Word<MetricKind>, 10> kKinds = {{{"count", MetricKind::kCount},
                                                      {"sum", MetricKind::kSum},
                                                      {"ratio", MetricKind::kRatio},
                                                      {"mean", MetricKind::kMean},
                                                      {"quantile", MetricKind::kQuantile},
                                                      {"distinct", MetricKind::kDistinct},
                                                      {"stock", MetricKind::kStock},
                                                      {"derived", MetricKind::kDerived},
                                                      {"min", MetricKind::kMin},
                                                      {"max", MetricKind::kMax}}};
constexpr std::array<Word<Unit>, 7> kUnits = {{{"count", Unit::kCount},
                                               {"seconds", Unit::kSeconds},
                                               {"share", Unit::kShare},
                                               {"score", Unit::kScore},
                                               {"points", Unit::kPoints},
                                               {"money", Unit::kMoney},
                                               {"number", Unit::kNumber}}};
constexpr std::array<Word<Polarity>, 3> kPolarities = {
    {{"none", Polarity::kNone}, {"up", Polarity::kUp}, {"down", Polarity::kDown}}};
constexpr std::array<Word<EmptyRule>, 2> kEmptyRules = {
    {{"no_value", EmptyRule::kNoValue}, {"zero", EmptyRule::kZero}}};

template <class T, size_t N>
Result<T> ReadWord(const RawMetric& raw, const char* key, const std::array<Word<T>, N>& words,
                   T fallback) {
  const Yaml node = raw.Field(key);
  if (node.is_null()) return fallback;
  KEBAO_TRY(const std::string text, node.AsText());
  std::string allowed;
  for (const Word<T>& word : words) {
    if (word.word == text) return word.meaning;
    allowed += (allowed.empty() ? "" : ", ") + std::string(word.word);
  }
  return MakeProblem("metric.unknown_word", node.place(),
                     {{"key", key}, {"word", text}, {"allowed", allowed}});
}

/// "7d", "72h", "30m".
Result<int64_t> ReadDuration(const Yaml& node) {
  if (node.is_null()) return int64_t{0};
  KEBAO_TRY(const std::string text, node.AsText());
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string unit(end, text.data() + text.size());
  const int64_t seconds = unit == "d" ? 86400 : unit == "h" ? 3600 : unit == "m" ? 60 : 0;
  if (error == std::errc{} && seconds > 0 && number >= 0) return number * seconds;
  return MakeProblem("metric.unknown_word", node.place(),
                     {{"key", "maturity"}, {"word", text}, {"allowed", "7d, 72h, 30m"}});
}

Result<domain::KindSet> ReadNeeds(const Yaml& node) {
  domain::KindSet kinds;
  for (const Yaml& item : node.Items()) {
    KEBAO_TRY(const std::string name, item.AsText());
    const auto kind = domain::EventKindNamed(name);
    if (!kind) return MakeProblem("metric.unknown_event", item.place(), {{"event", name}});
    kinds = kinds.With(*kind);
  }
  return kinds;
}

bool IsTallied(MetricKind kind) {
  return kind == MetricKind::kCount || kind == MetricKind::kDistinct ||
         kind == MetricKind::kStock || kind == MetricKind::kSum;
}

std::string DefaultFormat(Unit unit) {
  switch (unit) {
    case Unit::kCount:
      return "integer";
    case Unit::kSeconds:
      return "duration";
    case Unit::kShare:
      return "percent1";
    case Unit::kMoney:
      return "money";
    default:
      return "decimal2";
  }
}

Result<LocalizedText> ReadText(const RawMetric& raw, const char* key, const Words& words) {
  const Yaml node = raw.Field(key);
  if (node.is_null()) return MakeProblem("yaml.missing_key", raw.place(), {{"key", key}});
  KEBAO_TRY(LocalizedText text, ReadLocalizedText(node));
  const bool is_rewritten = raw.changed && raw.changed->Has("metric") && raw.changed->Has(key);
  if (!raw.statistic || is_rewritten) return text;
  text = words.Statistic(raw.statistic->id, key, text);
  return raw.is_business ? words.Statistic("business", key, text) : text;
}

Result<void> ReadRules(const RawMetric& raw, const Words& words, MetricSpec* spec) {
  for (const auto& [aspect, id] : raw.base.At("rules").Entries()) {
    KEBAO_TRY(spec->rules[aspect], words.Rule(aspect, id));
  }
  if (!raw.changed) return {};
  for (const auto& [aspect, id] : raw.changed->At("rules").Entries()) {
    KEBAO_TRY(spec->rules[aspect], words.Rule(aspect, id));
  }
  return {};
}

}  // namespace

std::string_view NameOf(MetricKind kind) {
  for (const auto& word : kKinds) {
    if (word.meaning == kind) return word.word;
  }
  return "";
}

Result<MetricKind> ReadKind(const RawMetric& raw) {
  const bool is_other_kind = raw.changed && raw.changed->Has("kind");
  if (raw.statistic && !is_other_kind) {
    for (const auto& word : kKinds) {
      if (word.word == raw.statistic->kind) return word.meaning;
    }
  }
  if (raw.Field("kind").is_null())
    return MakeProblem("yaml.missing_key", raw.place(), {{"key", "kind"}});
  return ReadWord(raw, "kind", kKinds, MetricKind::kCount);
}

Result<void> ReadPresentation(const RawMetric& raw, MetricSpec* spec) {
  KEBAO_TRY(spec->unit, ReadWord(raw, "unit", kUnits, Unit::kCount));
  KEBAO_TRY(spec->polarity, ReadWord(raw, "polarity", kPolarities, Polarity::kNone));
  const EmptyRule usual = IsTallied(spec->kind) ? EmptyRule::kZero : EmptyRule::kNoValue;
  KEBAO_TRY(spec->empty, ReadWord(raw, "empty", kEmptyRules, usual));
  KEBAO_TRY(spec->maturity_seconds, ReadDuration(raw.Field("maturity")));
  KEBAO_TRY(spec->needs, ReadNeeds(raw.Field("needs")));
  spec->format = raw.Field("format").TextOr(DefaultFormat(spec->unit));
  spec->topic = raw.Field("topic").TextOr("other");
  if (!raw.Field("min_n").is_null()) {
    KEBAO_TRY(spec->min_n, raw.Field("min_n").AsInt());
  }
  if (!raw.Field("scale").is_null()) {
    KEBAO_TRY(spec->scale, raw.Field("scale").AsReal());
  }
  for (const Yaml& item : raw.Field("edges").Items()) {
    KEBAO_TRY(spec->edges.emplace_back(), item.AsReal());
  }
  return {};
}

Result<void> ReadTexts(const RawMetric& raw, const Words& words, MetricSpec* spec) {
  KEBAO_TRY(spec->name, ReadText(raw, "name", words));
  KEBAO_TRY(spec->formula, ReadText(raw, "formula", words));
  if (const Yaml example = raw.Field("example"); !example.is_null()) {
    KEBAO_TRY(spec->example, ReadLocalizedText(example));
  }
  return ReadRules(raw, words, spec);
}

}  // namespace kebao::metrics
