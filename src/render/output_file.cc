#include "render/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace kebao::render {
namespace {

constexpr size_t kBufferBytes = size_t{256} << 10;

const char* CodeOf(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "output.no_space";
    case EACCES:
    case EPERM:
    case EROFS:
      return "output.denied";
    case ENOENT:
    case ENOTDIR:
      return "output.no_folder";
    default:
      return "output.failed";
  }
}

std::filesystem::path PlaceToWrite(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) return file;
  return file.parent_path() /
         ("." + file.filename().string() + "." + std::to_string(::getpid()) + ".part");
}

}  // namespace

WorldFailure OutputFailure(int error, const std::filesystem::path& file) {
  return WorldFailure(CodeOf(error), file.string() + ": " + std::strerror(error));
}

OutputFile::OutputFile(std::filesystem::path file)
    : file_(std::move(file)), written_(PlaceToWrite(file_)) {
  descriptor_ = ::open(written_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw OutputFailure(errno, file_);
  buffer_.reserve(kBufferBytes);
}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (written_ != file_) ::unlink(written_.c_str());
}

void OutputFile::Write(std::string_view bytes) {
  buffer_ += bytes;
  size_ += bytes.size();
  if (buffer_.size() >= kBufferBytes) Flush();
}

void OutputFile::Flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno != EINTR) throw OutputFailure(errno, file_);
    if (written > 0) left.remove_prefix(static_cast<size_t>(written));
  }
  buffer_.clear();
}

void OutputFile::Commit() {
  Flush();
  const bool is_closed = ::close(std::exchange(descriptor_, -1)) == 0;
  if (written_ == file_) {
    if (!is_closed) throw OutputFailure(errno, file_);
    return;
  }
  if (is_closed && ::rename(written_.c_str(), file_.c_str()) == 0) return;
  const int error = errno;
  ::unlink(written_.c_str());
  throw OutputFailure(error, file_);
}

}  // namespace kebao::render
