#pragma once

#include <functional>
#include <vector>

#include "demo/arrivals.h"
#include "demo/conversation.h"
#include "demo/desk.h"
#include "demo/staffing.h"

namespace kebao::demo {

/// Plays the desk day by day; the conversations come in the order of their opening, each complete
/// to its end. The one place from which the canonical stream and every export take what happened.
class ServiceYear {
 public:
  explicit ServiceYear(const Desk& desk);

  /// Plays the next day; `visit` sees each conversation once and may not keep it.
  void PlayDay(int day, const std::function<void(const Conversation&)>& visit);
  /// The effects with the number of conversations that met them so far.
  const std::vector<StoryEffect>& effects() const { return effects_; }

 private:
  void Play();
  void PlanRepeat();
  void CountEffects();

  const Desk& desk_;
  Arrivals arrivals_;
  Staffing staffing_;
  std::vector<StoryEffect> effects_;
  Conversation talk_;
};

}  // namespace kebao::demo
