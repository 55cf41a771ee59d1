#pragma once

#include <memory>

#include "ingest/read/text_input.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// One JSON document whose records are at options.record_path.
Result<std::unique_ptr<RecordSource>> OpenJson(TextInput input, const ReadOptions& options);
/// One JSON value a line; with a record_path every line gives the items there.
Result<std::unique_ptr<RecordSource>> OpenNdjson(TextInput input, const ReadOptions& options);

}  // namespace kebao::ingest
