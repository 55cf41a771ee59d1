#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/practice_inquiry.h"

namespace kebao::app {

/// What `kebao analyze practice` prints, for people and as JSON (docs/best-practice.md).
void PrintPractice(const inquiry::PracticeAnswer& answer, const std::string& by,
                   const MetricSession& opened, Console* console);
std::string PracticeJson(const inquiry::PracticeAnswer& answer, const std::string& by,
                         const MetricSession& opened);

/// "told", "too_few", "noise".
const char* NameOf(analysis::practice::BestGroup::Outcome outcome);
/// "told", "too_few", "no_scatter".
const char* NameOf(analysis::practice::FeatureDifference::Outcome outcome);

}  // namespace kebao::app
