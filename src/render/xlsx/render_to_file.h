#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "render/xlsx/xlsx_renderer.h"

namespace kebao::render::xlsx_test {

/// KEBAO_RENDER_OUT keeps the files, to look at them in a spreadsheet program.
std::filesystem::path OutFolder();
const RenderTexts& Texts(const std::string& language);
/// Renders into OutFolder(); a Problem fails the test.
Artifact Write(const document::Document& document, const std::string& name, XlsxLimits limits = {});
std::string BytesOf(const std::filesystem::path& file);
/// A document of one section, "唯一", with one table.
document::Document WithTable(document::Table table);
document::Table TextTable(std::vector<std::string> texts);

inline constexpr size_t kFirstHeader = 3;  // row of the first block on a section's sheet

}  // namespace kebao::render::xlsx_test
