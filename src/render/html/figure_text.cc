#include "render/html/figure_text.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "render/bound_text.h"

namespace kebao::render::html {
namespace {

using document::Figure;

bool IsFinite(const std::optional<double>& value) { return value && std::isfinite(*value); }

std::string Joined(const std::vector<std::string>& parts, const std::string& separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

}  // namespace

std::string ToneClass(document::Tone tone) {
  switch (tone) {
    case document::Tone::kNeutral:
      return {};
    case document::Tone::kGood:
      return "tone-good";
    case document::Tone::kBad:
      return "tone-bad";
    case document::Tone::kMuted:
      return "tone-muted";
  }
  return {};
}

std::string Classes(std::initializer_list<std::string_view> names) {
  std::string joined;
  for (const std::string_view name : names) {
    if (name.empty()) continue;
    if (!joined.empty()) joined += ' ';
    joined += name;
  }
  return joined;
}

std::string FigureNote(const Figure& figure, const PageContext& page) {
  std::vector<std::string> parts;
  const NumberFormatter& numbers = page.numbers();
  if (figure.n)
    parts.push_back(page.texts().Get("html.sample_size", {{"n", numbers.Integer(*figure.n)}}));
  if (IsFinite(figure.low) && IsFinite(figure.high))
    parts.push_back(page.texts().Get("html.interval",
                                     {{"low", BoundText(*figure.low, figure.format, numbers)},
                                      {"high", BoundText(*figure.high, figure.format, numbers)}}));
  if (!figure.is_complete) parts.push_back(page.texts().Get("html.incomplete"));
  return Joined(parts, page.texts().Get("html.list_separator"));
}

bool OpenLink(HtmlWriter& html, const std::string& link) {
  if (link.empty()) return false;
  html.Open("a", {{"class", "live"}, {"href", link}});
  return true;
}

std::string SortKey(double value) { return fmt::format("{:.9g}", value); }

}  // namespace kebao::render::html
