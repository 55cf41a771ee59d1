#pragma once

#include <cairo.h>

#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// Title, report time and "page x of y" at the foot of a page of this size.
void DrawFooter(cairo_t* cairo, const PaperSize& paper, size_t number, size_t count,
                PageContext& page);

/// "2016-04-01 08:00 (Asia/Shanghai)"; the ISO time as it is where time or zone cannot be read.
std::string LocalReportTime(const document::Document& document);

}  // namespace kebao::render::pdf
