#pragma once

#include <memory>

#include "ingest/read/text_input.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// CSV and `|`-separated files. Problem "file.empty" if nothing is left behind the skipped lines.
Result<std::unique_ptr<RecordSource>> OpenCsv(TextInput input, FileKind kind,
                                              const ReadOptions& options);

}  // namespace kebao::ingest
