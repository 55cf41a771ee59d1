#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/query_options.h"
#include "app/session.h"
#include "render/artifact.h"

namespace kebao::app {

struct MakeReportOptions {
  std::string template_id;
  QueryOptions query;
  std::string language = "zh";  // "zh" | "en"
  std::string audience;
  std::string organisation;
  std::vector<std::string> formats;  // xlsx, html, csv, json
  std::filesystem::path out;
};

/// Template + data → document → files. Problems: those of the template, the queries and the
/// renderers, "cli.format".
Result<std::vector<render::Artifact>> MakeReport(Session* session, const MakeReportOptions& options,
                                                 Instant now);

}  // namespace kebao::app
