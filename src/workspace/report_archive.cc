#include "workspace/report_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/hash.h"
#include "workspace/compressed_text.h"
#include "workspace/durable_files.h"

namespace kebao::workspace {
namespace {

namespace fs = std::filesystem;

/// Where files are gathered before their snapshot has an id.
constexpr const char* kUnborn = ".new";

constexpr const char* kHeadColumns =
    "id, made_at, template_id, template_title, template_hash, language, audience, period, "
    "organisation, request, scope, data_version, data_watermark, catalog_version, report_time, "
    "refreshed_from, edited_from";

ArchivedSnapshot HeadOf(const Statement& row) {
  ArchivedSnapshot snapshot{row.Integer(0), {}, {}};
  snapshot.head = {.made_at = {row.Integer(1)},
                   .template_id = row.Text(2),
                   .template_title = row.Text(3),
                   .template_hash = row.Text(4),
                   .language = row.Text(5),
                   .audience = row.Text(6),
                   .period = row.Text(7),
                   .organisation = row.Text(8),
                   .request = row.Text(9),
                   .scope = row.Text(10),
                   .data_version = row.Integer(11),
                   .data_watermark = row.Text(12),
                   .catalog_version = row.Text(13),
                   .report_time = {row.Integer(14)},
                   .refreshed_from = row.OptionalInteger(15),
                   .edited_from = row.OptionalInteger(16)};
  return snapshot;
}

std::string HashText(std::string_view bytes) {
  const auto [low, high] = HashBytes128(bytes);
  return fmt::format("{:016x}{:016x}", high, low);
}

/// Copies the files into `folder`, and says what was copied.
std::vector<StoredArtifact> Gather(const std::vector<SourceFile>& files, const fs::path& folder) {
  std::vector<StoredArtifact> artifacts;
  for (const SourceFile& source : files) {
    const auto bytes = ReadWhole(source.file);
    if (!bytes) throw WorldFailure("snapshot.write", source.file.string());
    const std::string name = source.file.filename().string();
    WriteDurably(folder / name, *bytes);
    artifacts.push_back({name, source.mime, bytes->size(), HashText(*bytes)});
  }
  SyncFolder(folder);
  return artifacts;
}

bool IsNumber(const std::string& name) {
  constexpr size_t kMostDigits = 18;
  return !name.empty() && name.size() <= kMostDigits &&
         name.find_first_not_of("0123456789") == std::string::npos;
}

std::unexpected<Problem> Unknown(int64_t id) {
  return MakeProblem("snapshot.unknown", "archive", {{"snapshot", std::to_string(id)}});
}

std::unexpected<Problem> Damaged(int64_t id, const fs::path& file) {
  return MakeProblem("snapshot.damaged", file.string(), {{"snapshot", std::to_string(id)}});
}

/// Appears under its name when it is whole.
Result<void> WriteOut(const fs::path& file, const std::string& bytes) {
  const fs::path part = file.parent_path() / ("." + file.filename().string() + ".part");
  try {
    WriteDurably(part, bytes);
    fs::permissions(part, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add);
    MoveFolder(part, file);
  } catch (const std::exception& failure) {
    std::error_code ignored;
    fs::remove(part, ignored);
    return MakeProblem("file.write", file.string(), {{"detail", failure.what()}});
  }
  return {};
}

}  // namespace

ReportArchive ReportArchive::Open(std::shared_ptr<Database> database, fs::path folder) {
  ReportArchive archive(std::move(database), std::move(folder));
  archive.RemoveLeftovers();
  return archive;
}

void ReportArchive::RemoveLeftovers() const {
  std::error_code ignored;  // what cannot be removed now is tried again at the next start
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    const std::string name = entry.path().filename().string();
    const bool is_ours = name == kUnborn || IsNumber(name);
    if (is_ours && (name == kUnborn || !Has(std::stoll(name))))
      fs::remove_all(entry.path(), ignored);
  }
}

bool ReportArchive::Has(int64_t id) const {
  return database_->Prepare("SELECT 1 FROM snapshot WHERE id = ?", {id}).Step();
}

int64_t ReportArchive::Store(const NewSnapshot& snapshot) {
  const fs::path unborn = folder_ / kUnborn;
  MakeEmptyFolder(unborn);
  const std::vector<StoredArtifact> artifacts = Gather(snapshot.files, unborn);
  Transaction transaction(database_.get());
  const int64_t id = Insert(snapshot, artifacts);
  MoveFolder(unborn, FolderOf(id));
  SyncFolder(folder_);
  transaction.Commit();
  return id;
}

int64_t ReportArchive::Insert(const NewSnapshot& snapshot,
                              const std::vector<StoredArtifact>& artifacts) {
  const SnapshotHead& head = snapshot.head;
  const std::string document = Compressed(snapshot.document);
  database_->Run(
      "INSERT INTO snapshot (made_at, template_id, template_title, template_hash, template_text, "
      "language, audience, period, organisation, request, scope, data_version, data_watermark, "
      "catalog_version, report_time, refreshed_from, edited_from, document_bytes, document) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {head.made_at.micros, head.template_id, head.template_title, head.template_hash,
       snapshot.template_text, head.language, head.audience, head.period, head.organisation,
       head.request, head.scope, head.data_version, head.data_watermark, head.catalog_version,
       head.report_time.micros, ValueOf(head.refreshed_from), ValueOf(head.edited_from),
       static_cast<int64_t>(snapshot.document.size()), Blob{document}});
  const int64_t id = database_->last_id();
  int64_t position = 0;
  for (const StoredArtifact& artifact : artifacts) {
    database_->Run(
        "INSERT INTO artifact (snapshot_id, position, name, mime, bytes, hash) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {id, position++, artifact.name, artifact.mime, static_cast<int64_t>(artifact.bytes),
         artifact.hash});
  }
  return id;
}

std::vector<ArchivedSnapshot> ReportArchive::List(const std::string& template_id) const {
  const std::string sql = fmt::format(
      "SELECT {} FROM snapshot WHERE ?1 = '' OR template_id = ?1 ORDER BY id DESC", kHeadColumns);
  std::vector<ArchivedSnapshot> snapshots;
  Statement row = database_->Prepare(sql.c_str(), {template_id});
  while (row.Step()) snapshots.push_back(HeadOf(row));
  for (ArchivedSnapshot& snapshot : snapshots) snapshot.artifacts = ArtifactsOf(snapshot.id);
  return snapshots;
}

std::vector<StoredArtifact> ReportArchive::ArtifactsOf(int64_t id) const {
  Statement row = database_->Prepare(
      "SELECT name, mime, bytes, hash FROM artifact WHERE snapshot_id = ? ORDER BY position", {id});
  std::vector<StoredArtifact> artifacts;
  while (row.Step()) {
    artifacts.push_back(
        {row.Text(0), row.Text(1), static_cast<uint64_t>(row.Integer(2)), row.Text(3)});
  }
  return artifacts;
}

Result<LoadedSnapshot> ReportArchive::Load(int64_t id) const {
  const std::string sql =
      fmt::format("SELECT {}, template_text, document_bytes, document FROM snapshot WHERE id = ?",
                  kHeadColumns);
  Statement row = database_->Prepare(sql.c_str(), {id});
  if (!row.Step()) return Unknown(id);
  LoadedSnapshot loaded{HeadOf(row), row.Text(17), ""};
  loaded.snapshot.artifacts = ArtifactsOf(id);
  auto document = Expanded(row.Text(19), static_cast<uint64_t>(row.Integer(18)));
  if (!document) return Damaged(id, database_->file());
  loaded.document = std::move(*document);
  return loaded;
}

Result<std::string> ReportArchive::ReadChecked(int64_t id, const StoredArtifact& artifact) const {
  const fs::path file = FolderOf(id) / artifact.name;
  auto bytes = ReadWhole(file);
  if (!bytes || bytes->size() != artifact.bytes || HashText(*bytes) != artifact.hash)
    return Damaged(id, file);
  return std::move(*bytes);
}

Result<std::vector<fs::path>> ReportArchive::CopyFiles(int64_t id, const fs::path& to) const {
  if (!Has(id)) return Unknown(id);
  const std::vector<StoredArtifact> artifacts = ArtifactsOf(id);
  for (const StoredArtifact& artifact : artifacts) KEBAO_TRY_VOID(ReadChecked(id, artifact));
  std::error_code error;
  fs::create_directories(to, error);
  if (error) return MakeProblem("file.write", to.string(), {{"detail", error.message()}});
  std::vector<fs::path> written;
  for (const StoredArtifact& artifact : artifacts) {
    KEBAO_TRY(const std::string bytes, ReadChecked(id, artifact));
    KEBAO_TRY_VOID(WriteOut(to / artifact.name, bytes));
    written.push_back(to / artifact.name);
  }
  return written;
}

Result<void> ReportArchive::Remove(int64_t id) {
  if (database_->Run("DELETE FROM snapshot WHERE id = ?", {id}) == 0) return Unknown(id);
  std::error_code ignored;  // tried again at the next start
  fs::remove_all(FolderOf(id), ignored);
  return {};
}

std::vector<Problem> ReportArchive::Check() const {
  std::vector<Problem> problems;
  for (const ArchivedSnapshot& snapshot : List()) {
    for (const StoredArtifact& artifact : snapshot.artifacts) {
      auto checked = ReadChecked(snapshot.id, artifact);
      if (!checked) problems.push_back(std::move(checked).error());
    }
  }
  return problems;
}

}  // namespace kebao::workspace
