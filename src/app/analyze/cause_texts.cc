#include "app/analyze/cause_texts.h"

#include <fmt/format.h>

#include <map>

#include "analysis/attribution/from_result_table.h"
#include "analysis/attribution/scan.h"
#include "app/local_minute.h"
#include "base/number_format.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using analysis::Breakdown;
using analysis::Cause;
using analysis::CauseElement;
using analysis::Outcome;
using inquiry::ExplainedChange;
using report::FigureMaker;

class CausePrinter {
 public:
  CausePrinter(const std::vector<analysis::KnownEvent>& events, const MetricSession& opened,
               Console* console)
      : events_(events),
        zone_(opened.context().zone),
        figures_(opened.catalog(), console->texts(), opened.context(),
                 opened.session().settings().currency.value),
        labels_(opened.catalog(), console->texts(), zone_),
        numbers_(console->texts()),
        console_(*console) {}

  void Print(const ExplainedChange& change) {
    change_ = &change;
    PrintChange();
    PrintWhy();
    if (change.finding.outcome != Outcome::kNoise) PrintSimpson();
    PrintCoincidences();
    console_.Print("");
  }

  std::string Name(const ExplainedChange& change) const {
    return change.metric->name.In(console_.texts().language());
  }

 private:
  std::string Text(const char* key, const TextArguments& arguments = {}) const {
    return console_.Text(std::string("cli.analyze.") + key, arguments);
  }
  std::string Value(double value) const {
    return figures_.Format(FigureMaker::FormatOf(*change_->metric), value);
  }
  /// With its sign.
  std::string Size(double difference) const {
    const std::string size =
        figures_.FormatSize(FigureMaker::DifferenceFormatOf(*change_->metric), difference);
    return (difference < 0 ? "-" : "+") + size;
  }

  void PrintChange() const {
    const double before = *change_->before.value;
    const double now = *change_->now.value;
    std::string difference = Size(now - before);
    if (FigureMaker::HasRelative(*change_->metric) && before != 0)
      difference += ", " + figures_.FormatRelative(now / before - 1);
    console_.Print(Text("change", {{"metric", Name(*change_)},
                                   {"before", Value(before)},
                                   {"now", Value(now)},
                                   {"difference", difference},
                                   {"n_before", numbers_.Integer(change_->before.n)},
                                   {"n", numbers_.Integer(change_->now.n)}}));
    if (const auto& parts = change_->sum_parts)
      console_.Print("  " + Text("sum_parts", {{"volume", Size(parts->volume)},
                                               {"each", Size(parts->each)},
                                               {"each_before", Value(parts->each_before)},
                                               {"each_now", Value(parts->each_now)}}));
  }

  void PrintWhy() const {
    const Cause* told = change_->told();
    if (told == nullptr) {
      console_.Print("  " + Text(ReasonOf(change_->finding.outcome)));
      return;
    }
    bool is_first = true;
    for (const auto& [explanation, is_tested, may_be_named] : change_->explanations) {
      if (!is_tested) continue;
      const Cause& cause = change_->search.causes[explanation.source];
      if (!may_be_named) {
        console_.Print("  " + Text("not_named", {{"dimension", Dimensions(cause)}}));
      } else {
        PrintCause(cause, is_first ? "cause" : "also");
        if (is_first) PrintElements(cause);
        is_first = false;
      }
    }
    PrintRest(*told);
  }

  static const char* ReasonOf(Outcome outcome) {
    switch (outcome) {
      case Outcome::kNoise:
        return "noise";
      case Outcome::kIncomplete:
        return "incomplete";
      case Outcome::kNotTestable:
        return "not_testable";
      case Outcome::kNotMeasured:
      case Outcome::kNoComparison:
        return "not_measured";
      default:
        return "everywhere";
    }
  }

  void PrintCause(const Cause& cause, const char* key) const {
    std::string interval;
    const analysis::Departure& departure = cause.departure;
    if (departure.low && departure.high)
      interval = Text("interval", {{"low", Size(*departure.low)}, {"high", Size(*departure.high)}});
    console_.Print("  " + Text(key, {{"what", What(cause)},
                                     {"explained", Size(departure.explained)},
                                     {"difference", Size(change_->search.change)},
                                     {"share", numbers_.Percent(cause.share, 0)},
                                     {"interval", interval}}));
    if (analysis::IsQuotient(change_->measure))
      console_.Print("    " + Text("effects", {{"rate", Size(departure.rate_effect)},
                                               {"mix", Size(departure.mix_effect)}}));
  }

  std::string Dimensions(const Cause& cause) const {
    std::string names;
    for (const std::string& dimension : cause.dimensions)
      names += (names.empty() ? "" : " × ") + labels_.Dimension(dimension).value_or(dimension);
    return names;
  }
  std::string Keys(const Cause& cause, const CauseElement& element) const {
    std::string keys;
    for (size_t i = 0; i < element.keys.size(); ++i)
      keys += (keys.empty() ? "" : " × ") + labels_.Value(cause.dimensions[i], element.keys[i]);
    return keys;
  }
  std::string What(const Cause& cause) const {
    std::string keys;
    for (const CauseElement& element : cause.elements)
      keys += (keys.empty() ? "" : Text("separator")) + Keys(cause, element);
    return Text("what", {{"dimension", Dimensions(cause)}, {"values", keys}});
  }

  void PrintElements(const Cause& cause) const {
    for (const CauseElement& element : cause.elements) {
      const auto of = [&](const analysis::Sums& sums) {
        const auto figure = analysis::FigureOf(change_->measure, sums);
        return figure ? Value(*figure) : numbers_.Missing();
      };
      console_.Print("    " + Text("element", {{"value", Keys(cause, element)},
                                               {"before", of(element.change.before)},
                                               {"now", of(element.change.now)},
                                               {"n_before", Count(element.change.before.n)},
                                               {"n", Count(element.change.now.n)}}));
    }
  }
  std::string Count(double n) const { return numbers_.Integer(static_cast<int64_t>(n)); }

  void PrintRest(const Cause& told) const {
    const double rest = 1 - told.share;
    if (rest > 0.005) console_.Print("  " + Text("rest", {{"share", numbers_.Percent(rest, 0)}}));
  }

  /// Said where every part moved against the whole.
  void PrintSimpson() const {
    if (!analysis::IsQuotient(change_->measure)) return;
    for (const Breakdown& breakdown : change_->breakdowns) {
      if (breakdown.dimensions.size() != 1) continue;
      std::vector<analysis::Change> segments;
      for (const analysis::Segment& segment : breakdown.segments)
        segments.push_back(segment.change);
      const auto parts = analysis::DecomposeRate(segments);
      if (!parts || !parts->is_simpson) continue;
      console_.Print("  " +
                     Text("simpson", {{"dimension", labels_.Dimension(breakdown.dimensions[0])
                                                        .value_or(breakdown.dimensions[0])},
                                      {"rate", Size(parts->rate_effect)},
                                      {"mix", Size(parts->mix_effect)}}));
    }
  }

  void PrintCoincidences() const {
    for (const analysis::Coincidence& coincidence : change_->coincidences) {
      const analysis::KnownEvent& event = events_[coincidence.event];
      const bool began = coincidence.relation == analysis::Coincidence::Relation::kBegan;
      console_.Print("  " + Text(began ? "event_began" : "event_ended",
                                 {{"event", event.name},
                                  {"from", LocalMinute(event.from, zone_)},
                                  {"to", event.to ? LocalMinute(*event.to, zone_) : "…"}}));
    }
  }

  const std::vector<analysis::KnownEvent>& events_;
  const TimeZone& zone_;
  const FigureMaker figures_;
  const report::Labels labels_;
  const NumberFormatter numbers_;
  Console& console_;
  const ExplainedChange* change_ = nullptr;
};

/// Why a change is not explained.
const char* LeftOut(const ExplainedChange& change) {
  switch (change.finding.outcome) {
    case Outcome::kUp:
    case Outcome::kDown:
      return analysis::MeasureOf(*change.metric) ? "small" : "no_parts";
    case Outcome::kSame:
    case Outcome::kNoise:
      return "noise_list";
    case Outcome::kTooFew:
      return "too_few_list";
    case Outcome::kIncomplete:
      return "incomplete_list";
    default:
      return "not_measured_list";
  }
}

}  // namespace

void PrintCauses(const std::vector<ExplainedChange>& changes,
                 const std::vector<analysis::KnownEvent>& events, const MetricSession& opened,
                 double threshold, Console* console) {
  CausePrinter printer(events, opened, console);
  std::map<std::string, std::string> left_out;
  for (const ExplainedChange& change : changes) {
    if (change.is_explained) {
      printer.Print(change);
      continue;
    }
    std::string& names = left_out[LeftOut(change)];
    names += (names.empty() ? "" : console->Text("cli.analyze.separator")) + printer.Name(change);
  }
  const NumberFormatter numbers(console->texts());
  for (const auto& [key, names] : left_out)
    console->Print(console->Text(
        "cli.analyze." + key, {{"metrics", names}, {"threshold", numbers.Percent(threshold, 0)}}));
  if (changes.empty()) console->Print(console->Text("cli.analyze.nothing"));
}

}  // namespace kebao::app
