#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/people/findings.h"
#include "report/analysis/series_points.h"
#include "report/analysis/tell.h"
#include "report/narrative/people_sentences.h"

namespace kebao::report {
namespace {

using analysis::people::PersonMove;
using analysis::people::PersonStanding;
using analysis::people::Quadrant;
using analysis::people::Standing;
using document::Cell;
using document::Table;
using inquiry::PeopleAnswer;
using inquiry::PeopleByMetric;

bool StandsOut(Standing standing) {
  return standing == Standing::kAbove || standing == Standing::kBelow;
}

/// Somebody by one figure, against the others or against the own past.
struct Notable {
  const PeopleByMetric* compared = nullptr;
  const PersonStanding* standing = nullptr;  // one of the two
  const PersonMove* move = nullptr;
  const std::string& key() const { return standing != nullptr ? standing->key : move->key; }
  double strength() const {
    return std::abs(standing != nullptr ? standing->adjusted.difference.z : move->difference.z);
  }
};

/// The surest first; those that a sentence can be made of.
std::vector<Notable> NotableIn(const PeopleAnswer& answer, const std::string& by,
                               const FigureMaker& figures) {
  std::vector<Notable> all;
  for (const PeopleByMetric& compared : answer.metrics) {
    for (const PersonStanding& person : compared.now.people)
      if (StandsOut(person.standing) && !FiguresOf(compared, person, by, figures).empty())
        all.push_back({&compared, &person});
    if (!compared.moves) continue;
    for (const PersonMove& move : compared.moves->people)
      if (StandsOut(move.standing) && !FiguresOf(compared, move, by, figures).empty())
        all.push_back({&compared, nullptr, &move});
  }
  std::ranges::stable_sort(all, std::ranges::greater{}, &Notable::strength);
  return all;
}

class PeopleTeller {
 public:
  PeopleTeller(const PeopleBlock& block, const std::string& section, Casebook* casebook)
      : block_(block),
        section_(section + "/" + block.id),
        casebook_(*casebook),
        sentences_(casebook->sentences().parts(), casebook->vocabulary(), casebook->figures(),
                   block.by) {}

  Blocks Tell(const PeopleAnswer& answer) {
    const bool is_any = std::ranges::any_of(
        answer.metrics, [](const PeopleByMetric& one) { return one.now.compared > 0; });
    if (!is_any) return {Note(casebook_, "narrative.people.too_few")};
    TellNotable(NotableIn(answer, block_.by, casebook_.figures()));
    for (const inquiry::QuadrantsOfPair& pair : answer.quadrants) TellQuadrants(answer, pair);
    if (answer.load) TellLoad(*answer.load);
    if (block_.has_table && answer.matrix && !answer.matrix->found.rows.empty())
      blocks_.emplace_back(MatrixTable(answer, *answer.matrix));
    return std::move(blocks_);
  }

 private:
  /// Each person's surest difference; what else there is of him is in the full analysis.
  void TellNotable(const std::vector<Notable>& all) {
    std::set<std::string> told;
    for (const Notable& one : all) {
      if (blocks_.size() == static_cast<size_t>(block_.limit)) break;
      if (!told.insert(one.key()).second) continue;
      blocks_.emplace_back(one.standing != nullptr ? TellStanding(one) : TellMove(one));
    }
    if (all.empty()) blocks_.emplace_back(Note(casebook_, "narrative.people.none"));
    SayThatThereAreMore(casebook_, all.size(), std::min(all.size(), blocks_.size()), &blocks_);
  }

  std::string Id(const char* what, const Notable& one) const {
    return fmt::format("{}/{}/{}/{}", section_, what, one.compared->metric->id,
                       ValueId(block_.by, one.key()));
  }
  /// "王芳：满意度"
  std::string Short(const Notable& one) const {
    return casebook_.texts().Get("report.analysis.found_person",
                                 {{"person", casebook_.labels().Value(block_.by, one.key())},
                                  {"metric", casebook_.NameOf(*one.compared->metric)}});
  }

  document::Paragraph TellStanding(const Notable& one) {
    casebook_.Remember(FiguresOf(*one.compared, *one.standing, block_.by, casebook_.figures()));
    casebook_.Remember(
        analysis::people::FindStanding(*one.compared->metric, block_.by, *one.standing),
        Short(one));
    return sentences_.TellStanding(*one.compared, *one.standing, Id("person", one));
  }
  document::Paragraph TellMove(const Notable& one) {
    casebook_.Remember(FiguresOf(*one.compared, *one.move, block_.by, casebook_.figures()));
    casebook_.Remember(analysis::people::FindMove(*one.compared->metric, block_.by, *one.move),
                       Short(one));
    return sentences_.TellMove(*one.compared, *one.move, Id("moved", one));
  }

  void TellQuadrants(const PeopleAnswer& answer, const inquiry::QuadrantsOfPair& pair) {
    const metrics::MetricSpec& first = *answer.metrics[pair.first].metric;
    const metrics::MetricSpec& second = *answer.metrics[pair.second].metric;
    for (const Quadrant quadrant :
         {Quadrant::kBothGood, Quadrant::kFirstOnly, Quadrant::kSecondOnly, Quadrant::kNeither}) {
      std::vector<std::string> keys;
      for (const analysis::people::PersonInQuadrant& person : pair.found.people)
        if (person.quadrant == quadrant) keys.push_back(person.key);
      if (keys.empty()) continue;
      blocks_.emplace_back(
          sentences_.TellQuadrant(quadrant, first, second, keys,
                                  fmt::format("{}/quadrant/{}/{}/{}", section_, first.id, second.id,
                                              static_cast<int>(quadrant))));
    }
  }

  void TellLoad(const inquiry::LoadOfTeam& load) {
    casebook_.Remember(FiguresOf(load, casebook_.figures()));
    for (const analysis::people::PersonLoad* person : OverloadedIn(load))
      casebook_.Remember(FiguresOf(load, *person, block_.by, casebook_.figures()));
    document::Paragraph told = sentences_.TellLoad(load, section_ + "/load");
    casebook_.Remember(
        analysis::people::FindUnevenLoad(*load.metric, block_.by, load.found),
        casebook_.texts().Get("report.analysis.found_load",
                              {{"count", std::to_string(OverloadedIn(load).size())}}));
    blocks_.emplace_back(std::move(told));
  }

  /// Score and rank with their intervals, then the figures that they are made of.
  Table MatrixTable(const PeopleAnswer& answer, const inquiry::MatrixOfTeam& matrix) const {
    const Texts& texts = casebook_.texts();
    const NumberFormatter numbers(texts);
    using enum document::NumberFormat;
    Table table;
    table.id = block_.id;
    table.title = texts.Get("report.analysis.matrix");
    const auto name = casebook_.labels().Dimension(block_.by);
    table.columns = {{"who", name ? *name : block_.by},
                     {"score", texts.Get("report.analysis.score"), kDecimal2},
                     {"score_interval", texts.Get("report.analysis.score_interval")},
                     {"rank", texts.Get("report.analysis.rank")}};
    std::vector<std::string> weights;
    for (size_t i = 0; i < matrix.columns.size(); ++i) {
      const metrics::MetricSpec& spec = *answer.metrics[matrix.columns[i]].metric;
      table.columns.push_back({spec.id, casebook_.NameOf(spec), FigureMaker::FormatOf(spec)});
      weights.push_back(texts.Get(
          "report.analysis.weight_of",
          {{"metric", casebook_.NameOf(spec)}, {"weight", numbers.Decimal(matrix.weights[i], 1)}}));
    }
    for (const analysis::people::MatrixRow& row : matrix.found.rows)
      table.rows.push_back(MatrixCells(answer, matrix, row, numbers));
    table.note =
        texts.Get("report.analysis.matrix_note",
                  {{"weights",
                    fmt::format("{}", fmt::join(weights, texts.Pattern("narrative.list.names")))}});
    return table;
  }

  std::vector<Cell> MatrixCells(const PeopleAnswer& answer, const inquiry::MatrixOfTeam& matrix,
                                const analysis::people::MatrixRow& row,
                                const NumberFormatter& numbers) const {
    const Texts& texts = casebook_.texts();
    const FigureMaker& figures = casebook_.figures();
    const metrics::MetricSpec& first = *answer.metrics[matrix.columns.front()].metric;
    const std::string where = ValueId(block_.by, row.key);
    document::Figure score = figures.Found(first, document::NumberFormat::kDecimal2, row.score,
                                           "effect: score of " + where);
    score.low = row.low;
    score.high = row.high;
    std::vector<Cell> cells = {
        casebook_.labels().Value(block_.by, row.key), std::move(score),
        texts.Get("report.analysis.range", {{"low", numbers.DecimalChange(row.low, 2)},
                                            {"high", numbers.DecimalChange(row.high, 2)}}),
        texts.Get("report.analysis.rank_range", {{"rank", numbers.Decimal(row.rank, 0)},
                                                 {"low", numbers.Decimal(row.rank_low, 0)},
                                                 {"high", numbers.Decimal(row.rank_high, 0)}})};
    for (const size_t column : matrix.columns)
      cells.push_back(MeasuredBy(answer.metrics[column], row.key, where));
    return cells;
  }

  /// A person's own figure, as measured.
  Cell MeasuredBy(const PeopleByMetric& compared, const std::string& key,
                  const std::string& where) const {
    const auto person = std::ranges::find(compared.now.people, key, &PersonStanding::key);
    if (person == compared.now.people.end() || !person->adjusted.raw) return std::string("–");
    metrics::Value value = Plain(*person->adjusted.raw);
    value.n = std::llround(person->adjusted.n);
    return casebook_.figures().Make(*compared.metric, value, where);
  }

  const PeopleBlock& block_;
  const std::string section_;  // and the block: there may be several
  Casebook& casebook_;
  const PeopleSentences sentences_;
  Blocks blocks_;
};

inquiry::PeopleRequest RequestOf(const PeopleBlock& block, const Casebook& casebook) {
  inquiry::PeopleRequest request{casebook.frame().people, block.by, {}};
  const auto spec = casebook.catalog().FindDimension(block.by);
  if (spec && (*spec)->kind == metrics::DimensionKind::kAgent)
    request.left_out = casebook.frame().bots;
  if (block.metrics.empty()) return request;
  std::erase_if(request.plan.metrics, [&](const inquiry::ComparedMetric& one) {
    return std::ranges::find(block.metrics, one.metric) == block.metrics.end();
  });
  for (const std::string& metric : block.metrics)
    if (std::ranges::find(request.plan.metrics, metric, &inquiry::ComparedMetric::metric) ==
        request.plan.metrics.end())
      request.plan.metrics.push_back({metric, ""});
  return request;
}

}  // namespace

Result<Blocks> Tell(const PeopleBlock& block, const std::string& section, Casebook* casebook) {
  KEBAO_TRY(
      const inquiry::PeopleAnswer answer,
      inquiry::AskForPeople(casebook->Asked(), casebook->context(), RequestOf(block, *casebook)));
  return PeopleTeller(block, section, casebook).Tell(answer);
}

}  // namespace kebao::report
