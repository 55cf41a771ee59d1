#pragma once

#include <string_view>

namespace kebao::ingest::fuzzed {

/// Each takes any bytes as a file of its kind, reads it to the end and ends the process if a
/// promise of record_source.h is broken. Run by the fuzz targets (fuzz/) and, over fuzz/corpus, by
/// ingest_test.

/// The first byte chooses options, the rest is the file.
void Csv(std::string_view input);
/// The first byte chooses kind and record path, the rest is the file.
void Json(std::string_view input);
void Mail(std::string_view input);
/// The input is the XML of a sheet.
void XlsxSheet(std::string_view input);

}  // namespace kebao::ingest::fuzzed
