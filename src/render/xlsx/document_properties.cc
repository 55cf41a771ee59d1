#include "render/xlsx/document_properties.h"

#include <charconv>
#include <ctime>
#include <optional>

#include "base/instant.h"
#include "render/xlsx/cell_text.h"

namespace kebao::render::xlsx {
namespace {

constexpr size_t kMaxUnits = 250;
/// Where the report time cannot be read: 2000-01-01, rather than the clock, so that equal documents
/// give equal files.
constexpr std::time_t kUnknownTime = 946'684'800;

std::optional<int> TwoDigits(std::string_view text, size_t at) {
  int value = 0;
  if (at + 2 > text.size()) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value);
  return error == std::errc() && end == text.data() + at + 2 ? std::optional(value) : std::nullopt;
}

/// "2016-04-01T00:00:00Z…" to seconds since 1970.
std::time_t SecondsOf(std::string_view iso) {
  const auto day = ParseDay(iso.substr(0, 10));
  const auto hour = TwoDigits(iso, 11);
  const auto minute = TwoDigits(iso, 14);
  const auto second = TwoDigits(iso, 17);
  if (!day || !hour || !minute || !second) return kUnknownTime;
  return std::time_t{day->days} * 86'400 + *hour * 3600 + *minute * 60 + *second;
}

std::string Short(std::string_view text) { return MakePlainText(text, kMaxUnits).text; }

void SetCustom(Book& book, const char* name, const std::string& value) {
  if (!value.empty())
    workbook_set_custom_property_string(book.handle(), name, Short(value).c_str());
}

}  // namespace

void SetDocumentProperties(Book& book, const document::Document& document) {
  std::string title = Short(document.title);
  std::string subject = Short(document.subtitle);
  std::string author = "Kebao";
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.subject = subject.data();
  properties.author = author.data();
  properties.created = SecondsOf(document.report_time);
  workbook_set_properties(book.handle(), &properties);
  SetCustom(book, "template", document.template_id);
  SetCustom(book, "period", document.period_id);
  SetCustom(book, "report_time", document.report_time);
  SetCustom(book, "time_zone", document.time_zone);
  SetCustom(book, "data_version", document.data_version);
  SetCustom(book, "catalog_version", document.catalog_version);
}

}  // namespace kebao::render::xlsx
