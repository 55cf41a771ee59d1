#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/problem.h"
#include "base/time_zone.h"
#include "domain/fact_schema.h"
#include "engine/warehouse.h"

namespace kebao::engine::duckdb {

struct Folders {
  std::filesystem::path warehouse_file;
  std::filesystem::path temporary;  // spilling
};

struct Limits {
  int threads = 0;               // 0: all cores
  int64_t memory_megabytes = 0;  // 0: a third of the machine's memory, at most 2 GiB
};

/// Opens or creates the warehouse. `zone` is the folder's; `catalog` must outlive it. Problems:
/// "folder.in_use_unknown" (another process owns it). WorldFailure("engine.open").
Result<std::unique_ptr<Warehouse>> OpenWarehouse(const Folders& folders, const Limits& limits,
                                                 const domain::FactCatalog& catalog,
                                                 const TimeZone& zone);

/// WorldFailure("engine.staging") when the file cannot be written.
std::unique_ptr<StagingWriter> CreateStagedFile(const std::filesystem::path& file);

/// An empty warehouse in memory, for tests and cases.
std::unique_ptr<Warehouse> OpenInMemory(const domain::FactCatalog& catalog, const TimeZone& zone);

}  // namespace kebao::engine::duckdb
