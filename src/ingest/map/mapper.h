#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time_zone.h"
#include "domain/canonical.h"
#include "ingest/map/mapping.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

struct MapperOptions {
  TimeZone zone = TimeZone::Utc();  // of naive times, unless the mapping names one
  std::map<std::string, std::string> parameters;
  std::optional<Instant>
      report_time;        // later than a day after it is impossible; none: no upper bound but 2100
  std::string file_name;  // what "@file" gives
};

/// What became of the rows of a file.
struct MappingQuality {
  int64_t read = 0;      // good raw records
  int64_t mapped = 0;    // gave at least one event or record
  int64_t ignored = 0;   // by rule, or nothing in them for us; reasons in counts
  int64_t rejected = 0;  // handed to the sink as RejectedRow, damaged raw records included
  int64_t events = 0;
  int64_t records = 0;
  std::vector<domain::QualityCount> counts;  // codes: docs/mappings.md, "What is counted"
};

/// Turns raw records into canonical rows as a mapping says. Each row is taken whole or rejected.
/// Not thread-safe.
class Mapper {
 public:
  /// Problems: "mapping.column_missing" with {column}, {mapping}: a column without which no row
  /// could be taken; "mapping.parameter_missing".
  static Result<Mapper> Compile(const Mapping& mapping, const FileShape& shape,
                                const MapperOptions& options);
  Mapper(Mapper&&) noexcept;
  Mapper& operator=(Mapper&&) noexcept;
  ~Mapper();

  /// True: give all records to Observe first (threads, agents seen anywhere in the file), then read
  /// the file again.
  bool needs_first_pass() const;
  void Observe(const RawRecord& record);

  void Map(const RawRecord& record, domain::CanonicalSink& sink);
  /// A damaged raw record becomes a rejected row.
  void MapFault(const RawFault& fault, domain::CanonicalSink& sink);

  /// Columns of the file that nothing in the mapping uses.
  std::vector<std::string> UnmappedColumns() const;
  MappingQuality Finish() const;

 private:
  struct Impl;
  explicit Mapper(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao::ingest
