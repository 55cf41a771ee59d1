#pragma once

#include <filesystem>

#include "base/problem.h"
#include "base/texts.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/chart_drawer.h"
#include "render/worker/render_worker.h"

namespace kebao::render {

struct OfficeOptions {
  /// Runs the script library "pptx" or "docx"; must not be null.
  RenderWorker* worker = nullptr;
  /// Draws charts that the file format has no form for; null: their figures are given as tables.
  ChartDrawer* drawer = nullptr;
};

/// The document as slides: title, contents, one block a slide, long tables on further slides;
/// charts and tables can be edited, notes have the evidence (docs/office-files.md). `texts` are in
/// the document's language. The same document and drawings give the same bytes. Throws like
/// OutputFile.
///
/// Problems: "render.document_malformed", "render.worker_*" with the file's name as place.
Result<Artifact> RenderPptx(const document::Document& document, const Texts& texts,
                            const std::filesystem::path& out, const OfficeOptions& options);

/// The same as a text document: cover, contents, sections under headings, tables whose header comes
/// again on every page; wide tables lie across.
Result<Artifact> RenderDocx(const document::Document& document, const Texts& texts,
                            const std::filesystem::path& out, const OfficeOptions& options);

}  // namespace kebao::render
