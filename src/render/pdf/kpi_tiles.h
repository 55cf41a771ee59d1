#pragma once

#include "document/document.h"
#include "render/pdf/page_context.h"

namespace kebao::render::pdf {

/// Whether the notes (mostly definitions) stand in the tiles.
enum class KpiNotes : uint8_t { kShown, kLeftOut };

/// Tiles with value, change, tone and sample size; a table instead where a text is too long for a
/// tile.
void FlowKpiRow(Flow& flow, const document::KpiRow& row, KpiNotes notes, PageContext& page);

}  // namespace kebao::render::pdf
