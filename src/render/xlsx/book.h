#pragma once

#include <xlsxwriter.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "render/block_tables.h"
#include "render/render_texts.h"
#include "render/xlsx/number_pattern.h"
#include "render/xlsx/page_breaks.h"
#include "render/xlsx/sheet_names.h"
#include "render/xlsx/styles.h"

namespace kebao::render::xlsx {

/// Last rows and columns of a sheet; smaller in tests.
struct SheetLimits {
  uint32_t rows = LXW_ROW_MAX;
  uint16_t columns = LXW_COL_MAX;
};

/// Points; room for one line of text, 24 pixels.
inline constexpr double kRowHeight = 18;

/// What all sheets of one workbook share. Not thread-safe.
class Book {
 public:
  Book(lxw_workbook* handle, const RenderTexts& texts, SheetLimits limits);

  lxw_workbook* handle() { return handle_; }
  Styles& styles() { return styles_; }
  const RenderTexts& texts() const { return texts_; }
  const UnitWords& units() const { return units_; }
  const BlockTitles& titles() const { return titles_; }
  const SheetLimits& limits() const { return limits_; }

  /// A new sheet under MakeName(wanted), or under a name that MakeName gave before.
  lxw_worksheet* AddSheet(const std::string& name);
  std::string MakeName(std::string_view wanted) { return names_.Make(wanted); }

  /// The text as a cell takes it; what had to be changed is counted for Warnings().
  std::string CellText(std::string_view text);
  /// A figure whose value is not finite.
  void CountNotFinite() { ++not_finite_; }
  /// A figure without its link: a sheet holds 65,530.
  void CountUnlinked() { ++unlinked_; }
  void Warn(std::string sentence) { warnings_.push_back(std::move(sentence)); }
  /// Sentences in the document's language.
  std::vector<std::string> Warnings() const;

 private:
  lxw_workbook* handle_;
  const RenderTexts& texts_;
  SheetLimits limits_;
  UnitWords units_;
  BlockTitles titles_;
  Styles styles_;
  SheetNames names_;
  std::vector<std::string> warnings_;
  size_t shortened_ = 0;
  size_t repaired_ = 0;
  size_t not_finite_ = 0;
  size_t unlinked_ = 0;
};

/// A sheet that is being filled from the top.
struct Sheet {
  lxw_worksheet* handle = nullptr;
  std::string name;
  uint32_t next_row = 0;
  std::vector<RowSpan> kept_whole = {};  // on one page, when printed
  std::vector<RowSpan> repeated = {};    // at the top of every page
};

void WriteText(Book& book, const Sheet& sheet, uint32_t row, uint16_t column, std::string_view text,
               const StyleSpec& style);
/// The figure as a number with its pattern; where it has no value, its text.
void WriteFigure(Book& book, const Sheet& sheet, uint32_t row, uint16_t column,
                 const document::Figure& figure, const StyleSpec& style);
/// Landscape A4, one page wide, page numbers in the footer.
void SetUpPrinting(Book& book, lxw_worksheet* sheet, std::string_view title);
/// When all rows are written: pages end where they cut no chart. `points` is the width of what
/// stands on the sheet.
void SetPageBreaks(const Sheet& sheet, double points);

}  // namespace kebao::render::xlsx
