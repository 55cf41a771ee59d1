#include "source_fuzz.h"

#include "base/text_encoding.h"
#include "ingest/tree.h"

namespace kebao::ingest {
namespace {

volatile size_t sink = 0;

void Touch(std::string_view text) {
  size_t sum = 0;
  for (const char c : text) sum += static_cast<unsigned char>(c);
  sink = sink + sum;
}

}  // namespace

void Drain(RecordSource& source) {
  int64_t last_row = 0;
  for (bool more = true; more;) {
    const RawRecord* record = source.Next();
    for (const RawFault& fault : source.faults()) {
      KEBAO_ASSERT(IsValidUtf8(fault.original) && !fault.code.empty());
    }
    more = record != nullptr;
    if (!more) break;
    KEBAO_ASSERT(record->row > last_row || record->tree != nullptr ||
                 source.shape().kind == FileKind::kXlsx);
    last_row = record->row;
    KEBAO_ASSERT(record->tree || record->fields.size() >= source.shape().columns.size());
    KEBAO_ASSERT(IsValidUtf8(record->original));
    for (const std::string_view field : record->fields) Touch(field);
    if (record->tree) Touch(record->tree->Dump());
  }
}

Result<TextInput> TextFromMemory(std::string_view bytes, const ReadOptions& options) {
  Unpacked unpacked;
  unpacked.bytes = std::make_unique<PeekableBytes>(MemoryBytes(bytes));
  unpacked.name = "fuzz";
  unpacked.place = "fuzz";
  return OpenText(std::move(unpacked), options);
}

}  // namespace kebao::ingest
