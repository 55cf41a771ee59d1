#include "ingest/read/json_splitter.h"

#include <algorithm>

#include "ingest/read/json_text.h"

namespace kebao::ingest {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr size_t kShownOfBroken = 64 << 10;

}  // namespace

void JsonValueEnd::Begin(char first) {
  if (first == '"') {
    kind_ = Kind::kString;
  } else if (first == '{' || first == '[') {
    kind_ = Kind::kContainer;
  } else {
    kind_ = Kind::kScalar;
  }
}

size_t JsonValueEnd::FeedScalar(std::string_view text) const {
  return text.find_first_of(",]}: \t\r\n");
}

bool JsonValueEnd::Step(char c) {
  if (escaped_) {
    escaped_ = false;
  } else if (in_string_) {
    escaped_ = c == '\\';
    in_string_ = c != '"';
    return !in_string_ && depth_ == 0;
  } else if (c == '"') {
    in_string_ = true;
  } else if (c == '{' || c == '[') {
    deepest_ = std::max(deepest_, ++depth_);
  } else if (c == '}' || c == ']') {
    return --depth_ <= 0;
  }
  return false;
}

size_t JsonValueEnd::Feed(std::string_view text) {
  if (kind_ == Kind::kUnknown && !text.empty()) Begin(text[0]);
  if (kind_ == Kind::kScalar) return FeedScalar(text);
  for (size_t i = 0; i < text.size(); ++i) {
    if (Step(text[i])) return i + 1;
  }
  return std::string_view::npos;
}

size_t EndOfJsonValue(std::string_view text) { return JsonValueEnd().Feed(text); }

bool LooksLikeJsonList(std::string_view text) {
  const size_t next = text.find_first_not_of(kBlank, 1);
  if (next == std::string_view::npos) return true;
  return std::string_view("{[]\"-0123456789tfn").find(text[next]) != std::string_view::npos;
}

JsonSplitter::JsonSplitter(ByteWindow& window, std::string_view path) : window_(window) {
  while (!path.empty()) {
    const size_t dot = std::min(path.find('.'), path.size());
    std::string_view segment = path.substr(0, dot);
    size_t lists = 0;
    for (; segment.ends_with("[]"); ++lists) segment.remove_suffix(2);
    if (!segment.empty()) steps_.push_back({false, std::string(segment)});
    for (; lists > 0; --lists) steps_.push_back({true, {}});
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  if (steps_.empty() || !steps_.back().is_items) steps_.push_back({true, {}});
}

int JsonSplitter::Peek() {
  do {
    const std::string_view rest = window_.rest();
    const size_t next = rest.find_first_not_of(kBlank);
    if (next != std::string_view::npos) {
      window_.Drop(next);
      return static_cast<unsigned char>(rest[next]);
    }
    window_.Drop(rest.size());
  } while (window_.Extend());
  return -1;
}

bool JsonSplitter::Take(char wanted) {
  if (Peek() != static_cast<unsigned char>(wanted)) return false;
  window_.Drop(1);
  return true;
}

void JsonSplitter::SkipValue() {
  JsonValueEnd end;
  do {
    const std::string_view rest = window_.rest();
    const size_t bytes = end.Feed(rest);
    window_.Drop(std::min(bytes, rest.size()));
    if (bytes != std::string_view::npos) return;
  } while (window_.Extend());
}

bool JsonSplitter::ReadKey(std::string& key) {
  if (Peek() != '"') return false;
  JsonValueEnd end;
  size_t fed = 0;
  for (;;) {
    const size_t bytes = end.Feed(window_.rest().substr(fed));
    if (bytes != std::string_view::npos) {
      key = JsonStringText(window_.rest().substr(0, fed + bytes));
      window_.Drop(fed + bytes);
      return true;
    }
    fed = window_.rest().size();
    if (!window_.Extend()) return false;
  }
}

bool JsonSplitter::Enter(size_t step) {
  const int first = Peek();
  if (first < 0) {
    broken_ = true;
    return false;
  }
  if (step == steps_.size()) {
    found_ = true;
    return true;
  }
  if (steps_[step].is_items) {
    if (first != '[') return Enter(step + 1);
    found_ = found_ || step + 1 == steps_.size();
    window_.Drop(1);
    frames_.push_back({true, step});
  } else if (first == '{') {
    window_.Drop(1);
    frames_.push_back({false, step});
  } else {
    SkipValue();
  }
  return false;
}

bool JsonSplitter::AdvanceObject(Frame& frame) {
  std::string key;
  if (!ReadKey(key) || !Take(':') || Peek() < 0) {
    broken_ = true;
    return false;
  }
  const size_t step = frame.step;
  if (key == steps_[step].key) return Enter(step + 1);
  SkipValue();
  return false;
}

bool JsonSplitter::Advance() {
  Frame& frame = frames_.back();
  if (Take(frame.is_list ? ']' : '}')) {
    frames_.pop_back();
    return false;
  }
  if (!std::exchange(frame.first, false) && !Take(',')) {
    broken_ = true;
    return false;
  }
  return frame.is_list ? Enter(frame.step + 1) : AdvanceObject(frame);
}

JsonPiece JsonSplitter::Next() {
  window_.Drop(std::exchange(drop_before_next_, 0));
  if (ended_) return {};
  if (!std::exchange(started_, true) && Enter(0)) return TakeRecord();
  while (!frames_.empty() && !broken_) {
    if (Advance()) return TakeRecord();
  }
  return Finish();
}

JsonPiece JsonSplitter::Finish() {
  const bool text_is_left = Peek() >= 0;
  if (broken_ || !frames_.empty()) {
    return Fail(text_is_left ? JsonPiece::Status::kSyntax : JsonPiece::Status::kTruncated);
  }
  if (text_is_left) return Fail(JsonPiece::Status::kSyntax);
  ended_ = true;
  return {found_ ? JsonPiece::Status::kEnd : JsonPiece::Status::kPathMissing, {}};
}

JsonPiece JsonSplitter::Fail(JsonPiece::Status status) {
  ended_ = true;
  return {status, window_.rest().substr(0, kShownOfBroken)};
}

JsonPiece JsonSplitter::TakeRecord() {
  JsonValueEnd end;
  size_t fed = 0;
  for (;;) {
    const size_t bytes = end.Feed(window_.rest().substr(fed));
    if (bytes != std::string_view::npos) {
      const size_t length = fed + bytes;
      drop_before_next_ = length;
      const std::string_view text = window_.rest().substr(0, length);
      if (length == 0) return Fail(JsonPiece::Status::kSyntax);
      return {
          end.deepest() > kDeepestJson ? JsonPiece::Status::kTooDeep : JsonPiece::Status::kRecord,
          text};
    }
    fed = window_.rest().size();
    if (window_.Extend()) continue;
    if (!window_.at_end()) return {JsonPiece::Status::kTooLong, SkipLongRecord(end, fed)};
    if (!end.is_scalar() || !frames_.empty()) return Fail(JsonPiece::Status::kTruncated);
    drop_before_next_ = fed;
    return {JsonPiece::Status::kRecord, window_.rest()};
  }
}

std::string_view JsonSplitter::SkipLongRecord(JsonValueEnd end, size_t fed) {
  long_record_ = window_.rest().substr(0, kShownOfBroken);
  window_.Drop(fed);
  while (window_.Extend()) {
    const std::string_view rest = window_.rest();
    const size_t bytes = end.Feed(rest);
    window_.Drop(std::min(bytes, rest.size()));
    if (bytes != std::string_view::npos) return long_record_;
  }
  broken_ = true;
  return long_record_;
}

}  // namespace kebao::ingest
