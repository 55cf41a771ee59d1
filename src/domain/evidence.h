#pragma once

#include <string_view>
#include <vector>

#include "domain/event.h"
#include "domain/fact_schema.h"
#include "domain/timing_spec.h"

namespace kebao::domain {

/// The kinds that show that a source knows of a state, a mark or any of the patterns at all. Of
/// several states any kind of any of them.
KindSet EvidenceOf(StateSet states);
/// Stages also need an end to be told, a transfer the replies that end it.
Evidence EvidenceOfTimeIn(StateSet states);
KindSet EvidenceOf(const std::vector<EventPattern>& patterns);

/// Evidence (see FactColumn) of a column that follows from events, by its name; empty: a source
/// gives it as it stands.
Evidence EvidenceOfColumn(Fact fact, std::string_view column);
/// Of a timing's columns: something to start from, something to end with, what it pauses for.
/// Timings over replies have that of a reply.
Evidence EvidenceOf(const TimingSpec& timing);

/// Whether a source that records `kinds` fills a column with that evidence.
bool Suffices(KindSet kinds, const Evidence& evidence);

}  // namespace kebao::domain
