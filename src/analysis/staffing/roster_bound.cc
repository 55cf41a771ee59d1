#include "analysis/staffing/roster_bound.h"

#include <algorithm>
#include <cmath>

#include "analysis/staffing/roster_demand.h"

namespace kebao::analysis::staffing {
namespace {

constexpr int kSteps = 5000;
/// Steps get shorter from one part of the way across all prices to another.
constexpr double kFirstStep = 0.04;
constexpr double kLastStep = 0.0002;
const double kShorter = std::pow(kLastStep / kFirstStep, 1.0 / kSteps);
constexpr double kMemory = 0.8;  // of the direction before
constexpr double kFirstPrice = 1.2;
constexpr double kWhole = 1e-6;

using Prices = std::vector<HalfHours>;

double Dot(const Prices& a, const Prices& b) {
  double sum = 0;
  for (size_t skill = 0; skill < a.size(); ++skill)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at) sum += a[skill][at] * b[skill][at];
  return sum;
}

/// The skill of a team that pays best in a half hour; of equal ones that which is most in demand.
size_t BestPaid(const std::vector<int>& skills, const Prices& prices, const Prices& unmet,
                size_t at) {
  const auto paid = [&](int skill) {
    const auto place = static_cast<size_t>(skill);
    return std::pair(prices[place][at], unmet[place][at]);
  };
  return static_cast<size_t>(*std::ranges::max_element(skills, {}, paid));
}

/// Skills by parts that share no agent; what nobody has stands alone.
std::vector<std::vector<int>> SkillParts(const RosterRequest& request, const AgentGroups& groups) {
  std::vector<std::vector<int>> parts;
  std::vector<bool> is_served(request.needed.size(), false);
  for (const std::vector<size_t>& teams : PartsOf(groups.teams)) {
    parts.push_back(SkillsOf(groups.teams, teams));
    for (const int skill : parts.back()) is_served[static_cast<size_t>(skill)] = true;
  }
  for (size_t skill = 0; skill < is_served.size(); ++skill)
    if (!is_served[skill]) parts.push_back({static_cast<int>(skill)});
  return parts;
}

class Relaxation {
 public:
  Relaxation(const RosterRequest& request, const AgentGroups& groups)
      : request_(request),
        groups_(groups),
        parts_(SkillParts(request, groups)),
        finder_(request.rules) {}

  /// The bound at these prices; `unmet` gets what the best weeks leave uncovered.
  double At(const Prices& prices, Prices* unmet) {
    unmet->resize(request_.needed.size());
    double bound = 0;
    for (const std::vector<int>& skills : parts_)
      for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
        bound += PriceNeeds(skills, at, prices, unmet);
    for (size_t team = 0; team < groups_.teams.size(); ++team) {
      finder_.Value(WorthOf(groups_.teams[team], prices));
      for (const AgentGroup& group : groups_.groups)
        if (group.team == team) bound -= Serve(group, prices, unmet);
    }
    return bound;
  }

 private:
  double Serve(const AgentGroup& group, const Prices& prices, Prices* unmet) const {
    const auto [tour, value] = finder_.Best(group);
    const auto agents = static_cast<double>(group.agents.size());
    for (const int at : tour.at_work) {
      const auto place = static_cast<size_t>(at);
      (*unmet)[BestPaid(groups_.teams[group.team], prices, *unmet, place)][place] -= agents;
    }
    return agents * value;
  }

  /// Skills by falling price make a chain of sets. Each is worth the step of the price to the next:
  /// so many agents of it are needed, or, since people are whole, so many rounded up where a
  /// shortage below one counts in proportion (Gomory 1960). That costs more of what a shortage
  /// may cost, so it is done where the fraction is the largest, as far as it goes. `needed` gets
  /// what each skill adds to its set.
  double PriceNeeds(const std::vector<int>& skills, size_t at, const Prices& prices,
                    Prices* needed) {
    chain_.clear();
    for (const int skill : skills)
      chain_.push_back({prices[static_cast<size_t>(skill)][at], static_cast<size_t>(skill), 0, 0});
    std::ranges::stable_sort(chain_, std::ranges::greater{}, &Link::price);
    double sum = 0;
    for (size_t i = 0; i < chain_.size(); ++i) {
      sum += request_.needed[chain_[i].skill][at];
      chain_[i].step = chain_[i].price - (i + 1 < chain_.size() ? chain_[i + 1].price : 0);
      chain_[i].needed = sum;
    }
    RoundUp(request_.rules.shortage_cost - chain_.front().price);
    double value = 0;
    double before = 0;
    for (const Link& link : chain_) {
      value += link.step * link.needed;
      (*needed)[link.skill][at] = link.needed - before;
      before = link.needed;
    }
    return value;
  }

  void RoundUp(double left) {
    std::vector<Link*>& by_fraction = by_fraction_;
    by_fraction.clear();
    for (Link& link : chain_)
      if (link.step > 0 && FractionOf(link) > kWhole && FractionOf(link) < 1 - kWhole)
        by_fraction.push_back(&link);
    std::ranges::stable_sort(by_fraction, std::ranges::greater{},
                             [](const Link* link) { return FractionOf(*link); });
    for (Link* link : by_fraction) {
      const double fraction = FractionOf(*link);
      const double cost = link->step * (1 / fraction - 1);
      const double part = std::min(1.0, left / cost);
      link->needed += part * (1 - fraction);
      left -= part * cost;
      if (left <= 0) return;
    }
  }

  struct Link {
    double price = 0;
    size_t skill = 0;
    double step = 0;
    double needed = 0;
  };
  static double FractionOf(const Link& link) { return link.needed - std::floor(link.needed); }

  const RosterRequest& request_;
  const AgentGroups& groups_;
  const std::vector<std::vector<int>> parts_;
  TourFinder finder_;
  std::vector<Link> chain_;  // kept for its memory
  std::vector<Link*> by_fraction_;
};

/// At the border of what prices may be, steps beyond it lead nowhere.
void LeaveOutBorders(const Prices& prices, double most, Prices* direction) {
  for (size_t skill = 0; skill < prices.size(); ++skill)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
      double& step = (*direction)[skill][at];
      const bool is_out =
          (prices[skill][at] <= 0 && step < 0) || (prices[skill][at] >= most && step > 0);
      if (is_out) step = 0;
    }
}

Prices FirstPrices(const RosterRequest& request) {
  Prices prices(request.needed.size());
  for (size_t skill = 0; skill < prices.size(); ++skill)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
      prices[skill][at] =
          request.needed[skill][at] > 0 ? std::min(request.rules.shortage_cost, kFirstPrice) : 0;
  return prices;
}

/// From no price at all to the highest of all that is needed.
double SpanOf(const RosterRequest& request) {
  int cells = 0;
  for (const HalfHours& skill : request.needed)
    for (const double needed : skill) cells += needed > 0 ? 1 : 0;
  return request.rules.shortage_cost * std::sqrt(cells);
}

void Move(const Prices& direction, double factor, double most, Prices* prices) {
  for (size_t skill = 0; skill < prices->size(); ++skill)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at) {
      double& price = (*prices)[skill][at];
      price = std::clamp(price + factor * direction[skill][at], 0.0, most);
    }
}

void Blend(const Prices& unmet, Prices* direction) {
  for (size_t skill = 0; skill < unmet.size(); ++skill)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
      (*direction)[skill][at] =
          kMemory * (*direction)[skill][at] + (1 - kMemory) * unmet[skill][at];
}

}  // namespace

HalfHours WorthOf(const std::vector<int>& skills, const std::vector<HalfHours>& prices) {
  HalfHours worth{};
  for (const int skill : skills)
    for (size_t at = 0; at < kHalfHoursOfRoster; ++at)
      worth[at] = std::max(worth[at], prices[static_cast<size_t>(skill)][at]);
  return worth;
}

RosterBound FindBound(const RosterRequest& request, const AgentGroups& groups,
                      const TimeLeft& left) {
  const double most = request.rules.shortage_cost;
  Relaxation relaxation(request, groups);
  Prices unmet;
  Prices prices = FirstPrices(request);
  RosterBound best{relaxation.At(prices, &unmet), prices};
  Prices direction = unmet;
  double size = kFirstStep * SpanOf(request);
  for (int step = 0; step < kSteps && !left.IsUp(); ++step, size *= kShorter) {
    LeaveOutBorders(prices, most, &direction);
    const double norm = std::sqrt(Dot(direction, direction));
    if (norm <= 0) break;
    Move(direction, size / norm, most, &prices);
    const double bound = relaxation.At(prices, &unmet);
    if (bound > best.cost) best = {bound, prices};
    Blend(unmet, &direction);
  }
  return best;
}

}  // namespace kebao::analysis::staffing
