#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"

namespace kebao::app {

/// What the owner asks of an import process: read one foreign file and write a staged one. One JSON
/// object on stdin; the answers are JSON objects, one a line, on stdout.
struct ImportRequest {
  std::filesystem::path file;
  std::string source;                  // empty: the mapping's
  std::filesystem::path mapping_file;  // empty: recognised
  std::string zone;                    // of naive times; empty: the mapping's, else the folder's
  std::string folder_zone;
  std::map<std::string, std::string> parameters;       // what the mapping asks the user for
  std::vector<std::filesystem::path> mapping_folders;  // shipped, then the user's
  std::filesystem::path staged_file;
  Instant now;  // times after it are impossible
  bool is_dry_run = false;
  std::string language;  // of a dry run's text
};

struct ImportProgress {
  int64_t rows = 0;
  int64_t bytes = 0;
  int64_t total_bytes = 0;
};
struct ImportRecognised {
  std::string mapping;
  uint64_t mapping_hash = 0;
  std::string source;
  std::string zone;
  std::string
      header;  // line of column names, for exporting rejected rows; empty where the format has none
};
struct ImportDone {};
struct DryRunText {
  std::string text;
};
struct WorkerFailed {
  std::string code;
  std::string detail;
};
using ImportMessage =
    std::variant<ImportProgress, ImportRecognised, ImportDone, DryRunText, Problem, WorkerFailed>;

std::string Encode(const ImportRequest& request);
std::string Encode(const ImportMessage& message);
/// Both ends are this program: anything else on the line is WorldFailure("import.worker").
ImportRequest DecodeRequest(const std::string& line);
ImportMessage DecodeMessage(const std::string& line);

}  // namespace kebao::app
