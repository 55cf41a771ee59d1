#include "base/text_encoding.h"
#include "ingest/read/xlsx_cells.h"
#include "ingest/read/xlsx_sheet.h"
#include "source_fuzz.h"

using namespace kebao::ingest;

/// The input is the XML of a sheet.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  XlsxPackage package;
  package.formats = {CellFormat::kNumber, CellFormat::kDate, CellFormat::kDateTime,
                     CellFormat::kTime, CellFormat::kDuration};
  package.strings.Add("shared");
  package.strings.Add("客服");
  package.dates_from_1904 = size % 2 == 1;
  XlsxSheetReader reader(MemoryBytes({reinterpret_cast<const char*>(data), size}), package, 100);
  SheetRow row;
  while (reader.Next(row)) {
    for (size_t i = 0; i < row.cells.size(); ++i) KEBAO_ASSERT(kebao::IsValidUtf8(row.At(i)));
  }
  FormatOfCode({reinterpret_cast<const char*>(data), size});
  return 0;
}
