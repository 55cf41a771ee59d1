#include <fmt/format.h>

#include <numeric>

#include "report/analysis/series_points.h"
#include "report/analysis/tell.h"
#include "report/narrative/staffing_sentences.h"

namespace kebao::report {
namespace {

using document::Cell;
using document::Chart;
using document::Figure;
using document::NumberFormat;
using document::Series;
using document::Table;
using inquiry::ChannelStaffing;

constexpr int kHoursOfDay = 24;

class StaffingTeller {
 public:
  StaffingTeller(const StaffingBlock& block, const std::string& section, const StaffingTold& told,
                 Casebook* casebook)
      : block_(block), section_(section), told_(told), casebook_(*casebook) {}

  Blocks Tell() {
    if (told_.busiest == nullptr) return {Note(casebook_, "report.analysis.nobody_needed")};
    TellSentences();
    blocks_.emplace_back(ChannelTable());
    blocks_.emplace_back(Note(casebook_, "report.analysis.staffing_note"));
    if (block_.has_heat_map && told_.balance) blocks_.emplace_back(HeatMap());
    return std::move(blocks_);
  }

 private:
  void TellSentences() {
    const StaffingSentences sentences(casebook_.sentences().parts(), casebook_.vocabulary(),
                                      casebook_.figures());
    const FoundFigures found = FiguresOf(told_, casebook_.figures());
    casebook_.Remember(found);
    blocks_.emplace_back(
        sentences.TellNeed(told_, casebook_.NameOfNext(), section_ + "/staffing/need"));
    if (told_.balance) {
      document::Paragraph balance = sentences.TellBalance(told_, section_ + "/staffing/balance");
      RememberFinding(balance.text);
      blocks_.emplace_back(std::move(balance));
    }
    if (found.contains("human"))
      blocks_.emplace_back(sentences.TellCost(told_, section_ + "/staffing/cost"));
  }

  void RememberFinding(const std::string& text) {
    analysis::Finding finding;
    finding.kind = analysis::Finding::Kind::kStaffing;
    finding.metric = &told_.contacts;
    const inquiry::StaffingBalance& balance = *told_.balance;
    finding.outcome = told_.is_short() ? analysis::Outcome::kMissed : analysis::Outcome::kReached;
    if (balance.needed > 0) finding.impact = 100 * balance.lacking / balance.needed;
    casebook_.Remember(finding, text);
  }

  Figure Number(NumberFormat format, double value, const std::string& what) const {
    return casebook_.figures().Found(told_.contacts, format, value, "found: " + what);
  }

  Table ChannelTable() const {
    const Texts& texts = casebook_.texts();
    using enum NumberFormat;
    Table table;
    table.id = block_.id;
    table.title = texts.Get("report.analysis.staffing_table");
    table.columns = {{"channel", texts.Get("report.analysis.channel")},
                     {"contacts", texts.Get("report.analysis.contacts"), kInteger},
                     {"handle", texts.Get("report.analysis.handle"), kDuration},
                     {"hours", texts.Get("report.analysis.agent_hours"), kInteger},
                     {"rostered", texts.Get("report.analysis.rostered_hours"), kInteger},
                     {"most", texts.Get("report.analysis.most_agents"), kDecimal1},
                     {"in_time", texts.Get("report.analysis.in_time"), kPercent1}};
    for (const ChannelStaffing& channel : told_.answer.channels)
      if (channel.outcome == inquiry::ChannelOutcome::kPlanned) table.rows.push_back(Row(channel));
    return table;
  }

  std::vector<Cell> Row(const ChannelStaffing& channel) const {
    using enum NumberFormat;
    const std::string where = ValueId("channel", channel.plan.channel);
    const double contacts =
        std::accumulate(channel.half_hours.begin(), channel.half_hours.end(), 0.0,
                        [](double sum, const auto& half_hour) { return sum + half_hour.contacts; });
    Figure handle = Number(kDuration, channel.handle_seconds_used, "handle of " + where);
    if (channel.handle_seconds && !channel.is_handle_assumed) handle.n = channel.handle_seconds->n;
    if (channel.is_handle_assumed)
      handle.text += casebook_.texts().Get("report.analysis.assumed_mark");
    Cell in_time = std::string("–");
    if (channel.simulation) {
      Figure share =
          Number(kPercent1, channel.simulation->service_level.mean, "in time of " + where);
      share.low = channel.simulation->service_level.low;
      share.high = channel.simulation->service_level.high;
      in_time = std::move(share);
    }
    return {casebook_.labels().Value("channel", channel.plan.channel),
            Number(kInteger, contacts, "contacts of " + where),
            std::move(handle),
            Number(kInteger, channel.agent_hours, "hours of " + where),
            Number(kInteger, channel.rostered_hours, "rostered of " + where),
            Number(kDecimal1, channel.most_agents, "most of " + where),
            std::move(in_time)};
  }

  /// Agents there less agents needed, by weekday and hour.
  Chart HeatMap() const {
    const Texts& texts = casebook_.texts();
    const inquiry::WeekOfHours there = *inquiry::ThereOf(told_.answer, casebook_.frame().staffing);
    Chart chart;
    chart.id = block_.id + "_balance";
    chart.kind = Chart::Kind::kHeatMap;
    chart.title = texts.Get("report.analysis.balance_chart");
    for (int hour = 0; hour < kHoursOfDay; ++hour) chart.categories.push_back(std::to_string(hour));
    Series series{texts.Get("report.analysis.balance"), NumberFormat::kDecimal1};
    for (size_t weekday = 0; weekday < there.size(); ++weekday) {
      if (told_.answer.weekdays[weekday] == 0) continue;
      chart.rows.push_back(casebook_.labels().Value("weekday", std::to_string(weekday + 1)));
      for (size_t hour = 0; hour < there[weekday].size(); ++hour) {
        const double spare = there[weekday][hour] - told_.answer.needed[weekday][hour];
        AddPoint(casebook_.figures().Found(told_.contacts, NumberFormat::kDecimal1, spare,
                                           "effect: balance"),
                 &series);
      }
    }
    chart.series.push_back(std::move(series));
    chart.provenance = {
        told_.contacts.id, casebook_.context().pack,
        fmt::format("period={}; by=weekday,hour_of_day; staffing", casebook_.context().period.id)};
    return chart;
  }

  const StaffingBlock& block_;
  const std::string& section_;
  const StaffingTold& told_;
  Casebook& casebook_;
  Blocks blocks_;
};

}  // namespace

Result<Blocks> Tell(const StaffingBlock& block, const std::string& section, Casebook* casebook) {
  const AnalysisFrame& frame = casebook->frame();
  if (!frame.covered || !frame.ask_staffing)
    return Blocks{Note(*casebook, "report.analysis.no_data")};
  KEBAO_TRY(const metrics::MetricSpec* contacts, casebook->figures().Spec("conversations"));
  const auto answer = frame.ask_staffing(casebook->ContextOfNext());
  if (!answer && answer.error().code.starts_with("forecast."))
    return Blocks{
        Note(*casebook, "report.analysis.no_forecast", {{"metric", casebook->NameOf(*contacts)}})};
  if (!answer) return std::unexpected(answer.error());
  const StaffingTold told = TellingOf(*answer, frame.staffing, *contacts);
  return StaffingTeller(block, section, told, casebook).Tell();
}

}  // namespace kebao::report
