#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ingest/map/mapping_catalog.h"

namespace kebao::ingest {

/// A first guess at a mapping of an unknown file, for a person to finish.
struct MappingDraft {
  std::string yaml;  // parses as it is; two names are to be filled in
  std::vector<std::pair<std::string, std::string>>
      guesses;  // role ("conversation", "agent", …) → column
  std::vector<std::string> unmapped_columns;
  bool is_history =
      false;  // several rows per conversation: a row is a change, else a row is a conversation
};

/// Guesses from the names of columns (Chinese and English) and from the sampled values: which is
/// the key, which are times and how they are written, which is the status and what its words mean.
/// The more rows sampled, the better.
MappingDraft DraftMapping(const FileSample& sample);

}  // namespace kebao::ingest
