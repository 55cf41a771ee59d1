#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/map/mapper.h"

namespace kebao::ingest {

/// Keeps everything it is given.
class CollectingSink final : public domain::CanonicalSink {
 public:
  void Accept(const domain::CanonicalEvent& event) override { events.push_back(event); }
  void Accept(const domain::CanonicalRecord& record) override { records.push_back(record); }
  void Accept(const domain::RejectedRow& row) override { rejected.push_back(row); }

  int64_t CountOf(domain::EventKind kind) const {
    int64_t count = 0;
    for (const auto& event : events) count += event.kind == kind ? 1 : 0;
    return count;
  }
  int64_t CountOf(domain::Entity entity) const {
    int64_t count = 0;
    for (const auto& record : records) count += record.entity == entity ? 1 : 0;
    return count;
  }
  const domain::CanonicalRecord* Find(domain::Entity entity, std::string_view id) const {
    for (const auto& record : records) {
      if (record.entity == entity && record.id == id) return &record;
    }
    return nullptr;
  }

  std::vector<domain::CanonicalEvent> events;
  std::vector<domain::CanonicalRecord> records;
  std::vector<domain::RejectedRow> rejected;
};

/// "text", "12", "1.5", "true", an instant or a day as text; "(empty)" for a blanked field,
/// "(absent)".
std::string FieldText(const domain::CanonicalRecord& record, std::string_view field);
/// "2026-01-05T02:00:00Z opened customer c1042 agent=7 text=…": everything that is set, for
/// comparing whole lists.
std::string Describe(const domain::CanonicalEvent& event);
std::vector<std::string> DescribeAll(const CollectingSink& sink);
int64_t RowsOf(const MappingQuality& quality, std::string_view code, std::string_view column = "");

/// A flat file made by hand.
class FlatFile {
 public:
  FlatFile(std::string_view mapping_yaml, std::vector<std::string> columns,
           MapperOptions options = {});
  void Row(const std::vector<std::string>& cells);
  MappingQuality Finish() const { return mapper_.Finish(); }
  Mapper& mapper() { return mapper_; }
  CollectingSink sink;

 private:
  Mapping mapping_;
  Mapper mapper_;
  int64_t row_ = 0;
};

/// The mapping catalogue that ships.
std::filesystem::path ShippedMappings();
/// A file of the shared test material; empty if the material is not on this machine (a failure
/// where CI=true).
std::filesystem::path SharedFile(const std::string& path);

struct MappedFile {
  std::string mapping;
  CollectingSink sink;
  MappingQuality quality;
  std::vector<std::string> unmapped_columns;
};
/// Recognises (unless `mapping` names one), opens and maps a whole file; failures fail the test.
MappedFile MapWholeFile(const std::filesystem::path& file, const std::string& mapping = "",
                        const std::map<std::string, std::string>& parameters = {});

}  // namespace kebao::ingest
