#pragma once

#include <string>

#include "app/console.h"
#include "app/metric_session.h"
#include "inquiry/correlation_inquiry.h"
#include "inquiry/people_inquiry.h"

namespace kebao::app {

/// What `kebao analyze people | correlation | cross` print, for people and as JSON
/// (docs/comparing-people.md).

void PrintPeople(const inquiry::PeopleAnswer& answer, const std::string& by,
                 const MetricSession& opened, Console* console);
/// Quadrants, matrix, load and groups.
void PrintOverview(const inquiry::PeopleAnswer& answer, const std::string& by,
                   const MetricSession& opened, Console* console);
void PrintCorrelations(const inquiry::CorrelationAnswer& answer, const std::string& by,
                       const MetricSession& opened, Console* console);
void PrintCross(const inquiry::CrossAnswer& answer, const MetricSession& opened, Console* console);

std::string PeopleJson(const inquiry::PeopleAnswer& answer, const std::string& by,
                       const MetricSession& opened);
std::string CorrelationsJson(const inquiry::CorrelationAnswer& answer, const std::string& by,
                             const MetricSession& opened);
std::string CrossJson(const inquiry::CrossAnswer& answer, const MetricSession& opened);

/// "above", "below", "not_distinguishable", "too_few", "not_comparable", "not_measured".
const char* NameOf(analysis::people::Standing standing);

}  // namespace kebao::app
