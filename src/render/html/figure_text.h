#pragma once

#include <string>
#include <string_view>

#include "document/document.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"

namespace kebao::render::html {

/// "tone-good", "tone-bad", "tone-muted", or nothing.
std::string ToneClass(document::Tone tone);

/// Class names joined by blanks; empty ones are skipped.
std::string Classes(std::initializer_list<std::string_view> names);

/// What a figure rests on, for its tooltip: sample size, interval, whether its period is over.
/// Empty where none applies.
std::string FigureNote(const document::Figure& figure, const PageContext& page);

/// Opens a link to where the live system shows the figure; false where there is none.
bool OpenLink(HtmlWriter& html, const std::string& link);

/// A raw value for the page script to sort by: nine significant digits.
std::string SortKey(double value);

}  // namespace kebao::render::html
