#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/process_inquiry.h"

namespace kebao::app {

/// What `kebao analyze process` prints, for people and as JSON (docs/process.md).

void PrintProcess(const inquiry::ProcessAnswer& answer, const MetricSession& opened,
                  Console* console);
/// Where a change of time comes from.
void PrintDelay(const inquiry::DelayAnswer& delay, const inquiry::ProcessAnswer& answer,
                const MetricSession& opened, Console* console);
void PrintFlow(const inquiry::FlowAnswer& flow, const char* head, const MetricSession& opened,
               Console* console);
void PrintPeaks(const inquiry::PeakAnswer& peaks, const MetricSession& opened, Console* console);

std::string ProcessJson(const inquiry::ProcessAnswer& answer, const MetricSession& opened);

/// The stage's name in the reader's language; the id of a stage that no plan names.
std::string StageName(const inquiry::ProcessAnswer& answer, const std::string& stage,
                      const Texts& texts);

}  // namespace kebao::app
