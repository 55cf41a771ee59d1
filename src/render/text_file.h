#pragma once

#include <filesystem>
#include <string_view>

namespace kebao::render {

/// Writes a whole file. Throws WorldFailure "render.write".
void WriteTextFile(const std::filesystem::path& file, std::string_view text);

}  // namespace kebao::render
