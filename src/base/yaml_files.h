#pragma once

#include <filesystem>
#include <vector>

namespace kebao {

/// The *.yaml files of a folder (not of those below), sorted by name; none where there is no such
/// folder: a catalogue need not have every part.
std::vector<std::filesystem::path> YamlFilesIn(const std::filesystem::path& folder);

}  // namespace kebao
