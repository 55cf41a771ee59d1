#include <cmath>
#include <nlohmann/json.hpp>

#include "app/analyze/customer_texts.h"
#include "app/masked_customer.h"

namespace kebao::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::customers::Hint;
using analysis::customers::Standing;
using engine::duckdb::Customer;

constexpr int kSchemaVersion = 1;

Json OrNull(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json OrNull(const std::optional<bool>& value) { return value ? Json(*value) : Json(nullptr); }

Json OrNull(const std::optional<Instant>& at) {
  return at ? Json(FormatInstantUtc(*at)) : Json(nullptr);
}

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json ToTree(const Customer& customer) {
  return {{"id", customer.id},
          {"source", customer.source},
          {"customer_type", OrNull(customer.customer_type)},
          {"region", OrNull(customer.region)},
          {"language", OrNull(customer.language)},
          {"age_band", OrNull(customer.age_band)},
          {"name_masked", OrNull(MaskName(customer.name))},
          {"phone_masked", OrNull(MaskPhone(customer.phone))},
          {"email_masked", OrNull(MaskEmail(customer.email))}};
}

Json ToTree(const std::optional<Standing>& standing) {
  if (!standing) return nullptr;
  return {{"own", standing->own},
          {"others_fewer", standing->fewer},
          {"others_same", standing->same},
          {"customers", standing->customers},
          {"share_fewer", standing->customers > 1 ? Json(standing->share_fewer()) : Json(nullptr)}};
}

Json ToTree(const inquiry::CustomerContact& contact) {
  return {{"id", contact.id},
          {"opened_at", FormatInstantUtc(contact.opened_at)},
          {"channel", OrNull(contact.channel)},
          {"issue_type", OrNull(contact.issue_type)},
          {"agent", OrNull(contact.agent)},
          {"is_open", contact.is_open},
          {"is_resolved", OrNull(contact.is_resolved)},
          {"is_abandoned", OrNull(contact.is_abandoned)},
          {"is_repeated", contact.is_repeated},
          {"seconds", OrNull(contact.seconds)},
          {"rating", OrNull(contact.rating)}};
}

Json CountsOf(const std::vector<std::pair<std::string, int64_t>>& counts) {
  Json tree = Json::array();
  for (const auto& [key, count] : counts) tree.push_back({{"key", key}, {"contacts", count}});
  return tree;
}

Json ToTree(const inquiry::CustomerMonth& month) {
  return {{"month", FormatDay(month.first).substr(0, 7)},
          {"contacts", month.contacts},
          {"channels", CountsOf(month.channels)},
          {"issue_types", CountsOf(month.issue_types)}};
}

Json ToTree(const metrics::Value& value) {
  return {{"value", OrNull(value.value)},
          {"n", value.n},
          {"low", OrNull(value.low)},
          {"high", OrNull(value.high)},
          {"recorded", value.is_recorded}};
}

Json ToTree(const inquiry::CustomerFigure& figure) {
  Json difference = nullptr;
  if (figure.difference)
    difference = {{"value", figure.difference->size},
                  {"low", OrNull(figure.difference->low)},
                  {"high", OrNull(figure.difference->high)},
                  {"q", figure.q},
                  {"is_beyond_noise", figure.is_beyond_noise}};
  return {{"metric", figure.metric->id},
          {"in_period", ToTree(figure.in_period)},
          {"since_first_contact", ToTree(figure.own)},
          {"everybody", ToTree(figure.everybody)},
          {"difference", difference}};
}

Json ToTree(const analysis::customers::UsualIssue& issue) {
  return {{"issue_type", issue.issue_type},
          {"contacts", issue.own},
          {"n", issue.contacts},
          {"share", issue.share.value},
          {"low", OrNull(issue.share.low)},
          {"high", OrNull(issue.share.high)},
          {"others_share", issue.others_share},
          {"q", issue.q},
          {"is_beyond_noise", issue.is_beyond_noise}};
}

Json ToTree(const inquiry::CustomerOrder& order) {
  return {{"id", order.id},
          {"at", FormatInstantUtc(order.at)},
          {"product", OrNull(order.product)},
          {"status", OrNull(order.status)},
          {"currency", OrNull(order.currency)},
          {"amount_minor", OrNull(order.amount)}};
}

Json ToTree(const inquiry::CustomerSales& sales) {
  return {{"currency", OrNull(sales.currency)},
          {"orders", sales.orders},
          {"amount_minor", sales.amount},
          {"orders_in_period", sales.orders_in_period},
          {"amount_in_period_minor", sales.amount_in_period},
          {"last", OrNull(sales.last)},
          {"standing", ToTree(sales.standing)}};
}

Json ToTree(const inquiry::CustomerVisits& visits) {
  return {{"page_type", OrNull(visits.page_type)},
          {"visits", visits.visits},
          {"last", FormatInstantUtc(visits.last)}};
}

Json ToTree(const Hint& hint) {
  const bool has_rows = !hint.ids.empty();
  return {{"kind", NameOf(hint.kind)},
          {"issue_type", OrNull(hint.issue_type)},
          {"rows", hint.ids},
          {"since", has_rows ? Json(FormatInstantUtc(hint.since)) : Json(nullptr)},
          {"last", has_rows ? Json(FormatInstantUtc(hint.last)) : Json(nullptr)},
          {"value", hint.value}};
}

template <class Items>
Json ListOf(const Items& items) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(ToTree(item));
  return list;
}

}  // namespace

std::string CustomerJson(const inquiry::CustomerAnswer& answer, const Customer& customer,
                         const inquiry::CustomerPlan& plan, const MetricSession& opened) {
  Json tree = {{"schema_version", kSchemaVersion},
               {"kind", "customer"},
               {"period", opened.context().period.id},
               {"time_zone", opened.context().zone.name()},
               {"pack", opened.context().pack},
               {"as_at", FormatInstantUtc(answer.as_at)},
               {"customer", ToTree(customer)},
               {"first_contact", OrNull(answer.first_contact)},
               {"last_contact", OrNull(answer.last_contact)},
               {"contacts", answer.contacts.size()},
               {"contacts_in_period", answer.contacts_in_period},
               {"repeated", answer.repeated},
               {"standing", ToTree(answer.standing)},
               {"hints", ListOf(answer.hints)}};
  tree["last_contacts"] = Json::array();
  const size_t shown = std::min(plan.last, answer.contacts.size());
  for (size_t i = 0; i < shown; ++i)
    tree["last_contacts"].push_back(ToTree(answer.contacts.rbegin()[i]));
  tree["months"] = ListOf(answer.months);
  tree["figures"] = ListOf(answer.figures);
  tree["issue_types"] = ListOf(answer.issues);
  tree["orders"] = ListOf(answer.orders);
  tree["sales"] = ListOf(answer.sales);
  tree["visits"] = ListOf(answer.visits);
  tree["left_out"] = answer.left_out;
  return tree.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kebao::app
