#include "base/time_pattern.h"

#include <array>
#include <charconv>
#include <string>

namespace kebao {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

struct Fields {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int micros = 0;
  int half_day = -1;  // 0 = AM, 1 = PM
  std::optional<int32_t> offset_seconds;
  std::string_view zone_name;
};

std::optional<WrittenTime> Assemble(const Fields& fields) {
  int hour = fields.hour;
  if (fields.half_day >= 0) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + 12 * fields.half_day;
  }
  const CivilDay civil{fields.year, fields.month, fields.day};
  // 24:00:00 is ISO's end of the day; a leap second counts as the second before.
  const bool is_end_of_day = hour == 24 && fields.minute == 0 && fields.second == 0;
  if (!IsValid(civil) || (hour > 23 && !is_end_of_day) || fields.minute > 59 ||
      fields.second > 60) {
    return std::nullopt;
  }
  const int64_t seconds = hour * 3600 + fields.minute * 60 + std::min(fields.second, 59);
  const LocalTime local{DayFromCivil(civil).days * kMicrosPerDay + seconds * kMicrosPerSecond +
                        fields.micros};
  return WrittenTime{local, fields.offset_seconds, fields.zone_name};
}

/// A reading position that can be set back.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  bool AtEnd() const { return at_ == text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  std::string_view Rest() const { return text_.substr(at_); }
  size_t at() const { return at_; }
  void SetBack(size_t at) { at_ = at; }
  void Skip(size_t count) { at_ += count; }
  bool Take(char c) {
    if (Peek() != c || AtEnd()) return false;
    ++at_;
    return true;
  }
  bool TakeText(std::string_view literal) {
    if (!Rest().starts_with(literal)) return false;
    at_ += literal.size();
    return true;
  }
  bool Digits(size_t at_least, size_t at_most, int& value) {
    const size_t start = at_;
    int read = 0;
    while (at_ < text_.size() && at_ - start < at_most && IsDigit(text_[at_])) {
      read = read * 10 + (text_[at_++] - '0');
    }
    if (at_ - start < at_least) return false;
    value = read;
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

bool ReadFraction(Cursor& cursor, int& micros) {
  int digits = 0;
  micros = 0;
  while (IsDigit(cursor.Peek())) {
    if (digits < 6) micros = micros * 10 + (cursor.Peek() - '0');
    ++digits;
    cursor.Skip(1);
  }
  for (int filled = digits; filled < 6; ++filled) micros *= 10;
  return digits > 0;
}

bool ReadOffset(Cursor& cursor, std::optional<int32_t>& offset) {
  if (cursor.Take('Z') || cursor.Take('z')) {
    offset = 0;
    return true;
  }
  const bool is_west = cursor.Peek() == '-';
  if (!cursor.Take('+') && !cursor.Take('-')) return false;
  int hours = 0;
  int minutes = 0;
  if (!cursor.Digits(1, 2, hours)) return false;
  const bool has_colon = cursor.Take(':');
  if ((has_colon || IsDigit(cursor.Peek())) && !cursor.Digits(2, 2, minutes)) return false;
  if (hours > 18 || minutes > 59) return false;
  offset = (hours * 3600 + minutes * 60) * (is_west ? -1 : 1);
  return true;
}

bool ReadZone(Cursor& cursor, Fields& fields) {
  const std::string_view rest = cursor.Rest();
  size_t length = 0;
  while (length < rest.size() &&
         (IsLetter(rest[length]) || (length > 0 && (rest[length] == '/' || rest[length] == '_')))) {
    ++length;
  }
  if (length == 0) return false;
  const std::string_view name = rest.substr(0, length);
  cursor.Skip(length);
  if (name == "UTC" || name == "GMT" || name == "Z") {
    fields.offset_seconds = 0;
    return true;
  }
  if (name.find('/') == std::string_view::npos) return fields.offset_seconds.has_value();
  if (!TimeZone::Find(name)) return false;
  fields.zone_name = name;
  return true;
}

template <size_t N>
int ReadName(Cursor& cursor, const std::array<std::string_view, N>& names) {
  const std::string_view rest = cursor.Rest();
  size_t length = 0;
  while (length < rest.size() && IsLetter(rest[length])) ++length;
  if (length < 3) return -1;
  for (size_t index = 0; index < N; ++index) {
    bool is_same = true;
    for (size_t i = 0; i < 3; ++i) is_same &= Lower(rest[i]) == names[index][i];
    if (!is_same) continue;
    cursor.Skip(length);
    return static_cast<int>(index);
  }
  return -1;
}

bool ReadMonthName(Cursor& cursor, int& month) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  const int index = ReadName(cursor, kMonths);
  month = index + 1;
  return index >= 0;
}

bool ReadWeekday(Cursor& cursor) {
  static constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu",
                                                            "fri", "sat", "sun"};
  return ReadName(cursor, kDays) >= 0;
}

bool ReadHalfDay(Cursor& cursor, int& half) {
  static constexpr std::array<std::pair<std::string_view, int>, 8> kWords = {{{"AM", 0},
                                                                              {"PM", 1},
                                                                              {"am", 0},
                                                                              {"pm", 1},
                                                                              {"a.m.", 0},
                                                                              {"p.m.", 1},
                                                                              {"上午", 0},
                                                                              {"下午", 1}}};
  for (const auto& [word, value] : kWords) {
    if (!cursor.TakeText(word)) continue;
    half = value;
    return true;
  }
  return false;
}

void SetShortYear(int& year) { year += year >= 69 ? 1900 : 2000; }

bool ReadToken(char letter, size_t count, Cursor& cursor, Fields& fields) {
  const size_t least = count;  // "M" takes one or two digits, "MM" exactly two
  switch (letter) {
    case 'y':
      if (count >= 4) return cursor.Digits(4, 4, fields.year);
      if (!cursor.Digits(2, 2, fields.year)) return false;
      SetShortYear(fields.year);
      return true;
    case 'M':
      return count >= 3 ? ReadMonthName(cursor, fields.month)
                        : cursor.Digits(least, 2, fields.month);
    case 'd':
      return cursor.Digits(least, 2, fields.day);
    case 'H':
    case 'h':
      return cursor.Digits(least, 2, fields.hour);
    case 'm':
      return cursor.Digits(least, 2, fields.minute);
    case 's':
      return cursor.Digits(least, 2, fields.second);
    case 'S':
      return ReadFraction(cursor, fields.micros);
    case 'a':
      return ReadHalfDay(cursor, fields.half_day);
    case 'E':
      return ReadWeekday(cursor);
    case 'X':
      return ReadOffset(cursor, fields.offset_seconds);
    case 'z':
      return ReadZone(cursor, fields);
    default:
      return false;
  }
}

bool TakeBlanks(Cursor& cursor) {
  if (cursor.Peek() != ' ') return false;
  while (cursor.Take(' ')) {
  }
  return true;
}

/// The index behind the bracket that closes the one at `open`.
size_t EndOfBracket(std::string_view pattern, size_t open) {
  int depth = 0;
  for (size_t i = open; i < pattern.size(); ++i) {
    if (pattern[i] == '[') ++depth;
    if (pattern[i] == ']' && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

bool Match(std::string_view pattern, Cursor& cursor, Fields& fields);

void MatchOptional(std::string_view part, Cursor& cursor, Fields& fields) {
  const size_t start = cursor.at();
  const Fields before = fields;
  if (Match(part, cursor, fields)) return;
  cursor.SetBack(start);
  fields = before;
}

bool Match(std::string_view pattern, Cursor& cursor, Fields& fields) {
  for (size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '[') {
      const size_t end = EndOfBracket(pattern, i);
      MatchOptional(pattern.substr(i + 1, end - i - 2), cursor, fields);
      i = end;
    } else if (c == '\'') {
      const size_t end = pattern.find('\'', i + 1);
      if (!cursor.TakeText(pattern.substr(i + 1, end - i - 1))) return false;
      i = end + 1;
    } else if (IsLetter(c)) {
      size_t count = 1;
      while (i + count < pattern.size() && pattern[i + count] == c) ++count;
      if (!ReadToken(c, count, cursor, fields)) return false;
      i += count;
    } else {
      if (c == ' ' ? !TakeBlanks(cursor) : !cursor.Take(c)) return false;
      ++i;
    }
  }
  return true;
}

}  // namespace

bool IsTimePattern(std::string_view pattern) {
  int depth = 0;
  bool has_token = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\'') {
      i = pattern.find('\'', i + 1);
      if (i == std::string_view::npos) return false;
    } else if (c == '[' || c == ']') {
      depth += c == '[' ? 1 : -1;
      if (depth < 0) return false;
    } else if (IsLetter(c)) {
      if (std::string_view("yMdHhmsSaEXz").find(c) == std::string_view::npos) return false;
      has_token = true;
    }
  }
  return depth == 0 && has_token;
}

std::optional<WrittenTime> MatchTimePattern(std::string_view pattern, std::string_view text) {
  Cursor cursor(text);
  Fields fields;
  if (!Match(pattern, cursor, fields) || !cursor.AtEnd()) return std::nullopt;
  return Assemble(fields);
}

std::optional<WrittenTime> ParseIsoTime(std::string_view text) {
  Cursor cursor(text);
  Fields fields;
  const bool has_date = cursor.Digits(4, 4, fields.year) && cursor.Take('-') &&
                        cursor.Digits(2, 2, fields.month) && cursor.Take('-') &&
                        cursor.Digits(2, 2, fields.day);
  if (!has_date) return std::nullopt;
  if (cursor.AtEnd()) return Assemble(fields);
  if (!cursor.Take('T') && !cursor.Take(' ')) return std::nullopt;
  if (!cursor.Digits(2, 2, fields.hour) || !cursor.Take(':') ||
      !cursor.Digits(2, 2, fields.minute)) {
    return std::nullopt;
  }
  if (cursor.Take(':')) {
    if (!cursor.Digits(2, 2, fields.second)) return std::nullopt;
    if ((cursor.Take('.') || cursor.Take(',')) && !ReadFraction(cursor, fields.micros))
      return std::nullopt;
  }
  if (cursor.AtEnd()) return Assemble(fields);
  cursor.Take(' ');
  if (!ReadOffset(cursor, fields.offset_seconds) && !ReadZone(cursor, fields)) return std::nullopt;
  return cursor.AtEnd() ? Assemble(fields) : std::nullopt;
}

std::optional<double> ParsePlainDecimal(std::string_view text) {
  if (text.empty() || (!IsDigit(text.front()) && text.front() != '-')) return std::nullopt;
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace kebao
