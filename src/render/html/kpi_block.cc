#include "render/html/kpi_block.h"

#include <fmt/format.h>

#include <cmath>

#include "render/html/figure_text.h"

namespace kebao::render::html {
namespace {

using document::Figure;
using document::Kpi;
using document::Tone;

constexpr std::string_view kNumberLetters = "0123456789.,:+-";

bool IsNumberLetter(char letter) { return kNumberLetters.find(letter) != std::string_view::npos; }

/// Digits large, units small: "1 小时 02 分".
void WriteLargeDigits(HtmlWriter& html, std::string_view text) {
  for (size_t start = 0; start < text.size();) {
    const bool is_number = IsNumberLetter(text[start]);
    size_t end = start;
    while (end < text.size() && IsNumberLetter(text[end]) == is_number) ++end;
    const std::string_view run = text.substr(start, end - start);
    if (is_number)
      html.Text(run);
    else
      html.Element("small", {}, run);
    start = end;
  }
}

void WriteValue(HtmlWriter& html, const Figure& value, const PageContext& page) {
  html.Open("dd", {{"class", Classes({"kpi-value", ToneClass(value.tone),
                                      value.is_complete ? "" : "open", value.raw ? "" : "none"})},
                   {"title", FigureNote(value, page)}});
  const bool is_link = OpenLink(html, value.provenance.link);
  if (value.raw)
    WriteLargeDigits(html, value.text);
  else
    html.Text(value.text);
  if (is_link) html.Close();
  html.Close();
}

/// The direction is a shape and the judgement a word, so that neither rests on colour.
void WriteArrow(HtmlWriter& html, const Figure& change) {
  if (!change.raw || !std::isfinite(*change.raw) || *change.raw == 0) return;
  html.Element("span", {{"class", "arrow"}, {"aria-hidden", "true"}}, *change.raw > 0 ? "▲" : "▼");
}

void WriteJudgement(HtmlWriter& html, Tone tone, const PageContext& page) {
  if (tone != Tone::kGood && tone != Tone::kBad) return;
  html.Element("span", {{"class", "unseen"}},
               page.texts().Get(tone == Tone::kGood ? "html.improved" : "html.worsened"));
}

void WriteChange(HtmlWriter& html, const Kpi& kpi, const PageContext& page) {
  if (!kpi.change) return;
  html.Open("dd", {{"class", Classes({"kpi-change", ToneClass(kpi.change->tone)})},
                   {"title", FigureNote(*kpi.change, page)}});
  html.ElementIfText("span", {{"class", "kpi-against"}}, kpi.change_label);
  html.Text(" ");
  WriteArrow(html, *kpi.change);
  html.Open("span", {{"class", "kpi-amount"}});
  const bool is_link = OpenLink(html, kpi.change->provenance.link);
  html.Text(kpi.change->text);
  if (is_link) html.Close();
  html.Close();
  WriteJudgement(html, kpi.change->tone, page);
  html.Close();
}

/// As many tiles in a row as leave no gap at its end, where that can be; at most five.
size_t ColumnsFor(size_t tiles) {
  if (tiles <= 5) return tiles;
  for (const size_t columns : {4, 5, 3})
    if (tiles % columns == 0) return columns;
  return 4;
}

void WriteTile(HtmlWriter& html, const Kpi& kpi, const PageContext& page) {
  html.Open("div", {{"class", "kpi"}});
  html.Element("dt", {{"title", page.DefinitionOf(kpi.value.provenance.metric)}}, kpi.label);
  WriteValue(html, kpi.value, page);
  WriteChange(html, kpi, page);
  html.ElementIfText("dd", {{"class", "kpi-note"}}, kpi.note);
  html.Close();
}

}  // namespace

void WriteKpiRow(HtmlWriter& html, const document::KpiRow& row, const PageContext& page) {
  if (row.items.empty()) return;
  html.Open("dl", {{"class", fmt::format("kpis columns-{}", ColumnsFor(row.items.size()))}});
  for (const Kpi& kpi : row.items) WriteTile(html, kpi, page);
  html.Close();
}

}  // namespace kebao::render::html
