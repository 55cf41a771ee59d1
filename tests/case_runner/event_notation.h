#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"
#include "case_runner/case_times.h"
#include "domain/canonical.h"

namespace kebao::cases {

/// One line of a case's `events:`: `TIME WHAT [AGENT] [team:T] [by:ACTOR] [KEY=VALUE]… ["text"]`.
/// The whole notation: docs/cases.md. `place` ("file.yaml:12") goes into problems, and with it into
/// the reader's editor. Problem "case.event" {line, reason}.
Result<domain::CanonicalEvent> ParseEventLine(std::string_view line, const CaseClock& clock,
                                              const std::string& place);

}  // namespace kebao::cases
