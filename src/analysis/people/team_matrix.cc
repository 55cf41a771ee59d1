#include "analysis/people/team_matrix.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace kebao::analysis::people {
namespace {

constexpr double kNormal975 = 1.959963984540054;
constexpr double kLeastMeasured = 0.5;
constexpr int kDraws = 4000;
constexpr int kRangeDraws = 1000;

/// A row on its way, with the standard error of its score.
struct Scored {
  MatrixRow row;
  double error = 0;
};

/// Standard deviation of the unshrunken figures between those compared.
double ScatterOf(const PeopleComparison& comparison) {
  double sum = 0;
  double squares = 0;
  double n = 0;
  for (const PersonStanding& person : comparison.people) {
    if (!person.is_compared()) continue;
    const double distance = person.adjusted.figure->value - comparison.mean;
    sum += distance;
    squares += distance * distance;
    ++n;
  }
  return n < 2 ? 0 : std::sqrt(std::max(0.0, (squares - sum * sum / n) / (n - 1)));
}

class Scorer {
 public:
  explicit Scorer(std::span<const MatrixColumn> columns) : columns_(columns) {
    for (const MatrixColumn& column : columns) weights_ += column.weight;
  }

  std::map<std::string, Scored> Score() {
    for (size_t i = 0; i < columns_.size(); ++i) Add(i);
    for (auto& [key, scored] : scored_) Finish(&scored);
    return std::move(scored_);
  }

 private:
  void Add(size_t place) {
    const MatrixColumn& column = columns_[place];
    const double scatter = ScatterOf(*column.comparison);
    const double sign = column.is_up_good ? 1 : -1;
    for (const PersonStanding& person : column.comparison->people) {
      Scored& scored = scored_[person.key];
      scored.row.key = person.key;
      scored.row.parts.resize(columns_.size());
      if (!person.is_compared()) continue;
      const Shrunken& figure = *person.shrunken;
      const double part =
          scatter > 0 ? sign * (figure.value - column.comparison->mean) / scatter : 0;
      const double error =
          scatter > 0 ? (figure.high - figure.low) / (2 * kNormal975) / scatter : 0;
      scored.row.parts[place] = part;
      scored.row.measured += column.weight;
      scored.row.score += column.weight * part;
      scored.error += std::pow(column.weight * error, 2);
    }
  }

  void Finish(Scored* scored) const {
    MatrixRow& row = scored->row;
    if (row.measured > 0) {
      row.score /= row.measured;
      scored->error = std::sqrt(scored->error) / row.measured;
    }
    row.measured /= weights_;
    row.low = row.score - kNormal975 * scored->error;
    row.high = row.score + kNormal975 * scored->error;
  }

  std::span<const MatrixColumn> columns_;
  double weights_ = 0;
  std::map<std::string, Scored> scored_;
};

void SetRanks(uint64_t seed, std::vector<Scored>* people) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  const size_t n = people->size();
  std::vector<std::vector<size_t>> seen(n, std::vector<size_t>(n));
  std::vector<std::pair<double, size_t>> drawn(n);
  for (int draw = 0; draw < kDraws; ++draw) {
    for (size_t i = 0; i < n; ++i)
      drawn[i] = {-((*people)[i].row.score + (*people)[i].error * normal(random)), i};
    std::ranges::sort(drawn);
    for (size_t rank = 0; rank < n; ++rank) ++seen[drawn[rank].second][rank];
  }
  const auto quantile = [&](size_t person, double part) {
    double sum = 0;
    for (size_t rank = 0; rank < n; ++rank) {
      sum += static_cast<double>(seen[person][rank]);
      if (sum >= part * kDraws) return static_cast<double>(rank + 1);
    }
    return static_cast<double>(n);
  };
  for (size_t i = 0; i < n; ++i) {
    MatrixRow& row = (*people)[i].row;
    row.rank = static_cast<double>(i + 1);
    row.rank_low = std::min(row.rank, quantile(i, 0.025));
    row.rank_high = std::max(row.rank, quantile(i, 0.975));
  }
}

double Apart(double difference, double first_error, double second_error) {
  const double error = std::hypot(first_error, second_error);
  return error > 0 ? std::abs(difference) / error : 0;
}

/// 95 % limit of the largest standardised difference of any two of them where there is none.
double LargestByChance(uint64_t seed, const std::vector<Scored>& people) {
  std::mt19937_64 random(seed ^ 0x9e3779b97f4a7c15);
  std::normal_distribution<double> normal;
  std::vector<double> noise(people.size());
  std::vector<double> largest;
  for (int draw = 0; draw < kRangeDraws; ++draw) {
    for (size_t i = 0; i < people.size(); ++i) noise[i] = people[i].error * normal(random);
    double range = 0;
    for (size_t i = 0; i < people.size(); ++i)
      for (size_t j = i + 1; j < people.size(); ++j)
        range = std::max(range, Apart(noise[i] - noise[j], people[i].error, people[j].error));
    largest.push_back(range);
  }
  std::ranges::sort(largest);
  return largest[static_cast<size_t>(0.95 * kRangeDraws)];
}

size_t SetGroups(double limit, std::vector<Scored>* people) {
  size_t group = 0;
  size_t first = 0;
  for (size_t i = 0; i < people->size(); ++i) {
    const Scored& leader = (*people)[first];
    const Scored& own = (*people)[i];
    if (Apart(leader.row.score - own.row.score, leader.error, own.error) > limit) {
      ++group;
      first = i;
    }
    (*people)[i].row.group = group;
  }
  return group + 1;
}

}  // namespace

TeamMatrix ScoreTeam(std::span<const MatrixColumn> columns, uint64_t seed) {
  TeamMatrix matrix;
  std::vector<Scored> people;
  for (auto& [key, scored] : Scorer(columns).Score()) {
    if (scored.row.measured >= kLeastMeasured) {
      people.push_back(std::move(scored));
    } else {
      matrix.too_few.push_back(key);
    }
  }
  if (people.empty()) return matrix;
  std::ranges::stable_sort(people, std::ranges::greater{},
                           [](const Scored& scored) { return scored.row.score; });
  SetRanks(seed, &people);
  matrix.groups = SetGroups(LargestByChance(seed, people), &people);
  for (Scored& scored : people) matrix.rows.push_back(std::move(scored.row));
  return matrix;
}

}  // namespace kebao::analysis::people
