#pragma once

#include <memory>

#include "ingest/read/text_input.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// A workbook's sheet: the one named, else the first visible one.
/// Problems: "xlsx.damaged", "sheet.missing" {sheet, sheets}, "file.empty", "archive.*".
Result<std::unique_ptr<RecordSource>> OpenXlsx(Unpacked unpacked, const ReadOptions& options);

}  // namespace kebao::ingest
