#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/problem.h"
#include "render/worker/render_worker.h"
#include "render/xlsx/detail_package.h"

namespace kebao::render::xlsx {

/// A column of the rows as a field of PivotTables.
struct PivotField {
  std::string title;
  std::vector<std::string> texts;  // of a field on an axis: its different texts, in their order
};

/// One PivotTable: a value by two fields.
struct PivotTable {
  enum class Aggregate : uint8_t { kSum, kMean };
  std::string name;   // that Excel shows among its fields
  std::string place;  // "A4"
  std::string title;  // of the value; no field's
  size_t rows = 0;    // fields
  size_t columns = 0;
  size_t values = 0;
  Aggregate aggregate = Aggregate::kSum;
};

struct PivotJob {
  std::string host;   // sheet of the tables
  std::string sheet;  // sheet of the rows
  std::string range;  // "A1:M1001"
  std::vector<PivotField> fields;
  std::vector<PivotTable> tables;
};

/// Adds what the sheet `host`, the last of the additions, needs for PivotTables that programs
/// compute from the rows when they open the file. The parts are written by the script library
/// "rows" (charts/src/rows), which sees no row. Problems: "render.worker_*", "render.pivot_parts"
/// {part}: the library wrote something else than is known of it. Throws WorldFailure
/// "output.archive".
Result<void> AddPivots(const PivotJob& job, const std::string& place, RenderWorker& worker,
                       DetailAdditions* additions);

}  // namespace kebao::render::xlsx
