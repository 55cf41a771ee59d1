#include "render/xlsx/detail_package.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/xlsx/detail_cells.h"

namespace kebao::render::xlsx {
namespace {

constexpr std::string_view kDeclaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackageRelations =
    "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view kTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

std::string LastCell(size_t columns, uint32_t rows, bool is_absolute) {
  const std::string letters = ColumnLetters(columns - 1);
  return is_absolute ? fmt::format("${}${}", letters, rows) : fmt::format("{}{}", letters, rows);
}

std::string ContentTypes(size_t sheets, const DetailAdditions& additions) {
  std::string xml = fmt::format(
      "{}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"{}sheet.main+xml\"/>"
      "<Override PartName=\"/xl/styles.xml\" ContentType=\"{}styles+xml\"/>",
      kDeclaration, kTypes, kTypes);
  for (size_t s = 1; s <= sheets; ++s) {
    xml += fmt::format("<Override PartName=\"/{}\" ContentType=\"{}worksheet+xml\"/>",
                       DetailSheetPath(s), kTypes);
  }
  for (const DetailAdditions::Part& part : additions.parts) {
    if (part.content_type.empty()) continue;
    xml += fmt::format("<Override PartName=\"/{}\" ContentType=\"{}\"/>", part.path,
                       part.content_type);
  }
  return xml + "</Types>";
}

std::string PackageRelations() {
  return fmt::format(
      "{}<Relationships xmlns=\"{}\"><Relationship Id=\"rId1\" Type=\"{}/officeDocument\" "
      "Target=\"xl/workbook.xml\"/></Relationships>",
      kDeclaration, kPackageRelations, kRelations);
}

std::string WorkbookRelations(size_t sheets, const DetailAdditions& additions) {
  std::string xml = fmt::format("{}<Relationships xmlns=\"{}\">", kDeclaration, kPackageRelations);
  for (size_t s = 1; s <= sheets; ++s) {
    xml += fmt::format(
        "<Relationship Id=\"rId{0}\" Type=\"{1}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>",
        s, kRelations);
  }
  return xml + fmt::format(
                   "<Relationship Id=\"rId{}\" Type=\"{}/styles\" "
                   "Target=\"styles.xml\"/>{}</Relationships>",
                   sheets + 1, kRelations, additions.workbook_relations);
}

/// The ranges of the filters, as Excel itself writes them, and the header as the rows to repeat in
/// print.
std::string DefinedNames(const std::vector<DetailSheet>& sheets, size_t columns) {
  std::string xml = "<definedNames>";
  for (size_t s = 0; s < sheets.size(); ++s) {
    xml += fmt::format(
        "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{}\" "
        "hidden=\"1\">{}!$A$1:{}</definedName>",
        s, EscapedXml(QuotedSheet(sheets[s].name)), LastCell(columns, sheets[s].rows, true));
  }
  for (size_t s = 0; s < sheets.size(); ++s) {
    xml += fmt::format(
        "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{}\">{}!$1:$1</definedName>", s,
        EscapedXml(QuotedSheet(sheets[s].name)));
  }
  return xml + "</definedNames>";
}

/// With formulas or PivotTables, programs are asked to compute them when they open the file.
std::string Workbook(const std::vector<DetailSheet>& sheets, size_t columns,
                     const DetailAdditions& additions) {
  std::string xml = fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>", kDeclaration,
                                kMain, kRelations);
  for (size_t s = 0; s < sheets.size(); ++s) {
    xml += fmt::format("<sheet name=\"{0}\" sheetId=\"{1}\" r:id=\"rId{1}\"/>",
                       EscapedXml(sheets[s].name), s + 1);
  }
  for (size_t s = 0; s < additions.sheets.size(); ++s) {
    xml += fmt::format("<sheet name=\"{0}\" sheetId=\"{1}\" r:id=\"rId{1}\"/>",
                       EscapedXml(additions.sheets[s].name), sheets.size() + s + 1);
  }
  xml += "</sheets>" + DefinedNames(sheets, columns);
  if (!additions.sheets.empty()) xml += "<calcPr calcId=\"0\" fullCalcOnLoad=\"1\"/>";
  return xml + additions.pivot_caches + "</workbook>";
}

void WriteMember(ZipWriter& zip, const std::string& name, const std::string& bytes) {
  zip.BeginMember(name);
  zip.Write(bytes);
}

}  // namespace

std::string DetailSheetPath(size_t number) {
  return fmt::format("xl/worksheets/sheet{}.xml", number);
}

std::string DetailSheetHead(const std::vector<int>& widths, bool is_first) {
  constexpr int kMinWidth = 8;
  constexpr int kMaxWidth = 60;
  std::string xml = fmt::format(
      "{}<worksheet xmlns=\"{}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
      "<sheetViews><sheetView {}workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
      "activePane=\"bottomLeft\" "
      "state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr "
      "defaultRowHeight=\"15\"/><cols>",
      kDeclaration, kMain, is_first ? "tabSelected=\"1\" " : "");
  for (size_t c = 0; c < widths.size(); ++c) {
    xml += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1:.1f}\" customWidth=\"1\"/>", c + 1,
                       std::clamp(widths[c] * 1.08 + 2, 1.0 * kMinWidth, 1.0 * kMaxWidth));
  }
  return xml + "</cols><sheetData>";
}

std::string DetailSheetTail(size_t columns, uint32_t rows) {
  return fmt::format(
      "</sheetData><autoFilter ref=\"A1:{}\"/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.55\" "
      "bottom=\"0.65\" "
      "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" "
      "fitToHeight=\"0\"/>"
      "<ignoredErrors><ignoredError sqref=\"A1:{}\" "
      "numberStoredAsText=\"1\"/></ignoredErrors></worksheet>",
      LastCell(columns, rows, false), LastCell(columns, rows, false));
}

std::string QuotedSheet(const std::string& name) {
  std::string quoted = "'";
  for (const char c : name) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

void WriteDetailPackage(ZipWriter& zip, const std::vector<DetailSheet>& sheets, size_t columns,
                        const DetailAdditions& additions, const RenderTexts& texts) {
  const size_t all = sheets.size() + additions.sheets.size();
  for (size_t s = 0; s < additions.sheets.size(); ++s) {
    const DetailAdditions::Sheet& sheet = additions.sheets[s];
    const size_t number = sheets.size() + s + 1;
    WriteMember(zip, DetailSheetPath(number), sheet.xml);
    if (!sheet.relations.empty())
      WriteMember(zip, fmt::format("xl/worksheets/_rels/sheet{}.xml.rels", number),
                  sheet.relations);
  }
  for (const DetailAdditions::Part& part : additions.parts) WriteMember(zip, part.path, part.bytes);
  WriteMember(zip, "[Content_Types].xml", ContentTypes(all, additions));
  WriteMember(zip, "_rels/.rels", PackageRelations());
  WriteMember(zip, "xl/workbook.xml", Workbook(sheets, columns, additions));
  WriteMember(zip, "xl/_rels/workbook.xml.rels", WorkbookRelations(all, additions));
  WriteMember(zip, "xl/styles.xml", DetailStylesXml(texts));
}

}  // namespace kebao::render::xlsx
