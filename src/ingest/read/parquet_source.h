#pragma once

#include <memory>

#include "ingest/read/text_input.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// Parquet through an in-memory DuckDB: every value as DuckDB writes it as text, instants in UTC.
/// Problem "parquet.damaged" {reason}.
Result<std::unique_ptr<RecordSource>> OpenParquet(Unpacked unpacked, const ReadOptions& options);

}  // namespace kebao::ingest
