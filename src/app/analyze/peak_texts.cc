#include <algorithm>

#include "app/analyze/analysis_printer.h"
#include "app/analyze/process_texts.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using inquiry::PeakAnswer;
using inquiry::PeakOutcome;

constexpr size_t kHours = 24;

class PeakPrinter {
 public:
  PeakPrinter(const PeakAnswer& peaks, const MetricSession& opened, Console* console)
      : peaks_(peaks), print_(opened, console, "process") {}

  void Print() const {
    print_.Print(print_.Text(
        "peaks_head", {{"usual", Load(peaks_.found.usual)},
                       {"highest", Load(peaks_.found.highest)},
                       {"factor", print_.numbers().Decimal(peaks_.rule.factor, 1)},
                       {"least", print_.numbers().Percent(peaks_.rule.least_of_busiest, 0)}}));
    PrintHeatMap();
    if (peaks_.found.peak_hours == 0) {
      print_.Print("  " + print_.Text("peaks_none"));
      return;
    }
    PrintShare();
    for (const PeakOutcome& outcome : peaks_.outcomes) PrintOutcome(outcome);
  }

 private:
  std::string Load(double contacts) const {
    return print_.numbers().Decimal(contacts, contacts < 10 ? 1 : 0);
  }
  std::string Weekday(size_t weekday) const {
    return print_.Label("weekday", std::to_string(weekday + 1));
  }
  bool IsPeak(size_t weekday, size_t hour) const {
    return hour < kHours && peaks_.found.is_peak[weekday][hour];
  }

  /// Hours at which something came, one a row; peaks are marked.
  void PrintHeatMap() const {
    std::vector<std::string> header{print_.Text("column_hour")};
    for (size_t weekday = 0; weekday < 7; ++weekday) header.push_back(Weekday(weekday));
    TextTable table(std::move(header));
    for (size_t hour = 0; hour < kHours; ++hour) {
      std::vector<std::string> cells{std::to_string(hour)};
      bool is_any = false;
      for (size_t weekday = 0; weekday < 7; ++weekday) {
        const double load = peaks_.found.load[weekday][hour];
        is_any = is_any || load > 0;
        cells.push_back(Cell(load, weekday, hour));
      }
      if (is_any) table.AddRow(std::move(cells));
    }
    print_.Print(table.Render());
  }

  std::string Cell(double load, size_t weekday, size_t hour) const {
    if (peaks_.days[weekday] == 0) return print_.numbers().Missing();
    return (IsPeak(weekday, hour) ? "▲" : "") + Load(load);
  }

  void PrintShare() const {
    const auto& found = peaks_.found;
    print_.Print("  " + print_.Text("peaks_share",
                                    {{"hours", print_.Count(found.peak_hours)},
                                     {"worked", print_.Count(found.worked_hours)},
                                     {"part", print_.numbers().Percent(
                                                  static_cast<double>(found.peak_hours) /
                                                      std::max(1, found.worked_hours),
                                                  0)},
                                     {"share", print_.numbers().Percent(found.share->value, 1)},
                                     {"n", print_.Count(found.contacts)},
                                     {"list", Listed()}}));
  }

  /// "周一 10–12、15–16" for each weekday that has any.
  std::string Listed() const {
    std::vector<std::string> days;
    for (size_t weekday = 0; weekday < 7; ++weekday) {
      const std::string ranges = RangesOf(weekday);
      if (!ranges.empty())
        days.push_back(
            print_.Text("peaks_of_day", {{"weekday", Weekday(weekday)}, {"hours", ranges}}));
    }
    return print_.Listed(days);
  }
  std::string RangesOf(size_t weekday) const {
    std::string ranges;
    for (size_t hour = 0; hour < kHours; ++hour) {
      if (!IsPeak(weekday, hour)) continue;
      size_t limit = hour;
      while (IsPeak(weekday, limit)) ++limit;
      ranges += (ranges.empty() ? "" : ",") + std::to_string(hour) + "–" + std::to_string(limit);
      hour = limit;
    }
    return ranges;
  }

  void PrintOutcome(const PeakOutcome& outcome) const {
    const std::string name = print_.Name(*outcome.metric);
    if (!outcome.in_peak || !outcome.out_of_peak)
      return print_.Print("  " + print_.Text("peak_outcome_missing", {{"metric", name}}));
    print_.Print("  " +
                 print_.Text("peak_outcome",
                             {{"metric", name},
                              {"in", print_.Value(*outcome.metric, outcome.in_peak->value)},
                              {"out", print_.Value(*outcome.metric, outcome.out_of_peak->value)},
                              {"n_in", print_.Count(outcome.n_in)},
                              {"n_out", print_.Count(outcome.n_out)},
                              {"difference", Difference(*outcome.metric, outcome.difference)}}));
    if (!outcome.adjusted) return;
    std::vector<std::string> alike;
    for (const std::string& dimension : outcome.alike_in)
      alike.push_back(print_.Dimension(dimension));
    print_.Print("    " +
                 print_.Text("peak_adjusted",
                             {{"alike", print_.Listed(alike)},
                              {"difference", Difference(*outcome.metric, *outcome.adjusted)}}));
  }

  std::string Difference(const metrics::MetricSpec& metric,
                         const analysis::Difference& difference) const {
    if (!difference.is_tested()) return print_.Size(metric, difference.size);
    return print_.Text(difference.is_beyond_noise() ? "with_interval" : "with_noise",
                       {{"value", print_.Size(metric, difference.size)},
                        {"low", print_.Size(metric, *difference.low)},
                        {"high", print_.Size(metric, *difference.high)}});
  }

  const PeakAnswer& peaks_;
  const AnalysisPrinter print_;
};

}  // namespace

void PrintPeaks(const PeakAnswer& peaks, const MetricSession& opened, Console* console) {
  PeakPrinter(peaks, opened, console).Print();
}

}  // namespace kebao::app
