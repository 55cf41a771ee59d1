#include "analysis/attribution/known_events.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace kebao::analysis {
namespace {

double ShareOf(const InstantRange& period, const KnownEvent& event) {
  const int64_t end = event.to ? std::min(event.to->micros, period.end.micros) : period.end.micros;
  const int64_t start = std::max(event.from.micros, period.start.micros);
  const int64_t length = period.end.micros - period.start.micros;
  if (end <= start || length <= 0) return 0;
  return static_cast<double>(end - start) / static_cast<double>(length);
}

/// Nullopt: about something else.
std::optional<int> FitOf(const KnownEvent& event, const ChangeWindow& window) {
  int fit = 1;
  for (const auto& [dimension, value] : event.about) {
    bool is_named = false;
    bool is_same = false;
    for (const KnownEvent::About& where : window.where) {
      if (where.dimension != dimension) continue;
      is_named = true;
      is_same = is_same || where.value == value;
    }
    if (is_named && !is_same) return std::nullopt;
    if (is_same) fit = 2;
  }
  return fit;
}

std::optional<double> DaysApart(const KnownEvent& event, Coincidence::Relation relation,
                                const ChangeWindow& window) {
  if (!window.changed_at) return std::nullopt;
  const bool has_ended = relation == Coincidence::Relation::kEnded && event.to;
  const int64_t turned = has_ended ? event.to->micros : event.from.micros;
  return std::abs(static_cast<double>(turned) - static_cast<double>(window.changed_at->micros)) /
         static_cast<double>(kMicrosPerDay);
}

std::optional<Coincidence> Coincide(const KnownEvent& event, size_t place,
                                    const ChangeWindow& window) {
  if (event.to && *event.to <= event.from) return std::nullopt;
  const auto fit = FitOf(event, window);
  Coincidence found{.event = place};
  found.share_before = ShareOf(window.before, event);
  found.share_now = ShareOf(window.now, event);
  if (!fit || found.share_before == found.share_now) return std::nullopt;
  if (found.share_now < found.share_before) found.relation = Coincidence::Relation::kEnded;
  found.fit = *fit;
  found.days_apart = DaysApart(event, found.relation, window);
  return found;
}

}  // namespace

std::vector<Coincidence> CoincidingEvents(std::span<const KnownEvent> events,
                                          const ChangeWindow& window) {
  std::vector<Coincidence> found;
  for (size_t i = 0; i < events.size(); ++i)
    if (const auto one = Coincide(events[i], i, window)) found.push_back(*one);
  std::ranges::stable_sort(found, {}, [](const Coincidence& one) {
    const double apart = one.days_apart.value_or(std::numeric_limits<double>::max());
    return std::tuple(-one.fit, apart, -std::abs(one.share_now - one.share_before));
  });
  return found;
}

}  // namespace kebao::analysis
