#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/record_source.h"

namespace kebao::ingest {

/// What every source keeps: shape, faults, row count.
class SourceBase : public RecordSource {
 public:
  const FileShape& shape() const override { return shape_; }
  std::span<const RawFault> faults() const override { return faults_; }

 protected:
  explicit SourceBase(FileShape shape) : shape_(std::move(shape)) {}

  /// At the start of Next().
  void BeginNext();
  /// Keeps at most 64 KiB of `original`, malformed bytes made visible. False: so much of the file
  /// is damaged that reading must end here; the last fault says so ("file.too_many_faults").
  [[nodiscard]] bool AddFault(int64_t row, std::string code, std::string_view original);
  /// The fault code for a text that cannot be stored ("text.encoding", "text.nul_byte"); empty if
  /// it can.
  static std::string_view TextDamage(std::string_view text);

  FileShape shape_;
  RawRecord record_;

 private:
  std::vector<RawFault> faults_;
  size_t fault_bytes_ = 0;
};

/// `fields` as one CSV line without line end.
void AppendCsvLine(std::span<const std::string_view> fields, std::string& text);

}  // namespace kebao::ingest
