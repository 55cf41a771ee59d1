#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/console.h"
#include "app/report_rows.h"
#include "app/share_folder.h"
#include "base/problem.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/worker/render_worker.h"

namespace kebao::app {

/// A format that could not be written, and why.
struct FailedFormat {
  std::string format;
  Problem problem;
};

struct WrittenReport {
  std::vector<render::Artifact> artifacts;  // format by format, as asked
  std::vector<FailedFormat> failed;
};

/// Problem "cli.choice" for a format that does not exist, and where none is named.
Result<void> CheckFormats(const std::vector<std::string>& formats);

/// The process that draws, starting up, for those of the formats that need it; else null. Made
/// before the figures are computed, it is ready when they are.
std::unique_ptr<render::RenderWorker> WarmWorkerFor(const std::vector<std::string>& formats,
                                                    const ShareFolder& share);

/// Writes the document to the folder `out`, which is made if it is missing. A format that fails
/// does not keep the others from being written. `rows` writes the format of that name, which is not
/// made of the document; it is asked for only with a writer. `worker` draws; null: one is started
/// when it is needed. Problem "file.write": the folder
/// cannot be made.
Result<WrittenReport> WriteReport(const ShareFolder& share, const document::Document& document,
                                  const std::vector<std::string>& formats,
                                  const std::filesystem::path& out, const RowsWriter& rows = {},
                                  render::RenderWorker* worker = nullptr);

/// On stderr, one after the other.
void TellFailures(const WrittenReport& report, Console* console);

}  // namespace kebao::app
