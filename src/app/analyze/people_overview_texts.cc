#include <algorithm>
#include <vector>

#include "app/analyze/analysis_printer.h"
#include "app/analyze/people_texts.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::people::ClusterOutcome;
using analysis::people::GroupProfile;
using analysis::people::LoadStanding;
using analysis::people::MatrixRow;
using analysis::people::PersonInQuadrant;
using analysis::people::Quadrant;
using inquiry::PeopleAnswer;

class OverviewPrinter {
 public:
  OverviewPrinter(const PeopleAnswer& answer, const std::string& by, const MetricSession& opened,
                  Console* console)
      : answer_(answer), by_(by), print_(opened, console) {}

  void Print() const {
    for (const inquiry::QuadrantsOfPair& pair : answer_.quadrants) PrintQuadrants(pair);
    if (answer_.matrix) PrintMatrix(*answer_.matrix);
    if (answer_.load) PrintLoad(*answer_.load);
    if (answer_.groups) PrintGroups(*answer_.groups);
  }

 private:
  std::string Who(const std::string& key) const { return print_.Label(by_, key); }
  std::string Names(const std::vector<std::string>& keys) const {
    std::vector<std::string> names;
    for (const std::string& key : keys) names.push_back(Who(key));
    return print_.Listed(names);
  }
  std::string Metric(size_t place) const { return print_.Name(*answer_.metrics[place].metric); }
  std::string Score(double score) const { return print_.numbers().DecimalChange(score, 2); }

  void PrintQuadrants(const inquiry::QuadrantsOfPair& pair) const {
    const TextArguments names{{"first", Metric(pair.first)}, {"second", Metric(pair.second)}};
    print_.Print(print_.Text("quadrants", names));
    bool is_any = false;
    for (const auto& [quadrant, key] : {std::pair{Quadrant::kBothGood, "both_good"},
                                        std::pair{Quadrant::kFirstOnly, "first_only"},
                                        std::pair{Quadrant::kSecondOnly, "second_only"},
                                        std::pair{Quadrant::kNeither, "neither"}}) {
      const std::vector<std::string> people = In(quadrant, pair);
      if (people.empty()) continue;
      is_any = true;
      TextArguments arguments = names;
      arguments["names"] = Names(people);
      print_.Print("  " + print_.Text(key, arguments));
    }
    if (!is_any) print_.Print("  " + print_.Text("no_quadrant"));
    print_.Print("");
  }

  static std::vector<std::string> In(Quadrant quadrant, const inquiry::QuadrantsOfPair& pair) {
    std::vector<std::string> people;
    for (const PersonInQuadrant& person : pair.found.people)
      if (person.quadrant == quadrant) people.push_back(person.key);
    return people;
  }

  void PrintMatrix(const inquiry::MatrixOfTeam& matrix) const {
    std::vector<std::string> weights;
    for (size_t i = 0; i < matrix.columns.size(); ++i)
      weights.push_back(
          print_.Text("weight", {{"metric", Metric(matrix.columns[i])},
                                 {"weight", print_.numbers().Decimal(matrix.weights[i], 1)}}));
    print_.Print(print_.Text("matrix", {{"weights", print_.Listed(weights)}}));
    TextTable table({print_.Dimension(by_), print_.Text("column_score"),
                     print_.Text("column_range"), print_.Text("column_rank"),
                     print_.Text("column_group")});
    for (const MatrixRow& row : matrix.found.rows)
      table.AddRow({Who(row.key), Score(row.score),
                    print_.Text("range", {{"low", Score(row.low)}, {"high", Score(row.high)}}),
                    print_.Text("rank", {{"rank", print_.Count(row.rank)},
                                         {"low", print_.Count(row.rank_low)},
                                         {"high", print_.Count(row.rank_high)}}),
                    print_.Count(static_cast<double>(row.group + 1))});
    print_.Print(table.Render());
    print_.Print("  " + print_.Text(matrix.found.groups == 1 ? "one_group" : "matrix_groups"));
    if (!matrix.found.too_few.empty())
      print_.Print("  " + print_.Text("half_measured", {{"names", Names(matrix.found.too_few)}}));
    print_.Print("");
  }

  void PrintLoad(const inquiry::LoadOfTeam& load) const {
    const auto gini = [&](double value) { return print_.numbers().Decimal(value, 3); };
    print_.Print(print_.Text(load.hours != nullptr ? "load" : "load_plain",
                             {{"metric", print_.Name(*load.metric)},
                              {"gini", gini(load.found.gini)},
                              {"low", gini(load.found.low)},
                              {"high", gini(load.found.high)}}));
    PrintLoaded(load, LoadStanding::kOver, "overloaded");
    PrintLoaded(load, LoadStanding::kUnder, "underloaded");
    if (!load.without_hours.empty())
      print_.Print("  " + print_.Text("without_hours", {{"names", Names(load.without_hours)}}));
    for (const analysis::people::LoadMove& move : load.found.moves)
      print_.Print("  " + print_.Text("move", {{"from", Who(move.from)},
                                               {"to", Who(move.to)},
                                               {"kind", print_.Label("issue_type", move.type)},
                                               {"cases", print_.Count(move.cases)}}));
    if (!load.found.moves.empty())
      print_.Print("  " + print_.Text("gini_after", {{"gini", gini(load.found.gini_after)}}));
    print_.Print("");
  }

  void PrintLoaded(const inquiry::LoadOfTeam& load, LoadStanding standing, const char* key) const {
    std::vector<std::string> people;
    for (const analysis::people::PersonLoad& person : load.found.people)
      if (person.standing == standing)
        people.push_back(print_.Text("loaded", {{"name", Who(person.key)},
                                                {"load", print_.Count(person.load)},
                                                {"expected", print_.Count(person.expected)}}));
    if (!people.empty()) print_.Print("  " + print_.Text(key, {{"names", print_.Listed(people)}}));
  }

  void PrintGroups(const inquiry::GroupsOfPeople& groups) const {
    std::vector<std::string> features;
    for (const size_t column : groups.columns) features.push_back(Metric(column));
    print_.Print(print_.Text("groups", {{"features", print_.Listed(features)}}));
    if (groups.found.outcome == ClusterOutcome::kGroups) {
      for (size_t i = 0; i < groups.found.profiles.size(); ++i) PrintGroup(groups, i);
      PrintChoice(groups.found);
    } else {
      print_.Print("  " + print_.Text(groups.found.outcome == ClusterOutcome::kTooFew
                                          ? "groups_too_few"
                                          : "no_groups"));
    }
    print_.Print("");
  }

  void PrintGroup(const inquiry::GroupsOfPeople& groups, size_t group) const {
    const GroupProfile& profile = groups.found.profiles[group];
    std::vector<std::string> people;
    for (size_t i = 0; i < groups.people.size(); ++i)
      if (groups.found.group_of[i] == group) people.push_back(groups.people[i]);
    std::vector<std::string> figures;
    for (size_t i = 0; i < groups.columns.size(); ++i)
      figures.push_back(print_.Text(
          "profile",
          {{"metric", Metric(groups.columns[i])},
           {"value", print_.Value(*answer_.metrics[groups.columns[i]].metric, profile.means[i])},
           {"standardised", Score(profile.standardised[i])}}));
    print_.Print("  " +
                 print_.Text("group", {{"group", std::string(1, static_cast<char>('A' + group))},
                                       {"names", Names(people)},
                                       {"figures", print_.Listed(figures)}}));
  }

  void PrintChoice(const analysis::people::Clustering& found) const {
    const analysis::people::GroupCount& chosen = found.tried[found.profiles.size() - 1];
    print_.Print("  " +
                 print_.Text("groups_why",
                             {{"groups", print_.Count(static_cast<double>(chosen.groups))},
                              {"silhouette", print_.numbers().Decimal(chosen.silhouette, 2)},
                              {"gap", print_.numbers().Decimal(chosen.gap, 2)},
                              {"gap_of_one", print_.numbers().Decimal(found.tried[0].gap, 2)}}));
  }

  const PeopleAnswer& answer_;
  const std::string& by_;
  const AnalysisPrinter print_;
};

}  // namespace

void PrintOverview(const PeopleAnswer& answer, const std::string& by, const MetricSession& opened,
                   Console* console) {
  OverviewPrinter(answer, by, opened, console).Print();
}

}  // namespace kebao::app
