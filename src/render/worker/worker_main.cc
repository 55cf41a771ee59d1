#include "render/worker/worker_main.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <thread>

#include "render/worker/sandbox.h"

namespace kebao::render {
namespace {

constexpr int kBadMessage = 3;
constexpr uint64_t kMostJobBytes = uint64_t{512} << 20;

/// Where memory is short, the kernel ends this process rather than the one that owns the data.
void OfferMyselfFirst() { std::ofstream("/proc/self/oom_score_adj") << "1000"; }

/// Dies with the parent, also in the middle of a job. PR_SET_PDEATHSIG would do it too early: when
/// the thread that started us ends.
void EndWithParent() {
  std::thread([] {
    pollfd waiting{STDIN_FILENO, 0, 0};  // only for the hang-up
    while (poll(&waiting, 1, -1) < 0 && errno == EINTR) {
    }
    _exit(0);
  }).detach();
}

bool ReadExactly(char* bytes, size_t count) {
  while (count > 0) {
    const ssize_t done = read(STDIN_FILENO, bytes, count);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes += done;
    count -= static_cast<size_t>(done);
  }
  return true;
}

bool WriteAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(done));
  }
  return true;
}

/// nullopt: the parent has gone.
std::optional<std::string> ReadMessage() {
  std::string length(kLengthBytes, '\0');
  if (!ReadExactly(length.data(), length.size())) return std::nullopt;
  const uint64_t size = DecodeLength(length);
  if (size > kMostJobBytes) return std::nullopt;
  std::string message(size, '\0');
  if (!ReadExactly(message.data(), message.size())) return std::nullopt;
  return message;
}

bool WriteMessage(const std::string& message) {
  return WriteAll(EncodeLength(message.size())) && WriteAll(message);
}

}  // namespace

int RunRenderWorker(const std::filesystem::path& folder, int script_milliseconds,
                    NativeJobs native_jobs) {
  OfferMyselfFirst();
  EnterSandbox();
  EndWithParent();
  SetScriptWatchdog(script_milliseconds);
  PreferQuickStart();
  ScriptHost host(folder, std::move(native_jobs));
  while (const auto message = ReadMessage()) {
    const Result<ScriptJob> job = DecodeJob(*message);
    if (!job) return kBadMessage;
    if (!WriteMessage(EncodeAnswer(host.Run(*job)))) return 0;
  }
  return 0;
}

}  // namespace kebao::render
