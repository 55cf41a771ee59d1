#pragma once

#include "render/worker/script_host.h"

namespace kebao::render {

/// The render worker's process: reads jobs from stdin and writes answers to stdout until the parent
/// goes away; `folder` has the script libraries; a call of a script may take `script_milliseconds`
/// of the processor. `native_jobs` is for tests. Gives the exit status.
/// WorldFailure("render.sandbox").
int RunRenderWorker(const std::filesystem::path& folder, int script_milliseconds,
                    NativeJobs native_jobs = {});

}  // namespace kebao::render
