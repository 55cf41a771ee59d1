#include "case_runner/case_world.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "app/derive_facts.h"
#include "engine/duckdb/open.h"

namespace kebao::cases {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
    : path_(fs::temp_directory_path() / fmt::format("kebao-cases-{}", getpid())) {
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a folder in /tmp that stays is no failure of a case
  fs::remove_all(path_, ignored);
}

Result<const app::Definitions*> DefinitionsWith(const std::string& calendar_rules,
                                                const fs::path& scratch) {
  static std::map<std::string, app::Definitions> known;
  const auto found = known.find(calendar_rules);
  if (found != known.end()) return &found->second;
  const fs::path own = scratch / fmt::format("catalog-{}", known.size());
  fs::create_directories(own / "calendars");
  if (!calendar_rules.empty())
    std::ofstream(own / "calendars" / "assignment.yaml") << calendar_rules;
  KEBAO_TRY(app::Definitions definitions, app::LoadDefinitions({KEBAO_SOURCE_DIR}, own));
  definitions.rollup_policy.min_rows_per_cell = 0;  // a case is about few rows
  return &known.emplace(calendar_rules, std::move(definitions)).first->second;
}

CaseWorld::CaseWorld(const app::Definitions& definitions, const TimeZone& zone,
                     const fs::path& scratch)
    : definitions_(definitions),
      zone_(zone),
      scratch_(scratch),
      warehouse_(engine::duckdb::OpenInMemory(*definitions.facts, zone)) {}

Result<void> CaseWorld::Apply(const Batch& batch) {
  if (batch.undo.empty() && batch.again.empty()) return Publish(batch);
  const std::string& name = batch.undo.empty() ? batch.again : batch.undo;
  const auto found = imports_.find(name);
  if (found == imports_.end())
    return MakeProblem("case.no_such_import", batch.name, {{"import", name}});
  const auto transaction = warehouse_->Begin();
  if (batch.undo.empty()) {
    engine::ImportDescription description = found->second.description;
    description.imported_at = Instant{++imports_made_};
    imports_[batch.name] = transaction->PublishAgain(found->second, description);
  } else {
    KEBAO_TRY_VOID(transaction->Withdraw(found->second.id));
  }
  return Finish(transaction.get());
}

Result<void> CaseWorld::Publish(const Batch& batch) {
  const fs::path staged = Stage(batch);
  engine::ImportDescription description;
  description.file_name = batch.name;
  description.file_hash = static_cast<uint64_t>(imports_made_);
  description.source = batch.source;
  description.zone = zone_.name();
  description.imported_at = Instant{imports_made_};
  {
    const auto transaction = warehouse_->Begin();
    imports_[batch.name] = transaction->Publish(staged, description);
    KEBAO_TRY_VOID(Finish(transaction.get()));
  }
  fs::remove(staged);
  return {};
}

fs::path CaseWorld::Stage(const Batch& batch) {
  const fs::path file = scratch_ / fmt::format("staged-{}", ++imports_made_);
  const auto writer = engine::duckdb::CreateStagedFile(file);
  int64_t number = 0;
  for (CaseRow row : batch.rows) {
    std::visit(
        [&](auto& accepted) {
          accepted.row = ++number;
          writer->Accept(accepted);
        },
        row);
  }
  writer->Finish(number, 0, 0);
  return file;
}

Result<void> CaseWorld::Finish(engine::WriteTransaction* transaction) {
  KEBAO_TRY_VOID(app::DeriveAll(transaction, definitions_, [](const app::DeriveProgress&) {}));
  transaction->Commit();
  return {};
}

Result<metrics::Answers> CaseWorld::Ask(const Question& question, metrics::Path path) const {
  KEBAO_TRY(metrics::QueryContext context,
            app::MakeContext(question.options, {}, zone_, Instant{}));
  context.data_version = warehouse_->data_version();
  const engine::Directory directory = warehouse_->directory();
  const metrics::MetricService service(warehouse_->engine(), directory, *definitions_.metrics);
  metrics::AnswerOptions options;
  options.path = path;
  return service.Answer(context, {&question.query, 1}, options);
}

}  // namespace kebao::cases
