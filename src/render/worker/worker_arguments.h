#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "render/worker/script_host.h"

namespace kebao::render {

/// What a program is called with to become a render worker.
std::vector<std::string> WorkerCommand(const std::string& program,
                                       const std::filesystem::path& libraries,
                                       int script_milliseconds);

/// The exit status of the worker, if that is what the arguments ask for; nullopt otherwise. The
/// first thing that main does. `native_jobs` is for tests.
std::optional<int> RunIfRenderWorker(int argc, char** argv, NativeJobs native_jobs = {});

/// The exit status of a worker that could not lock itself in, and so ran nothing.
inline constexpr int kSandboxRefused = 71;

}  // namespace kebao::render
