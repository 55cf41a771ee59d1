#pragma once

#include <filesystem>

#include "base/problem.h"
#include "base/texts.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/worker/render_worker.h"

namespace kebao::render {

/// The report at a glance as one PNG for chat groups, 1080 pixels wide: title, key figures with
/// their change, the first conclusions, at most two charts. Drawn by charts/ in the worker. `texts`
/// are in the document's language. The same document and fonts give the same bytes. Throws like
/// OutputFile.
///
/// Problems: "render.document_malformed", "render.no_fonts", "render.svg", "render.worker_*" with
/// the file's name.
Result<Artifact> RenderSummaryPicture(const document::Document& document, const Texts& texts,
                                      const std::filesystem::path& out, RenderWorker* worker);

}  // namespace kebao::render
