#include <fmt/format.h>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr std::string_view kFile = "conversations.ndjson";

std::string Quoted(std::string_view text) {
  std::string json;
  AppendJson(text, json);
  return json;
}

std::string_view Author(EventKind kind) {
  if (kind == EventKind::kCustomerMessage) return "client";
  return kind == EventKind::kAgentMessage ? "agent" : kind == EventKind::kBotMessage ? "robot" : "";
}

std::string_view Level(std::optional<int> csat) {
  if (!csat) return "";
  return *csat >= 4 ? "good" : *csat == 3 ? "medium" : "bad";
}

/// conversations.ndjson: one conversation a line as the conversation API gives it; counts are
/// strings, times local without a zone.
class MeiqiaExporter : public Exporter {
 public:
  explicit MeiqiaExporter(ExportContext& context)
      : context_(context), file_(context.folder / kFile) {}

  void Write(const Conversation& talk) override {
    if (talk.channel != Channel::kChat) return;
    const std::string line = Line(talk, Summarise(talk, context_.desk.line()));
    file_.buffer() += line + "\n";
    if (context_.dirt.Strikes(5, kFile, "duplicate_line")) file_.buffer() += line + "\n";
    file_.FlushIfLarge();
  }

  void Finish() override { file_.Close(); }

 private:
  std::string Time(EpochSeconds at) const {
    std::string text = LocalTimeText(at, context_.desk.line());
    if (!text.empty()) text[10] = 'T';
    return text;
  }

  std::string Contents(const Conversation& talk) const {
    std::string json;
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line())) {
      const std::string_view author = Author(event.kind);
      if (author.empty()) continue;
      json += fmt::format(R"({}{{"from": "{}", "timestamp": "{}", "type": "text", "content": {}}})",
                          json.empty() ? "" : ", ", author, Time(event.at),
                          Quoted(context_.TextOf(talk, event)));
    }
    return json;
  }

  std::string Line(const Conversation& talk, const ConversationSummary& summary) {
    const Customer customer = context_.desk.CustomerOf(talk.customer);
    const bool has_end = summary.last_at > 0 && !context_.dirt.Strikes(5, kFile, "missing_end");
    const bool is_impossible = has_end && context_.dirt.Strikes(1, kFile, "end_before_start");
    const EpochSeconds end = is_impossible ? talk.opened_at - 60 : summary.last_at;
    const EpochSeconds wait =
        summary.first_reply_at == 0 ? 0 : summary.first_reply_at - talk.opened_at;
    return fmt::format(
        R"({{"enterprise_id": 10001, "dev_client_id": "u-{}", "client_id": {}, "client_info": {{"name": {}, "tel": "{}"}}, )"
        R"("page_conv_url": "https://shop.example.com/", "page_conv_title": {}, "visitor_location": {}, "visitor_tags": [{}], )"
        R"("agent_account": "{}@kefu.example.com", "agent_name": {}, "agent_ID": "{}", "agent_nick_name": {}, "group_id": "{}", )"
        R"("group_name": {}, "conv_id": {}, "conv_start_tm": "{}", "conv_end_tm": "{}", "conv_first_resp_wait_in_secs": {}, )"
        R"("conv_agent_msg_count": "{}", "conv_visitor_msg_count": "{}", "conv_quality_grade": "", "comment_level": "{}", "conv_content": [{}]}})",
        talk.customer, 980'000'000 + talk.customer,
        Quoted(CustomerName(customer, context_.desk.catalog())), CustomerPhone(customer),
        Quoted(context_.ProductName(talk)),
        Quoted("中国 " + context_.desk.catalog().regions[static_cast<size_t>(talk.region)].name),
        Quoted(context_.IssueName(talk)), context_.AgentId(summary.agent),
        Quoted(context_.AgentName(summary.agent)), context_.AgentId(summary.agent),
        Quoted(context_.AgentName(summary.agent)), summary.team,
        Quoted(context_.TeamName(summary.team)), 555'000'000 + talk.number, Time(talk.opened_at),
        has_end ? Time(end) : "", wait, summary.agent_messages, summary.customer_messages,
        Level(summary.csat), Contents(talk));
  }

  ExportContext& context_;
  OutputFile file_;
};

}  // namespace

std::unique_ptr<Exporter> MakeMeiqiaExporter(ExportContext& context) {
  return std::make_unique<MeiqiaExporter>(context);
}

}  // namespace kebao::demo
