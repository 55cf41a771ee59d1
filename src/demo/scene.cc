#include "demo/scene.h"

#include <algorithm>

namespace kebao::demo {
namespace {

using domain::ActorKind;
using domain::EventKind;

/// The team that would serve: a new team takes a share of the chats of others.
int RouteTeam(const Desk& desk, const Conversation& talk, Random& random) {
  const int home = desk.catalog().issues[static_cast<size_t>(talk.issue)].team;
  const bool is_chat = talk.channel == Channel::kChat || talk.channel == Channel::kSocial;
  for (const StoryEffect& effect : desk.effects()) {
    const bool takes = is_chat && effect.HoldsAt(talk.opened_at) && effect.spec.routed_share > 0 &&
                       std::find(effect.spec.takes_from.begin(), effect.spec.takes_from.end(),
                                 home) != effect.spec.takes_from.end();
    if (takes && random.Chance(effect.spec.routed_share)) return effect.team;
  }
  return home;
}

/// Natural logarithm of x ≥ 1 to about 1e-3, by the means that every platform shares.
double RoughLog(double x) {
  double result = 0;
  for (; x > 1.5; x /= 1.5) result += 0.405465108;
  const double y = (x - 1) / (x + 1);
  return result + 2 * (y + y * y * y / 3);
}

}  // namespace

Scene::Scene(const Desk& desk, Staffing& staffing, Conversation& conversation)
    : desk_(desk),
      staffing_(staffing),
      talk_(conversation),
      random_(conversation.seed),
      now_(conversation.opened_at),
      team_(RouteTeam(desk, conversation, random_)),
      difficulty_(desk.catalog().issues[static_cast<size_t>(conversation.issue)].difficulty) {
  talk_.first_team = team_;
  const int line = desk.catalog().products[static_cast<size_t>(talk_.product)].business_line;
  for (const StoryEffect& effect : desk.effects()) {
    const bool holds = effect.HoldsAt(talk_.opened_at) && effect.IsAboutConversations() &&
                       effect.Matches(talk_.issue, talk_.product, line, talk_.region);
    if (!holds) continue;
    resolution_factor_ *= effect.spec.resolution_factor;
    wait_factor_ *= effect.spec.wait_factor;
    csat_shift_ += effect.spec.csat_shift;
  }
}

double Scene::Strain(double strength) const {
  return PortableExp(strength * (desk_.PressureAt(team_, now_) - 1));
}

PlannedEvent& Scene::Add(EventKind kind, ActorKind actor) {
  PlannedEvent event;
  event.at = now_;
  event.kind = kind;
  event.actor = actor;
  talk_.events.push_back(event);
  return talk_.events.back();
}

void Scene::CustomerSays(Utterance utterance) {
  PlannedEvent& event = Add(EventKind::kCustomerMessage, ActorKind::kCustomer);
  event.utterance = utterance;
  event.text_seed = static_cast<uint32_t>(random_.Next());
}

void Scene::BotSays() {
  PlannedEvent& event = Add(EventKind::kBotMessage, ActorKind::kBot);
  event.utterance = Utterance::kBotAnswer;
  event.text_seed = static_cast<uint32_t>(random_.Next());
}

void Scene::AgentSays(Utterance utterance, EventKind kind) {
  PlannedEvent& event = AgentDoes(kind);
  event.utterance = utterance;
  event.text_seed = static_cast<uint32_t>(random_.Next());
}

PlannedEvent& Scene::AgentDoes(EventKind kind) {
  PlannedEvent& event = Add(kind, ActorKind::kAgent);
  event.agent = static_cast<int16_t>(agent_);
  event.team = static_cast<int16_t>(team_);
  return event;
}

void Scene::Serve(int agent) {
  agent_ = agent;
  team_ = desk_.roster().TeamOf(agent, desk_.line().DayOf(now_));
  form_ = desk_.FormAt(agent, now_);
  talk_.last_agent = agent;
}

void Scene::FormOpinion() {
  double opinion =
      4.55 + 0.9 * (form_.skill - 0.5) - 0.45 * difficulty_ + form_.csat_shift + csat_shift_;
  opinion -= 0.17 * RoughLog(1 + talk_.wait_seconds / 30);
  opinion -= 0.25 * talk_.transfers;
  if (!talk_.is_resolved) opinion -= 1.5;
  // Some are cross for reasons that no record shows.
  if (random_.Chance(0.02 + 0.07 * difficulty_)) opinion -= 1.3 + 1.5 * random_.Uniform();
  talk_.opinion = opinion + 0.55 * random_.Normal();
}

void Scene::AskOpinion(double sent_share, double answered_share) {
  FormOpinion();
  if (agent_ < 0 || !random_.Chance(sent_share)) return;
  now_ += random_.Between(2, 20);
  Add(EventKind::kSurveySent, ActorKind::kSystem);
  const double excitement = talk_.opinion > 3.8 ? talk_.opinion - 3.8 : 3.8 - talk_.opinion;
  if (!random_.Chance(answered_share + 0.08 * excitement)) return;
  Pass(90, 1.0);
  Rate(EventSubject::kCsat, talk_.opinion, 5);
  if (random_.Chance(0.02)) {
    Pass(3600, 0.5);
    Rate(EventSubject::kCsat, talk_.opinion + 0.5 * random_.Normal(), 5);
  }
  if (random_.Chance(0.2)) {
    now_ += random_.Between(5, 40);
    Rate(EventSubject::kNps, talk_.opinion * 2.6 - 3.2 + random_.Normal(), 10);
  }
}

void Scene::Rate(EventSubject subject, double value, int32_t most) {
  const int32_t least = subject == EventSubject::kNps ? 0 : 1;
  const auto rounded = static_cast<int32_t>(value < 0 ? 0 : value + 0.5);
  const int32_t score = std::clamp(rounded, least, most);
  PlannedEvent& event = Add(EventKind::kRated, ActorKind::kCustomer);
  event.subject = subject;
  event.value = score * 100;
  event.agent = static_cast<int16_t>(agent_);
  event.team = static_cast<int16_t>(team_);
  if (subject != EventSubject::kCsat) return;
  if (score >= 4 && random_.Chance(0.25)) event.utterance = Utterance::kPraise;
  if (score <= 2 && random_.Chance(0.6)) event.utterance = Utterance::kBlame;
  event.text_seed = static_cast<uint32_t>(random_.Next());
}

void SolveLater(Scene& scene, EventKind kind) {
  scene.Pass(16 * 3600 * scene.resolution_factor(), 0.6);
  scene.AwaitAgent();
  scene.AgentSays(kind == EventKind::kNote ? Utterance::kNote : Utterance::kAnswer, kind);
  scene.Pass(600, 0.5);
  scene.AwaitAgent();
  scene.AgentDoes(EventKind::kResolved);
  scene.talk().is_resolved = true;
}

}  // namespace kebao::demo
