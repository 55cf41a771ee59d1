#include <cmath>
#include <nlohmann/json.hpp>

#include "app/analyze/customers_texts.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::customers::ContactBand;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

template <class Number>
Json NumberOrNull(const std::optional<Number>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json ToTree(const std::optional<analysis::Estimate>& estimate) {
  if (!estimate) return nullptr;
  return {
      {"value", estimate->value}, {"low", OrNull(estimate->low)}, {"high", OrNull(estimate->high)}};
}

Json ToTree(const std::optional<analysis::Difference>& difference) {
  if (!difference || !difference->is_tested()) return nullptr;
  return {{"value", difference->size},
          {"low", OrNull(difference->low)},
          {"high", OrNull(difference->high)},
          {"is_beyond_noise", difference->is_beyond_noise()}};
}

Json ToTree(const ContactBand& band, int64_t customers) {
  const auto share =
      customers > 0 ? std::optional(band.share_of_customers) : std::optional<analysis::Estimate>();
  return {{"customers", band.customers},
          {"share_of_customers", ToTree(share)},
          {"contacts", band.contacts},
          {"share_of_contacts", band.share_of_contacts},
          {"rated", band.rated},
          {"satisfaction", ToTree(band.satisfaction)},
          {"satisfaction_to_others", ToTree(band.satisfaction_difference)}};
}

Json ToTree(const inquiry::CustomersAnswer& answer, const inquiry::CustomerBand& band) {
  Json tree = {{"band", band.plan.band}, {"most_a_month", OrNull(band.plan.most)}};
  tree.update(ToTree(band.now, answer.customers));
  tree["before"] =
      band.before ? ToTree(*band.before, answer.customers_before.value_or(0)) : Json(nullptr);
  tree["change"] = ToTree(band.change);
  return tree;
}

Json ToTree(const inquiry::CustomersBy& by, bool has_before) {
  Json values = Json::array();
  for (const inquiry::CustomersOfValue& value : by.values)
    values.push_back(
        {{"key", value.key},
         {"contacts", value.contacts},
         {"contacts_before", has_before ? Json(value.contacts_before) : Json(nullptr)},
         {"share_of_contacts", OrNull(value.share_of_contacts)},
         {"customers", value.customers},
         {"customers_before", has_before ? Json(value.customers_before) : Json(nullptr)},
         {"frequent_contacts", value.frequent_contacts},
         {"frequent_customers", value.frequent_customers},
         {"share_frequent", ToTree(value.share_frequent)}});
  return {{"dimension", by.dimension}, {"values", values}};
}

Json ToTree(const inquiry::RepeatsBy& by) {
  Json values = Json::array();
  for (const inquiry::RepeatOfValue& value : by.values)
    values.push_back({{"key", value.key},
                      {"n", value.n},
                      {"share", ToTree(value.share)},
                      {"before", ToTree(value.before)},
                      {"change", ToTree(value.change)},
                      {"to_others", ToTree(std::optional(value.to_others))},
                      {"q", value.q},
                      {"stands_out", value.stands_out}});
  return {{"dimension", by.dimension}, {"values", values}, {"too_few", by.too_few}};
}

Json ToTree(const inquiry::RepeatAnswer& repeats) {
  Json by = Json::array();
  for (const inquiry::RepeatsBy& one : repeats.by) by.push_back(ToTree(one));
  return {{"metric", repeats.metric->id},
          {"share", ToTree(repeats.share)},
          {"n", repeats.n},
          {"complete", repeats.is_complete},
          {"before", ToTree(repeats.before)},
          {"change", ToTree(repeats.change)},
          {"by", by}};
}

}  // namespace

std::string CustomersJson(const inquiry::CustomersAnswer& answer, const MetricSession& opened) {
  const auto& comparison = opened.context().comparison;
  Json tree = {{"schema_version", kSchemaVersion},
               {"kind", "customers"},
               {"period", opened.context().period.id},
               {"compared_with", comparison ? Json(comparison->id) : Json(nullptr)},
               {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},
               {"months", answer.months},
               {"customers", answer.customers},
               {"customers_before", NumberOrNull(answer.customers_before)},
               {"contacts", answer.contacts},
               {"contacts_before", NumberOrNull(answer.contacts_before)},
               {"unknown_contacts", answer.unknown_contacts},
               {"most_contacts", answer.most_contacts},
               {"bands", Json::array()},
               {"by", Json::array()}};
  for (const inquiry::CustomerBand& band : answer.bands)
    tree["bands"].push_back(ToTree(answer, band));
  for (const inquiry::CustomersBy& by : answer.by)
    tree["by"].push_back(ToTree(by, answer.contacts_before.has_value()));
  tree["repeats"] = ToTree(answer.repeats);
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
