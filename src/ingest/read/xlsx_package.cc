#include "ingest/read/xlsx_package.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "ingest/read/xlsx_cells.h"
#include "ingest/read/xml_reader.h"

namespace kebao::ingest {
namespace {

int NumberOr(std::string_view text, int fallback) {
  int value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// workbook.xml: sheets in their order, and the date system.
class WorkbookHandler final : public XmlHandler {
 public:
  struct Sheet {
    std::string name;
    std::string relation;
    bool hidden = false;
  };
  void OnStart(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "sheet") {
      // Both sheetId and r:id are there; "id" matches only the latter.
      const std::string_view state = attributes.Get("state");
      sheets.push_back({std::string(attributes.Get("name")), std::string(attributes.Get("id")),
                        state == "hidden" || state == "veryHidden"});
    } else if (element == "workbookPr") {
      const std::string_view flag = attributes.Get("date1904");
      dates_from_1904 = flag == "1" || flag == "true";
    }
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  std::vector<Sheet> sheets;
  bool dates_from_1904 = false;
};

class RelationsHandler final : public XmlHandler {
 public:
  void OnStart(std::string_view element, const XmlAttributes& attributes) override {
    if (element != "Relationship") return;
    targets.emplace(attributes.Get("Id"), attributes.Get("Target"));
    if (attributes.Get("Type").ends_with("/sharedStrings"))
      shared_strings = attributes.Get("Target");
    if (attributes.Get("Type").ends_with("/styles")) styles = attributes.Get("Target");
  }
  void OnEnd(std::string_view) override {}
  void OnText(std::string_view) override {}

  std::map<std::string, std::string, std::less<>> targets;
  std::string shared_strings = "sharedStrings.xml";
  std::string styles = "styles.xml";
};

/// Formats 0 to 49 are built in and have no code in the file (ECMA-376 part 1, 18.8.30); 27-36 and
/// 50-58 are dates in East Asian versions.
CellFormat BuiltInFormat(int id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
    return CellFormat::kDate;
  if (id == 22) return CellFormat::kDateTime;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35)) return CellFormat::kTime;
  if (id == 45 || id == 47) return CellFormat::kTime;
  return id == 46 ? CellFormat::kDuration : CellFormat::kNumber;
}

class StylesHandler final : public XmlHandler {
 public:
  void OnStart(std::string_view element, const XmlAttributes& attributes) override {
    if (element == "numFmt") {
      codes_[NumberOr(attributes.Get("numFmtId"), -1)] = FormatOfCode(attributes.Get("formatCode"));
    } else if (element == "cellXfs") {
      in_cell_formats_ = true;
    } else if (element == "xf" && in_cell_formats_) {
      const int id = NumberOr(attributes.Get("numFmtId"), 0);
      const auto own = codes_.find(id);
      formats.push_back(own == codes_.end() ? BuiltInFormat(id) : own->second);
    }
  }
  void OnEnd(std::string_view element) override {
    if (element == "cellXfs") in_cell_formats_ = false;
  }
  void OnText(std::string_view) override {}

  std::vector<CellFormat> formats;

 private:
  std::map<int, CellFormat> codes_;
  bool in_cell_formats_ = false;
};

/// sharedStrings.xml: one text per <si>; rich text is joined, phonetic hints (<rPh>) are not text.
class StringsHandler final : public XmlHandler {
 public:
  explicit StringsHandler(SharedStrings& strings) : strings_(strings) {}
  void OnStart(std::string_view element, const XmlAttributes&) override {
    if (element == "si") text_.clear();
    if (element == "rPh") ++phonetic_;
    if (element == "t") in_text_ = true;
  }
  void OnEnd(std::string_view element) override {
    if (element == "si") strings_.Add(DecodeXlsxEscapes(text_));
    if (element == "rPh") --phonetic_;
    if (element == "t") in_text_ = false;
  }
  void OnText(std::string_view text) override {
    if (in_text_ && phonetic_ == 0) text_ += text;
  }

 private:
  SharedStrings& strings_;
  std::string text_;
  int phonetic_ = 0;
  bool in_text_ = false;
};

std::string MemberOf(std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return "xl/" + std::string(target);
}

Result<void> ReadPart(const ZipArchive& archive, const std::string& member, UnpackLimits limits,
                      const std::string& place, XmlHandler& handler) {
  KEBAO_TRY(auto bytes, archive.OpenMember(member, limits));
  XmlReader reader(std::move(bytes), handler);
  while (reader.Run()) {
  }
  if (reader.damage().empty()) return {};
  const std::string code = reader.damage() == "archive.damaged" ? "xlsx.damaged" : reader.damage();
  return MakeProblem(code, place, {{"reason", member}});
}

}  // namespace

CellFormat FormatOfCode(std::string_view code) {
  std::string letters;  // without quoted text, [colours], \escapes and _padding
  bool elapsed = false;
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const std::string_view inside = code.substr(i + 1, code.find(']', i) - i - 1);
      elapsed = elapsed ||
                (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos);
      i = std::min(code.find(']', i), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
  if (elapsed) return CellFormat::kDuration;
  if (letters.find("general") != std::string::npos) return CellFormat::kNumber;
  const bool day = letters.find_first_of("yd") != std::string::npos;
  const bool clock = letters.find_first_of("hs") != std::string::npos;
  if (day) return clock ? CellFormat::kDateTime : CellFormat::kDate;
  if (clock) return CellFormat::kTime;
  return letters.find('m') != std::string::npos ? CellFormat::kDate : CellFormat::kNumber;
}

Result<XlsxPackage> ReadXlsxPackage(const ZipArchive& archive, UnpackLimits limits,
                                    const std::string& place) {
  XlsxPackage package;
  WorkbookHandler workbook;
  RelationsHandler relations;
  KEBAO_TRY_VOID(ReadPart(archive, "xl/workbook.xml", limits, place, workbook));
  KEBAO_TRY_VOID(ReadPart(archive, "xl/_rels/workbook.xml.rels", limits, place, relations));
  package.dates_from_1904 = workbook.dates_from_1904;
  for (const auto& sheet : workbook.sheets) {
    const auto target = relations.targets.find(sheet.relation);
    if (target == relations.targets.end() ||
        target->second.find("worksheets/") == std::string::npos)
      continue;
    package.sheets.push_back({sheet.name, MemberOf(target->second), sheet.hidden});
  }
  if (const std::string styles = MemberOf(relations.styles); archive.Has(styles)) {
    StylesHandler handler;
    KEBAO_TRY_VOID(ReadPart(archive, styles, limits, place, handler));
    package.formats = std::move(handler.formats);
  }
  if (const std::string strings = MemberOf(relations.shared_strings); archive.Has(strings)) {
    StringsHandler handler(package.strings);
    KEBAO_TRY_VOID(ReadPart(archive, strings, limits, place, handler));
  }
  return package;
}

}  // namespace kebao::ingest
