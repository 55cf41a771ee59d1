#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/definitions.h"
#include "base/problem.h"
#include "case_runner/case_file.h"
#include "engine/warehouse.h"
#include "metrics/metric_service.h"

namespace kebao::cases {

/// A folder for staged files, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The shipped catalogue with the case's calendar rules. Loaded once per text of rules; never
/// freed.
Result<const app::Definitions*> DefinitionsWith(const std::string& calendar_rules,
                                                const std::filesystem::path& scratch);

/// A warehouse in memory into which a case's batches go as files do: staged, published, derived,
/// committed.
class CaseWorld {
 public:
  CaseWorld(const app::Definitions& definitions, const TimeZone& zone,
            const std::filesystem::path& scratch);

  Result<void> Apply(const Batch& batch);
  /// The zone is the folder's; a question's own zone comes with its options.
  Result<metrics::Answers> Ask(const Question& question, metrics::Path path) const;

 private:
  Result<void> Publish(const Batch& batch);
  Result<void> Finish(engine::WriteTransaction* transaction);
  std::filesystem::path Stage(const Batch& batch);

  const app::Definitions& definitions_;
  TimeZone zone_;
  std::filesystem::path scratch_;
  std::unique_ptr<engine::Warehouse> warehouse_;
  std::map<std::string, engine::ImportRecord> imports_;  // by batch name
  int64_t imports_made_ = 0;
};

}  // namespace kebao::cases
