#pragma once

#include <string_view>

namespace kebao::ingest::fuzzed {

/// A mapping (YAML); after a line "=== rows ===" a CSV file for it. Ends the process if a promise
/// of mapping.h or mapper.h is broken. Run by mapping_fuzz (fuzz/) and, over fuzz/corpus/mapping,
/// by ingest_test.
void MappingAndRows(std::string_view input);

}  // namespace kebao::ingest::fuzzed
