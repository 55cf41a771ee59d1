#include "render/pdf/table_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "render/pdf/prose.h"
#include "render/pdf/table_rows.h"

namespace kebao::render::pdf {
namespace {

using document::Cell;
using document::Figure;
using document::Table;

constexpr size_t kMostTaggedCells = 300;
constexpr size_t kMostLinkedCells = 2000;
constexpr size_t kMostTaggedRows = 1000;
constexpr size_t kRowsUnderTitle = 3;
constexpr double kMostTail = 0.33;  // of a page, that notes may take from the last row's page
constexpr Style kContinued{7.5, false, kInkFaint};

/// The room that is wanted below the last row, for notes; of a table with marked figures or
/// without.
using TailHeight = std::function<double(bool has_marked)>;

/// A link takes 500 bytes, which cairo 1.16 does not compress.
bool IsSmallEnoughForLinks(const Table& table) {
  return table.rows.size() * table.columns.size() <= kMostLinkedCells;
}

/// One column group of one table on its way over the pages.
class GroupFlow {
 public:
  GroupFlow(Flow& flow, const Table& table, const ColumnPlan& plan, const ColumnGroup& group,
            CellTags tags, TailHeight tail, PageContext& page)
      : flow_(flow),
        table_(table),
        plan_(plan),
        group_(group),
        tags_(tags),
        tail_(std::move(tail)),
        page_(page),
        header_(MeasureHeader(table, group, plan.type_size, page)) {}

  double HeaderHeight() const { return header_.height; }
  bool has_marked() const { return has_marked_; }

  void Run(const TableShading& shading) {
    Open();
    for (size_t i = 0; i < table_.rows.size(); ++i) {
      const auto ground = i % 2 == 1 ? std::optional(kStripe) : std::nullopt;
      Put(MeasureRow(table_, table_.rows[i], group_,
                     {plan_.type_size, &shading, false, ground, IsSmallEnoughForLinks(table_)},
                     page_),
          !table_.total && i + 1 == table_.rows.size());
    }
    if (table_.total) {
      Rule(kAccent, 0.8);
      Put(MeasureRow(table_, *table_.total, group_, {plan_.type_size, nullptr, true, kHead}, page_),
          true);
    }
    Rule(kRule, 0.6);
    Close();
  }

 private:
  void Open() {
    flow_.Put(OpenTag{"Table"});
    if (tags_ == CellTags::kNone) flow_.Put(OpenTag{"P"});
    PutRow(flow_, header_, tags_, page_);
    Rule(kAccent, 0.8);
  }
  void Close() {
    if (tags_ == CellTags::kNone) flow_.Put(CloseTag{"P"});
    flow_.Put(CloseTag{"Table"});
  }
  void Rule(Rgb colour, double thickness) {
    flow_.Put(
        FillMark{{flow_.left(), flow_.y() - thickness / 2, flow_.width(), thickness}, colour});
  }
  /// The next page, with title and header again.
  void Continue() {
    Close();
    flow_.Break();
    flow_.PutText(
        page_.type.Set(page_.texts.Get("render.pdf.continued", {{"title", table_.title}}),
                       kContinued, flow_.width(), {.most_lines = 1, .is_full_elsewhere = true}),
        "P");
    flow_.Advance(2);
    Open();
  }
  void Put(TableRow row, bool is_last) {
    for (const RowCell& cell : row.cells) has_marked_ = has_marked_ || cell.is_marked;
    const double full = flow_.FullRoom() - header_.height - 20;
    if (row.height > full) return PutSlices(row);
    const double tail = is_last ? tail_(has_marked_) : 0;
    if (row.height + std::min(tail, full - row.height) > flow_.Room()) Continue();
    PutRow(flow_, row, tags_, page_);
  }
  void PutSlices(TableRow& row) {
    for (RowCell& cell : row.cells)
      if (!cell.lines)
        cell.lines = page_.type.Set(cell.text, cell.style, cell.place->width - 2 * kCellPaddingX);
    std::vector<size_t> next_lines(row.cells.size());
    if (flow_.Room() < 3 * row.line_height) Continue();
    while (PutRowSlice(flow_, row, next_lines, tags_)) Continue();
  }

  Flow& flow_;
  const Table& table_;
  const ColumnPlan& plan_;
  const ColumnGroup& group_;
  CellTags tags_;
  TailHeight tail_;
  PageContext& page_;
  TableRow header_;
  bool has_marked_ = false;
};

bool IsOpen(const Cell& cell) {
  const auto* figure = std::get_if<Figure>(&cell);
  return figure && !figure->is_complete;
}

bool HasOpenFigure(const Table& table) {
  const auto is_open = [](const auto& row) { return std::any_of(row.begin(), row.end(), IsOpen); };
  return std::any_of(table.rows.begin(), table.rows.end(), is_open) ||
         (table.total && is_open(*table.total));
}

CellTags TagsFor(const Table& table) {
  if (table.rows.size() * table.columns.size() <= kMostTaggedCells) return CellTags::kCells;
  return table.rows.size() <= kMostTaggedRows ? CellTags::kRows : CellTags::kNone;
}

bool HasLinks(const Table& table) {
  return std::ranges::any_of(table.rows, [](const auto& row) {
    return std::ranges::any_of(row, [](const document::Cell& cell) {
      const auto* figure = std::get_if<document::Figure>(&cell);
      return figure != nullptr && !figure->provenance.link.empty();
    });
  });
}

/// Definitions of columns that the document's list of definitions does not have.
std::string ColumnNotes(const Table& table, const PageContext& page) {
  std::string notes;
  for (const document::TableColumn& column : table.columns) {
    if (column.note.empty() || page.defined_metrics.contains(column.id)) continue;
    notes += fmt::format("{}{}: {}", notes.empty() ? "" : "\n", column.title, column.note);
  }
  return notes;
}

std::string PartTitle(const Table& table, size_t part, size_t parts, const PageContext& page) {
  if (parts == 1) return table.title;
  return page.texts.Get("render.pdf.part", {{"title", table.title},
                                            {"part", fmt::format("{}", part + 1)},
                                            {"parts", fmt::format("{}", parts)}});
}

double FirstRowsHeight(const Table& table, const ColumnPlan& plan) {
  const size_t rows = std::min(table.rows.size(), kRowsUnderTitle);
  return plan.type_size * 2.1 * static_cast<double>(rows);
}

/// What stands below a table.
std::vector<std::string> NotesOf(const Table& table, bool has_marked, const PageContext& page) {
  std::vector<std::string> notes = {table.note};
  if (has_marked) notes.push_back(page.texts.Get("render.pdf.tone_note"));
  if (HasOpenFigure(table)) notes.push_back(page.texts.Get("render.pdf.incomplete_note"));
  notes.push_back(ColumnNotes(table, page));
  std::erase(notes, "");
  return notes;
}

double HeightOf(const std::vector<std::string>& notes, const Flow& flow, PageContext& page) {
  double height = 0;
  for (const std::string& note : notes) height += NoteHeight(note, flow.width(), page);
  return std::min(height, kMostTail * flow.FullRoom());
}

/// True where a figure was marked.
bool FlowGroups(Flow& flow, const Table& table, const ColumnPlan& plan, PageContext& page) {
  const TableShading shading(table);
  const CellTags tags = TagsFor(table);
  if (!IsSmallEnoughForLinks(table) && HasLinks(table))
    page.Warn(page.texts.Get("render.pdf.warning_unlinked", {{"table", table.title}}));
  bool has_marked = false;
  for (size_t part = 0; part < plan.groups.size(); ++part) {
    const bool is_last = part + 1 == plan.groups.size();
    const auto tail = [&, is_last](bool is_marked) {
      return is_last ? HeightOf(NotesOf(table, has_marked || is_marked, page), flow, page) : 0;
    };
    GroupFlow group(flow, table, plan, plan.groups[part], tags, tail, page);
    FlowBlockTitle(flow, part == 0 ? "table-" + table.id : "",
                   PartTitle(table, part, plan.groups.size(), page),
                   group.HeaderHeight() + FirstRowsHeight(table, plan), page);
    group.Run(shading);
    has_marked = has_marked || group.has_marked();
  }
  return has_marked;
}

}  // namespace

void FlowTable(Flow& flow, const Table& table, PageContext& page) {
  FlowTable(flow, table, PlanColumns(table, page.type), page);
}

void FlowTable(Flow& flow, const Table& table, const ColumnPlan& plan, PageContext& page) {
  flow.Turn(plan.turn);
  bool has_marked = false;
  if (table.rows.empty()) {
    FlowBlockTitle(flow, "table-" + table.id, table.title, 20, page);
    FlowNote(flow, page.texts.Get("render.pdf.no_rows"), page);
  } else {
    has_marked = FlowGroups(flow, table, plan, page);
  }
  flow.Advance(2);
  for (const std::string& note : NotesOf(table, has_marked, page)) FlowNote(flow, note, page);
}

}  // namespace kebao::render::pdf
