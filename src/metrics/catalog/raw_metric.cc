#include "metrics/catalog/raw_metric.h"

#include <algorithm>
#include <array>

namespace kebao::metrics {
namespace {

struct KnownStatistic {
  std::string_view id;
  std::string_view kind;
  double q;
};
constexpr std::array<KnownStatistic, 8> kStatistics = {{{"mean", "mean", 0},
                                                        {"median", "quantile", 0.5},
                                                        {"p75", "quantile", 0.75},
                                                        {"p90", "quantile", 0.9},
                                                        {"p95", "quantile", 0.95},
                                                        {"max", "max", 0},
                                                        {"min", "min", 0},
                                                        {"sum", "sum", 0}}};

RawMetric Member(const std::string& stem, const Yaml& entry, Statistic statistic,
                 bool is_business) {
  RawMetric member{stem + "_" + statistic.id, entry, std::nullopt, std::move(statistic),
                   is_business};
  return member;
}

/// "first_response_seconds" → "first_response_business_seconds".
std::string BusinessStem(const std::string& stem) {
  const size_t unit = stem.rfind("_seconds");
  return unit == std::string::npos ? stem + "_business"
                                   : stem.substr(0, unit) + "_business" + stem.substr(unit);
}

Result<void> AddMembers(const std::string& stem, const Yaml& entry, const Yaml& statistics,
                        bool is_business, std::vector<RawMetric>* members) {
  for (const Yaml& name : statistics.Items()) {
    KEBAO_TRY(Statistic statistic, StatisticNamed(name));
    members->push_back(Member(stem, entry, std::move(statistic), is_business));
  }
  return {};
}

Result<std::vector<RawMetric>> ExpandFamily(const Yaml& entry) {
  KEBAO_TRY(const std::string stem, entry.At("family").AsText());
  KEBAO_TRY(const Yaml statistics, entry.Require("statistics"));
  std::vector<RawMetric> members;
  KEBAO_TRY_VOID(AddMembers(stem, entry, statistics, false, &members));
  if (!entry.Has("business_value")) return members;
  const Yaml business =
      entry.Has("business_statistics") ? entry.At("business_statistics") : statistics;
  KEBAO_TRY_VOID(AddMembers(BusinessStem(stem), entry, business, true, &members));
  return members;
}

}  // namespace

Result<Statistic> StatisticNamed(const Yaml& name) {
  KEBAO_TRY(const std::string id, name.AsText());
  const auto found = std::find_if(kStatistics.begin(), kStatistics.end(),
                                  [&](const KnownStatistic& known) { return known.id == id; });
  if (found == kStatistics.end()) {
    return MakeProblem("metric.unknown_statistic", name.place(), {{"statistic", id}});
  }
  return Statistic{id, std::string(found->kind), found->q};
}

Result<void> CheckEntryKeys(const Yaml& entry) {
  return entry.AllowKeys({"metric",         "family",
                          "topic",          "entity",
                          "kind",           "value",
                          "where",          "q",
                          "numerator",      "denominator",
                          "subset",         "scale",
                          "clock",          "entered",
                          "left",           "again",
                          "expression",     "cross_entity",
                          "unit",           "format",
                          "polarity",       "min_n",
                          "maturity",       "empty",
                          "needs",          "recorded_by",
                          "edges",          "name",
                          "formula",        "example",
                          "rules",          "statistics",
                          "business_value", "business_statistics"});
}

Yaml RawMetric::Field(std::string_view key) const {
  return changed && changed->Has(key) ? changed->At(key) : base.At(key);
}

Result<std::vector<RawMetric>> ExpandEntry(const Yaml& entry) {
  KEBAO_TRY_VOID(CheckEntryKeys(entry));
  if (entry.Has("family")) return ExpandFamily(entry);
  KEBAO_TRY(const Yaml name, entry.Require("metric"));
  KEBAO_TRY(std::string id, name.AsText());
  return std::vector{RawMetric{std::move(id), entry, std::nullopt, std::nullopt, false}};
}

}  // namespace kebao::metrics
