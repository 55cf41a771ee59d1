#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace kebao::engine::duckdb {

/// A customer as the sources describe them: personal data, as they came. Empty: not stated.
struct Customer {
  int64_t key = 0;
  std::string source;
  std::string id;  // the source's own
  std::string name;
  std::string email;
  std::string phone;
  std::string customer_type;
  std::string region;
  std::string language;
  std::string age_band;
};

/// Those of that id, one for each source that has it; of what was withdrawn, too.
std::vector<Customer> CustomersOfId(const Engine& engine, const std::string& id);
/// Customers whose ids are written much like this one, the likest first.
std::vector<Customer> CustomersLike(const Engine& engine, const std::string& id, size_t most);

}  // namespace kebao::engine::duckdb
