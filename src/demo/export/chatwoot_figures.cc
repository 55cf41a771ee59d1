#include "demo/export/chatwoot_figures.h"

#include <fmt/format.h>

#include "demo/export/output_file.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

std::string InWords(double seconds) {
  constexpr std::pair<std::string_view, int64_t> kUnits[] = {
      {"day", 86'400}, {"hour", 3600}, {"minute", 60}, {"second", 1}};
  auto rest = static_cast<int64_t>(seconds);
  if (rest == 0) return "--";
  std::string words;
  int units = 0;
  for (const auto& [name, size] : kUnits) {
    const int64_t count = rest / size;
    rest %= size;
    if (count == 0) continue;
    words += fmt::format("{}{} {}{}", words.empty() ? "" : " ", count, name, count == 1 ? "" : "s");
    if (++units == 2) break;
  }
  return words;
}

std::string NumberOrNull(double value, int64_t n) {
  return n == 0 ? "null" : fmt::format("{:.1f}", value);
}

}  // namespace

void ChatwootFigures::Add(const Conversation& talk, const TimeLine& line) {
  int assignee = -1;
  EpochSeconds waiting_since = 0, clock_start = talk.opened_at;
  bool is_answered = false;
  for (const PlannedEvent& event : EventsWithin(talk, line)) {
    const bool takes = event.kind == EventKind::kAccepted || event.kind == EventKind::kTransferred;
    if (takes || (assignee < 0 && event.agent >= 0)) assignee = event.agent;
    if (event.kind == EventKind::kBotHandoff) clock_start = event.at;
    if (event.kind == EventKind::kCustomerMessage && waiting_since == 0) waiting_since = event.at;
    if (event.kind == EventKind::kReopened) waiting_since = event.at;
    if (event.kind == EventKind::kAgentMessage) {
      if (!is_answered)
        rows_[static_cast<size_t>(event.agent)].first_response.Add(event.at - clock_start);
      is_answered = true;
      if (waiting_since > 0)
        rows_[static_cast<size_t>(assignee)].reply.Add(event.at - waiting_since);
      waiting_since = 0;
    }
    if (event.kind == EventKind::kResolved && assignee >= 0) {
      rows_[static_cast<size_t>(assignee)].resolution.Add(event.at - talk.opened_at);
    }
  }
  if (assignee >= 0) ++rows_[static_cast<size_t>(assignee)].conversations;
}

void ChatwootFigures::WriteCsv(const ExportContext& context) const {
  const TimeLine& line = context.desk.line();
  OutputFile file(context.folder / "agents_report.csv");
  file.buffer() += fmt::format("Reporting period {} to {}\n\n", FormatDay(line.LocalDayOf(0)),
                               FormatDay(line.LocalDayOf(line.days())));
  file.buffer() +=
      "Agent name,Assigned conversations,Avg first response time,Avg resolution time,Resolution "
      "Count,Avg customer waiting time\n";
  for (size_t agent = 0; agent < rows_.size(); ++agent) {
    const Row& row = rows_[agent];
    file.buffer() +=
        fmt::format("{},{},{},{},{},{}\n", context.AgentName(static_cast<int>(agent)),
                    row.conversations, InWords(row.first_response.value()),
                    InWords(row.resolution.value()), row.resolution.n, InWords(row.reply.value()));
  }
  file.Close();
}

void ChatwootFigures::WriteJson(const ExportContext& context) const {
  OutputFile file(context.folder / "summary_reports_agent.json");
  std::string_view separator = "[\n";
  for (size_t agent = 0; agent < rows_.size(); ++agent) {
    const Row& row = rows_[agent];
    file.buffer() += fmt::format(
        R"({}  {{"id": {}, "conversations_count": {}, "resolved_conversations_count": {}, "avg_resolution_time": {}, )"
        R"("avg_first_response_time": {}, "avg_reply_time": {}}})",
        separator, agent + 1, row.conversations, row.resolution.n,
        NumberOrNull(row.resolution.value(), row.resolution.n),
        NumberOrNull(row.first_response.value(), row.first_response.n),
        NumberOrNull(row.reply.value(), row.reply.n));
    separator = ",\n";
  }
  file.buffer() += "\n]\n";
  file.Close();
}

}  // namespace kebao::demo
