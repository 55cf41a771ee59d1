#pragma once

#include <cstdint>
#include <functional>

#include "app/definitions.h"
#include "engine/warehouse.h"

namespace kebao::app {

inline constexpr const char* kFactsVersionSetting = "facts_version";

struct DeriveProgress {
  size_t ranges_done = 0;
  size_t ranges = 0;
  int64_t events = 0;
};

/// Log rows of the touched conversations → fact rows, inside the transaction, range by range in
/// bounded memory. Problem "timing.too_many_patterns".
Result<void> DeriveFacts(engine::WriteTransaction* transaction, const Definitions& definitions,
                         const std::function<void(const DeriveProgress&)>& on_progress);

/// Facts, then roll-ups and what the facts record: everything that hangs on the log.
Result<void> DeriveAll(engine::WriteTransaction* transaction, const Definitions& definitions,
                       const std::function<void(const DeriveProgress&)>& on_progress);

}  // namespace kebao::app
