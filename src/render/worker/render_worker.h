#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "render/worker/script_job.h"
#include "render/worker/worker_child.h"

namespace kebao::render {

struct RenderWorkerOptions {
  std::filesystem::path libraries;  // the folder of charts-worker.js
  WorkerLimits limits;
  // A program that takes "render-worker LIBRARIES MILLISECONDS"; the one that runs by default, the
  // inode and not the path, since the file may be replaced while we live.
  std::string program = "/proc/self/exe";
};

/// Runs scripts (charts, office files) in a child process that can hurt nobody: `kebao
/// render-worker`, started at the first job and again whenever it was lost. One job at a time; may
/// be called from several threads, which then wait for each other. The child is ended with it.
class RenderWorker {
 public:
  explicit RenderWorker(RenderWorkerOptions options);
  ~RenderWorker();

  /// Starts the child on a thread of its own and has it read and run the library "charts" once, so
  /// that the first chart finds everything in place. Run waits for it. What fails here fails again
  /// in the first job, which says so.
  void WarmUp();

  /// What the function gave: a text in UTF-8, or bytes. Problems, at job.place, after each of which
  /// the next job can run:
  /// "render.worker_start"; "render.worker_died", "render.worker_time", "render.worker_memory":
  /// the child was lost with the job; "render.sandbox": it could not lock itself in;
  /// "render.worker_script": the script threw;
  /// "render.worker_library": no such library or function.
  Result<std::string> Run(const ScriptJob& job);

  /// The process of the child, 0 when none runs.
  pid_t child_id() const;

 private:
  Result<std::string> Exchange(const ScriptJob& job);
  void EnsureChild();
  Problem ProblemOf(WorkerLoss loss, const std::string& place, const std::string& ending) const;

  RenderWorkerOptions options_;
  mutable std::mutex mutex_;
  std::unique_ptr<WorkerChild> child_;
  std::jthread warming_;
};

}  // namespace kebao::render
