#pragma once

#include <filesystem>

#include "document/document.h"
#include "render/artifact.h"

namespace kebao::render {

/// Writes document::ToJson. Throws like OutputFile.
Artifact RenderJson(const document::Document& document, const std::filesystem::path& out);

}  // namespace kebao::render
