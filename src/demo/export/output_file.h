#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace kebao::demo {

/// A file written through one large buffer. Throws WorldFailure("demo.write").
class OutputFile {
 public:
  explicit OutputFile(const std::filesystem::path& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// To be appended to; pass on with Flush from time to time (FlushIfLarge).
  std::string& buffer() { return buffer_; }
  void FlushIfLarge() {
    if (buffer_.size() >= kFlushAt) Flush();
  }
  /// Writes what is left; errors show here. The destructor closes without a word.
  void Close();

 private:
  static constexpr size_t kFlushAt = size_t{1} << 20;
  void Flush();
  [[noreturn]] void Fail() const;

  std::filesystem::path path_;
  std::FILE* file_;
  std::string buffer_;
};

/// Writes rows of comma-separated values (RFC 4180) to a buffer.
class CsvRow {
 public:
  explicit CsvRow(std::string& buffer) : buffer_(buffer) {}
  CsvRow& Cell(std::string_view text);
  CsvRow& Cell(int64_t number);
  /// A cell without quotes, whose text is known to need none.
  CsvRow& Plain(std::string_view text);
  void End();

 private:
  void Separate();
  std::string& buffer_;
  bool is_first_ = true;
};

/// Rolls over to `stem`-002.csv and so on after so many rows; each file begins with the header.
class CsvSeries {
 public:
  CsvSeries(std::filesystem::path folder, std::string stem, std::string header,
            int64_t rows_per_file = 500'000);
  /// The buffer for exactly one row, line end included.
  std::string& NextRow();
  void Close();
  int64_t rows() const { return rows_; }

 private:
  std::filesystem::path folder_;
  std::string stem_, header_;
  int64_t rows_per_file_;
  int64_t rows_ = 0;
  int files_ = 0;
  std::unique_ptr<OutputFile> file_;
};

/// Appends a JSON string with its quotes.
void AppendJson(std::string_view text, std::string& json);

}  // namespace kebao::demo
