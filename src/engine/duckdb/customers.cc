#include "engine/duckdb/customers.h"

#include <fmt/format.h>

namespace kebao::engine::duckdb {
namespace {

/// Jaro–Winkler similarity from which an id may be meant by another one.
constexpr double kLike = 0.8;

std::string TextAt(const ChunkView& chunk, size_t column, size_t row) {
  const ColumnView& texts = chunk.columns[column];
  return texts.IsNull(row) ? "" : std::string(texts.Text(row));
}

/// `rest`: conditions and order over k (key_customer).
std::vector<Customer> ReadCustomers(const Engine& engine, const std::string& rest) {
  const auto stream = engine.Query(
      "SELECT k.record_key, s.name, k.id, c.name, c.email, c.phone, c.customer_type, c.region, "
      "c.language, c.age_band FROM key_customer k JOIN source s ON s.source_key = k.source LEFT "
      "JOIN current_customer c ON c.record_key = k.record_key WHERE " +
      rest);
  std::vector<Customer> customers;
  ChunkView chunk;
  while (stream->Next(&chunk)) {
    for (size_t row = 0; row < chunk.rows; ++row) {
      const auto text = [&](size_t column) { return TextAt(chunk, column, row); };
      customers.push_back({chunk.columns[0].Int64(row), text(1), text(2), text(3), text(4), text(5),
                           text(6), text(7), text(8), text(9)});
    }
  }
  return customers;
}

}  // namespace

std::vector<Customer> CustomersOfId(const Engine& engine, const std::string& id) {
  return ReadCustomers(engine,
                       fmt::format("k.id = {} ORDER BY s.name", engine.dialect().TextLiteral(id)));
}

std::vector<Customer> CustomersLike(const Engine& engine, const std::string& id, size_t most) {
  return ReadCustomers(
      engine, fmt::format("jaro_winkler_similarity(lower(k.id), lower({0})) >= {1} ORDER BY "
                          "jaro_winkler_similarity(lower(k.id), lower({0})) DESC, k.id, s.name "
                          "LIMIT {2}",
                          engine.dialect().TextLiteral(id), kLike, most));
}

}  // namespace kebao::engine::duckdb
