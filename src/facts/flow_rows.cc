// How conversations flowed from stage to stage and from team to team.
#include "facts/fact_rows.h"

namespace kebao::facts {

int64_t* FactRows::WriteFlowHead(const Story& story, int64_t team, RowBlock* block) const {
  return WriteDimensions(story, story.agent, team, block->AddRow());
}

void FactRows::WriteFlows(const Story& story, RowBlock* block) {
  if (story.flows.empty() && story.handovers.empty()) return;
  const auto key = [](int32_t team) { return team < 0 ? kNullCell : team; };
  const auto write = [&](int64_t* cell, std::initializer_list<int64_t> values) {
    for (const int64_t value : values) *cell++ = value;
    *cell++ = IsSpam(story);
    *cell = IsMerged(story);
  };
  const int64_t since = story.agent_since != kNullCell ? story.agent_since : story.opened_at;
  const int64_t team = TeamOf(story, story.agent, since, story.agent_team);
  for (const Flow& flow : story.flows) {
    const int64_t end = story.steps[static_cast<size_t>(story.last_of_life)].at;
    write(WriteFlowHead(story, team, block),
          {0, end, static_cast<int64_t>(flow.from), static_cast<int64_t>(flow.to), flow.times,
           kNullCell, kNullCell});
  }
  for (const Handover& handover : story.handovers)
    write(WriteFlowHead(story, team, block), {1, handover.at, kNullCell, kNullCell, 1,
                                              key(handover.from_team), key(handover.to_team)});
}

}  // namespace kebao::facts
