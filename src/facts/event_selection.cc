#include "facts/event_selection.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace kebao::facts {
namespace {

using domain::EventKind;
using enum domain::EventKind;

/// Events of one instant, in this order.
constexpr EventKind kOrderWithinAnInstant[] = {
    kOpened,     kSlaApplied,    kReopened,     kStatusOpen,  kCustomerMessage, kBotMessage,
    kBotHandoff, kQueued,        kEscalated,    kTransferred, kOffered,         kAssigned,
    kAccepted,   kAutoReply,     kHoldStarted,  kNote,        kAgentMessage,    kExternalMessage,
    kHoldEnded,  kStatusPending, kStatusOnHold, kAbandoned,   kTimedOut,        kVoicemail,
    kTalkEnded,  kEnded,         kResolved,     kClosed,      kWrapUpEnded,     kSurveySent,
    kRated,      kSlaBreached,   kMerged,       kMarkedSpam,  kDeleted};
static_assert(std::size(kOrderWithinAnInstant) == domain::kEventKindCount);

constexpr auto kRanks = [] {
  std::array<uint32_t, domain::kEventKindCount> ranks{};
  for (uint32_t rank = 0; rank < std::size(kOrderWithinAnInstant); ++rank) {
    ranks[static_cast<size_t>(kOrderWithinAnInstant[rank])] = rank * 2;
  }
  return ranks;
}();

/// A new team comes before the new agent in it.
uint32_t RankOf(const Event& event) {
  const bool is_agent_after_team = event.kind == kAssigned && event.agent >= 0;
  return kRanks[static_cast<size_t>(event.kind)] + (is_agent_after_team ? 1 : 0);
}

/// What a conversation's state is set by: which of two came last is a fact, not a convention.
constexpr auto kStateKinds = domain::KindSet{}
                                 .With(kStatusOpen)
                                 .With(kStatusPending)
                                 .With(kStatusOnHold)
                                 .With(kResolved)
                                 .With(kClosed)
                                 .With(kReopened);

constexpr size_t kFilterRows = 64;
constexpr size_t kInsertionRows = 40;

}  // namespace

std::span<const uint32_t> EventSelection::Choose(std::span<const Event> events) {
  events_ = events;
  candidates_.clear();
  for (uint32_t index = 0; index < events.size(); ++index) {
    candidates_.push_back({events[index].at.micros, RankOf(events[index]), index});
  }
  if (MayRepeat()) DropSuperseded();
  DropImplied();
  Sort();
  OrderStatesByVersion();
  chosen_.clear();
  for (const Candidate& candidate : candidates_) chosen_.push_back(candidate.index);
  return chosen_;
}

/// A small filter over the identities: nearly always says at once that all differ.
bool EventSelection::MayRepeat() const {
  if (events_.size() > kFilterRows) return true;
  std::array<uint64_t, 32> seen{};
  bool may_repeat = false;
  for (const Event& event : events_) {
    const uint64_t mixed = (event.identity * 0x9E3779B97F4A7C15u) >> 53;  // 11 bits
    const uint64_t bit = uint64_t{1} << (mixed & 63);
    may_repeat |= (seen[mixed >> 6] & bit) != 0;
    seen[mixed >> 6] |= bit;
  }
  return may_repeat;
}

bool EventSelection::IsNewer(uint32_t a, uint32_t b) const {
  const Event& one = events_[a];
  const Event& other = events_[b];
  return std::tie(one.version, one.import_id, one.content) >
         std::tie(other.version, other.import_id, other.content);
}

void EventSelection::DropSuperseded() {
  std::sort(candidates_.begin(), candidates_.end(), [&](const Candidate& a, const Candidate& b) {
    const uint64_t one = events_[a.index].identity;
    const uint64_t other = events_[b.index].identity;
    return one != other ? one < other : IsNewer(a.index, b.index);
  });
  const auto last = std::unique(candidates_.begin(), candidates_.end(),
                                [&](const Candidate& a, const Candidate& b) {
                                  return events_[a.index].identity == events_[b.index].identity;
                                });
  candidates_.erase(last, candidates_.end());
}

void EventSelection::DropImplied() {
  domain::KindSet observed;
  domain::KindSet implied;
  for (const Candidate& candidate : candidates_) {
    const Event& event = events_[candidate.index];
    domain::KindSet& kinds = event.is_observed ? observed : implied;
    kinds = kinds.With(event.kind);
  }
  if ((observed.bits & implied.bits) == 0) return;
  std::erase_if(candidates_, [&](const Candidate& candidate) {
    const Event& event = events_[candidate.index];
    return !event.is_observed && observed.Has(event.kind);
  });
}

bool EventSelection::IsBefore(const Candidate& a, const Candidate& b) const {
  if (a.at != b.at) return a.at < b.at;
  if (a.rank != b.rank) return a.rank < b.rank;
  const Event& one = events_[a.index];
  const Event& other = events_[b.index];
  return std::tie(one.version, one.identity) < std::tie(other.version, other.identity);
}

void EventSelection::Sort() {
  const auto is_before = [this](const Candidate& a, const Candidate& b) { return IsBefore(a, b); };
  if (candidates_.size() > kInsertionRows) {
    std::sort(candidates_.begin(), candidates_.end(), is_before);
    return;
  }
  for (size_t end = 1; end < candidates_.size(); ++end) {
    const Candidate moving = candidates_[end];
    size_t place = end;
    for (; place > 0 && IsBefore(moving, candidates_[place - 1]); --place) {
      candidates_[place] = candidates_[place - 1];
    }
    candidates_[place] = moving;
  }
}

void EventSelection::OrderStatesByVersion() {
  for (size_t first = 0, limit = 0; first < candidates_.size(); first = limit) {
    limit = first + 1;
    while (limit < candidates_.size() && candidates_[limit].at == candidates_[first].at) ++limit;
    if (limit - first > 1)
      OrderStatesByVersion(std::span(candidates_).subspan(first, limit - first));
  }
}

/// The states of one instant change places with each other only; equal versions keep their order.
void EventSelection::OrderStatesByVersion(std::span<Candidate> instant) {
  states_.clear();
  for (const Candidate& candidate : instant) {
    const Event& event = events_[candidate.index];
    if (!kStateKinds.Has(event.kind)) continue;
    if (!event.is_observed) return;
    states_.push_back(candidate);
  }
  if (states_.size() < 2) return;
  std::stable_sort(states_.begin(), states_.end(), [&](const Candidate& a, const Candidate& b) {
    return events_[a.index].version < events_[b.index].version;
  });
  auto next = states_.begin();
  for (Candidate& candidate : instant) {
    if (kStateKinds.Has(events_[candidate.index].kind)) candidate = *next++;
  }
}

}  // namespace kebao::facts
