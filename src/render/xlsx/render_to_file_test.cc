#include "render/xlsx/render_to_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "render/sample_document.h"

namespace kebao::render::xlsx_test {

namespace fs = std::filesystem;

fs::path OutFolder() {
  const char* kept = std::getenv("KEBAO_RENDER_OUT");
  fs::path folder = kept != nullptr ? fs::path(kept) : fs::path(testing::TempDir()) / "kebao_xlsx";
  fs::create_directories(folder);
  return folder;
}

const RenderTexts& Texts(const std::string& language) {
  static const RenderTexts zh =
      LoadXlsxTexts(fs::path(KEBAO_SOURCE_DIR) / "catalog", "zh-CN").value();
  static const RenderTexts en = LoadXlsxTexts(fs::path(KEBAO_SOURCE_DIR) / "catalog", "en").value();
  return language == "en" ? en : zh;
}

Artifact Write(const document::Document& document, const std::string& name, XlsxLimits limits) {
  auto artifact = RenderXlsx(document, Texts(document.language), OutFolder() / name, limits);
  EXPECT_TRUE(artifact.has_value()) << artifact.error().code << " " << artifact.error().place;
  return artifact.value_or(Artifact{});
}

std::string BytesOf(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

document::Document WithTable(document::Table table) {
  document::Document document = SampleDocument({.agents = 1});
  document.sections = {{"only", "唯一", {std::move(table)}}};
  return document;
}

document::Table TextTable(std::vector<std::string> texts) {
  document::Table table;
  table.id = "texts";
  table.columns = {{"text", "Text", {}, ""}};
  for (std::string& text : texts) table.rows.push_back({std::move(text)});
  return table;
}

}  // namespace kebao::render::xlsx_test
