#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/texts.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/chart_drawer.h"

namespace kebao::render {

struct PdfOptions {
  /// Draws the charts; null: their figures are given as tables, with a warning.
  ChartDrawer* drawer = nullptr;
  /// Family names by preference, with commas; empty: those of the texts ("render.pdf.fonts"). Where
  /// none is installed another font is taken, with a warning.
  std::string fonts = {};
};

struct PdfFile {
  std::string bytes;
  size_t pages = 0;
  std::vector<std::string> warnings;
};

/// The document as an A4 report: cover with the report at a glance, contents, sections,
/// definitions; text stays text, fonts are embedded as subsets, charts are vectors, headings are in
/// the outline, structure tags say what is a heading, a paragraph, a table (docs/pdf.md says what
/// is not tagged). `texts` are in the document's language. The same document, fonts and drawings
/// give the same bytes. May be called from several threads, each with a drawer of its own.
///
/// Problems "render.document_malformed", "render.no_fonts".
Result<PdfFile> PdfOf(const document::Document& document, const Texts& texts,
                      const PdfOptions& options = {});

/// Writes that file. Throws like OutputFile.
Result<Artifact> RenderPdf(const document::Document& document, const Texts& texts,
                           const std::filesystem::path& out, const PdfOptions& options = {});

}  // namespace kebao::render
