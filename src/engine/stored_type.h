#pragma once

#include "domain/fact_schema.h"
#include "engine/chunk.h"

namespace kebao::engine {

/// As what the values of a fact's column are handed over and stored.
constexpr ValueType StoredType(domain::ColumnType type) {
  switch (type) {
    case domain::ColumnType::kBoolean:
      return ValueType::kBoolean;
    case domain::ColumnType::kBigint:
      return ValueType::kInt64;
    case domain::ColumnType::kReal:
      return ValueType::kReal;
    case domain::ColumnType::kInstant:
      return ValueType::kInstant;
    case domain::ColumnType::kDay:
      return ValueType::kDay;
    case domain::ColumnType::kText:
      return ValueType::kText;
    case domain::ColumnType::kInteger:
    case domain::ColumnType::kCode:
    case domain::ColumnType::kAgent:
    case domain::ColumnType::kTeam:
    case domain::ColumnType::kSource:
      return ValueType::kInt32;
  }
  return ValueType::kInt32;
}

}  // namespace kebao::engine
