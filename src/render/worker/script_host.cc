#include "render/worker/script_host.h"

namespace kebao::render {

ScriptHost::ScriptHost(std::filesystem::path folder, NativeJobs native_jobs)
    : folder_(std::move(folder)), native_jobs_(std::move(native_jobs)) {}

JobAnswer ScriptHost::Run(const ScriptJob& job) {
  if (const auto native = native_jobs_.find(job.library); native != native_jobs_.end())
    return native->second(job);
  Loaded& loaded = libraries_[job.library];
  if (loaded.library == nullptr) {
    auto library = ScriptLibrary::Load(folder_, job.library, &measurer_);
    if (!library) {
      libraries_.erase(job.library);
      return std::move(library).error();
    }
    loaded.library = std::move(*library);
  }
  JobAnswer answer = loaded.library->Call(job);
  const bool is_spent = ++loaded.jobs >= kJobsPerEngine || answer.status == JobStatus::kStopped;
  if (is_spent) libraries_.erase(job.library);
  return answer;
}

}  // namespace kebao::render
