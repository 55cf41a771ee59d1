#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kebao::render {

/// One file that a renderer wrote. What it could not show is said in `warnings` (sentences in the
/// document's language).
struct Artifact {
  std::filesystem::path file;
  std::string mime;
  std::vector<std::string> warnings;
};

}  // namespace kebao::render
