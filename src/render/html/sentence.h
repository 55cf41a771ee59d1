#pragma once

#include <string>

#include "document/document.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"

namespace kebao::render::html {

/// A paragraph; the figures of a generated one can be pointed at and focused, and show what they
/// rest on.
void WriteSentence(HtmlWriter& html, const document::Paragraph& paragraph, const PageContext& page);

/// What a printed figure of the sentence rests on, a line each: the metric and its value, sample
/// and interval, the comparison value or how it was computed, where it comes from.
std::string EvidenceOf(const document::Paragraph& paragraph, const document::BoundFigure& bound,
                       const PageContext& page);

}  // namespace kebao::render::html
