#include "render/worker/worker_arguments.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "render/worker/worker_main.h"

namespace kebao::render {
namespace {

constexpr const char* kWord = "render-worker";
constexpr int kArguments = 4;

}  // namespace

std::vector<std::string> WorkerCommand(const std::string& program,
                                       const std::filesystem::path& libraries,
                                       int script_milliseconds) {
  return {program, kWord, libraries.string(), std::to_string(script_milliseconds)};
}

std::optional<int> RunIfRenderWorker(int argc, char** argv, NativeJobs native_jobs) {
  if (argc != kArguments || std::string_view(argv[1]) != kWord) return std::nullopt;
  try {
    return RunRenderWorker(argv[2], std::atoi(argv[3]), std::move(native_jobs));
  } catch (const WorldFailure& failure) {
    std::fprintf(stderr, "kebao: %s (%s)\n", failure.code().c_str(), failure.what());
    return kSandboxRefused;
  }
}

}  // namespace kebao::render
