#include "render/pdf/table_columns.h"

#include <algorithm>
#include <numeric>

namespace kebao::render::pdf {
namespace {

using document::Cell;
using document::Figure;
using document::Table;
using document::TableColumn;

constexpr double kTypeSizes[] = {8, 7};
constexpr double kWidestFigure = 150;
constexpr double kWidestText = 190;
constexpr double kNarrowestText = 64;
constexpr double kLettersOfHead = 3;  // Chinese ones side by side, so that no title runs downwards
constexpr double kFirstShare = 0.4;   // the first column takes at most this share of the width

/// The longest piece that a line break cannot cut well.
double LongestWord(std::string_view text, const Style& style, Typesetter& type) {
  double longest = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const bool is_ascii = std::all_of(word.begin(), word.end(), [](char c) { return c > 0; });
    if (is_ascii) longest = std::max(longest, type.Width(word, style));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

double WidestCell(const Table& table, size_t column, double size, Typesetter& type) {
  double widest = 0;
  const auto measure = [&](const std::vector<Cell>& row, bool is_bold) {
    if (column >= row.size()) return;
    widest =
        std::max(widest, type.Width(CellText(row[column]), CellStyle(row[column], size, is_bold)));
  };
  for (const auto& row : table.rows) measure(row, false);
  if (table.total) measure(*table.total, true);
  return widest;
}

ColumnWant WantOf(const Table& table, size_t index, double size, Typesetter& type) {
  const TableColumn& column = table.columns[index];
  const Style head_style{size, true, kInk};
  const double cells = WidestCell(table, index, size, type);
  const double head = type.Width(column.title, head_style);
  const double word = std::min(LongestWord(column.title, head_style, type), kWidestFigure);
  ColumnWant want;
  if (column.format) {
    const double figures = std::min(cells, kWidestFigure);
    const double letters = std::min(head, kLettersOfHead * size);
    want.least = std::max({figures, word, letters, std::min(head, kWidestText) / 3});
    want.preferred = std::max({figures, word, std::min(head, kWidestText) / 2});
  } else {
    const double text = std::max(cells, std::min(head, kWidestText));
    want.preferred = std::min(text, kWidestText);
    want.least = std::min(want.preferred, std::max(kNarrowestText, word));
  }
  want.least += 2 * kCellPaddingX;
  want.preferred += 2 * kCellPaddingX;
  return want;
}

/// Greedy: as many columns in each group as stay within `width`.
std::vector<std::vector<size_t>> Cut(const std::vector<ColumnWant>& wants, double width) {
  std::vector<std::vector<size_t>> groups = {{0}};
  double used = wants[0].least;
  for (size_t i = 1; i < wants.size(); ++i) {
    if (groups.back().size() > 1 && used + wants[i].least > width) {
      groups.push_back({0});
      used = wants[0].least;
    }
    groups.back().push_back(i);
    used += wants[i].least;
  }
  return groups;
}

/// The same number of groups with the widest as narrow as can be.
std::vector<std::vector<size_t>> CutEvenly(const std::vector<ColumnWant>& wants, double width) {
  auto groups = Cut(wants, width);
  double low = 0;
  for (double high = width; high - low > 1;) {
    const double middle = (low + high) / 2;
    auto tried = Cut(wants, middle);
    if (tried.size() > groups.size()) {
      low = middle;
    } else {
      high = middle;
      groups = std::move(tried);
    }
  }
  return groups;
}

/// Least widths, then up to the preferred ones, then what is left in equal shares.
ColumnGroup Place(const std::vector<size_t>& columns, const std::vector<ColumnWant>& wants,
                  double width) {
  double least = 0;
  double wish = 0;
  for (const size_t i : columns) {
    least += wants[i].least;
    wish += wants[i].preferred - wants[i].least;
  }
  const double slack = std::max(0.0, width - least);
  const double granted = wish > 0 ? std::min(1.0, slack / wish) : 0;
  const double extra = std::max(0.0, slack - wish) / static_cast<double>(columns.size());
  ColumnGroup group;
  double x = 0;
  for (const size_t i : columns) {
    const double own = wants[i].least + granted * (wants[i].preferred - wants[i].least) + extra;
    group.push_back({i, x, own});
    x += own;
  }
  return group;
}

/// Takes the plan where it needs fewer groups.
void Improve(Turn turn, double size, const std::vector<ColumnWant>& wants, ColumnPlan* best) {
  auto groups = GroupColumns(wants, SizeOf(turn).content_width());
  if (best->groups.empty() || groups.size() < best->groups.size())
    *best = {turn, size, std::move(groups)};
}

}  // namespace

std::string CellText(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const auto& figure = std::get<Figure>(cell);
  return figure.is_complete ? figure.text : figure.text + "*";
}

Style CellStyle(const Cell& cell, double size, bool is_bold) {
  const auto* figure = std::get_if<Figure>(&cell);
  return {size, is_bold, figure ? ToneColour(figure->tone) : kInk};
}

std::vector<ColumnGroup> GroupColumns(std::vector<ColumnWant> wants, double width) {
  const double widest_first = wants.size() > 1 ? width * kFirstShare : width;
  wants[0].least = std::min(wants[0].least, widest_first);
  for (size_t i = 1; i < wants.size(); ++i)
    wants[i].least = std::min(wants[i].least, width - wants[0].least);
  for (ColumnWant& want : wants) want.preferred = std::max(want.preferred, want.least);
  std::vector<ColumnGroup> groups;
  for (const auto& columns : CutEvenly(wants, width))
    groups.push_back(Place(columns, wants, width));
  return groups;
}

ColumnPlan PlanColumns(const Table& table, Typesetter& type) {
  ColumnPlan best;
  std::vector<std::pair<double, std::vector<ColumnWant>>> wants_by_size;
  for (const double size : kTypeSizes) {
    auto& [_, wants] = wants_by_size.emplace_back(size, std::vector<ColumnWant>());
    for (size_t i = 0; i < table.columns.size(); ++i) wants.push_back(WantOf(table, i, size, type));
    Improve(Turn::kUpright, size, wants, &best);
    if (best.groups.size() == 1) return best;
  }
  for (const auto& [size, wants] : wants_by_size) {
    Improve(Turn::kLying, size, wants, &best);
    if (best.groups.size() == 1) return best;
  }
  return best;
}

}  // namespace kebao::render::pdf
