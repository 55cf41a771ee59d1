#include <fmt/format.h>

#include <algorithm>

#include "report/analysis/tell.h"
#include "report/narrative/recurring_sentences.h"

namespace kebao::report {
namespace {

using analysis::recurring::Recurring;
using document::Table;
using inquiry::RecurringAnswer;
using inquiry::RecurringBreakdown;
using inquiry::RecurringProblem;

constexpr size_t kFewestPeriods = 3;

class RecurringTeller {
 public:
  RecurringTeller(const RecurringBlock& block, const std::string& section,
                  const RecurringAnswer& answer, const std::vector<std::string>& events,
                  Casebook* casebook)
      : block_(block),
        section_(section + "/" + block.id),
        answer_(answer),
        events_(events),
        casebook_(*casebook),
        sentences_(casebook->sentences().parts(), casebook->vocabulary(), casebook->figures()) {}

  Blocks Tell() {
    Gather();
    for (size_t i = 0; i < std::min(found_.size(), static_cast<size_t>(block_.limit)); ++i)
      TellOne(found_[i]);
    if (!block_.has_table)  // which has all
      SayThatThereAreMore(casebook_, found_.size(), blocks_.size(), &blocks_);
    if (found_.empty()) blocks_.emplace_back(Note(casebook_, "narrative.recurring.none"));
    if (block_.has_table && !found_.empty()) blocks_.emplace_back(ProblemTable());
    return std::move(blocks_);
  }

 private:
  struct Told {
    const RecurringBreakdown* breakdown;
    const RecurringProblem* problem;
  };

  /// What rises first, then what was above its usual share most often; what goes badly before what
  /// is only much.
  void Gather() {
    for (const RecurringBreakdown& breakdown : answer_.breakdowns)
      for (const RecurringProblem& problem : breakdown.problems)
        if (!FiguresOf(breakdown, problem, casebook_.figures()).empty())
          found_.push_back({&breakdown, &problem});
    std::ranges::stable_sort(found_, std::ranges::greater{}, [](const Told& told) {
      const Recurring& found = told.problem->found;
      const bool is_bad = told.breakdown->metric->polarity == metrics::Polarity::kDown;
      return std::tuple(told.problem->is_warning(), found.above, is_bad, found.leading,
                        found.cases);
    });
  }

  std::string NameOf(const Told& told) const {
    std::vector<std::string> names;
    for (size_t i = 0; i < told.breakdown->dimensions.size(); ++i)
      names.push_back(
          casebook_.labels().Value(told.breakdown->dimensions[i], told.problem->history.keys[i]));
    return fmt::format("{}", fmt::join(names, casebook_.texts().Pattern("narrative.cause.cross")));
  }

  void TellOne(const Told& told) {
    casebook_.Remember(FiguresOf(*told.breakdown, *told.problem, casebook_.figures()));
    document::Paragraph sentence = sentences_.Tell(
        *told.breakdown, *told.problem,
        fmt::format("{}/{}/{}", section_, told.breakdown->metric->id,
                    WhereOf(told.breakdown->dimensions, told.problem->history.keys)));
    casebook_.Remember(
        told.problem->finding,
        casebook_.texts().Get(
            "report.analysis.found_recurring",
            {{"what", NameOf(told)}, {"metric", casebook_.NameOf(*told.breakdown->metric)}}));
    blocks_.emplace_back(std::move(sentence));
  }

  /// What is known to have happened in the periods in which it was above its usual share.
  std::string RecordOf(const RecurringProblem& problem) const {
    std::vector<std::string> titles;
    for (const inquiry::Coincident& coincident : problem.record)
      for (const size_t event : coincident.events)
        if (std::ranges::find(titles, events_[event]) == titles.end())
          titles.push_back(events_[event]);
    if (titles.empty()) return casebook_.texts().Get("report.analysis.none");
    return fmt::format("{}", fmt::join(titles, casebook_.texts().Pattern("narrative.list.names")));
  }

  Table ProblemTable() const {
    const Texts& texts = casebook_.texts();
    using enum document::NumberFormat;
    Table table;
    table.id = block_.id;
    table.title = texts.Get("report.analysis.recurring_table",
                            {{"periods", std::to_string(answer_.periods.size())}});
    table.columns = {{"problem", texts.Get("report.analysis.recurring_problem")},
                     {"metric", texts.Get("report.analysis.metric")},
                     {"share", texts.Get("report.analysis.recurring_share"), kPercent1},
                     {"n", texts.Get("report.n"), kInteger},
                     {"leading", texts.Get("report.analysis.recurring_leading"), kInteger},
                     {"above", texts.Get("report.analysis.recurring_above"), kInteger},
                     {"record", texts.Get("report.analysis.recurring_record")}};
    for (const Told& told : found_) {
      const FoundFigures found = FiguresOf(*told.breakdown, *told.problem, casebook_.figures());
      table.rows.push_back({NameOf(told), casebook_.NameOf(*told.breakdown->metric),
                            found.at("share"), found.at("n"), found.at("leading"),
                            found.at("above"), RecordOf(*told.problem)});
    }
    table.note = texts.Get("report.analysis.recurring_note");
    return table;
  }

  const RecurringBlock& block_;
  const std::string section_;
  const RecurringAnswer& answer_;
  const std::vector<std::string>& events_;
  Casebook& casebook_;
  const RecurringSentences sentences_;
  std::vector<Told> found_;
  Blocks blocks_;
};

}  // namespace

Result<Blocks> Tell(const RecurringBlock& block, const std::string& section, Casebook* casebook) {
  const AnalysisFrame& frame = casebook->frame();
  if (!frame.covered) return Blocks{Note(*casebook, "report.analysis.no_data")};
  inquiry::RecurringRequest request = frame.recurring;
  request.covered = *frame.covered;
  std::erase_if(request.plan.breakdowns, [&](const std::vector<std::string>& dimensions) {
    return casebook->Shown(dimensions).size() != dimensions.size();
  });
  KEBAO_TRY(const RecurringAnswer answer,
            inquiry::AskForRecurring(casebook->Asked(), casebook->context(), request));
  if (answer.periods.size() < kFewestPeriods)
    return Blocks{Note(*casebook, "narrative.recurring.too_short")};
  std::vector<std::string> titles;
  for (const analysis::KnownEvent& event : request.events)
    titles.push_back(casebook->redaction().Shown(event.name));
  return RecurringTeller(block, section, answer, titles, casebook).Tell();
}

}  // namespace kebao::report
