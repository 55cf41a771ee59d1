#pragma once

#include <array>
#include <vector>

#include "demo/conversation.h"
#include "demo/desk.h"
#include "demo/random.h"

namespace kebao::demo {

/// Who writes when about what. Call PlanDay for the days in order; conversations get their
/// attributes, no events.
class Arrivals {
 public:
  explicit Arrivals(const Desk& desk);

  struct Arrival {
    EpochSeconds at = 0;
    int repeat = -1;  // place in the day's list of repeated contacts; −1: a new matter
  };
  /// The day's arrivals, ascending.
  const std::vector<Arrival>& PlanDay(int day);
  /// Sets every attribute of the conversation and clears what happened in it.
  void Fill(const Arrival& arrival, Conversation& conversation);
  /// The customer will write again about the same matter. Beyond the data: forgotten.
  void PlanRepeat(const Conversation& conversation, EpochSeconds at);

 private:
  struct Matter {
    EpochSeconds at = 0;
    int issue = 0, product = 0;
    int64_t customer = 0;
    uint64_t order_number = 0;
  };
  struct Combination {
    int issue = 0, product = 0;
  };

  void MakeCombinations();
  void MakeChannelChoices();
  Matter DrawMatter(EpochSeconds at, Random& random) const;
  const StoryEffect* DrawSurplus(EpochSeconds at, Random& random) const;
  bool IsSpared(const Combination& drawn, int region, EpochSeconds at, Random& random) const;
  Combination DrawCombination(const StoryEffect* effect, Random& random) const;
  int64_t DrawCustomer(int region, Random& random) const;
  Channel DrawChannel(int issue, Random& random) const;

  const Desk& desk_;
  std::vector<Combination> combinations_;
  WeightedChoice combination_choice_;
  std::vector<WeightedChoice> channel_choices_;  // by issue
  WeightedChoice queue_choice_;
  std::vector<std::vector<Matter>> repeats_;  // by day
  std::vector<Arrival> arrivals_;
  int day_ = 0;
  int number_in_day_ = 0;
  int64_t number_ = 0;
};

}  // namespace kebao::demo
