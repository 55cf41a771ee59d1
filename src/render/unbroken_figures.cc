#include "render/unbroken_figures.h"

#include <string_view>

namespace kebao::render {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00a0";

/// Whether the byte is inside one of the paragraph's figures.
bool IsInFigure(const document::Paragraph& paragraph, size_t at) {
  for (const document::BoundFigure& figure : paragraph.figures) {
    if (at >= figure.place.begin && at < figure.place.begin + figure.place.size) return true;
  }
  return false;
}

}  // namespace

std::string WithUnbrokenFigures(const document::Paragraph& paragraph) {
  if (paragraph.edit) return paragraph.text;  // the places are those of another text
  std::string text;
  for (size_t at = 0; at < paragraph.text.size(); ++at) {
    if (paragraph.text[at] == ' ' && IsInFigure(paragraph, at)) {
      text += kNoBreakSpace;
    } else {
      text += paragraph.text[at];
    }
  }
  return text;
}

size_t UnbrokenPlace(const document::Paragraph& paragraph, size_t at) {
  document::Paragraph before = paragraph;
  before.text.resize(at);
  return WithUnbrokenFigures(before).size();
}

std::string Unbroken(const std::string& text) {
  std::string unbroken;
  for (const char c : text) {
    if (c == ' ') {
      unbroken += kNoBreakSpace;
    } else {
      unbroken += c;
    }
  }
  return unbroken;
}

}  // namespace kebao::render
