#include <algorithm>

#include "demo/scene.h"

namespace kebao::demo {
namespace {

using domain::ActorKind;
using domain::EventKind;

constexpr double kBotShare = 0.7;
constexpr double kBotSolvedShare = 0.36;
constexpr double kBotLeftShare = 0.05;
constexpr double kLongReply = 150;  // seconds after which customers ask whether anybody is there

void Open(Scene& scene) {
  scene.Add(EventKind::kOpened, ActorKind::kCustomer);
  scene.GoTo(scene.now() + scene.random().Between(0, 4));
  scene.CustomerSays(Utterance::kQuestion);
}

/// True: the conversation ended with the bot.
bool TalkToBot(Scene& scene) {
  Random& random = scene.random();
  if (!random.Chance(kBotShare)) return false;
  scene.GoTo(scene.now() + random.Between(1, 3));
  scene.BotSays();
  const bool is_solved = random.Chance(kBotSolvedShare * (1.4 - scene.difficulty()));
  if (is_solved || random.Chance(0.4)) {
    scene.Pass(20, 0.6);
    scene.CustomerSays(is_solved ? Utterance::kThanks : Utterance::kDetail);
    scene.GoTo(scene.now() + random.Between(1, 3));
    scene.BotSays();
  }
  if (is_solved || random.Chance(kBotLeftShare)) {
    scene.Pass(180, 0.3);
    scene.Add(is_solved ? EventKind::kResolved : EventKind::kClosed,
              is_solved ? ActorKind::kBot : ActorKind::kSystem);
    scene.talk().is_resolved = is_solved;
    scene.FormOpinion();
    return true;
  }
  scene.Pass(10, 0.6);
  scene.Add(EventKind::kBotHandoff, ActorKind::kBot).team = static_cast<int16_t>(scene.team());
  return false;
}

void Leave(Scene& scene, EpochSeconds at) {
  scene.GoTo(at);
  scene.Add(EventKind::kAbandoned, ActorKind::kCustomer);
  scene.GoTo(scene.now() + 60);
  scene.Add(EventKind::kClosed, ActorKind::kSystem);
  scene.FormOpinion();
}

/// False: the customer left before anybody answered.
bool WaitInQueue(Scene& scene) {
  Random& random = scene.random();
  scene.GoTo(scene.now() + 1);
  scene.Add(EventKind::kQueued, ActorKind::kSystem).team = static_cast<int16_t>(scene.team());
  const EpochSeconds queued_at = scene.now();
  const EpochSeconds gives_up_at = queued_at + random.Seconds(330, 0.6);
  const int64_t wait = random.Seconds(11 * scene.Strain(1.3) * scene.wait_factor(), 0.8);
  const Staffing::Seat seat =
      scene.staffing().FindForChat(scene.team(), queued_at + wait, -1, random);
  scene.talk().wait_seconds = static_cast<double>(std::min(seat.from, gives_up_at) - queued_at);
  if (seat.agent < 0 || seat.from >= gives_up_at) {
    Leave(scene, gives_up_at);
    return false;
  }
  scene.GoTo(seat.from);
  scene.Serve(seat.agent);
  scene.AgentDoes(EventKind::kAccepted);
  return true;
}

/// Somebody else goes on: the matter is not for this agent, or the shift is over.
void HandOver(Scene& scene, int team) {
  const EpochSeconds began = scene.talk().served_until;
  const Staffing::Seat seat =
      scene.staffing().FindForChat(team, scene.now(), scene.agent(), scene.random());
  if (seat.agent < 0) return scene.AwaitAgent();
  scene.staffing().TakeChat(scene.agent(), began, scene.now());
  scene.GoTo(seat.from);
  scene.Serve(seat.agent);
  PlannedEvent& event = scene.Add(EventKind::kTransferred, ActorKind::kSystem);
  event.agent = static_cast<int16_t>(scene.agent());
  event.team = static_cast<int16_t>(scene.team());
  ++scene.talk().transfers;
  scene.talk().served_until = scene.now();
  scene.Pass(14 * scene.form().reply_factor, 0.5);
  if (scene.IsAgentOnDuty()) scene.AgentSays(Utterance::kTransferHello);
}

void KeepSomebodyOnDuty(Scene& scene) {
  if (!scene.IsAgentOnDuty()) HandOver(scene, scene.team());
}

void Reply(Scene& scene, Utterance utterance, double median) {
  const double factor = scene.form().reply_factor * scene.Strain(0.25) * scene.resolution_factor();
  const int64_t delay = scene.random().Seconds(median * factor, 0.6);
  const EpochSeconds reply_at = scene.now() + delay;
  if (static_cast<double>(delay) > kLongReply && scene.random().Chance(0.4)) {
    scene.GoTo(scene.now() + delay * 2 / 3);
    scene.CustomerSays(Utterance::kUrge);
  }
  scene.GoTo(reply_at);
  KeepSomebodyOnDuty(scene);
  scene.AgentSays(utterance);
}

void Ask(Scene& scene) {
  scene.Pass(26, 0.7);
  scene.CustomerSays(Utterance::kDetail);
  if (!scene.random().Chance(0.25)) return;
  scene.Pass(9, 0.5);
  scene.CustomerSays(Utterance::kDetail);
}

void Converse(Scene& scene) {
  Random& random = scene.random();
  scene.talk().served_until = scene.now();
  Reply(scene, Utterance::kGreeting, 9 * scene.form().wait_factor * scene.Strain(0.3));
  if (random.Chance(0.02 + 0.09 * scene.difficulty())) {
    Ask(scene);
    const auto teams = static_cast<uint32_t>(scene.desk().catalog().teams.size());
    const int other = random.Chance(0.5) ? scene.team() : static_cast<int>(random.Below(teams));
    HandOver(scene, other);
  }
  const auto turns =
      1 + random.Below(2) +
      static_cast<uint32_t>(random.Uniform() * 3 * scene.difficulty() * scene.resolution_factor());
  for (uint32_t turn = 0; turn < turns; ++turn) {
    Ask(scene);
    if (turn == 0 && random.Chance(0.3))
      Reply(scene, random.Chance(0.6) ? Utterance::kAsk : Utterance::kWait, 12);
    Reply(scene, Utterance::kAnswer, 24 * (0.6 + 0.9 * scene.difficulty()));
  }
}

void Resolve(Scene& scene) {
  scene.Pass(18, 0.7);
  scene.CustomerSays(scene.random().Chance(0.7) ? Utterance::kThanks : Utterance::kFarewell);
  Reply(scene, Utterance::kClosing, 10);
  scene.Pass(25, 0.6);
  KeepSomebodyOnDuty(scene);
  scene.AgentDoes(EventKind::kResolved);
  scene.talk().is_resolved = true;
}

void Reopen(Scene& scene) {
  scene.Pass(5 * 3600, 0.9);
  scene.CustomerSays(Utterance::kQuestion);
  scene.Add(EventKind::kReopened, ActorKind::kCustomer);
  scene.Pass(40 * scene.form().reply_factor, 0.8);
  scene.AwaitAgent();
  scene.AgentSays(Utterance::kAnswer);
  scene.Pass(120, 0.6);
  scene.AwaitAgent();
  scene.AgentDoes(EventKind::kResolved);
}

void LeaveOpen(Scene& scene) {
  scene.AgentDoes(EventKind::kStatusPending);
  const uint32_t draw = scene.random().Below(100);
  if (draw < 72) return SolveLater(scene, EventKind::kAgentMessage);
  if (draw < 90) {
    scene.Pass(86'400, 0.3);
    scene.Add(EventKind::kClosed, ActorKind::kSystem);
  }
}

void Finish(Scene& scene) {
  const double solved_share = 0.98 - 0.28 * scene.difficulty() + 0.14 * (scene.form().skill - 0.5);
  const bool is_solved = scene.random().Chance(solved_share);
  if (is_solved) Resolve(scene);
  scene.staffing().TakeChat(scene.agent(), scene.talk().served_until, scene.now());
  scene.talk().served_until = scene.now();
  if (!is_solved)
    LeaveOpen(scene);
  else if (scene.random().Chance(0.02 + 0.04 * scene.difficulty()))
    Reopen(scene);
  scene.AskOpinion(0.75, 0.22);
}

/// The desk writes first: about an order, a repair, a promise made earlier.
void PlayOutbound(Scene& scene) {
  const Staffing::Seat seat =
      scene.staffing().FindForChat(scene.team(), scene.now(), -1, scene.random());
  PlannedEvent& opened = scene.Add(EventKind::kOpened, ActorKind::kAgent);
  if (seat.agent < 0) return;
  opened.agent = static_cast<int16_t>(seat.agent);
  opened.at = seat.from;
  scene.GoTo(seat.from);
  scene.Serve(seat.agent);
  scene.talk().served_until = scene.now();
  scene.AgentSays(Utterance::kAnswer);
  scene.Pass(900, 1.0);
  if (scene.random().Chance(0.5)) scene.CustomerSays(Utterance::kThanks);
  scene.Pass(60, 0.5);
  if (!scene.IsAgentOnDuty()) scene.AwaitAgent();
  scene.AgentDoes(EventKind::kResolved);
  scene.talk().is_resolved = true;
  scene.FormOpinion();
}

}  // namespace

void PlayChat(Scene& scene) {
  if (scene.talk().is_outbound) return PlayOutbound(scene);
  Open(scene);
  if (TalkToBot(scene)) return;
  if (!WaitInQueue(scene)) return;
  Converse(scene);
  Finish(scene);
}

}  // namespace kebao::demo
