#pragma once

#include "engine/engine.h"

namespace kebao::engine::duckdb {

const Dialect& DuckDialect();

}  // namespace kebao::engine::duckdb
