#pragma once

#include "app/data_folder.h"
#include "base/keyed_hash.h"
#include "base/problem.h"

namespace kebao::app {

inline constexpr const char* kPseudonymKeyFile = "pseudonym-key.txt";

/// The folder's secret that pseudonyms hang on: made at random when it is first needed, kept in the
/// folder for the owner's eyes only (mode 0600). Without it the same people would get other
/// pseudonyms. Problems: "folder.unwritable", "folder.damaged".
Result<HashKey> PseudonymKey(const DataFolder& folder);

}  // namespace kebao::app
