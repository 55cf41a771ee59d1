#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kebao::render {

/// A file that appears whole or not at all: written beside its final name and renamed by Commit.
/// What exists and is not a regular file (a device, a pipe) is written to directly. Not
/// thread-safe.
///
/// Throws WorldFailure "output.no_space", "output.denied", "output.no_folder" or "output.failed".
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path file);
  /// Removes what was written if Commit was not reached.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void Write(std::string_view bytes);
  void Commit();
  /// Bytes taken by Write so far.
  uint64_t size() const { return size_; }

 private:
  void Flush();

  std::filesystem::path file_;
  std::filesystem::path written_;  // equals file_ when written directly
  std::string buffer_;
  uint64_t size_ = 0;
  int descriptor_ = -1;
};

/// The failure for an errno while `file` was written.
WorldFailure OutputFailure(int error, const std::filesystem::path& file);

}  // namespace kebao::render
