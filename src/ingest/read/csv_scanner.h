#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/read/byte_window.h"

namespace kebao::ingest {

struct CsvDialect {
  char delimiter = ',';
  char quote = '"';     // '\0': quotes are text
  char newline = '\n';  // '\r' for files of old Macs; a '\r' before '\n' belongs to the line end
};

/// One physical record. Views are valid until the next call.
struct CsvRow {
  enum class Status : uint8_t {
    kRow,
    kBlank,          // an empty line
    kUnclosedQuote,  // `original` is the text from the record's start; reading goes on behind it
    kTooLong,        // longer than any record may be; `original` is its beginning
    kEnd,
  };
  Status status = Status::kEnd;
  std::span<const std::string_view> fields;
  std::string_view original;  // without the line end
  size_t longest_field_bytes = 0;
  bool has_newline = true;  // false: the text ended before the line did
};

/// Splits text into records and fields. Fields are views into the window; only fields with doubled
/// quotes are copied.
///
/// A quote opens a field only at its beginning, and closes it only before a delimiter, a line end
/// or the end; any other quote is text, because real files hold `"he said "no""`.
class CsvScanner {
 public:
  CsvScanner(ByteWindow& window, CsvDialect dialect) : window_(window), dialect_(dialect) {}
  CsvRow Next();

 private:
  enum class Step : uint8_t { kDone, kNeedMore };
  static constexpr size_t kBlock = 64;

  Step ScanRecord();
  /// The next delimiter or newline at or behind `from`; the window's end if there is none.
  const char* NextStructural(const char* from);
  void LoadBlock(const char* at);
  /// Behind the closing quote; nullptr if the quote is not closed in the window.
  const char* ScanQuoted(const char* open);
  /// Where the field ends if the quote at `quote` closes it; nullptr if it is text or cannot be
  /// told yet.
  const char* FieldEndAfter(const char* quote) const;
  std::string_view Unescape(std::string_view quoted);
  void AddField(std::string_view field);
  CsvRow Finish(const char* end);
  CsvRow FinishLastField(const char* from, const char* end);
  CsvRow GiveUpOnRecord();
  CsvRow FirstLineOfBrokenRecord();

  ByteWindow& window_;
  CsvDialect dialect_;
  std::vector<std::string_view> fields_;
  size_t longest_ = 0;
  const char* record_end_ = nullptr;
  bool quote_is_open_ = false;
  bool last_was_quoted_ = false;
  size_t drop_before_next_ = 0;        // bytes of the record given last
  size_t quotes_are_text_for_ = 0;     // bytes ahead in which no quote closes
  std::deque<std::string> unescaped_;  // stable addresses
  size_t unescaped_used_ = 0;
  const char* block_ = nullptr;
  uint64_t structurals_ = 0;
};

}  // namespace kebao::ingest
