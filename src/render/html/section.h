#pragma once

#include <string>

#include "document/document.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"

namespace kebao::render::html {

/// A section with its blocks. `id` is the section's anchor.
void WriteSection(HtmlWriter& html, const document::Section& section, const std::string& id,
                  PageContext& page);

}  // namespace kebao::render::html
