#include "render/html/html_assets.h"

#include <array>
#include <fstream>
#include <iterator>

#include "base/yaml.h"

namespace kebao::render {
namespace {

constexpr std::array<std::string_view, 27> kKeys = {
    "language",       "skip_to_content", "contents",        "appearance",       "print",
    "empty_document", "no_rows",         "chart_data",      "chart_on_paper",   "sample_size",
    "interval",       "incomplete",      "incomplete_note", "improved",         "worsened",
    "filter_rows",    "rows_shown",      "data_version",    "catalog_version",  "report_time",
    "time_zone",      "percent_points",  "duration_hours",  "duration_minutes", "duration_seconds",
    "negative",       "list_separator"};

Result<std::string> ReadAsset(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || content.empty())
    return MakeProblem("render.asset_missing", file.string());
  return content;
}

Result<HtmlTexts> ReadTexts(const std::filesystem::path& file) {
  KEBAO_TRY(const Yaml yaml, Yaml::Load(file));
  HtmlTexts texts;
  for (const std::string_view key : kKeys) {
    KEBAO_TRY(const Yaml node, yaml.Require(key));
    KEBAO_TRY(texts[std::string(key)], node.AsText());
  }
  return texts;
}

}  // namespace

Result<HtmlTextsByLanguage> LoadHtmlTexts(const std::filesystem::path& folder) {
  HtmlTextsByLanguage all;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::filesystem::path file = entry.path() / "html.yaml";
    if (!std::filesystem::exists(file)) continue;
    KEBAO_TRY(all[entry.path().filename().string()], ReadTexts(file));
  }
  if (all.empty()) return MakeProblem("render.asset_missing", (folder / "*/html.yaml").string());
  return all;
}

Result<HtmlAssets> LoadHtmlAssets(const std::filesystem::path& charts,
                                  const std::filesystem::path& texts) {
  HtmlAssets assets;
  KEBAO_TRY(assets.script, ReadAsset(charts / "kebao-charts.js"));
  KEBAO_TRY(assets.style, ReadAsset(charts / "kebao-report.css"));
  KEBAO_TRY(assets.texts, LoadHtmlTexts(texts));
  return assets;
}

const HtmlTexts& TextsFor(const HtmlAssets& assets, std::string_view language) {
  KEBAO_ASSERT(!assets.texts.empty());
  if (const auto found = assets.texts.find(language); found != assets.texts.end())
    return found->second;
  const auto english = assets.texts.find("en");
  return english != assets.texts.end() ? english->second : assets.texts.begin()->second;
}

}  // namespace kebao::render
