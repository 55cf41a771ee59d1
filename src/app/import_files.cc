#include "app/import_files.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <random>

#include "app/derive_facts.h"
#include "app/worker_process.h"
#include "base/hash.h"

namespace kebao::app {
namespace {

namespace fs = std::filesystem;
using engine::ImportDescription;
using engine::ImportRecord;

/// Removes the staged file, whatever happens.
class StagedFile {
 public:
  explicit StagedFile(const fs::path& folder)
      : path_(folder / fmt::format("import-{:08x}.staged", std::random_device{}())) {}
  ~StagedFile() {
    std::error_code ignored;  // what is left is removed when the folder is opened next
    for (const char* suffix : {"", ".wal", ".tmp"})
      fs::remove_all(path_.string() + suffix, ignored);
  }
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Result<uint64_t> HashOfFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return MakeProblem("file.missing", file.string());
  XXH3_state_t* state = XXH3_createState();
  XXH3_64bits_reset(state);
  std::vector<char> buffer(1 << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    XXH3_64bits_update(state, buffer.data(), static_cast<size_t>(in.gcount()));
  }
  const uint64_t hash = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  return hash;
}

/// "1,234,567 rows · 45% · 812,000 rows/s · 12 s left"
class ProgressLine {
 public:
  ProgressLine(Console* console, std::string file) : console_(console), file_(std::move(file)) {}
  void Show(const ImportProgress& progress) {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const double share = progress.total_bytes == 0 ? 0
                                                   : static_cast<double>(progress.bytes) /
                                                         static_cast<double>(progress.total_bytes);
    const double left = share <= 0 ? 0 : seconds / share - seconds;
    console_->Progress(console_->Text(
        "cli.import.progress",
        {{"file", file_},
         {"rows", std::to_string(progress.rows)},
         {"percent", fmt::format("{:.0f}", share * 100)},
         {"rate",
          fmt::format("{:.0f}", seconds > 0 ? static_cast<double>(progress.rows) / seconds : 0)},
         {"left", fmt::format("{:.0f}", left)}}));
  }

 private:
  Console* console_;
  std::string file_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

ImportRequest MakeRequest(const fs::path& file, const ImportOptions& options,
                          const std::vector<fs::path>& mapping_folders,
                          const std::string& folder_zone, Instant now) {
  ImportRequest request;
  request.file = fs::absolute(file);
  request.source = options.source;
  if (!options.mapping_file.empty()) request.mapping_file = fs::absolute(options.mapping_file);
  request.zone = options.zone;
  request.folder_zone = folder_zone;
  request.parameters = options.parameters;
  request.mapping_folders = mapping_folders;
  request.now = now;
  return request;
}

[[noreturn]] void Throw(const WorkerFailed& failure) {
  throw WorldFailure(failure.code, failure.detail);
}

/// Facts of what the transaction has touched, with progress on the console.
Result<void> Derive(Session* session, engine::WriteTransaction* transaction) {
  Console& console = session->console();
  return DeriveAll(transaction, session->definitions(), [&](const DeriveProgress& progress) {
    console.Progress(console.Text("cli.deriving", {{"done", std::to_string(progress.ranges_done)},
                                                   {"total", std::to_string(progress.ranges)}}));
  });
}

class Stopwatch {
 public:
  explicit Stopwatch(double* seconds) : seconds_(seconds) {}
  ~Stopwatch() {
    *seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double* seconds_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// One file on its way into a staged file. Its import process works from the moment on that this is
/// made.
class StagedImport {
 public:
  StagedImport(Session* session, const fs::path& file, const ImportOptions& options, Instant now)
      : session_(session),
        file_(file),
        staged_(session->folder().staging()),
        progress_(&session->console(), file.filename().string()),
        request_(MakeRequest(file, options, session->definitions().Folders("mappings"),
                             session->folder().zone().name(), now)) {
    request_.staged_file = staged_.path();
    description_.imported_at = now;
    if (fs::exists(file)) worker_.emplace(request_, WorkerLimits{});
  }

  /// Waits for the import process. True: the rows lie in the staged file. False: `same` is the
  /// import that brought the same bytes, which need not be read again.
  Result<std::optional<ImportRecord>> Finish(engine::WriteTransaction* transaction) {
    KEBAO_TRY_VOID(LookAtFile());
    bool is_done = false;
    while (auto message = worker_->Next()) {
      if (auto* problem = std::get_if<Problem>(&*message))
        return std::unexpected(std::move(*problem));
      if (auto* failure = std::get_if<WorkerFailed>(&*message)) Throw(*failure);
      if (auto* progress = std::get_if<ImportProgress>(&*message)) progress_.Show(*progress);
      if (auto* recognised = std::get_if<ImportRecognised>(&*message)) {
        Take(*recognised);
        if (auto same = transaction->FindSame(description_)) return same;
      }
      is_done |= std::holds_alternative<ImportDone>(*message);
    }
    if (!is_done) return MakeProblem("import.crashed", file_.string(), {{"detail", "no answer"}});
    return std::optional<ImportRecord>();
  }

  const fs::path& staged_file() const { return staged_.path(); }
  const ImportDescription& description() const { return description_; }

 private:
  Result<void> LookAtFile() {
    std::error_code error;
    description_.file_name = file_.filename().string();
    description_.file_bytes = static_cast<int64_t>(fs::file_size(file_, error));
    if (error) return MakeProblem("file.missing", file_.string());
    KEBAO_TRY(description_.file_hash, HashOfFile(file_));
    return {};
  }

  void Take(const ImportRecognised& recognised) {
    description_.mapping = recognised.mapping;
    description_.mapping_hash = recognised.mapping_hash;
    for (const auto& [name, value] : request_.parameters) {
      description_.mapping_hash = CombineHashes(description_.mapping_hash,
                                                CombineHashes(HashBytes(name), HashBytes(value)));
    }
    description_.source = recognised.source;
    description_.zone = recognised.zone;
    description_.header = recognised.header;
  }

  Session* session_;
  fs::path file_;
  StagedFile staged_;
  ProgressLine progress_;
  ImportRequest request_;
  ImportDescription description_;
  std::optional<WorkerProcess> worker_;
};

constexpr size_t kFilesAtOnce = 2;

/// The files of one command on their way into one transaction.
class ImportBatch {
 public:
  ImportBatch(Session* session, const ImportOptions& options, Instant now)
      : session_(session),
        options_(options),
        now_(now),
        transaction_(session->warehouse().Begin()) {}

  /// Two files are read at a time, each by its own process, and published in their order: what is
  /// one file's work on a single core leaves the others idle.
  void Add(const std::vector<std::string>& files) {
    std::deque<std::unique_ptr<StagedImport>> started;
    auto not_started = files.begin();
    for (const std::string& file : files) {
      while (started.size() < kFilesAtOnce && not_started != files.end())
        started.push_back(Start(*not_started++));
      const auto current = std::move(started.front());
      started.pop_front();
      auto same = Wait(current.get());
      if (not_started != files.end()) started.push_back(Start(*not_started++));
      outcome_.files.push_back({file, Publish(*current, std::move(same))});
    }
  }

  Result<ImportOutcome> Finish() {
    const bool has_any = std::ranges::any_of(
        outcome_.files, [](const FileImport& file) { return file.record.has_value(); });
    if (!has_any) return std::move(outcome_);
    {
      const Stopwatch watch(&outcome_.seconds.deriving);
      KEBAO_TRY_VOID(Derive(session_, transaction_.get()));
    }
    transaction_->Commit();
    session_->console().EndProgress();
    return std::move(outcome_);
  }

 private:
  using Same = Result<std::optional<ImportRecord>>;

  std::unique_ptr<StagedImport> Start(const fs::path& file) {
    return std::make_unique<StagedImport>(session_, file, options_, now_);
  }

  Same Wait(StagedImport* import) {
    const Stopwatch watch(&outcome_.seconds.reading);
    return import->Finish(transaction_.get());
  }

  Result<ImportRecord> Publish(const StagedImport& import, Same same) {
    if (!same) return std::unexpected(std::move(same.error()));
    const Stopwatch watch(&outcome_.seconds.publishing);
    Console& console = session_->console();
    console.Progress(
        console.Text("cli.import.publishing", {{"file", import.description().file_name}}));
    if (*same) return transaction_->PublishAgain(**same, import.description());
    return transaction_->Publish(import.staged_file(), import.description());
  }

  Session* session_;
  const ImportOptions& options_;
  Instant now_;
  ImportOutcome outcome_;
  std::unique_ptr<engine::WriteTransaction> transaction_;
};

}  // namespace

Result<ImportOutcome> ImportFiles(Session* session, const std::vector<std::string>& files,
                                  const ImportOptions& options, Instant now) {
  ImportBatch batch(session, options, now);
  batch.Add(files);
  return batch.Finish();
}

Result<std::string> DryRunFile(const fs::path& file, const ImportOptions& options,
                               const std::vector<fs::path>& mapping_folders,
                               const std::string& folder_zone, const std::string& language,
                               Instant now) {
  ImportRequest request = MakeRequest(file, options, mapping_folders, folder_zone, now);
  request.is_dry_run = true;
  request.language = language;
  WorkerProcess worker(request, {});
  std::string text;
  while (auto message = worker.Next()) {
    if (auto* problem = std::get_if<Problem>(&*message))
      return std::unexpected(std::move(*problem));
    if (auto* failure = std::get_if<WorkerFailed>(&*message)) Throw(*failure);
    if (auto* answer = std::get_if<DryRunText>(&*message)) text = std::move(answer->text);
  }
  return text;
}

Result<ImportRecord> PublishStaged(Session* session, const fs::path& staged,
                                   const ImportDescription& description) {
  const auto transaction = session->warehouse().Begin();
  const ImportRecord record = transaction->Publish(staged, description);
  KEBAO_TRY_VOID(Derive(session, transaction.get()));
  transaction->Commit();
  session->console().EndProgress();
  return record;
}

Result<ImportRecord> UndoImport(Session* session, int32_t import_id) {
  const auto transaction = session->warehouse().Begin();
  KEBAO_TRY(ImportRecord record, transaction->Withdraw(import_id));
  KEBAO_TRY_VOID(Derive(session, transaction.get()));
  transaction->Commit();
  session->console().EndProgress();
  return record;
}

}  // namespace kebao::app
