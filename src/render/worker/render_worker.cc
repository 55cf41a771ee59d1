#include "render/worker/render_worker.h"

#include <fmt/format.h>

#include <tuple>
#include <utility>

#include "render/worker/worker_arguments.h"

namespace kebao::render {
namespace {

std::string Seconds(const WorkerLimits& limits) { return std::to_string(limits.job_seconds); }

Result<std::string> ResultOf(JobAnswer answer, const std::string& place,
                             const WorkerLimits& limits) {
  switch (answer.status) {
    case JobStatus::kDone:
      return std::move(answer.content);
    case JobStatus::kFailed:
      return MakeProblem("render.worker_script", place, {{"detail", answer.content}});
    case JobStatus::kStopped:
      return MakeProblem("render.worker_time", place,
                         {{"seconds", std::to_string(limits.script_milliseconds / 1000)}});
    case JobStatus::kUnknown:
      return MakeProblem("render.worker_library", place, {{"detail", answer.content}});
  }
  std::unreachable();
}

}  // namespace

RenderWorker::RenderWorker(RenderWorkerOptions options) : options_(std::move(options)) {}
RenderWorker::~RenderWorker() = default;

Result<std::string> RenderWorker::Run(const ScriptJob& job) {
  const std::scoped_lock lock(mutex_);
  try {
    EnsureChild();
  } catch (const WorldFailure& failure) {
    return MakeProblem("render.worker_start", job.place, {{"detail", failure.what()}});
  }
  return Exchange(job);
}

void RenderWorker::WarmUp() {
  // What is wrong with it, the first job says.
  warming_ = std::jthread([this] { std::ignore = Run({"charts", "warmUp", {}, ""}); });
}

Result<std::string> RenderWorker::Exchange(const ScriptJob& job) {
  WorkerLoss loss = WorkerLoss::kDied;
  const auto bytes = child_->Exchange(EncodeJob(job), options_.limits, &loss);
  if (bytes) {
    if (auto answer = DecodeAnswer(*bytes))
      return ResultOf(std::move(*answer), job.place, options_.limits);
  }
  const std::string ending = child_->End();
  child_.reset();
  return std::unexpected(ProblemOf(loss, job.place, ending));
}

/// A child that died while it had nothing to do, or that has grown too large by many small jobs, is
/// replaced without a word.
void RenderWorker::EnsureChild() {
  const bool is_fit = child_ != nullptr && child_->IsAlive() &&
                      child_->ResidentMegabytes() <= options_.limits.memory_megabytes * 3 / 4;
  if (is_fit) return;
  child_.reset();
  child_ = std::make_unique<WorkerChild>(
      WorkerCommand(options_.program, options_.libraries, options_.limits.script_milliseconds));
}

Problem RenderWorker::ProblemOf(WorkerLoss loss, const std::string& place,
                                const std::string& ending) const {
  switch (loss) {
    case WorkerLoss::kDied:
      if (ending == fmt::format("exit {}", kSandboxRefused)) return {"render.sandbox", place, {}};
      return {"render.worker_died", place, {{"detail", ending}}};
    case WorkerLoss::kTooSlow:
      return {"render.worker_time", place, {{"seconds", Seconds(options_.limits)}}};
    case WorkerLoss::kTooLarge:
      return {"render.worker_memory",
              place,
              {{"megabytes", std::to_string(options_.limits.memory_megabytes)}}};
  }
  std::unreachable();
}

pid_t RenderWorker::child_id() const {
  const std::scoped_lock lock(mutex_);
  return child_ == nullptr ? 0 : child_->id();
}

}  // namespace kebao::render
