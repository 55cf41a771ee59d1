#include "analysis/staffing/required_agents.h"

#include <cmath>

namespace kebao::analysis::staffing {
namespace {

constexpr int kMostPlaces = 100000;

Result<void> CheckShare(const std::optional<double>& share, bool may_be_one, const char* name,
                        const std::string& place) {
  if (!share || (*share > 0 && (*share < 1 || (may_be_one && *share == 1)))) return {};
  return MakeProblem("staffing.number", place, {{"name", name}});
}

Result<void> CheckTarget(const ServiceTarget& target, const std::string& place) {
  if (!target.service_level && !target.most_occupancy && !target.most_abandoned)
    return MakeProblem("staffing.target", place);
  KEBAO_TRY_VOID(CheckShare(target.service_level, false, "service_level", place));
  KEBAO_TRY_VOID(CheckShare(target.most_occupancy, true, "most_occupancy", place));
  return CheckShare(target.most_abandoned, false, "most_abandoned", place);
}

/// What is missed; kNone: all is met.
Binding MissedBy(const QueuePerformance& performance, const ServiceTarget& target) {
  if (!performance.is_stable) return Binding::kStability;
  if (target.service_level && performance.service_level < *target.service_level)
    return Binding::kServiceLevel;
  if (target.most_abandoned && performance.abandoned_share > *target.most_abandoned)
    return Binding::kAbandonment;
  if (target.most_occupancy && performance.occupancy > *target.most_occupancy)
    return Binding::kOccupancy;
  return Binding::kNone;
}

class Search {
 public:
  Search(const QueueLoad& load, const ServiceTarget& target, const std::string& place)
      : load_(load), target_(target), place_(place), most_(kMostPlaces / load.concurrency) {}

  Result<RequiredAgents> Run() {
    int enough = 1;
    KEBAO_TRY(Binding missed, Missed(enough));
    while (missed != Binding::kNone) {
      if (enough == most_)
        return MakeProblem("staffing.too_many", place_, {{"most", std::to_string(most_)}});
      lacking_ = enough;
      found_.binding = missed;
      enough = enough > most_ / 2 ? most_ : 2 * enough;
      KEBAO_TRY(missed, Missed(enough));
    }
    return Narrow(enough);
  }

 private:
  Result<Binding> Missed(int agents) {
    KEBAO_TRY(tried_, PerformanceOf(load_, agents, target_.within_seconds, place_));
    return MissedBy(tried_, target_);
  }

  Result<RequiredAgents> Narrow(int enough) {
    while (enough - lacking_ > 1) {
      const int middle = lacking_ + (enough - lacking_) / 2;
      KEBAO_TRY(const Binding missed, Missed(middle));
      if (missed == Binding::kNone) {
        enough = middle;
      } else {
        lacking_ = middle;
        found_.binding = missed;
      }
    }
    if (lacking_ == 0) {
      KEBAO_TRY(found_.binding, Missed(0));
    }
    KEBAO_TRY_VOID(Missed(enough));
    found_.agents = enough;
    found_.performance = tried_;
    return found_;
  }

  const QueueLoad& load_;
  const ServiceTarget& target_;
  const std::string& place_;
  const int most_;
  int lacking_ = 0;  // too few
  QueuePerformance tried_;
  RequiredAgents found_;
};

}  // namespace

Result<RequiredAgents> AgentsFor(const QueueLoad& load, const ServiceTarget& target,
                                 const std::string& place) {
  KEBAO_TRY_VOID(CheckTarget(target, place));
  KEBAO_TRY(const QueuePerformance none, PerformanceOf(load, 0, target.within_seconds, place));
  if (load.offered_erlangs() == 0) return RequiredAgents{0, none, Binding::kNone};
  return Search(load, target, place).Run();
}

Result<double> RosteredFor(double required, double shrinkage, const std::string& place) {
  if (!std::isfinite(shrinkage) || shrinkage < 0 || shrinkage >= 1)
    return MakeProblem("staffing.number", place, {{"name", "shrinkage"}});
  if (!std::isfinite(required) || required < 0)
    return MakeProblem("staffing.number", place, {{"name", "required"}});
  return required / (1 - shrinkage);
}

}  // namespace kebao::analysis::staffing
