#include "workspace/durable_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/problem.h"

namespace kebao::workspace {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Fail(const fs::path& place, const std::string& detail) {
  throw WorldFailure("snapshot.write", place.string() + ": " + detail);
}

[[noreturn]] void Fail(const fs::path& place) { Fail(place, std::strerror(errno)); }

class Descriptor {
 public:
  Descriptor(const fs::path& place, int flags, int mode = 0)
      : place_(place), number_(open(place.c_str(), flags | O_CLOEXEC, mode)) {
    if (number_ < 0) Fail(place);
  }
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void Write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) Fail(place_);
      if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
    }
  }
  void SyncAndClose() {
    if (fsync(number_) != 0) Fail(place_);
    if (close(std::exchange(number_, -1)) != 0) Fail(place_);
  }

 private:
  const fs::path& place_;
  int number_;
};

}  // namespace

std::optional<std::string> ReadWhole(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  // An empty file leaves failbit behind.
  if (!in.is_open() || in.bad()) return std::nullopt;
  return std::move(bytes).str();
}

void WriteDurably(const fs::path& file, std::string_view bytes) {
  Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  out.Write(bytes);
  out.SyncAndClose();
}

void MakeEmptyFolder(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (!error) fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) Fail(folder, error.message());
}

void SyncFolder(const fs::path& folder) {
  Descriptor(folder, O_RDONLY | O_DIRECTORY).SyncAndClose();
}

void MoveFolder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) Fail(to, error.message());
}

}  // namespace kebao::workspace
