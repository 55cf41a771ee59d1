#include "render/html/html_writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/problem.h"
#include "render/html/escape.h"

namespace kebao::render::html {
namespace {

// A line break after these changes nothing that is shown and makes the source readable.
constexpr std::array<std::string_view, 27> kOwnLine = {
    "html",   "head",    "title", "style", "script", "body",  "header", "nav",    "main",
    "footer", "section", "h1",    "h2",    "h3",     "h4",    "p",      "ol",     "li",
    "dl",     "div",     "table", "thead", "tbody",  "tfoot", "tr",     "figure", "details"};

bool HasOwnLine(std::string_view tag) {
  return std::find(kOwnLine.begin(), kOwnLine.end(), tag) != kOwnLine.end();
}

}  // namespace

void HtmlWriter::Doctype() { out_ += "<!DOCTYPE html>\n"; }

void HtmlWriter::Void(std::string_view tag, Attributes attributes) {
  out_ += '<';
  out_ += tag;
  for (const Attribute& attribute : attributes) {
    if (attribute.value.empty() && !attribute.is_flag) continue;
    out_ += ' ';
    out_ += attribute.name;
    if (attribute.is_flag) continue;
    out_ += "=\"";
    out_ += Escape(attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

void HtmlWriter::Open(std::string_view tag, Attributes attributes) {
  Void(tag, attributes);
  open_.push_back(tag);
}

void HtmlWriter::Close() {
  KEBAO_ASSERT(!open_.empty());
  const std::string_view tag = open_.back();
  open_.pop_back();
  out_ += "</";
  out_ += tag;
  out_ += '>';
  if (HasOwnLine(tag)) out_ += '\n';
}

void HtmlWriter::Text(std::string_view text) { out_ += Escape(text); }

void HtmlWriter::Element(std::string_view tag, Attributes attributes, std::string_view text) {
  Open(tag, attributes);
  Text(text);
  Close();
}

void HtmlWriter::ElementIfText(std::string_view tag, Attributes attributes, std::string_view text) {
  if (!text.empty()) Element(tag, attributes, text);
}

std::string HtmlWriter::Take() {
  KEBAO_ASSERT(open_.empty());
  return std::exchange(out_, {});
}

}  // namespace kebao::render::html
