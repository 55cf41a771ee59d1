#include "ingest/read/fuzzed_inputs.h"

#include <array>

#include "base/text_encoding.h"
#include "ingest/read/csv_source.h"
#include "ingest/read/json_source.h"
#include "ingest/read/mail.h"
#include "ingest/read/xlsx_cells.h"
#include "ingest/read/xlsx_sheet.h"
#include "ingest/tree.h"

namespace kebao::ingest::fuzzed {
namespace {

volatile size_t sink = 0;

/// Lets the address sanitizer see every byte.
void Touch(std::string_view text) {
  size_t sum = 0;
  for (const char c : text) sum += static_cast<unsigned char>(c);
  sink = sink + sum;
}

void CheckRecord(const RawRecord& record, size_t columns) {
  KEBAO_ASSERT(record.row > 0);
  KEBAO_ASSERT(IsValidUtf8(record.original));
  KEBAO_ASSERT(record.tree || record.fields.size() >= columns);
  for (const std::string_view field : record.fields) Touch(field);
  if (record.tree) Touch(record.tree->Dump());
}

void Drain(Result<std::unique_ptr<RecordSource>> source) {
  if (!source) return;
  const RawRecord* record = nullptr;
  do {
    record = (*source)->Next();
    for (const RawFault& fault : (*source)->faults()) {
      KEBAO_ASSERT(!fault.code.empty() && IsValidUtf8(fault.original) &&
                   fault.original.size() <= 64 << 10);
    }
    if (record) CheckRecord(*record, (*source)->shape().columns.size());
  } while (record);
  KEBAO_ASSERT((*source)->Next() == nullptr && (*source)->faults().empty());
}

Result<TextInput> TextFromMemory(std::string_view bytes, const ReadOptions& options) {
  Unpacked unpacked;
  unpacked.bytes = std::make_unique<PeekableBytes>(MemoryBytes(bytes));
  unpacked.name = "fuzz";
  unpacked.place = "fuzz";
  return OpenText(std::move(unpacked), options);
}

}  // namespace

void Csv(std::string_view input) {
  if (input.empty()) return;
  ReadOptions options;
  options.max_field_bytes = 100;
  options.session_by_blank_line = (input[0] & 1) != 0;
  if (input[0] & 2) options.skip_lines = -1;
  if (input[0] & 4) options.quote = '"';
  if (input[0] & 8) options.encoding = "UTF-8";
  auto text = TextFromMemory(input.substr(1), options);
  if (text) Drain(OpenCsv(std::move(*text), FileKind::kCsv, options));
}

void Json(std::string_view input) {
  constexpr std::array kPaths = {"", "a[]", "a.b[]", "a[].b[]"};
  if (input.empty()) return;
  ReadOptions options;
  options.record_path = kPaths[input[0] & 3];
  auto text = TextFromMemory(input.substr(1), options);
  if (!text) return;
  Drain(input[0] & 4 ? OpenNdjson(std::move(*text), options) : OpenJson(std::move(*text), options));
}

void Mail(std::string_view input) {
  for (const std::string& value : ParseMail(input).values) KEBAO_ASSERT(IsValidUtf8(value));
  auto text = TextFromMemory(input, {});
  if (text) Drain(OpenMbox(std::move(*text), {}));
}

void XlsxSheet(std::string_view input) {
  XlsxPackage package;
  package.formats = {CellFormat::kNumber, CellFormat::kDate, CellFormat::kDateTime,
                     CellFormat::kTime, CellFormat::kDuration};
  package.strings.Add("shared");
  package.strings.Add("客服");
  package.dates_from_1904 = input.size() % 2 == 1;
  XlsxSheetReader reader(MemoryBytes(input), package, 100);
  SheetRow row;
  while (reader.Next(row)) {
    for (size_t i = 0; i < row.cells.size(); ++i) KEBAO_ASSERT(IsValidUtf8(row.At(i)));
  }
  FormatOfCode(input);
}

}  // namespace kebao::ingest::fuzzed
