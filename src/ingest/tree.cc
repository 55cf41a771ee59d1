#include "ingest/tree.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

namespace kebao::ingest {
namespace {

using nlohmann::json;

/// Invalid UTF-8 inside strings becomes U+FFFD instead of an exception.
std::string DumpCompact(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<std::string> ScalarText(const json& value) {
  if (value.is_null() || value.is_discarded()) return std::nullopt;
  if (value.is_string()) return value.get_ref<const std::string&>();
  return DumpCompact(value);
}

/// One step of a path: a key, then any number of [3] or [].
struct PathStep {
  std::string_view key;
  std::string_view brackets;
};

PathStep SplitBrackets(std::string_view segment) {
  const size_t open = segment.find('[');
  if (open == std::string_view::npos) return {segment, {}};
  return {segment.substr(0, open), segment.substr(open)};
}

/// Takes "[…]" off the front of `brackets`; gives what is inside.
std::string_view TakeBracket(std::string_view& brackets) {
  const size_t close = brackets.find(']');
  const std::string_view inside =
      brackets.substr(1, close == std::string_view::npos ? close : close - 1);
  brackets = close == std::string_view::npos ? std::string_view{} : brackets.substr(close + 1);
  if (!brackets.empty() && brackets.front() != '[') brackets = {};
  return inside;
}

const json* ItemNumber(const json& value, std::string_view number) {
  size_t index = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  if (error != std::errc{} || end != number.data() + number.size()) return nullptr;
  return value.is_array() && index < value.size() ? &value[index] : nullptr;
}

const json* Member(const json& value, std::string_view key) {
  if (key.empty()) return &value;
  if (!value.is_object()) return nullptr;
  const auto found = value.find(std::string(key));
  return found == value.end() ? nullptr : &*found;
}

const json* Follow(const json& value, PathStep step) {
  const json* at = Member(value, step.key);
  while (at && !step.brackets.empty()) {
    const std::string_view inside = TakeBracket(step.brackets);
    at = ItemNumber(*at, inside);
  }
  return at;
}

/// A key that itself holds dots or brackets ("user.name") is found before the path is taken apart.
const json* Find(const json& value, std::string_view path) {
  if (path.empty()) return &value;
  if (const json* whole = Member(value, path)) return whole;
  const size_t dot = path.find('.');
  const json* next = Follow(value, SplitBrackets(path.substr(0, dot)));
  if (!next || dot == std::string_view::npos) return next;
  return Find(*next, path.substr(dot + 1));
}

void AddItems(const json& list, std::vector<const json*>& into) {
  if (list.is_null()) return;
  if (!list.is_array()) {
    into.push_back(&list);
    return;
  }
  for (const json& item : list) into.push_back(&item);
}

/// The items at "a[].b[].c": every "[]" fans out.
std::vector<const json*> FanOut(const json& root, std::string_view path) {
  std::vector<const json*> at = {&root};
  for (size_t open = path.find("[]"); open != std::string_view::npos; open = path.find("[]")) {
    std::vector<const json*> next;
    for (const json* value : at) {
      if (const json* list = Find(*value, path.substr(0, open))) AddItems(*list, next);
    }
    at = std::move(next);
    path.remove_prefix(open + 2);
    if (path.starts_with('.')) path.remove_prefix(1);
    if (path.empty()) return at;
  }
  std::vector<const json*> items;
  for (const json* value : at) {
    if (const json* list = Find(*value, path)) AddItems(*list, items);
  }
  return items;
}

class PathCollector {
 public:
  PathCollector(size_t limit, std::vector<std::string>& into) : limit_(limit), into_(into) {}

  void Visit(const json& value, const std::string& path, int depth = 0) {
    if (into_.size() >= limit_ || depth > kDeepest) return;
    if (value.is_object()) {
      for (const auto& [key, child] : value.items()) {
        Visit(child, path.empty() ? key : path + "." + key, depth + 1);
      }
    } else if (value.is_array()) {
      for (const json& item : value) Visit(item, path + "[]", depth + 1);
    } else if (!path.empty() && seen_.insert(path).second) {
      into_.push_back(path);
    }
  }

 private:
  static constexpr int kDeepest = 64;
  size_t limit_;
  std::vector<std::string>& into_;
  std::set<std::string> seen_;
};

}  // namespace

std::optional<std::string> Tree::TextAt(std::string_view path) const {
  const json* found = Find(*value_, path);
  return found ? ScalarText(*found) : std::nullopt;
}

bool Tree::Has(std::string_view path) const { return Find(*value_, path) != nullptr; }

std::vector<Tree> Tree::ItemsAt(std::string_view path) const {
  std::vector<Tree> items;
  for (const json* item : FanOut(*value_, path)) items.emplace_back(*item);
  return items;
}

std::vector<std::string> Tree::Paths(size_t limit) const {
  std::vector<std::string> paths;
  PathCollector(limit, paths).Visit(*value_, "");
  return paths;
}

std::string Tree::Dump() const { return DumpCompact(*value_); }

}  // namespace kebao::ingest
