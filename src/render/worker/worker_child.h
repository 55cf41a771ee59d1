#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kebao::render {

struct WorkerLimits {
  int64_t memory_megabytes =
      2700;              // resident; watched, since the engine reserves far more addresses
  int job_seconds = 60;  // by the clock on the wall
  int script_milliseconds = 10'000;  // of one call, in the processor's time; ended from inside
};

/// Why a child gave no answer.
enum class WorkerLoss : uint8_t { kDied, kTooSlow, kTooLarge };

/// A running render worker, and the wire to it. Killed when destroyed. Not thread-safe.
class WorkerChild {
 public:
  /// `command` is a program and its arguments. WorldFailure("render.worker_start").
  explicit WorkerChild(const std::vector<std::string>& command);
  ~WorkerChild();
  WorkerChild(const WorkerChild&) = delete;
  WorkerChild& operator=(const WorkerChild&) = delete;

  /// Sends a message and waits for the answer, or gives nullopt and `loss`: then the child is of no
  /// more use.
  std::optional<std::string> Exchange(std::string_view message, const WorkerLimits& limits,
                                      WorkerLoss* loss);

  /// It has not ended by itself between two jobs.
  bool IsAlive() const;
  int64_t ResidentMegabytes() const;
  pid_t id() const { return child_; }
  /// Ends it; in words how it ended ("signal 11"), for the log.
  std::string End();

 private:
  /// One turn of sending and receiving; false: the child hung up.
  bool Move(std::string_view* unsent, std::string* received);

  pid_t child_ = -1;
  int wire_ = -1;
};

}  // namespace kebao::render
