#include "render/csv/csv_field.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "render/plain_text.h"

namespace kebao::render {
namespace {

constexpr std::array<std::string_view, 11> kDangerous = {"=",  "+",  "-",  "@",  "\t", "\n",
                                                         "\r", "＝", "＋", "－", "＠"};

bool NeedsQuotes(std::string_view text) {
  if (text.empty()) return false;
  return text.find_first_of(",;\"\r\n\t") != text.npos || text.front() == ' ' || text.back() == ' ';
}

/// Minor units as a decimal with two places, exactly; a fraction of a minor unit (a mean) as it is.
std::string MoneyText(double minor) {
  if (minor != std::floor(minor) || std::abs(minor) > 9e15) return fmt::format("{}", minor / 100);
  const auto units = static_cast<int64_t>(std::abs(minor));
  return fmt::format("{}{}.{:02d}", minor < 0 ? "-" : "", units / 100, units % 100);
}

}  // namespace

bool IsFormulaLike(std::string_view text) {
  const size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return false;
  const std::string_view rest = text.substr(first);
  for (const std::string_view start : kDangerous) {
    if (rest.starts_with(start)) return true;
  }
  return false;
}

void AppendCsvText(std::string& line, std::string_view text) {
  const bool is_dangerous = IsFormulaLike(text);  // before tabs and line breaks are tidied
  std::string field = is_dangerous ? "'" : "";
  field += MakePlainText(text).text;
  if (!NeedsQuotes(field)) {
    line += field;
    return;
  }
  line += '"';
  for (const char c : field) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

std::string CsvNumber(const document::Figure& figure) {
  if (!figure.raw || !std::isfinite(*figure.raw)) return "";
  if (figure.format == document::NumberFormat::kMoney) return MoneyText(*figure.raw);
  return fmt::format("{}", *figure.raw);
}

}  // namespace kebao::render
