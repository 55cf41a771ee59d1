#include "analysis/staffing/simulated_replication.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <queue>
#include <set>

#include "analysis/staffing/simulation_chance.h"

namespace kebao::analysis::staffing {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

struct Contact {
  double arrived = 0;
  double gives_up = kNever;
  double work_seconds = 0;  // handled alone
  size_t interval = 0;
};

struct Agent {
  std::vector<double> chats;  // seconds of work that are left of each
  double known_at = 0;        // when they were
  uint64_t plan = 0;          // completions planned under another number no longer hold
  bool is_on = false;
};

struct Completion {
  double at = 0;
  size_t agent = 0;
  uint64_t plan = 0;
  bool operator>(const Completion& other) const { return at > other.at; }
};

class Replication {
 public:
  Replication(const SimulatedDay& day, uint64_t seed)
      : day_(day), chance_(seed), agents_(*std::ranges::max_element(day.agents)) {
    counts_.intervals.resize(day.arrivals.size());
  }

  ReplicationCounts Run() {
    for (size_t i = 0; i < day_.arrivals.size(); ++i) {
      const double start = static_cast<double>(i) * day_.interval_seconds;
      CompleteUntil(start);
      Man(day_.agents[i], start);
      ArriveIn(i, start);
    }
    const double end = static_cast<double>(day_.arrivals.size()) * day_.interval_seconds;
    CompleteUntil(end);
    Account(end);
    while (!waiting_.empty() && !completions_.empty()) CompleteNext();
    for (const Contact& contact : waiting_) Leave(contact, end);
    return std::move(counts_);
  }

 private:
  void Man(int count, double now) {
    Account(now);
    for (size_t i = 0; i < agents_.size(); ++i) {
      const bool is_on = i < static_cast<size_t>(count);
      if (agents_[i].is_on != is_on && HasRoom(i)) {
        if (is_on)
          free_.emplace(agents_[i].chats.size(), i);
        else
          free_.erase({agents_[i].chats.size(), i});
      }
      agents_[i].is_on = is_on;
    }
    manned_ = count;
    ServeWaiting(now);
  }

  void ArriveIn(size_t interval, double start) {
    const double mean_gap = day_.interval_seconds / day_.arrivals[interval];
    const double limit = start + day_.interval_seconds;
    if (!(mean_gap < kNever)) return;
    for (double at = start + chance_.Exponential(mean_gap); at < limit;
         at += chance_.Exponential(mean_gap)) {
      CompleteUntil(at);
      ++counts_.intervals[interval].offered;
      Contact contact{at, kNever, chance_.HandleTime(day_), interval};
      if (day_.contact.patience_seconds)
        contact.gives_up = at + chance_.Exponential(*day_.contact.patience_seconds);
      waiting_.push_back(contact);
      ServeWaiting(at);
    }
  }

  void CompleteUntil(double limit) {
    while (!completions_.empty() && completions_.top().at <= limit) CompleteNext();
  }

  void CompleteNext() {
    const Completion done = completions_.top();
    completions_.pop();
    Agent& agent = agents_[done.agent];
    if (done.plan != agent.plan) return;
    Account(done.at);
    Work(&agent, done.at);
    Take(done.agent, [&] { agent.chats.erase(std::ranges::min_element(agent.chats)); });
    --taken_;
    Plan(done.agent);
    ServeWaiting(done.at);
  }

  void ServeWaiting(double now) {
    while (!waiting_.empty() && !free_.empty()) {
      const Contact contact = waiting_.front();
      waiting_.pop_front();
      if (contact.gives_up <= now) {
        Leave(contact, now);
      } else {
        Serve(contact, free_.begin()->second, now);
      }
    }
  }

  void Serve(const Contact& contact, size_t at, double now) {
    Account(now);
    IntervalCounts& counts = counts_.intervals[contact.interval];
    const double wait = now - contact.arrived;
    counts.wait_seconds += wait;
    counts.waited += wait > 0 ? 1 : 0;
    counts.served_in_time += wait <= day_.within_seconds ? 1 : 0;
    Work(&agents_[at], now);
    Take(at, [&] { agents_[at].chats.push_back(contact.work_seconds); });
    ++taken_;
    Plan(at);
  }

  /// One who is not served: gave up, or (by `end`) is still there.
  void Leave(const Contact& contact, double end) {
    IntervalCounts& counts = counts_.intervals[contact.interval];
    const bool gave_up = contact.gives_up < kNever;
    (gave_up ? counts.abandoned : counts.unserved) += 1;
    counts.waited += 1;
    counts.wait_seconds += (gave_up ? contact.gives_up : end) - contact.arrived;
  }

  bool HasRoom(size_t at) const {
    return agents_[at].chats.size() < static_cast<size_t>(day_.contact.concurrency);
  }

  /// Changes an agent's chats and keeps `free_` in step.
  template <class Change>
  void Take(size_t at, const Change& change) {
    free_.erase({agents_[at].chats.size(), at});
    change();
    if (agents_[at].is_on && HasRoom(at)) free_.emplace(agents_[at].chats.size(), at);
  }

  double Slowness(const Agent& agent) const {
    return 1 + day_.contact.slowdown * (static_cast<double>(agent.chats.size()) - 1);
  }

  void Work(Agent* agent, double now) const {
    const double done = agent->chats.empty() ? 0 : (now - agent->known_at) / Slowness(*agent);
    for (double& left : agent->chats) left = std::max(0.0, left - done);
    agent->known_at = now;
  }

  void Plan(size_t at) {
    Agent& agent = agents_[at];
    ++agent.plan;
    if (agent.chats.empty()) return;
    const double left = *std::ranges::min_element(agent.chats);
    completions_.push({agent.known_at + left * Slowness(agent), at, agent.plan});
  }

  void Account(double now) {
    const double from = static_cast<double>(day_.warm_up) * day_.interval_seconds;
    const double limit = static_cast<double>(day_.arrivals.size()) * day_.interval_seconds;
    const double seconds = std::min(now, limit) - std::max(accounted_, from);
    if (seconds > 0) {
      counts_.taken_seconds += taken_ * seconds;
      counts_.manned_seconds += manned_ * day_.contact.concurrency * seconds;
    }
    accounted_ = now;
  }

  const SimulatedDay& day_;
  Chance chance_;
  std::vector<Agent> agents_;
  std::set<std::pair<size_t, size_t>> free_;  // chats, agent
  std::deque<Contact> waiting_;
  std::priority_queue<Completion, std::vector<Completion>, std::greater<>> completions_;
  double manned_ = 0;
  double taken_ = 0;
  double accounted_ = 0;
  ReplicationCounts counts_;
};

}  // namespace

ReplicationCounts Replicate(const SimulatedDay& day, uint64_t seed) {
  return Replication(day, seed).Run();
}

}  // namespace kebao::analysis::staffing
