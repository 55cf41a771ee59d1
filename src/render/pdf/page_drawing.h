#pragma once

#include "render/pdf/page_context.h"
#include "render/pdf/pdf_surface.h"

namespace kebao::render::pdf {

/// Draws all pages with their footers, links, structure and outline.
void DrawPages(const Pages& pages, PdfSurface& surface, PageContext& page);

}  // namespace kebao::render::pdf
