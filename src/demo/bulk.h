#pragma once

#include <cstdint>
#include <filesystem>

#include "base/problem.h"

namespace kebao::demo {

struct BulkOptions {
  int64_t conversations = 1'000'000;   // 1 … 1000 million
  int messages_per_conversation = 10;  // 0: no messages file
  uint64_t seed = 1;
};

/// Writes conversations.csv and messages.csv (the generic layouts, few columns, clean, ASCII ids
/// and Chinese words) as fast as the disk takes them: input for measurements, without the story and
/// the model of the year. Times run over 2025, local to Asia/Shanghai; the rows are in the order of
/// opening. About 110 bytes a conversation, 75 a message. Problem "demo.bad_options". Throws
/// WorldFailure("demo.write").
Result<void> WriteBulkCsv(const BulkOptions& options, const std::filesystem::path& folder);

}  // namespace kebao::demo
