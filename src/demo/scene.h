#pragma once

#include <algorithm>

#include "demo/conversation.h"
#include "demo/desk.h"
#include "demo/random.h"
#include "demo/staffing.h"

namespace kebao::demo {

/// One conversation while it is being thought out: the clock, who serves, and what the story does
/// to it.
class Scene {
 public:
  Scene(const Desk& desk, Staffing& staffing, Conversation& conversation);

  const Desk& desk() const { return desk_; }
  Staffing& staffing() { return staffing_; }
  Conversation& talk() { return talk_; }
  Random& random() { return random_; }
  EpochSeconds now() const { return now_; }
  int agent() const { return agent_; }
  int team() const { return team_; }
  const AgentForm& form() const { return form_; }
  double difficulty() const { return difficulty_; }
  double resolution_factor() const { return resolution_factor_; }
  double wait_factor() const { return wait_factor_; }
  /// e^(strength × (load − 1)) of the responsible team now.
  double Strain(double strength) const;

  void Pass(double median_seconds, double sigma) { now_ += random_.Seconds(median_seconds, sigma); }
  void GoTo(EpochSeconds at) { now_ = std::max(now_, at); }

  PlannedEvent& Add(domain::EventKind kind, domain::ActorKind actor);
  void CustomerSays(Utterance utterance);
  void BotSays();
  /// As the present agent, who is on duty after Keep… or Await… .
  void AgentSays(Utterance utterance, domain::EventKind kind = domain::EventKind::kAgentMessage);
  PlannedEvent& AgentDoes(domain::EventKind kind);

  void SetTeam(int team) { team_ = team; }
  /// The agent serves from now on; form and team follow.
  void Serve(int agent);
  /// Moves the clock on to the agent's next working time.
  void AwaitAgent() { now_ = desk_.roster().NextWorking(agent_, now_); }
  bool IsAgentOnDuty() const { return desk_.roster().DutyAt(agent_, now_) != nullptr; }

  /// Works out the customer's opinion from what happened.
  void FormOpinion();
  /// Survey and rating, at the end.
  void AskOpinion(double sent_share, double answered_share);

 private:
  void Rate(EventSubject subject, double value, int32_t most);

  const Desk& desk_;
  Staffing& staffing_;
  Conversation& talk_;
  Random random_;
  EpochSeconds now_;
  int agent_ = -1;
  int team_;
  AgentForm form_;
  double difficulty_;
  double resolution_factor_ = 1, wait_factor_ = 1, csat_shift_ = 0;
};

// The channels. Each fills talk().events from the opening on.
void PlayChat(Scene& scene);  // chat and social
void PlayCall(Scene& scene);
void PlayTicket(Scene& scene);  // ticket and e-mail

/// The desk works on after the customer has gone: an answer (or a note) and the solution, in a
/// later working hour.
void SolveLater(Scene& scene, domain::EventKind kind);

}  // namespace kebao::demo
