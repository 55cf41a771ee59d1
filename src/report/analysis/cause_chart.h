#pragma once

#include <string>

#include "document/document.h"
#include "inquiry/cause_inquiry.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::report {

/// From the figure of the comparison period to this period's, step by step: what the cause makes
/// (of quotients by its own level and by its weight), and everything else. The steps sum to the
/// change. `change.told()` must not be nullptr.
document::Chart CauseChart(const inquiry::ExplainedChange& change, const std::string& id,
                           const metrics::QueryContext& context, const FigureMaker& figures,
                           const Labels& labels, const Texts& texts);

/// "产品故障 × 智能门锁S2"
std::string PartText(const std::vector<std::string>& dimensions,
                     const std::vector<std::string>& keys, const Labels& labels,
                     const Texts& texts);
/// "产品故障 × 智能门锁S2、…"
std::string SegmentsText(const analysis::Cause& cause, const Labels& labels, const Texts& texts);

}  // namespace kebao::report
