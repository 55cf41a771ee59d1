#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "app/import_protocol.h"

namespace kebao::app {

struct WorkerLimits {
  int64_t memory_megabytes =
      6144;                  // resident; above it the process is ended, and it is given no more
  int silent_seconds = 300;  // without a message
};

/// A child process that parses one foreign file: what is hostile in it can hurt only the child.
/// Killed when destroyed.
class WorkerProcess {
 public:
  /// Runs this program again as `kebao import-worker`. WorldFailure("import.worker").
  WorkerProcess(const ImportRequest& request, const WorkerLimits& limits);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// The next message; nullopt when the child has ended well. A child that was ended by a limit or
  /// a signal gives a Problem: "import.memory", "import.silent", "import.crashed".
  std::optional<ImportMessage> Next();

 private:
  std::optional<ImportMessage> TakeLine();
  bool WaitForBytes(int milliseconds);
  int64_t ResidentMegabytes() const;
  ImportMessage Stop(const std::string& code);
  std::optional<ImportMessage> Reap();

  WorkerLimits limits_;
  std::string file_;
  pid_t child_ = -1;
  int output_ = -1;
  std::string buffer_;
  bool is_at_end_ = false;
};

}  // namespace kebao::app
