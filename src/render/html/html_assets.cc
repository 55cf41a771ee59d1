#include "render/html/html_assets.h"

#include <fstream>
#include <iterator>

namespace kebao::render {
namespace {

Result<std::string> ReadAsset(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (content.empty()) return MakeProblem("render.asset_missing", file.string());
  return content;
}

}  // namespace

Result<HtmlAssets> LoadHtmlAssets(const std::filesystem::path& charts,
                                  const std::filesystem::path& texts) {
  HtmlAssets assets;
  KEBAO_TRY(assets.script, ReadAsset(charts / "kebao-charts.js"));
  KEBAO_TRY(assets.style, ReadAsset(charts / "kebao-report.css"));
  for (const char* language : {"zh-CN", "en"}) {
    KEBAO_TRY(Texts loaded, Texts::Load(texts, language));
    assets.texts.emplace(language, std::move(loaded));
  }
  return assets;
}

const Texts& TextsFor(const HtmlAssets& assets, std::string_view language) {
  KEBAO_ASSERT(!assets.texts.empty());
  if (const auto found = assets.texts.find(language); found != assets.texts.end())
    return found->second;
  const auto english = assets.texts.find("en");
  return english != assets.texts.end() ? english->second : assets.texts.begin()->second;
}

}  // namespace kebao::render
