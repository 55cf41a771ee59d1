#include "app/import_worker.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "app/dry_run.h"
#include "app/import_protocol.h"
#include "engine/background_writer.h"
#include "engine/duckdb/open.h"
#include "ingest/map/mapper.h"
#include "ingest/map/mapping_catalog.h"

namespace kebao::app {
namespace {

using ingest::Mapper;
using ingest::Mapping;

constexpr int64_t kRowsBetweenClockChecks = 4096;
constexpr auto kProgressInterval = std::chrono::milliseconds(200);

void Send(const ImportMessage& message) { std::cout << Encode(message) << "\n" << std::flush; }

/// No core dumps of foreign data, and no life after the parent.
void LimitMyself() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/// The mapping that the request names or the file shows.
class MappingChoice {
 public:
  Result<const Mapping*> Choose(const ImportRequest& request) {
    if (!request.mapping_file.empty()) {
      KEBAO_TRY(own_, ingest::LoadMapping(request.mapping_file));
      return &*own_;
    }
    KEBAO_TRY(catalog_, ingest::MappingCatalog::Load(request.mapping_folders));
    const Mapping* named = catalog_->Find(request.source);
    KEBAO_TRY(const ingest::RecognisedFile file, ingest::RecogniseFile(*catalog_, request.file));
    // A source may bear the name of a mapping: the mapping is meant only if the file could be one
    // of its files.
    const bool is_fitting =
        named != nullptr && (file.ranking.empty() || IsAmong(named, file.ranking));
    if (is_fitting) return named;
    if (file.ranking.empty()) return MakeProblem("import.mapping_needed", request.file.string());
    return file.ranking.front().mapping;
  }

 private:
  static bool IsAmong(const Mapping* mapping, const std::vector<ingest::Recognition>& ranking) {
    return std::ranges::any_of(ranking,
                               [&](const auto& candidate) { return candidate.mapping == mapping; });
  }

  std::optional<Mapping> own_;
  std::optional<ingest::MappingCatalog> catalog_;
};

std::string SourceOf(const ImportRequest& request, const Mapping& mapping) {
  const bool is_name_of_source = !request.source.empty() && request.source != mapping.name;
  return is_name_of_source ? request.source : mapping.source;
}

/// The header as a line of the file's own format, so that rejected rows can be put under it.
std::string HeaderLine(const ingest::FileShape& shape) {
  const bool is_table = shape.kind == ingest::FileKind::kCsv ||
                        shape.kind == ingest::FileKind::kXlsx ||
                        shape.kind == ingest::FileKind::kParquet;
  if (!is_table || !shape.has_header) return "";
  const char delimiter = shape.kind == ingest::FileKind::kCsv ? shape.delimiter : ',';
  std::string line;
  for (const std::string& column : shape.columns) {
    if (!line.empty()) line += delimiter;
    const bool needs_quotes =
        column.find_first_of(std::string("\"\n\r") + delimiter) != std::string::npos;
    line += needs_quotes ? '"' + column + '"' : column;
  }
  return line;
}

/// The beginning of an archive bomb is not worth having, unlike that of a file whose end was lost.
bool IsAttack(const ingest::RawFault& fault) {
  return fault.code == "archive.suspicious" || fault.code == "archive.too_large";
}

class FileImport {
 public:
  FileImport(const ImportRequest& request, const Mapping& mapping)
      : request_(request), mapping_(mapping) {}

  Result<void> Run() {
    KEBAO_TRY(auto source, ingest::OpenFile(request_.file, mapping_.read));
    total_bytes_ = source->shape().bytes;
    KEBAO_TRY(Mapper mapper, CompileFor(source->shape()));
    Send(ImportRecognised{mapping_.name, mapping_.content_hash, SourceOf(request_, mapping_),
                          request_.zone.empty() ? request_.folder_zone : request_.zone,
                          HeaderLine(source->shape())});
    if (mapper.needs_first_pass()) {
      while (const auto* record = source->Next()) mapper.Observe(*record);
      KEBAO_TRY(source, ingest::OpenFile(request_.file, mapping_.read));
    }
    return MapAll(source.get(), &mapper);
  }

 private:
  Result<Mapper> CompileFor(const ingest::FileShape& shape) const {
    ingest::MapperOptions options;
    KEBAO_TRY(options.zone,
              TimeZone::Find(request_.zone.empty() ? request_.folder_zone : request_.zone));
    options.parameters = request_.parameters;
    options.report_time = request_.now;
    options.file_name = request_.file.filename().string();
    return Mapper::Compile(mapping_, shape, options);
  }

  Result<void> MapAll(ingest::RecordSource* source, Mapper* mapper) {
    const auto writer =
        engine::WriteInBackground(engine::duckdb::CreateStagedFile(request_.staged_file));
    int64_t rows = 0;
    for (const auto* record = source->Next();; record = source->Next()) {
      for (const ingest::RawFault& fault : source->faults()) {
        if (IsAttack(fault)) return MakeProblem(fault.code, request_.file.string());
        mapper->MapFault(fault, *writer);
      }
      if (record == nullptr) break;
      mapper->Map(*record, *writer);
      if (++rows % kRowsBetweenClockChecks == 0) ReportProgress(rows, source->bytes_read());
    }
    WriteQuality(mapper->Finish(), writer.get());
    return {};
  }

  void WriteQuality(const ingest::MappingQuality& quality, engine::StagingWriter* writer) const {
    int64_t repaired = 0;
    for (const domain::QualityCount& count : quality.counts) {
      writer->Accept(count);
      if (count.code.starts_with("repaired.")) repaired += count.rows;
    }
    // A damaged record was read as well, although the mapper never saw it whole.
    const int64_t read = quality.mapped + quality.ignored + quality.rejected;
    writer->Finish(read, std::min(repaired, quality.mapped), quality.ignored);
  }

  void ReportProgress(int64_t rows, int64_t bytes) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_report_ < kProgressInterval) return;
    last_report_ = now;
    Send(ImportProgress{rows, bytes, total_bytes_});
  }

  const ImportRequest& request_;
  const Mapping& mapping_;
  int64_t total_bytes_ = 0;
  std::chrono::steady_clock::time_point last_report_;
};

Result<void> Serve(const ImportRequest& request) {
  if (request.is_dry_run) {
    KEBAO_TRY(std::string text, DescribeImport(request));
    Send(DryRunText{std::move(text)});
    return {};
  }
  MappingChoice choice;
  KEBAO_TRY(const Mapping* mapping, choice.Choose(request));
  KEBAO_TRY_VOID(FileImport(request, *mapping).Run());
  Send(ImportDone{});
  return {};
}

/// The limit that the parent set was reached.
Problem MemoryProblem(const std::string& file) {
  rlimit limit{};
  getrlimit(RLIMIT_DATA, &limit);
  return {"import.memory", file, {{"megabytes", std::to_string(limit.rlim_cur >> 20)}}};
}

void Answer(const ImportRequest& request) {
  try {
    if (auto result = Serve(request); !result) Send(result.error());
  } catch (const std::bad_alloc&) {
    Send(MemoryProblem(request.file.string()));
  }
}

}  // namespace

int RunImportWorker() {
  LimitMyself();
  std::string line;
  std::getline(std::cin, line);
  try {
    Answer(DecodeRequest(line));
  } catch (const WorldFailure& failure) {
    Send(WorkerFailed{failure.code(), failure.what()});
  }
  return 0;
}

}  // namespace kebao::app
