#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "base/texts.h"

namespace kebao::render {

/// What every page carries besides its document. Load once, then share between threads: it is read
/// only.
struct HtmlAssets {
  std::string script;                               // charts/dist/kebao-charts.js
  std::string style;                                // charts/dist/kebao-report.css
  std::map<std::string, Texts, std::less<>> texts;  // by language tag: "zh-CN", "en"
};

/// `charts` holds kebao-charts.js and kebao-report.css; `texts` is catalog/texts.
/// Problems: "render.asset_missing", and those of Texts.
Result<HtmlAssets> LoadHtmlAssets(const std::filesystem::path& charts,
                                  const std::filesystem::path& texts);

/// The texts of `language`, else of English. `assets.texts` must not be empty.
const Texts& TextsFor(const HtmlAssets& assets, std::string_view language);

}  // namespace kebao::render
