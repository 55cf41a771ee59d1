#include "ingest/read/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kebao::ingest {
namespace {

using nlohmann::json;

/// Builds the value as json::parse does, but for whole numbers beyond 64 bits.
class ValueBuilder : public nlohmann::detail::json_sax_dom_parser<json> {
 public:
  explicit ValueBuilder(json& value) : json_sax_dom_parser(value, false) {}
  bool number_float(double value, const std::string& digits) {
    const bool whole = digits.find_first_of(".eE") == std::string::npos;
    if (!whole) return json_sax_dom_parser::number_float(value, digits);
    std::string text = digits;
    return json_sax_dom_parser::string(text);
  }
};

std::optional<json> ParseStrictly(std::string_view text) {
  json value;
  ValueBuilder builder(value);
  if (!json::sax_parse(text.begin(), text.end(), &builder) || builder.is_errored())
    return std::nullopt;
  return value;
}

/// Past the string that opens at `open`.
size_t EndOfString(std::string_view text, size_t open) {
  for (size_t i = open + 1; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    if (i < text.size() && text[i] == '"') return i + 1;
  }
  return text.size();
}

/// NaN and Infinity, which Python writes for a value that is not there, become null. A text without
/// them comes back as long as it was.
std::string WithoutNan(std::string_view text) {
  std::string clean;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      const size_t end = EndOfString(text, at);
      clean += text.substr(at, end - at);
      at = end;
      continue;
    }
    size_t length = 0;
    for (const std::string_view word : {"NaN", "-Infinity", "Infinity"}) {
      if (text.substr(at).starts_with(word)) length = std::max(length, word.size());
    }
    clean += length > 0 ? std::string_view("null") : text.substr(at, 1);
    at += std::max<size_t>(length, 1);
  }
  return clean;
}

/// Notes where scalars stand.
class PathNotes final : public nlohmann::json_sax<json> {
 public:
  PathNotes(size_t limit, std::vector<std::string>& paths) : limit_(limit), paths_(paths) {}

  bool null() override { return Note(); }
  bool boolean(bool) override { return Note(); }
  bool number_integer(number_integer_t) override { return Note(); }
  bool number_unsigned(number_unsigned_t) override { return Note(); }
  bool number_float(number_float_t, const string_t&) override { return Note(); }
  bool string(string_t&) override { return Note(); }
  bool binary(binary_t&) override { return Note(); }
  bool start_object(size_t) override { return Open(false); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(true); }
  bool end_array() override { return Close(); }
  bool key(string_t& key) override {
    path_.resize(marks_.back());
    if (!path_.empty()) path_ += '.';
    path_ += key;
    return true;
  }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool Open(bool list) {
    before_.push_back(path_.size());
    if (list) path_ += "[]";
    marks_.push_back(path_.size());
    return true;
  }
  bool Close() {
    path_.resize(before_.back());
    before_.pop_back();
    marks_.pop_back();
    return true;
  }
  bool Note() {
    if (path_.empty()) return true;
    if (std::find(paths_.begin(), paths_.end(), path_) == paths_.end()) paths_.push_back(path_);
    return paths_.size() < limit_;
  }

  size_t limit_;
  std::vector<std::string>& paths_;
  std::string path_;
  std::vector<size_t> before_;  // length of path_ outside each open container
  std::vector<size_t> marks_;   // length of path_ inside it
};

}  // namespace

std::optional<json> ParseJson(std::string_view text) {
  if (auto value = ParseStrictly(text)) return value;
  const std::string without = WithoutNan(text);
  return without.size() == text.size() ? std::nullopt : ParseStrictly(without);
}

std::string JsonStringText(std::string_view quoted) {
  if (quoted.find('\\') == std::string_view::npos)
    return std::string(quoted.substr(1, quoted.size() - 2));
  const auto value = ParseJson(quoted);
  return value && value->is_string() ? value->get<std::string>() : std::string(quoted);
}

void AddJsonPaths(std::string_view text, size_t limit, std::vector<std::string>& paths) {
  PathNotes notes(limit, paths);
  // False for a text that is cut off or has enough paths: what was noted is still right.
  static_cast<void>(json::sax_parse(text.begin(), text.end(), &notes));
}

size_t LongestText(const json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size();
  size_t longest = 0;
  if (value.is_structured()) {
    for (const json& child : value) longest = std::max(longest, LongestText(child));
  }
  return longest;
}

}  // namespace kebao::ingest
