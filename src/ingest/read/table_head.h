#pragma once

#include <string>
#include <vector>

#include "ingest/read/csv_sniff.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// Where the data of a table begin and what its columns are called.
struct TableHead {
  bool has_header = false;
  size_t row = 0;  // index into the sample: the header, else the first row of data
  std::vector<std::string> columns;
  std::vector<std::string> title_lines;  // what stands above, a line each
};

/// Rows that begin before `first_offset` are titles; with skip_lines = -1 the header is looked for.
/// `rows` must hold a row at or behind `first_offset`.
TableHead DecideHead(const std::vector<SampleRow>& rows, size_t first_offset,
                     const ReadOptions& options);

}  // namespace kebao::ingest
