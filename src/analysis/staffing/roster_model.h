#pragma once

#include <vector>

#include "analysis/staffing/integer_program.h"
#include "analysis/staffing/roster_patterns.h"

namespace kebao::analysis::staffing {

/// The integer program of a roster and what its columns are.
struct RosterModel {
  struct Count {  // agents of a team with these days and this shift
    size_t team, length;
    Days days;
    int start;
    int column;
  };
  struct Chosen {  // agents of a group with these days and length
    size_t group;
    AgentGroup::Choice choice;
    int column;
  };
  struct Manned {  // agents of a team who begin this shift that day
    size_t team, length;
    int day, start;
    int column;
  };
  struct Break {  // agents of Manned `manned` who take its break `rule` at `at`
    size_t manned, rule;
    int at;
    int column;
  };
  struct Used {  // agents of a team at work with the skill; several skills only
    size_t team;
    int skill, half_hour;
    int column;
  };
  IntegerProgram program;
  std::vector<Count> counts;
  std::vector<Chosen> chosen;
  std::vector<Manned> manned;
  std::vector<Break> breaks;
  std::vector<Used> used;
};

RosterModel ModelOf(const RosterRequest& request, const AgentGroups& groups);

}  // namespace kebao::analysis::staffing
