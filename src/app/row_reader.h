#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/texts.h"
#include "base/time_zone.h"
#include "engine/engine.h"
#include "metrics/rows/rows_behind.h"
#include "render/xlsx/detail_writer.h"
#include "report/labels.h"

namespace kebao::app {

/// Turns the rows behind a figure into cells: names for codes and keys, local times for instants.
/// Not thread-safe; what it borrows must outlive it.
class RowReader {
 public:
  enum class Words : uint8_t {
    kStored,   // for programs: the data's own words, seconds as numbers, true and false
    kReaders,  // in the reader's language, durations and yes or no
  };
  RowReader(const std::vector<metrics::RowColumn>& columns, const engine::Directory& directory,
            const report::Labels& labels, const Texts& texts, const TimeZone& zone, Words words);

  /// Names by code or key of a dimension's column, and what stands where there is none (by default
  /// nothing): to be read in place of those that it has.
  const std::vector<std::string>& names(size_t column) const { return sources_[column].names; }
  void SetNames(size_t column, std::vector<std::string> names, std::string if_none);

  /// In the order of the columns; kStored: the ids of the columns.
  const std::vector<std::string>& titles() const { return titles_; }
  /// Valid until the next call and while the chunk is.
  const std::vector<render::DetailCell>& Read(const engine::ChunkView& chunk, size_t row);

 private:
  struct Source {
    metrics::RowColumn column;
    std::vector<std::string> names;  // by code or key
    bool is_duration = false;
    std::string if_none = {};
  };
  std::vector<std::string> NamesOf(const metrics::RowColumn& column,
                                   const engine::Directory& directory,
                                   const report::Labels& labels) const;
  std::string TitleOf(const metrics::RowColumn& column, const report::Labels& labels) const;
  render::DetailCell Cell(const Source& source, const engine::ColumnView& column, size_t row) const;

  const Texts& texts_;
  const TimeZone& zone_;
  const Words words_;
  const std::string yes_;
  const std::string no_;
  std::vector<Source> sources_;
  std::vector<std::string> titles_;
  std::vector<render::DetailCell> cells_;
};

}  // namespace kebao::app
