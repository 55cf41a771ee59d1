#include "report/row_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace kebao::report {
namespace {

using metrics::ResultTable;
using metrics::Row;

using Places = std::map<std::string, int64_t>;

/// In the order of the texts; "not stated" last.
Places InOrderOfTexts(const ResultTable& answer, size_t part) {
  std::set<std::string> texts;
  for (const Row& row : answer.rows) {
    if (!row.is_total) texts.insert(row.keys[part]);
  }
  Places places;
  for (const std::string& text : texts) {
    if (!text.empty()) places.emplace(text, static_cast<int64_t>(places.size()));
  }
  places.emplace("", static_cast<int64_t>(places.size()));
  return places;
}

Places InOrderOfRows(const ResultTable& answer, size_t part) {
  Places places;
  for (const Row& row : answer.rows) {
    if (!row.is_total) places.emplace(row.keys[part], static_cast<int64_t>(places.size()));
  }
  return places;
}

}  // namespace

void SortByNewNames(const std::vector<bool>& is_renamed, ResultTable* answer) {
  std::vector<Places> places;
  for (size_t part = 0; part < is_renamed.size(); ++part)
    places.push_back(is_renamed[part] ? InOrderOfTexts(*answer, part)
                                      : InOrderOfRows(*answer, part));
  const auto comes_before = [&](const Row& a, const Row& b) {
    if (a.is_total != b.is_total) return b.is_total;
    if (a.is_total) return false;
    if (a.bucket_day != b.bucket_day) return a.bucket_day < b.bucket_day;
    if (a.bucket_at != b.bucket_at) return a.bucket_at < b.bucket_at;
    for (size_t part = 0; part < places.size(); ++part) {
      const int64_t first = places[part].at(a.keys[part]);
      const int64_t second = places[part].at(b.keys[part]);
      if (first != second) return first < second;
    }
    return false;
  };
  std::ranges::stable_sort(answer->rows, comes_before);
  for (Row& row : answer->rows) {
    for (size_t part = 0; part < is_renamed.size() && !row.is_total; ++part) {
      if (is_renamed[part] && row.key_codes[part] >= 0)
        row.key_codes[part] = places[part].at(row.keys[part]);
    }
  }
}

}  // namespace kebao::report
