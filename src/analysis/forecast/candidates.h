#pragma once

#include <string>
#include <vector>

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

struct Candidate {
  std::string name;  // a stable id: "theta"
  Model model;
  /// Its error counts so many times: naive methods have to be clearly good to have a part.
  double handicap = 1;
};

/// The methods that may suit the history, the seasonal naive one first. Never empty. What they
/// choose beforehand (the form of ETS) they choose by this history alone.
std::vector<Candidate> CandidatesFor(const History& history);

}  // namespace kebao::analysis::forecast
