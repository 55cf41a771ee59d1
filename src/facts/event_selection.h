#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "facts/conversation_events.h"

namespace kebao::facts {

/// Picks the events that count among all rows of a conversation's log and puts them in order: of
/// rows with one identity the highest (version, import); no implied event of a kind that has an
/// observed one; then by instant, events of one instant in the order in which such things happen
/// (opened … message … resolved, closed, rated), but observed states of one instant by the source's
/// version. The outcome does not depend on the order of the rows. Reused between conversations; not
/// thread-safe.
class EventSelection {
 public:
  /// Indexes into `events`, valid until the next call.
  std::span<const uint32_t> Choose(std::span<const Event> events);

 private:
  struct Candidate {
    int64_t at;
    uint32_t rank;
    uint32_t index;
  };
  bool MayRepeat() const;
  void DropSuperseded();
  void DropImplied();
  void Sort();
  void OrderStatesByVersion();
  void OrderStatesByVersion(std::span<Candidate> instant);
  bool IsBefore(const Candidate& a, const Candidate& b) const;
  bool IsNewer(uint32_t a, uint32_t b) const;

  std::span<const Event> events_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> states_;  // of one instant
  std::vector<uint32_t> chosen_;
};

}  // namespace kebao::facts
