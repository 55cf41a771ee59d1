#include "app/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>

namespace kebao::app {
namespace {

constexpr int kPollMilliseconds = 200;

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw WorldFailure("import.worker", "no pipe");
  return {ends[0], ends[1]};
}

/// A socket rather than a pipe: writing to a process that has died is an error, not a signal that
/// ends us too.
Pipe MakeRequestWire() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw WorldFailure("import.worker", "no socket");
  }
  return {ends[0], ends[1]};
}

/// Between two looks at its size a child could take all the memory there is: beyond the limit the
/// kernel gives it none.
void LimitMemory(int64_t megabytes) {
  const auto bytes = static_cast<rlim_t>(megabytes) << 20;
  const rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_DATA, &limit);
}

[[noreturn]] void BecomeWorker(const std::string& executable, int input, int output,
                               int64_t memory_megabytes) {
  LimitMemory(memory_megabytes);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  execl(executable.c_str(), executable.c_str(), "import-worker", static_cast<char*>(nullptr));
  _exit(127);
}

/// Stops early where the other side is gone: how it ended is told by Reap().
void SendAll(int socket, const std::string& text) {
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = send(socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;
    done += static_cast<size_t>(count);
  }
}

}  // namespace

WorkerProcess::WorkerProcess(const ImportRequest& request, const WorkerLimits& limits)
    : limits_(limits), file_(request.file.string()) {
  // The inode that runs, not the path: the file may be replaced while we live.
  const std::string executable = "/proc/self/exe";
  const Pipe input = MakeRequestWire();
  const Pipe output = MakePipe();
  child_ = fork();
  if (child_ < 0) throw WorldFailure("import.worker", "no process");
  if (child_ == 0) BecomeWorker(executable, input.read, output.write, limits_.memory_megabytes);
  close(input.read);
  close(output.write);
  output_ = output.read;
  SendAll(input.write, Encode(request) + "\n");
  close(input.write);
}

WorkerProcess::~WorkerProcess() {
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  if (output_ >= 0) close(output_);
}

std::optional<ImportMessage> WorkerProcess::Next() {
  for (int waited = 0; waited < limits_.silent_seconds * 1000; waited += kPollMilliseconds) {
    if (auto message = TakeLine()) return message;
    if (is_at_end_) return Reap();
    if (WaitForBytes(kPollMilliseconds)) continue;
    if (ResidentMegabytes() > limits_.memory_megabytes) return Stop("import.memory");
  }
  return Stop("import.silent");
}

std::optional<ImportMessage> WorkerProcess::TakeLine() {
  const size_t end = buffer_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  const std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  if (ResidentMegabytes() > limits_.memory_megabytes) return Stop("import.memory");
  return DecodeMessage(line);
}

bool WorkerProcess::WaitForBytes(int milliseconds) {
  pollfd waiting{output_, POLLIN, 0};
  if (poll(&waiting, 1, milliseconds) <= 0) return false;
  std::array<char, 65536> bytes;
  const ssize_t count = read(output_, bytes.data(), bytes.size());
  if (count <= 0) {
    is_at_end_ = true;
  } else {
    buffer_.append(bytes.data(), static_cast<size_t>(count));
  }
  return true;
}

int64_t WorkerProcess::ResidentMegabytes() const {
  std::ifstream statm(fmt::format("/proc/{}/statm", child_));
  int64_t total = 0;
  int64_t resident = 0;
  statm >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE) / (1 << 20);
}

ImportMessage WorkerProcess::Stop(const std::string& code) {
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  child_ = -1;
  is_at_end_ = true;
  return Problem{code,
                 file_,
                 {{"megabytes", std::to_string(limits_.memory_megabytes)},
                  {"seconds", std::to_string(limits_.silent_seconds)}}};
}

std::optional<ImportMessage> WorkerProcess::Reap() {
  if (child_ < 0) return std::nullopt;
  int status = 0;
  waitpid(child_, &status, 0);
  child_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  const std::string detail = WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                                                 : fmt::format("exit {}", WEXITSTATUS(status));
  return Problem{"import.crashed", file_, {{"detail", detail}}};
}

}  // namespace kebao::app
