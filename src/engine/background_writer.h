#pragma once

#include <memory>

#include "engine/warehouse.h"

namespace kebao::engine {

/// A writer that copies what it is given and hands it on to `writer` from a thread of its own, in
/// the same order, so that reading a file and writing its rows go side by side. At most a few
/// thousand rows wait. What `writer` throws is thrown by the next call here. Not thread-safe.
std::unique_ptr<StagingWriter> WriteInBackground(std::unique_ptr<StagingWriter> writer);

}  // namespace kebao::engine
