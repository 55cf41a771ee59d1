#include "analysis/staffing/queue_load.h"

#include <algorithm>
#include <cmath>

namespace kebao::analysis::staffing {
namespace {

constexpr int kMostChats = 50;

Result<void> CheckRange(double value, bool is_allowed, const char* name, const std::string& place) {
  if (std::isfinite(value) && is_allowed) return {};
  return MakeProblem("staffing.number", place, {{"name", name}});
}

}  // namespace

Result<void> CheckLoad(const QueueLoad& load, const std::string& place) {
  const double arrivals = load.arrivals_per_second;
  KEBAO_TRY_VOID(CheckRange(arrivals, arrivals >= 0, "arrivals", place));
  KEBAO_TRY_VOID(CheckRange(load.handle_seconds, load.handle_seconds > 0, "handle_seconds", place));
  KEBAO_TRY_VOID(CheckRange(load.offered_erlangs(), true, "handle_seconds", place));
  const double patience = load.patience_seconds.value_or(1);
  KEBAO_TRY_VOID(CheckRange(patience, patience > 0, "patience_seconds", place));
  const bool is_held = load.concurrency >= 1 && load.concurrency <= kMostChats;
  KEBAO_TRY_VOID(CheckRange(load.concurrency, is_held, "concurrency", place));
  const double slowdown = load.slowdown;
  return CheckRange(slowdown, slowdown >= 0 && slowdown <= 1, "slowdown", place);
}

double HandleSecondsAlone(double measured_seconds, double chats_at_once, double slowdown) {
  return measured_seconds / (1 + slowdown * std::max(0.0, chats_at_once - 1));
}

}  // namespace kebao::analysis::staffing
