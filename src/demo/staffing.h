#pragma once

#include <array>
#include <vector>

#include "demo/desk.h"
#include "demo/random.h"

namespace kebao::demo {

/// Who is taken by whom: keeps chats per agent below their number of places and calls from
/// overlapping. Conversations must be seated in the order in which they begin.
class Staffing {
 public:
  explicit Staffing(const Desk& desk);

  struct Seat {
    int agent = -1;         // −1: nobody, all are gone
    EpochSeconds from = 0;  // when the agent is free
  };
  /// The least busy agent of the team on duty at `at` (else of the night team, else of any).
  Seat FindForChat(int team, EpochSeconds at, int except, Random& random) const;
  Seat FindForCall(int team, EpochSeconds at, int except, Random& random) const;
  /// Somebody of the team who works next; `from` = when.
  Seat FindForTicket(int team, EpochSeconds at, Random& random) const;

  void TakeChat(int agent, EpochSeconds from, EpochSeconds until);
  void TakeCall(int agent, EpochSeconds until);

 private:
  static constexpr size_t kPlaces = 6;
  struct Load {
    std::array<EpochSeconds, kPlaces> chats_until{};
    EpochSeconds call_until = 0;
  };
  enum class Work : uint8_t { kChat, kCall };

  Seat FindIn(int team, EpochSeconds at, int except, Work work, Random& random) const;
  Seat Find(int team, EpochSeconds at, int except, Work work, Random& random) const;
  EpochSeconds FreeFrom(int agent, EpochSeconds at, Work work, int& busy) const;

  const Desk& desk_;
  std::vector<Load> loads_;  // by agent
};

}  // namespace kebao::demo
