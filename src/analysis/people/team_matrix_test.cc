#include "analysis/people/team_matrix.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/people/made_up_people.h"

namespace kebao::analysis::people {
namespace {

struct Team {
  std::vector<PeopleComparison> figures;
  std::vector<MatrixColumn> Columns() const {
    return {{&figures[0], 2, false}, {&figures[1], 1, true}};
  }
};

/// Seconds and shares of 16 people; P0 is good in both, P1 bad in both.
Team DrawTeam(bool is_calm, uint64_t seed) {
  const auto seconds = [=](size_t person, size_t) {
    return is_calm ? 60.0 : person == 0 ? 25 : person == 1 ? 140 : 60;
  };
  const auto share = [=](size_t person, size_t) {
    return is_calm ? 0.7 : person == 0 ? 0.95 : person == 1 ? 0.4 : 0.7;
  };
  return {{ComparePeople(Draw({Scale::kMean, 16, 2, 200, seconds}, 2 * seed), 30),
           ComparePeople(Draw({Scale::kShare, 16, 2, 200, share}, 2 * seed + 1), 30)}};
}

TEST(TeamMatrix, RanksWhoDiffersAndGroupsWhoDoNot) {
  const Team team = DrawTeam(false, 1);
  const TeamMatrix matrix = ScoreTeam(team.Columns(), 1);
  ASSERT_EQ(matrix.rows.size(), 16u);
  EXPECT_EQ(matrix.rows.front().key, "P0");
  EXPECT_EQ(matrix.rows.back().key, "P1");
  EXPECT_EQ(matrix.groups, 3u);
  EXPECT_EQ(matrix.rows[1].group, matrix.rows[14].group);
  EXPECT_EQ(matrix.rows.front().rank_high, 1);
  EXPECT_GT(matrix.rows[7].rank_high - matrix.rows[7].rank_low, 5);
  for (size_t i = 1; i < matrix.rows.size(); ++i)
    EXPECT_LE(matrix.rows[i].score, matrix.rows[i - 1].score);
}

TEST(TeamMatrix, OfPeopleWhoAreAlikeIsOneGroup) {
  constexpr uint64_t kRuns = 100;
  int apart = 0;
  for (uint64_t run = 0; run < kRuns; ++run) {
    const Team team = DrawTeam(true, run);
    apart += ScoreTeam(team.Columns(), 1).groups > 1;
  }
  std::cout << "more than one group in " << apart << " of " << kRuns << "\n";
  EXPECT_LE(apart, 5);
}

TEST(TeamMatrix, WeightsCountByTheirProportion) {
  const Team team = DrawTeam(false, 2);
  std::vector<MatrixColumn> columns = team.Columns();
  const TeamMatrix before = ScoreTeam(columns, 1);
  for (MatrixColumn& column : columns) column.weight *= 10;
  const TeamMatrix after = ScoreTeam(columns, 1);
  for (size_t i = 0; i < before.rows.size(); ++i) {
    EXPECT_EQ(before.rows[i].key, after.rows[i].key);
    EXPECT_NEAR(before.rows[i].score, after.rows[i].score, 1e-9);
    const auto& parts = before.rows[i].parts;
    EXPECT_NEAR(before.rows[i].score, (2 * *parts[0] + *parts[1]) / 3, 1e-9);
  }
}

TEST(TeamMatrix, WhoIsMeasuredByLittleIsNotRanked) {
  Team team = DrawTeam(false, 3);
  team.figures[0].people[5].shrunken.reset();  // two thirds of the weights
  team.figures[1].people[6].shrunken.reset();  // one third
  const TeamMatrix matrix = ScoreTeam(team.Columns(), 1);
  EXPECT_EQ(matrix.too_few, std::vector<std::string>{"P5"});
  EXPECT_EQ(matrix.rows.size(), 15u);
}

TEST(TeamMatrix, SaysPlainlyWhereThereIsNothing) {
  EXPECT_TRUE(ScoreTeam({}, 1).rows.empty());
  const PeopleComparison nobody;
  EXPECT_TRUE(ScoreTeam(std::vector{MatrixColumn{&nobody, 1, true}}, 1).rows.empty());
  Workforce same{Scale::kMean, 1, {}};
  for (int i = 0; i < 6; ++i) same.people.push_back({"P" + std::to_string(i), {{0, 50, 500, 0}}});
  const PeopleComparison alike = ComparePeople(same, 30);
  const TeamMatrix matrix = ScoreTeam(std::vector{MatrixColumn{&alike, 1, true}}, 1);
  EXPECT_EQ(matrix.groups, 1u);
  for (const MatrixRow& row : matrix.rows) EXPECT_EQ(row.score, 0);
}

}  // namespace
}  // namespace kebao::analysis::people
