#include <fmt/format.h>

#include <algorithm>

#include "report/analysis/tell.h"
#include "report/narrative/risk_sentences.h"

namespace kebao::report {
namespace {

using document::Table;
using inquiry::RiskAnswer;
using inquiry::RiskWarning;

class RiskTeller {
 public:
  RiskTeller(const RiskBlock& block, const std::string& section, const RiskAnswer& answer,
             const metrics::MetricSpec& contacts, Casebook* casebook)
      : block_(block),
        section_(section),
        answer_(answer),
        contacts_(contacts),
        casebook_(*casebook) {}

  Blocks Tell() {
    for (const RiskWarning& warning : answer_.warnings) {
      if (told_.size() == static_cast<size_t>(block_.limit)) break;
      TellOne(warning);
    }
    SayThatThereAreMore(casebook_, answer_.warnings.size(), told_.size(), &blocks_);
    if (told_.empty()) blocks_.emplace_back(Note(casebook_, "narrative.risk.none"));
    if (block_.has_table && !told_.empty()) blocks_.emplace_back(ScoreTable());
    return std::move(blocks_);
  }

 private:
  void TellOne(const RiskWarning& warning) {
    const bool is_event = warning.kind == RiskWarning::Kind::kEvent;
    const std::string event =
        is_event ? casebook_.redaction().Shown(answer_.events[warning.at].event.name) : "";
    casebook_.Remember(FiguresOf(answer_, warning, contacts_, casebook_.figures()));
    const RiskSentences sentences(casebook_.sentences().parts(), casebook_.vocabulary(),
                                  casebook_.figures(), contacts_);
    document::Paragraph told = sentences.Tell(
        answer_, warning, casebook_.NameOfNext(), event,
        fmt::format("{}/risk/{}/{}", section_, static_cast<int>(warning.kind), warning.at));
    casebook_.Remember(FindingOf(answer_, warning), told.text);
    told_.push_back(&warning);
    texts_.push_back(told.text);
    blocks_.emplace_back(std::move(told));
  }

  /// The score and what it is made of, in the order of the sentences.
  Table ScoreTable() const {
    const Texts& texts = casebook_.texts();
    using enum document::NumberFormat;
    Table table;
    table.id = block_.id;
    table.title = texts.Get("report.analysis.risk_table");
    table.columns = {{"risk", texts.Get("report.analysis.risk")},
                     {"probability", texts.Get("report.analysis.probability"), kPercent1},
                     {"size", texts.Get("report.analysis.size"), kDecimal2},
                     {"contacts", texts.Get("report.analysis.contacts_concerned"), kInteger},
                     {"score", texts.Get("report.analysis.impact"), kInteger}};
    for (size_t i = 0; i < told_.size(); ++i) {
      const FoundFigures found = FiguresOf(answer_, *told_[i], contacts_, casebook_.figures());
      table.rows.push_back({texts_[i], found.at("probability"), found.at("size"),
                            found.at("contacts"), found.at("score")});
    }
    table.note = texts.Get("report.analysis.risk_note");
    return table;
  }

  const RiskBlock& block_;
  const std::string& section_;
  const RiskAnswer& answer_;
  const metrics::MetricSpec& contacts_;
  Casebook& casebook_;
  Blocks blocks_;
  std::vector<const RiskWarning*> told_;
  std::vector<std::string> texts_;
};

}  // namespace

Result<Blocks> Tell(const RiskBlock& block, const std::string& section, Casebook* casebook) {
  const AnalysisFrame& frame = casebook->frame();
  if (!frame.covered || !frame.ask_risks) return Blocks{Note(*casebook, "report.analysis.no_data")};
  KEBAO_TRY(const metrics::MetricSpec* contacts, casebook->figures().Spec("conversations"));
  auto answer = frame.ask_risks(casebook->Asked(), casebook->context(),
                                !casebook->Shown({frame.people_of_load}).empty());
  if (!answer && answer.error().code.starts_with("forecast."))
    return Blocks{
        Note(*casebook, "report.analysis.no_forecast", {{"metric", casebook->NameOf(*contacts)}})};
  if (!answer) return std::unexpected(answer.error());
  for (inquiry::TargetRisk& target : answer->targets)
    for (metrics::Filter& filter : target.plan.filters)
      filter = casebook->redaction().Shown(filter);
  return RiskTeller(block, section, *answer, *contacts, casebook).Tell();
}

}  // namespace kebao::report
