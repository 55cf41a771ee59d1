#include "ingest/read/csv_source.h"
#include "ingest/read/json_source.h"
#include "ingest/read/mail.h"
#include "ingest/read/parquet_source.h"
#include "ingest/read/text_input.h"
#include "ingest/read/xlsx_source.h"
#include "ingest/record_source.h"

namespace kebao::ingest {
namespace {

Result<FileKind> KindOf(const TextInput& input, const ReadOptions& options) {
  if (!options.mail_field.empty()) return FileKind::kNdjson;
  if (options.kind) return *options.kind;
  return RecogniseKind(input);
}

Result<std::unique_ptr<RecordSource>> OpenContainer(Unpacked unpacked, const ReadOptions& options) {
  return unpacked.container_kind == FileKind::kXlsx ? OpenXlsx(std::move(unpacked), options)
                                                    : OpenParquet(std::move(unpacked), options);
}

}  // namespace

Result<std::unique_ptr<RecordSource>> OpenFile(const std::filesystem::path& file,
                                               const ReadOptions& options) {
  KEBAO_TRY(Unpacked unpacked, Unpack(file, options));
  if (!unpacked.container.empty()) return OpenContainer(std::move(unpacked), options);
  KEBAO_TRY(TextInput input, OpenText(std::move(unpacked), options));
  KEBAO_TRY(const FileKind kind, KindOf(input, options));
  switch (kind) {
    case FileKind::kCsv:
    case FileKind::kPipe:
      return OpenCsv(std::move(input), kind, options);
    case FileKind::kJson:
      return OpenJson(std::move(input), options);
    case FileKind::kNdjson:
      return options.mail_field.empty() ? OpenNdjson(std::move(input), options)
                                        : OpenMailInNdjson(std::move(input), options);
    case FileKind::kMbox:
      return OpenMbox(std::move(input), options);
    case FileKind::kXlsx:
      return MakeProblem("xlsx.damaged", input.place, {{"reason", "no workbook"}});
    case FileKind::kParquet:
      return MakeProblem("parquet.damaged", input.place, {{"reason", "no PAR1"}});
  }
  KEBAO_ASSERT(false);
}

}  // namespace kebao::ingest
