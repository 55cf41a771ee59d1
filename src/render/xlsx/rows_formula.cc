#include "render/xlsx/rows_formula.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/problem.h"
#include "render/plain_text.h"
#include "render/xlsx/detail_cells.h"
#include "render/xlsx/detail_package.h"

namespace kebao::render::xlsx {
namespace {

using Kind = RowsFigure::Kind;

/// The figure where it is none: an empty text, which is what Kebao shows there.
std::string OrEmpty(const std::string& formula) { return fmt::format("IFERROR({},\"\")", formula); }

std::string Scaled(const RowsFigure& figure, const std::string& formula) {
  return figure.scale == 1 ? formula : fmt::format("{}*{}", formula, figure.scale);
}

/// A sum of no values is nothing, unless the definition says it is zero.
std::string SumOr(const RowsFigure& figure, const std::string& count, const std::string& sum) {
  return figure.is_zero_when_empty ? sum : fmt::format("IF({}=0,\"\",{})", count, sum);
}

constexpr bool IsChinese(int32_t letter) {
  return (letter >= 0x4e00 && letter <= 0x9fff) || (letter >= 0x3400 && letter <= 0x4dbf);
}

bool IsLetter(int32_t letter) {
  return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || IsChinese(letter);
}

bool IsTruthValue(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return text == "TRUE" || text == "FALSE";
}

}  // namespace

bool IsPlainCriterion(const std::string& text) {
  constexpr size_t kMostBytes = 120;
  if (text.empty() || text.size() > kMostBytes || IsTruthValue(text)) return false;
  size_t letters = 0;
  CodePoints points(text);
  while (const auto point = points.Next()) {
    if (IsLetter(point->value)) {
      ++letters;
    } else if (point->value != ' ' && point->value != '-' && point->value != '_') {
      return false;
    }
  }
  return letters > 0 && text.front() != '-' && text.front() != ' ' && text.back() != ' ';
}

RowsFormulas::RowsFormulas(const std::string& sheet, uint32_t last_row)
    : sheet_(QuotedSheet(sheet)), last_row_(std::to_string(last_row)) {
  KEBAO_ASSERT(last_row >= 2);
}

std::string RowsFormulas::Range(size_t column) const {
  return fmt::format("{0}!${1}$2:${1}${2}", sheet_, ColumnLetters(column), last_row_);
}

RowsFormula RowsFormulas::OfAll(const RowsFigure& figure) const {
  const std::string values = Range(figure.value);
  switch (figure.kind) {
    case Kind::kCount:
      return {fmt::format("COUNT({})", values)};
    case Kind::kSum:
      return {SumOr(figure, fmt::format("COUNT({})", values), fmt::format("SUM({})", values))};
    case Kind::kMean:
      return {OrEmpty(Scaled(figure, fmt::format("AVERAGE({})", values)))};
    case Kind::kRatio:
      return {OrEmpty(
          Scaled(figure, fmt::format("SUM({})/SUM({})", values, Range(*figure.denominator))))};
    case Kind::kQuantile:
      return {OrEmpty(fmt::format("PERCENTILE({},{})", values, figure.quantile))};
    case Kind::kMin:
    case Kind::kMax:
      return {fmt::format("IF(COUNT({0})=0,\"\",{1}({0}))", values,
                          figure.kind == Kind::kMin ? "MIN" : "MAX")};
  }
  return {};
}

RowsFormula RowsFormulas::OfGroup(const RowsFigure& figure, size_t column, const std::string& key,
                                  const std::string& key_text) const {
  const bool has_criteria_form =
      figure.kind != Kind::kQuantile && figure.kind != Kind::kMin && figure.kind != Kind::kMax;
  const bool is_plain = IsPlainCriterion(key_text);
  if (has_criteria_form && is_plain) return ByCriteria(figure, column, key);
  return ByArray(figure, is_plain ? fmt::format("({}={})", Range(column), key)
                                  : fmt::format("EXACT({},{})", Range(column), key));
}

RowsFormula RowsFormulas::ByCriteria(const RowsFigure& figure, size_t column,
                                     const std::string& key) const {
  const std::string values = Range(figure.value);
  const std::string where = fmt::format("{},{}", Range(column), key);
  const std::string count = fmt::format("COUNTIFS({},{},\"<>\")", where, values);
  switch (figure.kind) {
    case Kind::kCount:
      return {count};
    case Kind::kSum:
      return {SumOr(figure, count, fmt::format("SUMIFS({},{})", values, where))};
    case Kind::kRatio:
      return {OrEmpty(Scaled(figure, fmt::format("SUMIFS({0},{2})/SUMIFS({1},{2})", values,
                                                 Range(*figure.denominator), where)))};
    default:
      return {OrEmpty(Scaled(figure, fmt::format("AVERAGEIFS({},{})", values, where)))};
  }
}

RowsFormula RowsFormulas::ByArray(const RowsFigure& figure, const std::string& condition) const {
  const std::string values = Range(figure.value);
  const std::string is_in = fmt::format("{}*ISNUMBER({})", condition, values);
  const std::string chosen = fmt::format("IF({},{})", is_in, values);
  const std::string count = fmt::format("SUM({})", is_in);
  const auto array = [](std::string text) { return RowsFormula{std::move(text), true}; };
  switch (figure.kind) {
    case Kind::kCount:
      return array(count);
    case Kind::kSum:
      return array(SumOr(figure, count, fmt::format("SUM({})", chosen)));
    case Kind::kMean:
      return array(OrEmpty(Scaled(figure, fmt::format("AVERAGE({})", chosen))));
    case Kind::kRatio:
      return array(OrEmpty(Scaled(figure, fmt::format("SUM({0})/SUM(IF({1},{2}))", chosen,
                                                      condition, Range(*figure.denominator)))));
    case Kind::kQuantile:
      return array(OrEmpty(fmt::format("PERCENTILE({},{})", chosen, figure.quantile)));
    case Kind::kMin:
    case Kind::kMax:
      return array(fmt::format("IF({}=0,\"\",{}({}))", count,
                               figure.kind == Kind::kMin ? "MIN" : "MAX", chosen));
  }
  return {};
}

}  // namespace kebao::render::xlsx
