#include "inquiry/customer_contacts.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace kebao::inquiry {
namespace {

using analysis::customers::Contact;
using metrics::RowColumn;

/// Where things stand among the columns of rows.
struct Places {
  std::optional<size_t> customer;
  std::optional<size_t> score;
  std::vector<std::optional<size_t>> dimensions;
};

Places PlacesIn(const metrics::RowsBehind& rows, const CustomersPlan& plan) {
  Places places;
  places.customer = PlaceOf(rows, RowColumn::Role::kValue);
  places.score = PlaceOf(rows, RowColumn::Role::kRead, plan.score);
  for (const std::string& dimension : plan.by)
    places.dimensions.push_back(PlaceOf(rows, RowColumn::Role::kDimension, dimension));
  return places;
}

const engine::ColumnView& At(const engine::ChunkView& chunk, std::optional<size_t> place) {
  return chunk.columns[*place];
}

template <class Take>
Result<void> ForEachRow(const FindRows& find, const metrics::QueryContext& context,
                        const std::string& metric, const CustomersPlan& plan, const Take& take) {
  KEBAO_TRY(metrics::RowsBehind rows, find(context, metric));
  const Places places = PlacesIn(rows, plan);
  if (!places.customer) return MakeProblem("customers.rows", metric, {{"metric", metric}});
  engine::ChunkView chunk;
  while (rows.rows->Next(&chunk))
    for (size_t row = 0; row < chunk.rows; ++row)
      if (!At(chunk, places.customer).IsNull(row)) take(chunk, row, places);
  return {};
}

}  // namespace

Result<CustomerContacts> ReadContacts(const FindRows& rows, const metrics::QueryContext& context,
                                      const CustomersPlan& plan) {
  CustomerContacts read;
  read.codes.resize(plan.by.size());
  const auto take = [&](const engine::ChunkView& chunk, size_t row, const Places& places) {
    read.contacts.push_back({At(chunk, places.customer).Int64(row), {}});
    if (places.score && !At(chunk, places.score).IsNull(row))
      read.contacts.back().is_satisfied = At(chunk, places.score).Real(row) >= plan.satisfied;
    for (size_t i = 0; i < plan.by.size(); ++i) {
      const std::optional<size_t> place = places.dimensions[i];
      if (!place) continue;
      const bool is_stated = !At(chunk, place).IsNull(row);
      read.codes[i].push_back(is_stated ? At(chunk, place).Int32(row) : -1);
    }
  };
  KEBAO_TRY_VOID(ForEachRow(rows, context, plan.contacts, plan, take));
  return read;
}

namespace {

struct OfCode {
  int64_t contacts = 0;
  int64_t frequent = 0;
  std::unordered_map<int64_t, analysis::customers::CustomerPart> customers;
};
using ByCode = std::map<int32_t, OfCode>;

ByCode CountByCode(const CustomerContacts& contacts, size_t dimension,
                   const std::vector<uint8_t>* bands, size_t last_band) {
  ByCode counted;
  const std::vector<int32_t>& codes = contacts.codes[dimension];
  for (size_t i = 0; i < codes.size(); ++i) {
    OfCode& of = counted[codes[i]];
    ++of.contacts;
    const bool is_frequent = bands != nullptr && (*bands)[i] == last_band;
    of.frequent += is_frequent ? 1 : 0;
    analysis::customers::CustomerPart& customer = of.customers[contacts.contacts[i].customer];
    customer.whole += 1;
    customer.part += is_frequent ? 1 : 0;
  }
  return counted;
}

CustomersOfValue ValueOf(const OfCode& of, size_t all) {
  CustomersOfValue value;
  value.contacts = of.contacts;
  value.customers = static_cast<int64_t>(of.customers.size());
  value.frequent_contacts = of.frequent;
  if (all > 0)
    value.share_of_contacts = static_cast<double>(of.contacts) / static_cast<double>(all);
  std::vector<analysis::customers::CustomerPart> parts;
  for (const auto& [customer, part] : of.customers) {
    parts.push_back(part);
    value.frequent_customers += part.part > 0 ? 1 : 0;
  }
  value.share_frequent = analysis::customers::ShareByCustomer(parts);
  return value;
}

}  // namespace

std::vector<CustomersBy> ByDimensions(const CustomersPlan& plan, const LabelOfCode& label,
                                      const CustomerContacts& now,
                                      const std::vector<uint8_t>& bands,
                                      const CustomerContacts* before) {
  std::vector<CustomersBy> all;
  for (size_t i = 0; i < plan.by.size(); ++i) {
    if (now.codes[i].empty()) continue;
    const ByCode counted = CountByCode(now, i, &bands, plan.bands.size() - 1);
    const ByCode earlier = before != nullptr ? CountByCode(*before, i, nullptr, 0) : ByCode{};
    CustomersBy by{plan.by[i], {}};
    for (const auto& [code, of] : counted) {
      CustomersOfValue value = ValueOf(of, now.contacts.size());
      value.key = label(plan.by[i], code);
      if (const auto found = earlier.find(code); found != earlier.end()) {
        value.contacts_before = found->second.contacts;
        value.customers_before = static_cast<int64_t>(found->second.customers.size());
      }
      by.values.push_back(std::move(value));
    }
    std::ranges::stable_sort(by.values, std::greater<>(), &CustomersOfValue::contacts);
    all.push_back(std::move(by));
  }
  return all;
}

}  // namespace kebao::inquiry
