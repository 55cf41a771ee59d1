#include "ingest/map/preview.h"

namespace kebao::ingest {
namespace {

class PreviewSink final : public domain::CanonicalSink {
 public:
  explicit PreviewSink(MappingPreview& preview) : preview_(preview) {}
  void Accept(const domain::CanonicalEvent& event) override { preview_.events.push_back(event); }
  void Accept(const domain::CanonicalRecord& record) override {
    preview_.records.push_back(record);
  }
  void Accept(const domain::RejectedRow& row) override { preview_.rejected.push_back(row); }

 private:
  MappingPreview& preview_;
};

/// Calls `use` with each of the first records and `fault` with what was damaged among them.
template <class Use, class Fault>
Result<void> ForFirst(const std::filesystem::path& file, const ReadOptions& read, int rows, Use use,
                      Fault fault) {
  KEBAO_TRY(const auto source, OpenFile(file, read));
  for (int row = 0; row < rows; ++row) {
    const RawRecord* record = source->Next();
    for (const RawFault& one : source->faults()) fault(one);
    if (record == nullptr) break;
    use(*record);
  }
  return {};
}

}  // namespace

Result<MappingPreview> PreviewFile(const Mapping& mapping, const std::filesystem::path& file,
                                   const MapperOptions& options, int rows) {
  MappingPreview preview;
  KEBAO_TRY(const auto shape_source, OpenFile(file, mapping.read));
  KEBAO_TRY(Mapper mapper, Mapper::Compile(mapping, shape_source->shape(), options));
  PreviewSink sink(preview);
  if (mapper.needs_first_pass()) {
    KEBAO_TRY_VOID(ForFirst(
        file, mapping.read, rows, [&](const RawRecord& record) { mapper.Observe(record); },
        [](const RawFault&) {}));
  }
  KEBAO_TRY_VOID(ForFirst(
      file, mapping.read, rows, [&](const RawRecord& record) { mapper.Map(record, sink); },
      [&](const RawFault& one) { mapper.MapFault(one, sink); }));
  preview.unmapped_columns = mapper.UnmappedColumns();
  preview.quality = mapper.Finish();
  return preview;
}

}  // namespace kebao::ingest
