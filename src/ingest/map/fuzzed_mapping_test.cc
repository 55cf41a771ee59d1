#include "ingest/map/fuzzed_mapping.h"

#include "base/text_encoding.h"
#include "ingest/map/mapper.h"
#include "ingest/read/csv_source.h"
#include "ingest/read/text_input.h"

namespace kebao::ingest::fuzzed {
namespace {

constexpr std::string_view kRowsBegin = "\n=== rows ===\n";

void CheckProblem(const Problem& problem) {
  KEBAO_ASSERT(!problem.code.empty() && !problem.place.empty());
}

/// What a rejected row promises; events and records are only counted.
class CheckingSink final : public domain::CanonicalSink {
 public:
  void Accept(const domain::CanonicalEvent& /*event*/) override { ++events; }
  void Accept(const domain::CanonicalRecord& /*record*/) override { ++records; }
  void Accept(const domain::RejectedRow& row) override {
    KEBAO_ASSERT(!row.code.empty() && row.value.size() <= 200 && IsValidUtf8(row.value));
    ++rejected;
  }
  int64_t events = 0;
  int64_t records = 0;
  int64_t rejected = 0;
};

std::unique_ptr<RecordSource> OpenRows(std::string_view bytes, const ReadOptions& options) {
  Unpacked unpacked;
  unpacked.bytes = std::make_unique<PeekableBytes>(MemoryBytes(bytes));
  unpacked.name = "fuzz";
  unpacked.place = "fuzz";
  auto text = OpenText(std::move(unpacked), options);
  if (!text) return nullptr;
  auto source = OpenCsv(std::move(*text), FileKind::kCsv, options);
  return source ? std::move(*source) : nullptr;
}

void ObserveAll(std::string_view rows, const Mapping& mapping, Mapper& mapper) {
  const auto source = OpenRows(rows, mapping.read);
  if (!source || !mapper.needs_first_pass()) return;
  while (const RawRecord* record = source->Next()) mapper.Observe(*record);
}

void MapAll(std::string_view rows, const Mapping& mapping, Mapper& mapper) {
  const auto source = OpenRows(rows, mapping.read);
  CheckingSink sink;
  for (const RawRecord* record = source->Next();; record = source->Next()) {
    for (const RawFault& fault : source->faults()) mapper.MapFault(fault, sink);
    if (!record) break;
    mapper.Map(*record, sink);
  }
  const MappingQuality quality = mapper.Finish();
  KEBAO_ASSERT(quality.events == sink.events && quality.records == sink.records &&
               quality.rejected == sink.rejected);
}

}  // namespace

void MappingAndRows(std::string_view input) {
  const size_t end = std::min(input.find(kRowsBegin), input.size());
  const auto mapping = ParseMapping(input.substr(0, end), "fuzz.yaml");
  if (!mapping) return CheckProblem(mapping.error());
  const std::string_view rows = input.substr(std::min(end + kRowsBegin.size(), input.size()));
  const auto source = OpenRows(rows, mapping->read);
  if (!source) return;
  MapperOptions options;
  options.report_time = Instant{1'800'000'000 * kMicrosPerSecond};
  auto mapper = Mapper::Compile(*mapping, source->shape(), options);
  if (!mapper) return CheckProblem(mapper.error());
  ObserveAll(rows, *mapping, *mapper);
  MapAll(rows, *mapping, *mapper);
}

}  // namespace kebao::ingest::fuzzed
