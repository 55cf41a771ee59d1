#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao::render {

/// The words of the page that are not the document's, in one language (catalog/texts/*/html.yaml).
using HtmlTexts = std::map<std::string, std::string, std::less<>>;

using HtmlTextsByLanguage = std::map<std::string, HtmlTexts, std::less<>>;

/// What every page carries besides its document. Load once, then share between threads: it is read
/// only.
struct HtmlAssets {
  std::string script;         // charts/dist/kebao-charts.js
  std::string style;          // charts/dist/kebao-report.css
  HtmlTextsByLanguage texts;  // by language tag: "zh-CN", "en"
};

/// `charts` holds kebao-charts.js and kebao-report.css; `texts` one folder per language with an
/// html.yaml. Problems: "render.asset_missing", those of Yaml, and "yaml.missing_key" for a text
/// that the page needs.
Result<HtmlAssets> LoadHtmlAssets(const std::filesystem::path& charts,
                                  const std::filesystem::path& texts);

/// The texts alone, of every language that has them.
Result<HtmlTextsByLanguage> LoadHtmlTexts(const std::filesystem::path& folder);

/// The texts of `language`, else of English. `assets.texts` must not be empty.
const HtmlTexts& TextsFor(const HtmlAssets& assets, std::string_view language);

}  // namespace kebao::render
