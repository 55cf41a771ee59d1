#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/read/byte_window.h"

namespace kebao::ingest {

/// Deeper nesting is refused: the JSON library walks values recursively.
inline constexpr int kDeepestJson = 200;

/// Finds the end of a JSON value by its brackets and quotes, in pieces of any size.
class JsonValueEnd {
 public:
  /// `text` continues the value. Bytes up to and including the value's end, npos if it goes on. A
  /// number ends before the first byte that is not its own.
  size_t Feed(std::string_view text);
  int deepest() const { return deepest_; }
  /// The value is a bare number or word: the end of the text ends it, too.
  bool is_scalar() const { return kind_ == Kind::kScalar; }

 private:
  enum class Kind : uint8_t { kUnknown, kString, kScalar, kContainer };
  void Begin(char first);
  size_t FeedScalar(std::string_view text) const;
  /// True when `c` ends the value.
  bool Step(char c);

  Kind kind_ = Kind::kUnknown;
  int depth_ = 0;
  int deepest_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

/// End of the value that begins at text[0]; npos if it is not complete.
size_t EndOfJsonValue(std::string_view text);
/// True if the text behind '[' can be a list of JSON values.
bool LooksLikeJsonList(std::string_view text);

struct JsonPiece {
  enum class Status : uint8_t {
    kRecord,
    kSyntax,
    kTruncated,
    kTooLong,
    kTooDeep,
    kPathMissing,
    kEnd
  };
  Status status = Status::kEnd;
  std::string_view text;  // valid until the next call
};

/// Cuts a JSON document into its records without holding more than one of them. `path`:
/// "tickets[]", "data.items[]",
/// "" = the root. A list at the end of the path gives its items, anything else is a record itself.
class JsonSplitter {
 public:
  JsonSplitter(ByteWindow& window, std::string_view path);
  JsonPiece Next();

 private:
  struct Step {
    bool is_items = false;
    std::string key;
  };
  struct Frame {
    bool is_list = false;
    size_t step = 0;
    bool first = true;
  };

  /// Skips blanks; the next byte, or -1 at the end.
  int Peek();
  bool Take(char wanted);
  /// Goes into the value at the cursor; true if it is a record.
  bool Enter(size_t step);
  /// Moves on to the next value of the innermost container; true if that is a record.
  bool Advance();
  bool AdvanceObject(Frame& frame);
  bool ReadKey(std::string& key);
  void SkipValue();
  JsonPiece TakeRecord();
  /// Drops a record that does not fit into the window; gives its beginning.
  std::string_view SkipLongRecord(JsonValueEnd end, size_t fed);
  JsonPiece Fail(JsonPiece::Status status);
  JsonPiece Finish();

  ByteWindow& window_;
  std::vector<Step> steps_;
  std::vector<Frame> frames_;
  size_t drop_before_next_ = 0;
  std::string long_record_;
  bool started_ = false;
  bool found_ = false;
  bool broken_ = false;
  bool ended_ = false;
};

}  // namespace kebao::ingest
