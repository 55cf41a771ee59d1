#pragma once

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// The first page: title, properties, and the report at a glance (first KPI row, highlights, first
/// charts as far as there is room). Long texts may take further pages.
void FlowCover(Flow& flow, PageContext& page);

}  // namespace kebao::render::pdf
