#pragma once

#include <filesystem>
#include <string>

#include "document/document.h"
#include "render/artifact.h"
#include "render/html/html_assets.h"

namespace kebao::render {

/// The document as one HTML page that needs nothing else: style, script and data are inside, and
/// its content security policy forbids everything that is not. Every text of the document is
/// escaped; ill-formed UTF-8 becomes U+FFFD. Pure and deterministic.
std::string HtmlText(const document::Document& document, const HtmlAssets& assets);

/// Writes that page. Throws like OutputFile.
Artifact RenderHtml(const document::Document& document, const HtmlAssets& assets,
                    const std::filesystem::path& out);

}  // namespace kebao::render
