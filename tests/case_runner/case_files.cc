#include "case_runner/case_files.h"

#include <algorithm>

namespace kebao::cases {

namespace fs = std::filesystem;

fs::path CasesFolder() { return fs::path(KEBAO_SOURCE_DIR) / "tests" / "cases"; }

std::vector<fs::path> CaseFiles() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(CasesFolder())) {
    const bool is_in_folder = entry.path().parent_path() != CasesFolder();
    if (is_in_folder && entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::set<std::string> MetricsAskedBy(const Case& read) {
  std::set<std::string> metrics;
  for (const Batch& batch : read.batches) {
    for (const Question& question : batch.questions) {
      for (const ExpectedRow& row : question.rows) {
        for (const ExpectedValue& value : row.values) metrics.insert(value.metric);
      }
    }
  }
  return metrics;
}

}  // namespace kebao::cases
