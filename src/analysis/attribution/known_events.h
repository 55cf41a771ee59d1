#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/instant.h"

namespace kebao::analysis {

/// An entry of the calendar that the user keeps (domain entity known_event).
struct KnownEvent {
  std::string name;
  std::string kind;  // release, outage, policy, promotion, training, holiday
  Instant from;
  /// Excluded. Nullopt: it lasts (a release, a new policy).
  std::optional<Instant> to;
  /// What it is about; empty: everything.
  struct About {
    std::string dimension;
    std::string value;
  };
  std::vector<About> about;
};

/// The change that an event may coincide with.
struct ChangeWindow {
  InstantRange before;  // the comparison period
  InstantRange now;
  /// When the figure changed, where that is known (analysis/trend/change_points.h).
  std::optional<Instant> changed_at;
  /// Where it changed: values of the cause. Empty: not known, or everywhere.
  std::vector<KnownEvent::About> where;
};

struct Coincidence {
  size_t event = 0;  // its place in the list
  enum class Relation : uint8_t {
    kBegan,  // more of this period than of the one before lies in the event
    kEnded,  // less
  };
  Relation relation = Relation::kBegan;
  double share_before = 0;  // of the comparison period
  double share_now = 0;
  /// How it fits the place of the change: 2 the same value, 1 about everything or about dimensions
  /// that the cause does not name.
  int fit = 1;
  /// Days between what began or ended and the time of the change; nullopt without one.
  std::optional<double> days_apart;
};

/// Events of which the two periods have unequal shares, the most fitting first: by fit, then by
/// nearness to the time of the change, then by how unequal the shares are. Left out: events about
/// another value of a dimension that the cause names, with an end that is not after their start, or
/// of an empty period. To coincide is not to cause: the caller's sentence must say so.
std::vector<Coincidence> CoincidingEvents(std::span<const KnownEvent> events,
                                          const ChangeWindow& window);

}  // namespace kebao::analysis
