#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "app/setup.h"
#include "base/keyed_hash.h"
#include "base/problem.h"
#include "engine/engine.h"
#include "report/build.h"

namespace kebao::app {

/// Before the folder is opened: finds the audience, the user's first, and fits the template to it;
/// an empty id changes nothing. Problems: "audience.unknown", "audience.department",
/// "audience.agent" (an agent's own version without exactly one agent in the filters),
/// "audience.nothing" (the template has no figures for it), those of the audience's file.
Result<void> PlanAudience(const Setup& setup, const std::string& id, report::Template* spec,
                          report::ReportRequest* request);
/// With the data, once names are resolved: the filter of a department, who the own agent is, and
/// the pseudonyms. Without an audience it changes nothing. Problems: "audience.issue_types" (none
/// of the data is the department's), "audience.two_agents" (one source has several of that name).
Result<void> SettleAudience(const engine::Directory& directory, const HashKey& key,
                            report::ReportRequest* request);
/// What a section or block at `place` names as its audiences must exist. Problem
/// "template.audience".
Result<void> CheckAudienceWords(const std::vector<std::string>& words, const std::string& place,
                                const Setup& setup);

/// Words that somebody wrote into a report of this plan, as its audience may see them: names
/// hidden and personal data masked as in generated text. The plan is not settled yet. Problems
/// "audience.*".
Result<std::string> ShownToAudience(Session* session, report::ReportRequest request,
                                    const std::string& language, const std::string& text);

}  // namespace kebao::app
