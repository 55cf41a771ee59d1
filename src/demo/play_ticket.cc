#include <algorithm>

#include "demo/scene.h"

namespace kebao::demo {
namespace {

using domain::ActorKind;
using domain::EventKind;

constexpr EpochSeconds kHour = 3600;
constexpr EpochSeconds kFirstResponseTarget =
    4 * kHour;  // for urgent tickets and important customers
constexpr EpochSeconds kClosedAfter = 72 * kHour;

bool HasTarget(const Conversation& talk) { return talk.is_urgent || talk.customer_type == "VIP"; }

void Open(Scene& scene) {
  scene.Add(EventKind::kOpened, ActorKind::kCustomer);
  scene.CustomerSays(Utterance::kMailQuestion);
  if (HasTarget(scene.talk())) {
    PlannedEvent& target = scene.Add(EventKind::kSlaApplied, ActorKind::kSystem);
    target.subject = EventSubject::kFirstResponse;
    target.value = kFirstResponseTarget;
  }
  if (scene.talk().channel != Channel::kEmail || !scene.random().Chance(0.8)) return;
  scene.GoTo(scene.now() + scene.random().Between(1, 30));
  PlannedEvent& reply = scene.Add(EventKind::kAutoReply, ActorKind::kSystem);
  reply.utterance = Utterance::kAutoReply;
}

/// False: nobody of the team works within the known days.
bool Assign(Scene& scene) {
  scene.Pass(400 * scene.Strain(0.8) * scene.wait_factor(), 0.8);
  const Staffing::Seat seat =
      scene.staffing().FindForTicket(scene.team(), scene.now(), scene.random());
  if (seat.agent < 0) return false;
  scene.GoTo(seat.from);
  scene.Serve(seat.agent);
  PlannedEvent& event = scene.Add(EventKind::kAssigned, ActorKind::kSystem);
  event.agent = static_cast<int16_t>(scene.agent());
  event.team = static_cast<int16_t>(scene.team());
  return true;
}

void Work(Scene& scene, double median, double sigma) {
  scene.Pass(median * scene.form().reply_factor * scene.Strain(0.5), sigma);
  scene.AwaitAgent();
}

void MarkBreach(Scene& scene) {
  const EpochSeconds due = scene.talk().opened_at + kFirstResponseTarget;
  if (!HasTarget(scene.talk()) || scene.now() <= due) return;
  auto& events = scene.talk().events;
  PlannedEvent breach;
  breach.at = due;
  breach.kind = EventKind::kSlaBreached;
  breach.actor = ActorKind::kSystem;
  breach.subject = EventSubject::kFirstResponse;
  const auto later = std::find_if(events.begin(), events.end(),
                                  [&](const PlannedEvent& event) { return event.at > due; });
  events.insert(later, breach);
}

void AnswerFirst(Scene& scene) {
  Work(scene, 1500 * scene.form().wait_factor * scene.wait_factor(), 0.9);
  MarkBreach(scene);
  scene.talk().wait_seconds = static_cast<double>(scene.now() - scene.talk().opened_at) / 20;
  scene.AgentSays(Utterance::kAnswer);
}

void Escalate(Scene& scene) {
  Work(scene, 900, 0.5);
  scene.AgentDoes(EventKind::kEscalated);
  const Staffing::Seat seat =
      scene.staffing().FindForTicket(scene.team(), scene.now() + 60, scene.random());
  if (seat.agent < 0 || seat.agent == scene.agent()) return;
  PlannedEvent& event = scene.AgentDoes(EventKind::kTransferred);
  event.agent = static_cast<int16_t>(seat.agent);
  ++scene.talk().transfers;
  scene.GoTo(seat.from);
  scene.Serve(seat.agent);
}

void AskThirdParty(Scene& scene) {
  Work(scene, 1200, 0.5);
  scene.AgentDoes(EventKind::kStatusOnHold);
  scene.AgentSays(Utterance::kExternal, EventKind::kExternalMessage);
  scene.Pass(14 * kHour * scene.resolution_factor(), 0.6);
  scene.AwaitAgent();
  scene.AgentDoes(EventKind::kStatusOpen);
}

void Exchange(Scene& scene) {
  if (scene.random().Chance(0.6)) scene.AgentDoes(EventKind::kStatusPending);
  scene.Pass(3.5 * kHour, 0.9);
  scene.CustomerSays(scene.random().Chance(0.15) ? Utterance::kUrge : Utterance::kDetail);
  scene.Add(EventKind::kStatusOpen, ActorKind::kCustomer);
  Work(scene, 2400 * scene.resolution_factor(), 0.8);
  if (scene.random().Chance(0.2)) scene.AgentSays(Utterance::kNote, EventKind::kNote);
  scene.AgentSays(Utterance::kAnswer);
}

void Resolve(Scene& scene) {
  Work(scene, 1800 * scene.resolution_factor(), 0.8);
  scene.AgentDoes(EventKind::kResolved);
  scene.talk().is_resolved = true;
  scene.talk().served_until = scene.now();
}

void Reopen(Scene& scene) {
  scene.Pass(10 * kHour, 0.7);
  scene.CustomerSays(Utterance::kDetail);
  scene.Add(EventKind::kReopened, ActorKind::kCustomer);
  Work(scene, 2400, 0.8);
  scene.AgentSays(Utterance::kAnswer);
  Resolve(scene);
}

void Close(Scene& scene) {
  const EpochSeconds resolved_at = scene.talk().served_until;
  scene.AskOpinion(0.9, 0.18);
  scene.GoTo(resolved_at + kClosedAfter);
  scene.Add(EventKind::kClosed, ActorKind::kSystem);
}

void Dismiss(Scene& scene, EventKind kind) {
  Work(scene, 1800, 0.8);
  scene.AgentDoes(kind);
  scene.AgentDoes(EventKind::kClosed);
}

void Handle(Scene& scene) {
  Random& random = scene.random();
  AnswerFirst(scene);
  if (random.Chance(0.01 + 0.07 * scene.difficulty())) Escalate(scene);
  if (random.Chance(0.04 + 0.12 * scene.difficulty())) AskThirdParty(scene);
  const auto turns =
      random.Below(2) + static_cast<uint32_t>(random.Uniform() * 2.5 * scene.difficulty());
  for (uint32_t turn = 0; turn < turns; ++turn) Exchange(scene);
  if (random.Chance(0.015)) return scene.FormOpinion();  // stays open
  Resolve(scene);
  if (random.Chance(0.02 + 0.06 * scene.difficulty())) Reopen(scene);
  Close(scene);
}

}  // namespace

void PlayTicket(Scene& scene) {
  Open(scene);
  if (!Assign(scene)) return;
  if (scene.talk().is_spam) return Dismiss(scene, EventKind::kMarkedSpam);
  if (scene.talk().merged_into > 0) return Dismiss(scene, EventKind::kMerged);
  Handle(scene);
}

}  // namespace kebao::demo
