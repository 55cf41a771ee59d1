#include "demo/service_year.h"

#include "demo/scene.h"

namespace kebao::demo {
namespace {

constexpr uint64_t kRepeatStream = 51;
constexpr double kRepeatAfterSolved = 0.06;
constexpr double kRepeatAfterUnsolved = 0.38;
constexpr double kPoorOpinion = 2.5;

bool Concerns(const StoryEffect& effect, const Conversation& talk, const Desk& desk) {
  if (!effect.HoldsAt(talk.opened_at)) return false;
  const int line = desk.catalog().products[static_cast<size_t>(talk.product)].business_line;
  if (!effect.Matches(talk.issue, talk.product, line, talk.region)) return false;
  if (effect.agent >= 0) {
    return talk.last_agent >= 0 &&
           desk.roster().agents()[static_cast<size_t>(talk.last_agent)].id == effect.spec.agent;
  }
  return effect.team < 0 || talk.first_team == effect.team;
}

}  // namespace

ServiceYear::ServiceYear(const Desk& desk)
    : desk_(desk), arrivals_(desk), staffing_(desk), effects_(desk.effects()) {}

void ServiceYear::PlayDay(int day, const std::function<void(const Conversation&)>& visit) {
  for (const Arrivals::Arrival& arrival : arrivals_.PlanDay(day)) {
    arrivals_.Fill(arrival, talk_);
    Play();
    PlanRepeat();
    CountEffects();
    visit(talk_);
  }
}

void ServiceYear::Play() {
  Scene scene(desk_, staffing_, talk_);
  switch (talk_.channel) {
    case Channel::kChat:
    case Channel::kSocial:
      return PlayChat(scene);
    case Channel::kPhone:
      return PlayCall(scene);
    case Channel::kTicket:
    case Channel::kEmail:
      return PlayTicket(scene);
  }
}

void ServiceYear::PlanRepeat() {
  if (talk_.is_spam || talk_.merged_into > 0) return;
  Random random = Random::Stream(talk_.seed, kRepeatStream, 0);
  const bool is_poor = !talk_.is_resolved || talk_.opinion < kPoorOpinion;
  if (!random.Chance(is_poor ? kRepeatAfterUnsolved : kRepeatAfterSolved)) return;
  const int64_t days = random.Between(1, 6);
  arrivals_.PlanRepeat(talk_, talk_.opened_at + days * 86'400 + random.Between(-7200, 7200));
}

void ServiceYear::CountEffects() {
  for (StoryEffect& effect : effects_)
    effect.conversations += Concerns(effect, talk_, desk_) ? 1 : 0;
}

}  // namespace kebao::demo
