#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/risk_inquiry.h"

namespace kebao::app {

/// What `kebao analyze risk` prints, for people and as JSON (docs/risk.md).
void PrintRisks(const inquiry::RiskAnswer& answer, const inquiry::RiskPlan& plan,
                const MetricSession& opened, Console* console);
std::string RisksJson(const inquiry::RiskAnswer& answer, const inquiry::RiskPlan& plan,
                      const MetricSession& opened);

/// "target", "degradation", "shortage", "person_load", "topic", "event".
const char* NameOf(inquiry::RiskWarning::Kind kind);
/// "told", "no_direction", "not_measured", "too_few".
const char* NameOf(inquiry::TargetOutcome outcome);
/// "weeks", "forecast", "periods".
const char* NameOf(inquiry::PredictedBy by);

}  // namespace kebao::app
