#include "analysis/people/load_balance.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>
#include <random>

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
  std::erase_if(points, [](const Point& point) { return point.load <= 0 && point.hours <= 0; });
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

double MedianOf(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Of normal deviates 1; no outlier changes it much.
double ScatterOf(const std::vector<double>& deviates) {
  constexpr double kOfNormal = 1.4826;
  const double middle = MedianOf(deviates);
  std::vector<double> distances;
  for (const double deviate : deviates) distances.push_back(std::abs(deviate - middle));
  return std::max(1.0, kOfNormal * MedianOf(std::move(distances)));
}

double StudentP(double deviate, size_t people) {
  const boost::math::students_t student(static_cast<double>(people) - 1);
  return 2 * boost::math::cdf(boost::math::complement(student, std::abs(deviate)));
}

PersonLoad Compared(const Load& person, const FairShare& share) {
  PersonLoad load{.key = person.key, .load = person.total(), .hours = person.hours};
  load.expected = std::max(0.0, load.load - (share.cases - share.expected));
  load.is_comparable = share.variance > 0;
  return load;
}

/// Those who can be compared: how far they are off, in standard deviations.
std::vector<double> DeviatesOf(const std::vector<PersonLoad>& people, const FairShares& shares) {
  std::vector<double> deviates;
  for (size_t i = 0; i < people.size(); ++i)
    if (people[i].is_comparable)
      deviates.push_back((people[i].load - people[i].expected) /
                         std::sqrt(shares.people[i].variance));
  return deviates;
}

void SetStandings(double tolerance, std::vector<PersonLoad>* people) {
  std::vector<double> ps;
  for (const PersonLoad& person : *people) ps.push_back(person.p);
  const std::vector<double> rates = FalseDiscoveryRates(ps);
  for (size_t i = 0; i < people->size(); ++i) {
    PersonLoad& person = (*people)[i];
    person.q = rates[i];
    if (person.q > kFalseDiscoveries) continue;
    if (person.load > person.expected * (1 + tolerance)) person.standing = LoadStanding::kOver;
    if (person.load < person.expected * (1 - tolerance)) person.standing = LoadStanding::kUnder;
  }
}

void Judge(double tolerance, const FairShares& shares, LoadBalance* balance) {
  constexpr double kDeviations95 = 1.959963984540054;
  const std::vector<double> deviates = DeviatesOf(balance->people, shares);
  balance->dispersion = shares.dispersion;
  balance->scatter = ScatterOf(deviates);
  for (size_t i = 0; i < balance->people.size(); ++i) {
    PersonLoad& person = balance->people[i];
    if (!person.is_comparable || deviates.size() < 2) continue;
    const double error = balance->scatter * std::sqrt(shares.people[i].variance);
    person.p = StudentP((person.load - person.expected) / error, deviates.size());
    if (!(person.expected > 0)) continue;
    person.low = std::max(0.0, (person.load - kDeviations95 * error) / person.expected);
    person.high = (person.load + kDeviations95 * error) / person.expected;
  }
  SetStandings(tolerance, &balance->people);
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

std::optional<LoadBalance> BalanceLoad(const std::vector<Load>& people,
                                       std::span<const LoadCell> cells, uint64_t seed,
                                       const LoadLimits& limits) {
  if (!Gini(people)) return std::nullopt;
  const FairShares shares = ShareOut(cells, people.size());
  LoadBalance balance;
  std::vector<Point> points;
  for (size_t i = 0; i < people.size(); ++i) {
    balance.people.push_back(Compared(people[i], shares.people[i]));
    points.push_back({balance.people[i].load, balance.people[i].expected});
  }
  const auto gini = GiniOf(points);
  if (!gini) return std::nullopt;
  balance.gini = *gini;
  SetInterval(points, seed, &balance);
  Judge(limits.tolerance, shares, &balance);
  Mover mover(people, balance.people, limits);
  balance.moves = mover.Move();
  for (size_t i = 0; i < people.size(); ++i) points[i].load = mover.people()[i].total();
  balance.gini_after = GiniOf(points).value_or(0);
  return balance;
}

std::optional<LoadBalance> BalanceLoad(const std::vector<Load>& people, uint64_t seed,
                                       const LoadLimits& limits) {
  if (!PointsOf(people)) return std::nullopt;
  LoadCell all;
  for (size_t i = 0; i < people.size(); ++i)
    all.parts.push_back({i, people[i].hours, people[i].total()});
  return BalanceLoad(people, std::span(&all, 1), seed, limits);
}

}  // namespace kebao::analysis::people
