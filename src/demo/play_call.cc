#include <algorithm>

#include "demo/scene.h"

namespace kebao::demo {
namespace {

using domain::ActorKind;
using domain::EventKind;

constexpr EpochSeconds kLongestTalk =
    780;  // with the wrap-up below the last quarter of an hour of a shift
constexpr EpochSeconds kLongestWrapUp = 100;
constexpr double kRingNoAnswerShare = 0.05;

void Enter(Scene& scene) {
  scene.Add(EventKind::kOpened, ActorKind::kCustomer);
  scene.GoTo(scene.now() + scene.random().Between(8, 25));  // voice menu
  scene.Add(EventKind::kQueued, ActorKind::kSystem).team = static_cast<int16_t>(scene.team());
}

void Offer(Scene& scene, int agent) {
  PlannedEvent& event = scene.Add(EventKind::kOffered, ActorKind::kSystem);
  event.agent = static_cast<int16_t>(agent);
  event.team = static_cast<int16_t>(
      scene.desk().roster().TeamOf(agent, scene.desk().line().DayOf(scene.now())));
}

void GiveUp(Scene& scene, EpochSeconds at) {
  scene.GoTo(at);
  const uint32_t draw = scene.random().Below(100);
  const EventKind kind = draw < 88   ? EventKind::kAbandoned
                         : draw < 95 ? EventKind::kTimedOut
                                     : EventKind::kVoicemail;
  scene.Add(kind, kind == EventKind::kTimedOut ? ActorKind::kSystem : ActorKind::kCustomer);
  scene.Add(EventKind::kClosed, ActorKind::kSystem);
  scene.FormOpinion();
}

/// False: the caller hung up while waiting.
bool GetAnswered(Scene& scene) {
  Random& random = scene.random();
  const EpochSeconds queued_at = scene.now();
  const EpochSeconds gives_up_at = queued_at + random.Seconds(130, 0.7);
  const int64_t wait = random.Seconds(13 * scene.Strain(1.4) * scene.wait_factor(), 0.8);
  Staffing::Seat seat = scene.staffing().FindForCall(scene.team(), queued_at + wait, -1, random);
  if (seat.agent >= 0 && seat.from < gives_up_at && random.Chance(kRingNoAnswerShare)) {
    scene.GoTo(seat.from);
    Offer(scene, seat.agent);
    seat = scene.staffing().FindForCall(scene.team(), seat.from + 15, seat.agent, random);
  }
  const EpochSeconds answered_at = seat.from + random.Between(2, 9);
  scene.talk().wait_seconds = static_cast<double>(std::min(answered_at, gives_up_at) - queued_at);
  if (seat.agent < 0 || answered_at >= gives_up_at) {
    GiveUp(scene, std::max(gives_up_at, scene.now()));
    return false;
  }
  scene.GoTo(seat.from);
  Offer(scene, seat.agent);
  scene.GoTo(answered_at);
  scene.Serve(seat.agent);
  scene.AgentDoes(EventKind::kAccepted);
  return true;
}

/// Lets `seconds` of talk pass, perhaps with the caller on hold in the middle.
void Talk(Scene& scene, EpochSeconds seconds) {
  const EpochSeconds end = scene.now() + seconds;
  if (seconds > 90 && scene.random().Chance(0.1 + 0.1 * scene.difficulty())) {
    scene.GoTo(scene.now() + seconds / 3);
    scene.AgentDoes(EventKind::kHoldStarted);
    scene.GoTo(std::min(end - 20, scene.now() + scene.random().Seconds(40, 0.5)));
    scene.AgentDoes(EventKind::kHoldEnded);
  }
  scene.GoTo(end);
}

void Transfer(Scene& scene) {
  const Staffing::Seat seat =
      scene.staffing().FindForCall(scene.team(), scene.now(), scene.agent(), scene.random());
  if (seat.agent < 0 || seat.from > scene.now() + 60) return;
  scene.staffing().TakeCall(scene.agent(), scene.now());
  scene.GoTo(seat.from);
  scene.Serve(seat.agent);
  PlannedEvent& event = scene.Add(EventKind::kTransferred, ActorKind::kSystem);
  event.agent = static_cast<int16_t>(scene.agent());
  event.team = static_cast<int16_t>(scene.team());
  ++scene.talk().transfers;
  scene.GoTo(scene.now() + scene.random().Between(2, 6));
  scene.AgentDoes(EventKind::kAccepted);
}

EpochSeconds TalkSeconds(Scene& scene) {
  const double median = 150 * (0.6 + scene.difficulty()) * (0.5 + 0.5 * scene.form().reply_factor) *
                        scene.resolution_factor();
  return std::clamp<EpochSeconds>(scene.random().Seconds(median, 0.6), 15, kLongestTalk / 2);
}

void WrapUp(Scene& scene) {
  scene.AgentDoes(EventKind::kTalkEnded).actor =
      scene.random().Chance(0.7) ? ActorKind::kCustomer : ActorKind::kAgent;
  const EpochSeconds seconds =
      std::min(kLongestWrapUp, scene.random().Seconds(30 * scene.form().reply_factor, 0.5));
  scene.GoTo(scene.now() + seconds);
  if (scene.random().Chance(0.4)) scene.AgentSays(Utterance::kNote, EventKind::kNote);
  scene.AgentDoes(EventKind::kWrapUpEnded);
  scene.staffing().TakeCall(scene.agent(), scene.now());
}

void Finish(Scene& scene) {
  const double solved_share = 0.97 - 0.3 * scene.difficulty() + 0.14 * (scene.form().skill - 0.5);
  scene.talk().served_until = scene.now();
  if (scene.random().Chance(solved_share)) {
    scene.AgentDoes(EventKind::kResolved);
    scene.talk().is_resolved = true;
  } else {
    scene.AgentDoes(EventKind::kStatusPending);
    if (scene.random().Chance(0.85)) SolveLater(scene, EventKind::kNote);
  }
  scene.AskOpinion(0.9, 0.12);
}

}  // namespace

void PlayCall(Scene& scene) {
  Enter(scene);
  if (!GetAnswered(scene)) return;
  Talk(scene, TalkSeconds(scene));
  if (scene.random().Chance(0.02 + 0.06 * scene.difficulty())) {
    Transfer(scene);
    Talk(scene, TalkSeconds(scene));
  }
  WrapUp(scene);
  Finish(scene);
}

}  // namespace kebao::demo
