#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <string>

#include "base/problem.h"

namespace kebao::render::xlsx {

/// A workbook that is put together in memory and handed out as bytes, so that the file is written
/// by OutputFile alone. Not thread-safe. Throws WorldFailure "output.temporary" where the library's
/// temporary files could not be written.
class WorkbookFile {
 public:
  WorkbookFile();
  ~WorkbookFile();
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;

  lxw_workbook* handle() { return book_; }
  /// Ends the workbook; `handle` and everything that belongs to it are invalid afterwards. Call
  /// once.
  std::string Close();

 private:
  int memory_ = -1;
  lxw_workbook* book_ = nullptr;
};

/// Whether every XML part of the package ends with the end tag of its root: the library does not
/// notice that a temporary file came out short because the disk was full.
bool IsWholePackage(const std::string& bytes);

}  // namespace kebao::render::xlsx
