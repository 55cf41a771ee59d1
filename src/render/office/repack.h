#pragma once

#include <string>

#include "render/output_file.h"

namespace kebao::render::office {

/// Writes the members of a zip archive anew, in their order, compressed and without times; folders
/// are left out. Throws WorldFailure "output.archive" if these bytes are no archive, and what
/// OutputFile throws.
void Repack(const std::string& archive, OutputFile& file);

}  // namespace kebao::render::office
