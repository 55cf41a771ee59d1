#include <algorithm>

#include "engine/warehouse.h"

namespace kebao::engine {

std::optional<ImportRecord> FindSameImport(const std::vector<ImportRecord>& imports,
                                           const ImportDescription& wanted) {
  const auto is_same = [&](const ImportRecord& record) {
    const ImportDescription& known = record.description;
    return !record.is_withdrawn && known.file_hash == wanted.file_hash &&
           known.file_bytes == wanted.file_bytes && known.mapping_hash == wanted.mapping_hash &&
           known.zone == wanted.zone && known.source == wanted.source;
  };
  const auto found = std::find_if(imports.begin(), imports.end(), is_same);
  return found == imports.end() ? std::nullopt : std::optional(*found);
}

}  // namespace kebao::engine
