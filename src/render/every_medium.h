#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/problem.h"
#include "document/document.h"
#include "render/artifact.h"
#include "render/worker/render_worker.h"

namespace kebao::render::media_test {

/// One way to write a report, as app/write_report.cc wires it.
struct Medium {
  std::string name;  // "html", "pdf" …; names the tests
  Result<std::vector<Artifact>> (*render)(const document::Document& document,
                                          const std::filesystem::path& folder,
                                          RenderWorker& worker);
  bool has_prose = true;  // false: tables only
  bool has_text = true;   // false: a picture
};

/// All nine.
const std::vector<Medium>& EveryMedium();

/// What read_rendered.py found in files.
struct RenderedText {
  std::string text;
  std::vector<std::string> faults;  // what a program that opens it could stumble over
};
RenderedText ReadRendered(const std::vector<std::filesystem::path>& files);

}  // namespace kebao::render::media_test
