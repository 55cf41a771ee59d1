#include "render/worker/worker_child.h"

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "base/problem.h"
#include "render/worker/script_job.h"

namespace kebao::render {
namespace {

using Clock = std::chrono::steady_clock;

// A script can fill a gigabyte a second; this is how far it may go beyond the limit unseen.
constexpr int kPollMilliseconds = 20;
constexpr uint64_t kMostAnswerBytes = uint64_t{512} << 20;

[[noreturn]] void ThrowStart(int error) {
  throw WorldFailure("render.worker_start", std::strerror(error));
}

/// What a child that runs scripts may know of our surroundings: where fonts are, no secrets.
std::vector<std::string> PlainEnvironment() {
  std::vector<std::string> kept{"LC_ALL=C.UTF-8"};
  for (const char* name : {"HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_HOME",
                           "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "JSC_useJIT"}) {
    if (const char* value = std::getenv(name); value != nullptr)
      kept.push_back(fmt::format("{}={}", name, value));
  }
  return kept;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

class SpawnActions {
 public:
  explicit SpawnActions(int wire) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, wire, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, wire, STDOUT_FILENO);
    // Nothing else that we have open, above all not the data.
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
  }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

/// fork would copy the page tables of a process that may hold gigabytes.
pid_t Spawn(std::vector<std::string> command, int wire) {
  std::vector<std::string> environment = PlainEnvironment();
  const SpawnActions actions(wire);
  pid_t child = -1;
  const int error = posix_spawn(&child, command.front().c_str(), actions.get(), nullptr,
                                Pointers(command).data(), Pointers(environment).data());
  if (error != 0) ThrowStart(error);
  return child;
}

/// The whole message behind its length, if it is here. nullopt and `is_broken`: no message of ours.
std::optional<std::string> TakeMessage(std::string* received, bool* is_broken) {
  if (received->size() < kLengthBytes) return std::nullopt;
  const uint64_t size = DecodeLength(std::string_view(*received).substr(0, kLengthBytes));
  *is_broken = size > kMostAnswerBytes;
  if (*is_broken || received->size() - kLengthBytes < size) return std::nullopt;
  return received->substr(kLengthBytes, size);
}

bool IsPassing(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

WorkerChild::WorkerChild(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) ThrowStart(errno);
  wire_ = ends[0];
  try {
    child_ = Spawn(command, ends[1]);
  } catch (...) {
    close(ends[0]);
    close(ends[1]);
    throw;
  }
  close(ends[1]);
}

WorkerChild::~WorkerChild() {
  End();
  close(wire_);
}

std::optional<std::string> WorkerChild::Exchange(std::string_view message,
                                                 const WorkerLimits& limits, WorkerLoss* loss) {
  const std::string frame = EncodeLength(message.size()) + std::string(message);
  const auto deadline = Clock::now() + std::chrono::seconds(limits.job_seconds);
  std::string_view unsent = frame;
  std::string received;
  for (bool is_broken = false;;) {
    const bool is_open = Move(&unsent, &received);
    if (auto answer = TakeMessage(&received, &is_broken)) return answer;
    *loss = WorkerLoss::kDied;
    if (!is_open || is_broken) return std::nullopt;
    *loss = WorkerLoss::kTooLarge;
    if (ResidentMegabytes() > limits.memory_megabytes) return std::nullopt;
    *loss = WorkerLoss::kTooSlow;
    if (Clock::now() > deadline) return std::nullopt;
  }
}

bool WorkerChild::Move(std::string_view* unsent, std::string* received) {
  pollfd wire{wire_, static_cast<int16_t>(unsent->empty() ? POLLIN : POLLIN | POLLOUT), 0};
  if (poll(&wire, 1, kPollMilliseconds) <= 0) return true;
  if ((wire.revents & POLLOUT) != 0) {
    // No SIGPIPE: a child that died must not end us.
    const ssize_t sent = send(wire_, unsent->data(), unsent->size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && !IsPassing(errno)) return false;
    if (sent > 0) unsent->remove_prefix(static_cast<size_t>(sent));
  }
  if ((wire.revents & (POLLIN | POLLHUP | POLLERR)) == 0) return true;
  std::array<char, 65536> bytes;
  const ssize_t count = recv(wire_, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (count < 0) return IsPassing(errno);
  received->append(bytes.data(), static_cast<size_t>(count));
  return count > 0;
}

bool WorkerChild::IsAlive() const {
  pollfd wire{wire_, POLLIN, 0};
  return poll(&wire, 1, 0) == 0;  // between jobs it has nothing to say
}

int64_t WorkerChild::ResidentMegabytes() const {
  std::ifstream statm(fmt::format("/proc/{}/statm", child_));
  int64_t total = 0;
  int64_t resident = 0;
  statm >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE) / (1 << 20);
}

std::string WorkerChild::End() {
  if (child_ < 0) return "";
  kill(child_, SIGKILL);  // one that has ended already keeps the status it ended with
  int status = 0;
  while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                             : fmt::format("exit {}", WEXITSTATUS(status));
}

}  // namespace kebao::render
