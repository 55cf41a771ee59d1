#include "analysis/people/load_balance.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "analysis/difference.h"
#include "analysis/false_discovery.h"

namespace kebao::analysis::people {
namespace {

constexpr int kResamples = 2000;

struct Point {
  double load = 0;
  double hours = 0;
};

/// By the Lorenz curve: G = Σᵢ(loadᵢ·(hours before − hours after i)) ÷ (load·hours), sorted by load
/// an hour.
std::optional<double> GiniOf(std::vector<Point> points) {
  double load = 0;
  double hours = 0;
  for (const Point& point : points) {
    load += point.load;
    hours += point.hours;
  }
  if (points.size() < 2 || !(load > 0) || !(hours > 0)) return std::nullopt;
  std::ranges::sort(
      points, [](const Point& a, const Point& b) { return a.load * b.hours < b.load * a.hours; });
  double before = 0;
  double sum = 0;
  for (const Point& point : points) {
    sum += point.load * (2 * before + point.hours - hours);
    before += point.hours;
  }
  return std::clamp(sum / (load * hours), 0.0, 1.0);
}

bool IsSound(const Load& person) {
  if (!std::isfinite(person.hours) || person.hours <= 0) return false;
  return std::ranges::all_of(person.by_type, [](const auto& part) {
    return std::isfinite(part.second) && part.second >= 0;
  });
}

std::optional<std::vector<Point>> PointsOf(const std::vector<Load>& people) {
  std::vector<Point> points;
  for (const Load& person : people) {
    if (!IsSound(person)) return std::nullopt;
    points.push_back({person.total(), person.hours});
  }
  return points;
}

/// 95 % percentiles of the bootstrap over people.
void SetInterval(const std::vector<Point>& points, uint64_t seed, LoadBalance* balance) {
  std::mt19937_64 random(seed);
  std::vector<double> found;
  std::vector<Point> sample(points.size());
  for (int i = 0; i < kResamples; ++i) {
    for (Point& point : sample) point = points[random() % points.size()];
    found.push_back(GiniOf(sample).value_or(0));
  }
  std::ranges::sort(found);
  const auto at = [&](double part) { return found[static_cast<size_t>(part * (kResamples - 1))]; };
  balance->low = std::min(balance->gini, at(0.025));
  balance->high = std::max(balance->gini, at(0.975));
}

void Judge(double tolerance, std::vector<PersonLoad>* people) {
  std::vector<double> ps;
  for (PersonLoad& person : *people) {
    const double rest = person.expected;
    const Difference difference = Subtract(PoissonEstimate(person.load), {rest, rest, rest});
    person.p = TwoSidedP(difference.z);
    ps.push_back(person.p);
  }
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < people->size(); ++i) {
    PersonLoad& person = (*people)[i];
    person.q = rates[i];
    if (person.q > kFalseDiscoveries) continue;
    if (person.load > person.expected * (1 + tolerance)) person.standing = LoadStanding::kOver;
    if (person.load < person.expected * (1 - tolerance)) person.standing = LoadStanding::kUnder;
  }
}

/// Moves cases until nobody who has too much meets somebody who could take them.
class Mover {
 public:
  Mover(std::vector<Load> people, const std::vector<PersonLoad>& standings,
        const LoadLimits& limits)
      : people_(std::move(people)), standings_(standings), limits_(limits) {
    for (const Load& person : people_) handled_.push_back(person.by_type);
  }

  std::vector<LoadMove> Move() {
    std::vector<LoadMove> moves;
    while (auto move = Largest()) {
      people_[move->from].by_type[move->type] -= move->cases;
      people_[move->to].by_type[move->type] += move->cases;
      moves.push_back({people_[move->from].key, people_[move->to].key, move->type, move->cases});
    }
    return moves;
  }
  const std::vector<Load>& people() const { return people_; }

 private:
  struct Candidate {
    size_t from = 0;
    size_t to = 0;
    std::string type;
    double cases = 0;
  };

  double Surplus(size_t i) const { return people_[i].total() - standings_[i].expected; }

  std::optional<Candidate> Largest() const {
    std::optional<Candidate> largest;
    for (size_t from = 0; from < people_.size(); ++from) {
      if (standings_[from].standing != LoadStanding::kOver || Surplus(from) < 1) continue;
      for (size_t to = 0; to < people_.size(); ++to) {
        if (standings_[to].standing != LoadStanding::kUnder || Surplus(to) > -1) continue;
        for (const auto& [type, cases] : people_[from].by_type)
          Consider(from, to, type, cases, &largest);
      }
    }
    return largest;
  }

  void Consider(size_t from, size_t to, const std::string& type, double cases,
                std::optional<Candidate>* largest) const {
    const auto own = handled_[to].find(type);
    if (own == handled_[to].end() || own->second < limits_.least_of_type) return;
    const double could = std::floor(std::min({cases, Surplus(from), -Surplus(to)}));
    if (could >= 1 && (!*largest || could > (*largest)->cases)) *largest = {from, to, type, could};
  }

  std::vector<Load> people_;
  const std::vector<PersonLoad>& standings_;
  const LoadLimits& limits_;
  std::vector<std::map<std::string, double>> handled_;  // before anything is moved
};

}  // namespace

double Load::total() const {
  return std::accumulate(by_type.begin(), by_type.end(), 0.0,
                         [](double sum, const auto& part) { return sum + part.second; });
}

std::optional<double> Gini(const std::vector<Load>& people) {
  const auto points = PointsOf(people);
  return points ? GiniOf(*points) : std::nullopt;
}

std::optional<LoadBalance> BalanceLoad(const std::vector<Load>& people, uint64_t seed,
                                       const LoadLimits& limits) {
  const auto points = PointsOf(people);
  if (!points) return std::nullopt;
  const auto gini = GiniOf(*points);
  if (!gini) return std::nullopt;
  LoadBalance balance;
  balance.gini = *gini;
  SetInterval(*points, seed, &balance);
  Point whole;
  for (const Point& point : *points) {
    whole.load += point.load;
    whole.hours += point.hours;
  }
  for (const Load& person : people)
    balance.people.push_back({.key = person.key,
                              .load = person.total(),
                              .hours = person.hours,
                              .expected = whole.load * person.hours / whole.hours});
  Judge(limits.tolerance, &balance.people);
  Mover mover(people, balance.people, limits);
  balance.moves = mover.Move();
  balance.gini_after = Gini(mover.people()).value_or(0);
  return balance;
}

}  // namespace kebao::analysis::people
