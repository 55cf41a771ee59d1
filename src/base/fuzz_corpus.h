#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <string_view>

namespace kebao {

/// Runs every file of a folder of fuzz/corpus through `run`, which ends the process where a promise
/// is broken. Returns how many there were. For tests.
inline size_t ReplayCorpus(const std::filesystem::path& folder,
                           const std::function<void(std::string_view)>& run) {
  size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    run(bytes.str());
    ++inputs;
  }
  return inputs;
}

}  // namespace kebao
