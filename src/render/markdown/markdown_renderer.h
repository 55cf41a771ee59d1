#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/texts.h"
#include "document/document.h"
#include "render/artifact.h"

namespace kebao::render {

struct MarkdownText {
  std::string text;
  std::vector<std::string> warnings;
};

/// The document as Markdown (CommonMark with GitHub's tables): headings, key figures as a list,
/// tables, notes, definitions; charts as their summary and a table of their figures. Texts of the
/// data are never markup (markdown_text.h). `texts` are in the document's language. Pure and
/// deterministic. Problem "render.document_malformed".
Result<MarkdownText> MarkdownOf(const document::Document& document, const Texts& texts);

/// Writes that text. Throws like OutputFile.
Result<Artifact> RenderMarkdown(const document::Document& document, const Texts& texts,
                                const std::filesystem::path& out);

}  // namespace kebao::render
