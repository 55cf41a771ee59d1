#pragma once

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// A section with its blocks; `index` counts from 0.
void FlowSection(Flow& flow, const document::Section& section, size_t index, PageContext& page);

}  // namespace kebao::render::pdf
