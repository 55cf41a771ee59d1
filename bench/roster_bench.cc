// A week's roster: how long it takes, how good it is proven to be, and that every rule holds.
// usage: roster_bench [AGENTS [LOAD [SECONDS [GAP]]]]     LOAD 0.8: agents enough; 1.3: too few
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>

#include "analysis/staffing/roster.h"
#include "analysis/staffing/roster_checker.h"

using namespace kebao::analysis::staffing;

int main(int count, char** arguments) {
  const int agents = count > 1 ? std::atoi(arguments[1]) : 200;
  RosterRequest request = SampleCentre(agents, count > 2 ? std::atof(arguments[2]) : 1.1);
  request.seconds = count > 3 ? std::atof(arguments[3]) : 28;
  request.gap = count > 4 ? std::atof(arguments[4]) : 0.01;
  const auto began = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  const auto roster = ProposeRoster(request, "bench");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  if (!roster) {
    fmt::print("refused: {}\n", roster.error().code);
    return 1;
  }
  const auto complaints = RosterChecker(request, *roster).Complaints();
  fmt::print(
      "{} agents, {} shifts: {:.1f} s, {:.1f} CPU seconds; gap {:.2f} % ({}); needed {:.0f} h, "
      "lacking {:.1f} h, rostered {:.0f} h; {:.0f} to {:.0f} h each, deviation {:.1f} % ({:.1f} "
      "unshared); "
      "rules broken: {}\n",
      agents, roster->shifts.size(), took.count(),
      static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC, 100 * roster->gap(),
      roster->is_proven    ? "as asked"
      : roster->is_time_up ? "time was up"
                           : "rounds were over",
      roster->needed_hours, roster->lacking_hours, roster->rostered_hours,
      roster->spread.hours.least, roster->spread.hours.most, 100 * roster->spread.deviation,
      100 * roster->unshared_deviation, complaints.size());
  return complaints.empty() ? 0 : 1;
}
