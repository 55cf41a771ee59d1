#pragma once

#include <cstdint>
#include <string_view>

#include "ingest/read/text_input.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// Reads a source to its end and touches every byte it gives.
void Drain(RecordSource& source);
/// The way of a file from its bytes on, without a file.
Result<TextInput> TextFromMemory(std::string_view bytes, const ReadOptions& options);

}  // namespace kebao::ingest
