#include "render/xlsx/check_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/xlsx/detail_cells.h"
#include "render/xlsx/rows_formula.h"

namespace kebao::render::xlsx {
namespace {

constexpr size_t kKeyColumn = 0;
constexpr std::string_view kAgrees = "✓";
constexpr std::string_view kDiffers = "≠";

DetailStyle StyleOf(RowsFigure::Format format) {
  switch (format) {
    case RowsFigure::Format::kInteger:
      return DetailStyle::kInteger;
    case RowsFigure::Format::kShare:
      return DetailStyle::kShare;
    case RowsFigure::Format::kNumber:
      break;
  }
  return DetailStyle::kTwoDigits;
}

class CheckSheet {
 public:
  CheckSheet(const std::vector<RowsFigure>& figures, const DetailPlace& rows,
             const RenderTexts& texts)
      : figures_(figures),
        texts_(texts),
        formulas_(rows.sheet, std::max<uint32_t>(rows.rows, 2)),
        encoder_(CheckColumn() + 1) {}

  std::string Xml(const std::vector<RowsBlock>& blocks) {
    uint32_t last = kBlocks - 1;
    for (const RowsBlock& block : blocks) last += static_cast<uint32_t>(block.groups.size()) + 2;
    AddHead(last);
    for (const RowsBlock& block : blocks) AddBlock(block);
    return Begin() + encoder_.xml() + kEnd;
  }

 private:
  static constexpr uint32_t kBlocks = 4;  // the row that the first begins at
  static constexpr const char* kEnd =
      "</sheetData><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.55\" bottom=\"0.65\" "
      "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" "
      "fitToHeight=\"0\"/></worksheet>";

  size_t FormulaColumn(size_t figure) const { return kKeyColumn + 1 + figure; }
  size_t AnswerColumn(size_t figure) const { return figures_.size() + 2 + figure; }
  size_t CheckColumn() const { return 2 * figures_.size() + 2; }

  std::string Begin() const {
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet "
        "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr>"
        "<pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">"
        "<pane xSplit=\"1\" topLeftCell=\"B1\" activePane=\"topRight\" state=\"frozen\"/>"
        "<selection pane=\"topRight\"/></sheetView></sheetViews><sheetFormatPr "
        "defaultRowHeight=\"15\"/><cols><col min=\"1\" max=\"1\" width=\"24\" customWidth=\"1\"/>"
        "<col min=\"2\" max=\"{0}\" width=\"16\" customWidth=\"1\"/><col min=\"{1}\" max=\"{1}\" "
        "width=\"3\" customWidth=\"1\"/><col min=\"{2}\" max=\"{3}\" width=\"16\" "
        "customWidth=\"1\"/></cols><sheetData>",
        figures_.size() + 1, figures_.size() + 2, figures_.size() + 3, CheckColumn() + 1);
    return xml;
  }

  void BeginRow() { encoder_.BeginRow(++row_); }
  std::string CellAt(size_t column, uint32_t row) const {
    return fmt::format("{}{}", ColumnLetters(column), row);
  }

  /// What the sheet is, and how many of its rows do not agree.
  void AddHead(uint32_t last) {
    BeginRow();
    encoder_.AddText(kKeyColumn, texts_.Get("rows_check_note"), DetailStyle::kText);
    encoder_.EndRow();
    BeginRow();
    encoder_.AddText(kKeyColumn, texts_.Get("rows_differences"), DetailStyle::kText);
    encoder_.AddFormula(1,
                        fmt::format("COUNTIF({}:{},\"{}\")", CellAt(CheckColumn(), kBlocks),
                                    CellAt(CheckColumn(), std::max(last, kBlocks)), kDiffers),
                        0.0, DetailStyle::kInteger, false);
    encoder_.EndRow();
    row_ = kBlocks - 1;
  }

  void AddBlock(const RowsBlock& block) {
    BeginRow();
    encoder_.AddText(kKeyColumn, block.title, DetailStyle::kHeader);
    for (size_t f = 0; f < figures_.size(); ++f)
      encoder_.AddText(FormulaColumn(f), figures_[f].title, DetailStyle::kHeader);
    for (size_t f = 0; f < figures_.size(); ++f)
      encoder_.AddText(AnswerColumn(f), texts_.Fill("rows_answer", {{"figure", figures_[f].title}}),
                       DetailStyle::kHeader);
    encoder_.AddText(CheckColumn(), texts_.Get("rows_agree"), DetailStyle::kHeader);
    encoder_.EndRow();
    for (const RowsGroup& group : block.groups) AddGroup(block, group);
    ++row_;
  }

  void AddGroup(const RowsBlock& block, const RowsGroup& group) {
    BeginRow();
    encoder_.AddText(kKeyColumn, group.key, DetailStyle::kText);
    for (size_t f = 0; f < figures_.size(); ++f) AddFormula(block, group, f);
    for (size_t f = 0; f < figures_.size(); ++f) AddAnswer(group.answers[f], f);
    encoder_.AddFormula(CheckColumn(), Agreement(), kAgrees, DetailStyle::kText, true);
    encoder_.EndRow();
  }

  void AddFormula(const RowsBlock& block, const RowsGroup& group, size_t f) {
    const RowsFigure& figure = figures_[f];
    const RowsAnswer& answer = group.answers[f];
    if (!answer.is_recorded)
      return encoder_.AddText(FormulaColumn(f), texts_.Get("rows_not_recorded"),
                              DetailStyle::kText);
    const RowsFormula formula =
        block.column
            ? formulas_.OfGroup(figure, *block.column, "$" + CellAt(kKeyColumn, row_), group.key)
            : formulas_.OfAll(figure);
    DetailCell value = std::string_view();
    if (answer.value) value = *answer.value;
    encoder_.AddFormula(FormulaColumn(f), formula.text, value, StyleOf(figure.format),
                        formula.is_array);
  }

  void AddAnswer(const RowsAnswer& answer, size_t f) {
    if (!answer.value) return;
    encoder_.AddNumberCell(AnswerColumn(f), *answer.value, StyleOf(figures_[f].format));
  }

  /// Sums are added in another order than Kebao's: they may differ in their last digits. Where
  /// Kebao answers nothing, a formula may count zero.
  std::string Agreement() const {
    const size_t last = figures_.size() - 1;
    const std::string ours = CellAt(AnswerColumn(0), row_) + ":" + CellAt(AnswerColumn(last), row_);
    const std::string computed =
        CellAt(FormulaColumn(0), row_) + ":" + CellAt(FormulaColumn(last), row_);
    return fmt::format(
        "IF(SUM(IF(ISNUMBER({0}),IF(ISNUMBER({1}),IF(ABS({1}-{0})>1E-9*(1+ABS({0})),1,0),1),"
        "IF(ISNUMBER({1}),IF({1}=0,0,1),0)))=0,\"{2}\",\"{3}\")",
        ours, computed, kAgrees, kDiffers);
  }

  const std::vector<RowsFigure>& figures_;
  const RenderTexts& texts_;
  RowsFormulas formulas_;
  CellEncoder encoder_;
  uint32_t row_ = 0;
};

}  // namespace

std::string CheckSheetXml(const std::vector<RowsFigure>& figures,
                          const std::vector<RowsBlock>& blocks, const DetailPlace& rows,
                          const RenderTexts& texts) {
  KEBAO_ASSERT(!figures.empty());
  return CheckSheet(figures, rows, texts).Xml(blocks);
}

}  // namespace kebao::render::xlsx
