#pragma once

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// What each metric means, in two columns.
void FlowDefinitions(Flow& flow, const document::DefinitionList& list, PageContext& page);

}  // namespace kebao::render::pdf
