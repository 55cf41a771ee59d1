#pragma once

#include <filesystem>
#include <vector>

#include "ingest/map/mapper.h"

namespace kebao::ingest {

/// What the first rows of a file give: shown by `import --dry-run`.
struct MappingPreview {
  std::vector<domain::CanonicalEvent> events;
  std::vector<domain::CanonicalRecord> records;
  std::vector<domain::RejectedRow> rejected;
  std::vector<std::string> unmapped_columns;
  MappingQuality quality;
};

/// Maps the first `rows` records; threads and agents are told from these alone. Problems:
/// OpenFile's, Mapper::Compile's.
Result<MappingPreview> PreviewFile(const Mapping& mapping, const std::filesystem::path& file,
                                   const MapperOptions& options, int rows = 20);

}  // namespace kebao::ingest
