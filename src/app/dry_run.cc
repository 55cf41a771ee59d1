#include "app/dry_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/share_folder.h"
#include "app/text_table.h"
#include "base/texts.h"
#include "ingest/map/draft_mapping.h"
#include "ingest/map/mapper.h"
#include "ingest/map/mapping_catalog.h"

namespace kebao::app {
namespace {

using ingest::Mapper;
using ingest::Mapping;

constexpr int64_t kShownRows = 20;

/// "2026-01-05 09:00:40" on the clock of the zone.
std::string LocalSecond(Instant at, const TimeZone& zone) {
  const LocalTime local = zone.ToLocal(at);
  const int64_t seconds = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond;
  return fmt::format("{} {:02}:{:02}:{:02}", FormatDay(local.day()), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

/// Events as rows of a table; records and rejected rows are counted.
class PreviewSink final : public domain::CanonicalSink {
 public:
  PreviewSink(const Texts& texts, TimeZone zone) : texts_(texts), zone_(std::move(zone)) {}
  void Accept(const domain::CanonicalEvent& event) override {
    events.push_back({std::to_string(event.row), event.conversation_id,
                      texts_.Get(fmt::format("cli.event.{}", domain::NameOf(event.kind))),
                      LocalSecond(event.at, zone_), event.agent_id,
                      event.is_observed ? "" : texts_.Get("cli.dry_run.implied")});
  }
  void Accept(const domain::CanonicalRecord& record) override {
    ++records[static_cast<size_t>(record.entity)];
  }
  void Accept(const domain::RejectedRow& row) override { rejected.push_back(row); }

  std::vector<std::vector<std::string>> events;
  std::vector<domain::RejectedRow> rejected;
  int64_t records[domain::kEntityCount] = {};

 private:
  const Texts& texts_;
  const TimeZone zone_;
};

class Preview {
 public:
  Preview(const ImportRequest& request, const Texts& texts) : request_(request), texts_(texts) {}

  Result<std::string> Describe() {
    if (!request_.mapping_file.empty()) {
      KEBAO_TRY(const Mapping own, ingest::LoadMapping(request_.mapping_file));
      return DescribeMapped(own);
    }
    KEBAO_TRY(const auto catalog, ingest::MappingCatalog::Load(request_.mapping_folders));
    if (const Mapping* named = catalog.Find(request_.source); named != nullptr)
      return DescribeMapped(*named);
    KEBAO_TRY(const ingest::RecognisedFile file, ingest::RecogniseFile(catalog, request_.file));
    if (file.ranking.empty()) return DescribeUnknown(file.sample);
    return DescribeMapped(*file.ranking.front().mapping);
  }

 private:
  std::string DescribeUnknown(const ingest::FileSample& sample) const {
    return texts_.Get("cli.dry_run.unknown", {{"file", sample.file_name}}) + "\n\n" +
           ingest::DraftMapping(sample).yaml;
  }

  Result<std::string> DescribeMapped(const Mapping& mapping) {
    KEBAO_TRY(auto source, ingest::OpenFile(request_.file, mapping.read));
    KEBAO_TRY(Mapper mapper, Compile(mapping, source->shape()));
    if (mapper.needs_first_pass()) {
      while (const auto* record = source->Next()) mapper.Observe(*record);
      KEBAO_TRY(source, ingest::OpenFile(request_.file, mapping.read));
    }
    KEBAO_TRY(TimeZone zone, Zone());
    PreviewSink sink(texts_, std::move(zone));
    for (int64_t row = 0; row < kShownRows; ++row) {
      const auto* record = source->Next();
      if (record == nullptr) break;
      mapper.Map(*record, sink);
    }
    return Render(mapping, source->shape(), mapper, sink);
  }

  /// Of times that say none.
  Result<TimeZone> Zone() const {
    return TimeZone::Find(request_.zone.empty() ? request_.folder_zone : request_.zone);
  }

  Result<Mapper> Compile(const Mapping& mapping, const ingest::FileShape& shape) const {
    ingest::MapperOptions options;
    KEBAO_TRY(options.zone, Zone());
    options.parameters = request_.parameters;
    options.report_time = request_.now;
    options.file_name = request_.file.filename().string();
    return Mapper::Compile(mapping, shape, options);
  }

  std::string At() const {
    const std::string& zone = request_.zone.empty() ? request_.folder_zone : request_.zone;
    return texts_.Get("cli.dry_run.at", {{"zone", zone}});
  }

  std::string Render(const Mapping& mapping, const ingest::FileShape& shape, const Mapper& mapper,
                     const PreviewSink& sink) const {
    const std::string& title = texts_.language() == "en" ? mapping.title_en : mapping.title_zh;
    std::string text = texts_.Get("cli.dry_run.mapping", {{"mapping", mapping.name},
                                                          {"title", title},
                                                          {"source", mapping.source},
                                                          {"encoding", shape.encoding}}) +
                       "\n";
    TextTable table({texts_.Get("cli.dry_run.row"), texts_.Get("cli.dry_run.conversation"),
                     texts_.Get("cli.dry_run.event"), At(), texts_.Get("cli.dry_run.agent"), ""});
    for (const auto& event : sink.events) table.AddRow(event);
    text += table.Render() + "\n";
    for (const domain::EntitySchema& schema : domain::AllEntities()) {
      const int64_t count = sink.records[static_cast<size_t>(schema.entity)];
      if (count == 0) continue;
      const std::string entity = texts_.Get(fmt::format("cli.entity.{}", schema.name));
      text += fmt::format("  {} × {}\n", entity, count);
    }
    for (const domain::RejectedRow& row : sink.rejected) {
      const Problem problem{row.code, row.column, {{"column", row.column}, {"value", row.value}}};
      text += fmt::format("  {} {}: {}\n", texts_.Get("cli.dry_run.rejected"), row.row,
                          texts_.Describe(problem).what);
    }
    const auto unmapped = mapper.UnmappedColumns();
    return text +
           texts_.Get("cli.dry_run.unmapped",
                      {{"columns",
                        unmapped.empty() ? "–" : fmt::format("{}", fmt::join(unmapped, ", "))}});
  }

  const ImportRequest& request_;
  const Texts& texts_;
};

}  // namespace

Result<std::string> DescribeImport(const ImportRequest& request) {
  KEBAO_TRY(const ShareFolder share, FindShareFolder());
  KEBAO_TRY(const Texts texts, Texts::Load(share.texts(), request.language));
  return Preview(request, texts).Describe();
}

}  // namespace kebao::app
