#include <fmt/format.h>

#include "demo/export/chatwoot_figures.h"
#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr std::string_view kHookFile = "webhooks.ndjson";

std::string Quoted(std::string_view text) {
  std::string json;
  AppendJson(text, json);
  return json;
}

/// "2025-01-05T02:00:00.000Z"
std::string MilliTime(EpochSeconds at) {
  std::string text = UtcText(at);
  if (!text.empty()) text.insert(text.size() - 1, ".000");
  return text;
}

std::string_view Status(const ConversationSummary& summary) {
  if (summary.is_resolved || summary.is_closed) return "resolved";
  return summary.is_pending ? "pending" : "open";
}

/// conversations.ndjson (the API's conversation objects), webhooks.ndjson (messages and status
/// changes as delivered), csat_report.csv, agents_report.csv and summary_reports_agent.json
/// (Chatwoot's own figures). Chats and social only.
class ChatwootExporter : public Exporter {
 public:
  explicit ChatwootExporter(ExportContext& context)
      : context_(context),
        conversations_(context.folder / "conversations.ndjson"),
        hooks_(context.folder / kHookFile),
        csat_(context.folder / "csat_report.csv"),
        figures_(context.desk.roster().agents().size()) {
    csat_.buffer() +=
        "Agent Name,Rating,Feedback Comment,Contact Name,Contact Email Address,Contact Phone "
        "Number,Link to the conversation,"
        "Recorded date\n";
  }

  void Write(const Conversation& talk) override {
    if (talk.channel != Channel::kChat && talk.channel != Channel::kSocial) return;
    const ConversationSummary summary = Summarise(talk, context_.desk.line());
    figures_.Add(talk, context_.desk.line());
    WriteConversation(talk, summary);
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line()))
      WriteHook(talk, summary, event);
    if (summary.rating != nullptr) WriteCsat(talk, summary);
  }

  void Finish() override {
    const TimeLine& line = context_.desk.line();
    csat_.buffer() += fmt::format("Reporting period {} to {}\n", FormatDay(line.LocalDayOf(0)),
                                  FormatDay(line.LocalDayOf(line.days())));
    conversations_.Close();
    hooks_.Close();
    csat_.Close();
    figures_.WriteCsv(context_);
    figures_.WriteJson(context_);
  }

 private:
  static int InboxId(const Conversation& talk) {
    return talk.channel == Channel::kSocial ? 9 : talk.queue + 1;
  }
  static std::string_view ChannelClass(const Conversation& talk) {
    return talk.channel == Channel::kSocial ? "Channel::Api" : "Channel::WebWidget";
  }

  std::string Assignee(int agent) const {
    if (agent < 0) return "null";
    return fmt::format(
        R"({{"id": {}, "name": {}, "email": "{}@kefu.example.com", "type": "user", "availability_status": "online"}})",
        agent + 1, Quoted(context_.AgentName(agent)), context_.AgentId(agent));
  }

  std::string Sender(const Conversation& talk) const {
    const Customer customer = context_.desk.CustomerOf(talk.customer);
    return fmt::format(
        R"({{"id": {}, "name": {}, "email": "{}", "phone_number": "{}", "type": "contact"}})",
        talk.customer + 1, Quoted(CustomerName(customer, context_.desk.catalog())),
        CustomerEmail(customer), CustomerPhone(customer));
  }

  std::string Team(int team) const {
    return team < 0 ? "null"
                    : fmt::format(R"({{"id": {}, "name": {}}})", team + 1,
                                  Quoted(context_.TeamName(team)));
  }

  std::string Meta(const Conversation& talk, const ConversationSummary& summary) const {
    return fmt::format(
        R"({{"sender": {}, "channel": "{}", "assignee": {}, "team": {}, "hmac_verified": false}})",
        Sender(talk), ChannelClass(talk), Assignee(summary.agent), Team(summary.team));
  }

  void WriteConversation(const Conversation& talk, const ConversationSummary& summary) {
    const std::string json = fmt::format(
        R"({{"meta": {}, "id": {}, "uuid": "{:08x}-0000-4000-8000-{:012}", "account_id": 1, "inbox_id": {}, "messages": [], )"
        R"("status": "{}", "priority": {}, "labels": [{}], "custom_attributes": {{"product": {}}}, "additional_attributes": {{}}, )"
        R"("created_at": {}, "first_reply_created_at": {}, "waiting_since": 0, "last_activity_at": {}, "timestamp": {}, "unread_count": 0}})",
        Meta(talk, summary), talk.number, talk.seed & 0xffffffff, talk.number, InboxId(talk),
        Status(summary), talk.is_urgent ? "\"urgent\"" : "null", Quoted(context_.IssueName(talk)),
        Quoted(context_.ProductName(talk)), talk.opened_at, summary.first_reply_at, summary.last_at,
        summary.last_at);
    conversations_.buffer() += json + "\n";
    if (context_.dirt.Strikes(5, "conversations.ndjson", "duplicate_line"))
      conversations_.buffer() += json + "\n";
    conversations_.FlushIfLarge();
  }

  std::string MessageHook(const Conversation& talk, const PlannedEvent& event) {
    const bool is_incoming = event.kind == EventKind::kCustomerMessage;
    std::string text = context_.TextOf(talk, event);
    if (is_incoming && context_.dirt.Strikes(0.3, kHookFile, "formula_text"))
      text = Dirt::FormulaText(static_cast<uint64_t>(talk.number));
    const std::string sender = is_incoming ? Sender(talk)
                               : event.agent >= 0
                                   ? Assignee(event.agent)
                                   : R"({"id": 1, "name": "小客机器人", "type": "agent_bot"})";
    return fmt::format(
        R"({{"event": "message_created", "id": {}, "content": {}, "created_at": "{}", "message_type": "{}", "content_type": "text", )"
        R"("private": {}, "sender": {}, "inbox": {{"id": {}, "name": {}}}, "account": {{"id": 1, "name": "示例公司"}}, )"
        R"("conversation": {{"id": {}, "inbox_id": {}, "status": "open", "channel": "{}", "labels": [{}]}}}})",
        ++message_id_, Quoted(text), MilliTime(event.at), is_incoming ? "incoming" : "outgoing",
        event.kind == EventKind::kNote, sender, InboxId(talk),
        Quoted(QueueName(talk, context_.desk.catalog())), talk.number, InboxId(talk),
        ChannelClass(talk), Quoted(context_.IssueName(talk)));
  }

  std::string StatusHook(const Conversation& talk, const ConversationSummary& summary,
                         const PlannedEvent& event, std::string_view name,
                         std::string_view status) {
    return fmt::format(
        R"({{"event": "{}", "id": {}, "inbox_id": {}, "status": "{}", "channel": "{}", "messages": [], "labels": [{}], "meta": {}, )"
        R"("custom_attributes": {{}}, "first_reply_created_at": {}, "created_at": {}, "timestamp": {}, "updated_at": {}.123}})",
        name, talk.number, InboxId(talk), status, ChannelClass(talk),
        Quoted(context_.IssueName(talk)), Meta(talk, summary),
        summary.first_reply_at == 0 ? "null"
                                    : fmt::format("\"{}\"", MilliTime(summary.first_reply_at)),
        talk.opened_at, event.at, event.at);
  }

  std::string Hook(const Conversation& talk, const ConversationSummary& summary,
                   const PlannedEvent& event) {
    switch (event.kind) {
      case EventKind::kOpened:
        return StatusHook(talk, summary, event, "conversation_created",
                          talk.is_outbound ? "open" : "pending");
      case EventKind::kCustomerMessage:
      case EventKind::kAgentMessage:
      case EventKind::kBotMessage:
      case EventKind::kNote:
        return MessageHook(talk, event);
      case EventKind::kBotHandoff:
      case EventKind::kReopened:
        return StatusHook(talk, summary, event, "conversation_status_changed", "open");
      case EventKind::kStatusPending:
        return StatusHook(talk, summary, event, "conversation_status_changed", "pending");
      case EventKind::kResolved:
      case EventKind::kClosed:
        return StatusHook(talk, summary, event, "conversation_status_changed", "resolved");
      default:
        return "";
    }
  }

  void WriteHook(const Conversation& talk, const ConversationSummary& summary,
                 const PlannedEvent& event) {
    const std::string hook = Hook(talk, summary, event);
    if (hook.empty()) return;
    if (context_.dirt.Strikes(0.2, kHookFile, "truncated_line"))
      hooks_.buffer() += hook.substr(0, 40) + "\n";
    hooks_.buffer() += hook + "\n";
    if (context_.dirt.Strikes(3, kHookFile, "delivered_twice")) hooks_.buffer() += hook + "\n";
    hooks_.FlushIfLarge();
  }

  void WriteCsat(const Conversation& talk, const ConversationSummary& summary) {
    const Customer customer = context_.desk.CustomerOf(talk.customer);
    const bool is_unassigned = context_.dirt.Strikes(10, "csat_report.csv", "missing_agent");
    std::string recorded = UtcText(summary.rated_at);
    recorded.replace(10, 1, " ");
    recorded.replace(recorded.size() - 1, 1, " UTC");
    CsvRow row(csat_.buffer());
    row.Cell(is_unassigned
                 ? ""
                 : fmt::format("{} ({}@kefu.example.com)", context_.AgentName(summary.agent),
                               context_.AgentId(summary.agent)));
    row.Cell(int64_t{*summary.csat})
        .Cell(context_.TextOf(talk, *summary.rating))
        .Cell(CustomerName(customer, context_.desk.catalog()));
    row.Plain(CustomerEmail(customer)).Plain(CustomerPhone(customer));
    row.Plain(fmt::format("https://cw.example.com/app/accounts/1/conversations/{}", talk.number))
        .Plain(recorded)
        .End();
    csat_.FlushIfLarge();
  }

  ExportContext& context_;
  OutputFile conversations_, hooks_, csat_;
  ChatwootFigures figures_;
  int64_t message_id_ = 0;
};

}  // namespace

std::unique_ptr<Exporter> MakeChatwootExporter(ExportContext& context) {
  return std::make_unique<ChatwootExporter>(context);
}

}  // namespace kebao::demo
