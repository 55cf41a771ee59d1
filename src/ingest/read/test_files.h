#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/record_source.h"

namespace kebao::ingest::testing_files {

/// A folder that goes with the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  /// Writes a file and gives its path.
  std::filesystem::path Write(const std::string& name, std::string_view bytes) const;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// What a source gave from beginning to end.
struct ReadBack {
  FileShape shape;
  std::vector<std::vector<std::string>> rows;  // flat formats
  std::vector<std::string> trees;              // tree formats, as JSON
  std::vector<std::string> originals;
  std::vector<int64_t> numbers;
  std::vector<RawFault> faults;

  std::vector<std::string> FaultCodes() const;
};

/// Fails the test if the file does not open.
ReadBack ReadAll(const std::filesystem::path& file, const ReadOptions& options = {});
/// The problem code with which opening is refused; empty if it is not.
std::string OpenProblem(const std::filesystem::path& file, const ReadOptions& options = {});

std::string Gzip(std::string_view bytes);
std::string Slurp(const std::filesystem::path& file);

/// The folder of shared sample data; nullopt when the machine does not have it (a failure with
/// CI=true).
std::optional<std::filesystem::path> SharedFolder();

}  // namespace kebao::ingest::testing_files
