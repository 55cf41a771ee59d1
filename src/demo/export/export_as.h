#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "demo/demo_catalog.h"
#include "demo/options.h"
#include "demo/story.h"

namespace kebao::demo {

/// generic, zendesk, freshdesk, chatwoot, meiqia, status-log, asterisk, mbox, templates.
std::vector<std::string_view> ExportSystems();

/// Writes the same year that Generate plays as the raw export files of `system` into `folder` (made
/// if missing), with the faults that such files have. Beside them: story.yaml (the truth),
/// dirt.json (what was injected, by file and kind) and where the system has figures of its own,
/// those by its own definition. docs/demo-data.md lists the files. A system that has only some
/// channels gets only their conversations: of `options.conversations` about 62 % are chats.
///
/// Problems: "demo.unknown_system", those of Check(options). Throws WorldFailure("demo.write").
Result<Story> ExportAs(std::string_view system, const DemoCatalog& catalog,
                       const DemoOptions& options, const std::filesystem::path& folder);

}  // namespace kebao::demo
