#pragma once

#include <string>
#include <vector>

#include "domain/fact_schema.h"
#include "metrics/query.h"

namespace kebao::metrics {

/// A roll-up as the catalogue asks for it: which rows go into one cell.
struct RollupSpec {
  std::string id;
  domain::Fact fact = domain::Fact::kConversation;
  std::string clock;                            // instant column
  Grain grain = Grain::kDay;                    // kDay: of the folder's zone; kHour: UTC hours
  std::vector<const domain::FactColumn*> keys;  // of the fact; the source is always among them
  std::vector<std::string> metrics;  // those that it holds; empty: every one that adds up
  std::string place;
  std::string table() const { return "rollup_" + id; }
};

}  // namespace kebao::metrics
