#include <vector>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr const char* kConversationHeader =
    "conversation_id,channel,direction,queue,customer_id,customer_name,customer_type,agent_id,"
    "agent_name,team,issue_type,"
    "product,business_line,priority,region,language,opened_at,queued_at,accepted_at,abandoned_at,"
    "first_response_at,"
    "resolved_at,closed_at,status,customer_messages,agent_messages,transfers,reopens,handle_"
    "seconds,csat,csat_comment,"
    "rated_at,is_spam,subject,updated_at";
constexpr const char* kMessageHeader =
    "conversation_id,message_id,sent_at,sender,sender_id,sender_name,text,is_private";
constexpr std::string_view kConversationFile = "conversations.csv";
constexpr std::string_view kMessageFile = "messages.csv";
constexpr int64_t kHeldBackRows = 40;  // how late a row in the wrong order comes

std::string_view StatusOf(const ConversationSummary& summary) {
  if (summary.is_closed) return "closed";
  if (summary.is_resolved) return "resolved";
  return summary.is_pending ? "pending" : "open";
}

std::string_view SenderOf(EventKind kind) {
  switch (kind) {
    case EventKind::kCustomerMessage:
      return "customer";
    case EventKind::kAgentMessage:
    case EventKind::kNote:
      return "agent";
    case EventKind::kBotMessage:
      return "bot";
    case EventKind::kAutoReply:
      return "system";
    default:
      return "";
  }
}

/// conversations.csv (one row each) and messages.csv: the layouts of the mappings "conversations"
/// and "messages".
class GenericExporter : public Exporter {
 public:
  explicit GenericExporter(ExportContext& context)
      : context_(context),
        conversations_(context.folder, "conversations", kConversationHeader),
        messages_(context.folder, "messages", kMessageHeader, 2'000'000) {}

  void Write(const Conversation& talk) override {
    WriteConversationId(talk, context_.desk.line(), id_);
    WriteCustomerId(talk.customer, customer_id_);
    row_.clear();
    WriteConversation(talk, Summarise(talk, context_.desk.line()));
    Place();
    int number = 0;
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line())) {
      if (!SenderOf(event.kind).empty()) WriteMessage(talk, event, ++number);
    }
  }

  void Finish() override {
    if (!held_back_.empty()) conversations_.NextRow() += held_back_;
    conversations_.Close();
    messages_.Close();
  }

 private:
  /// Puts the finished row in the file: once, twice, or later than it should be.
  void Place() {
    if (!held_back_.empty() && --held_back_for_ == 0) {
      conversations_.NextRow() += held_back_;
      held_back_.clear();
    }
    if (held_back_.empty() && context_.dirt.Strikes(5, kConversationFile, "wrong_order")) {
      held_back_ = row_;
      held_back_for_ = kHeldBackRows;
      return;
    }
    conversations_.NextRow() += row_;
    if (context_.dirt.Strikes(4, kConversationFile, "duplicate_row"))
      conversations_.NextRow() += row_;
  }

  std::string_view Time(EpochSeconds at) {
    time_.clear();
    AppendLocalTime(at, context_.desk.line(), time_, date_separator_);
    return time_;
  }

  void WriteConversation(const Conversation& talk, const ConversationSummary& summary) {
    Dirt& dirt = context_.dirt;
    date_separator_ = dirt.Strikes(15, kConversationFile, "other_time_format") ? '/' : '-';
    const bool has_agent =
        summary.agent >= 0 && !dirt.Strikes(3, kConversationFile, "missing_agent");
    const bool has_issue = !dirt.Strikes(8, kConversationFile, "missing_issue_type");
    CsvRow row(row_);
    row.Plain(id_).Plain(NameOf(talk.channel)).Plain(talk.is_outbound ? "outbound" : "inbound");
    row.Cell(QueueName(talk, context_.desk.catalog())).Plain(customer_id_);
    row.Cell(CustomerName(context_.desk.CustomerOf(talk.customer), context_.desk.catalog()))
        .Cell(talk.customer_type);
    row.Plain(has_agent ? context_.AgentId(summary.agent) : "")
        .Cell(has_agent ? context_.AgentName(summary.agent) : "");
    row.Cell(context_.TeamName(summary.team)).Cell(has_issue ? context_.IssueName(talk) : "");
    const ProductSpec& product =
        context_.desk.catalog().products[static_cast<size_t>(talk.product)];
    row.Cell(product.name)
        .Cell(context_.desk.catalog().business_lines[static_cast<size_t>(product.business_line)]);
    row.Plain(PriorityName(talk))
        .Cell(context_.desk.catalog().regions[static_cast<size_t>(talk.region)].name)
        .Plain("zh-CN");
    WriteTimes(talk, summary, row);
    WriteOutcome(talk, summary, row);
  }

  void WriteTimes(const Conversation& talk, const ConversationSummary& summary, CsvRow& row) {
    const bool is_impossible =
        summary.resolved_at > 0 &&
        context_.dirt.Strikes(1, kConversationFile, "resolved_before_opened");
    row.Plain(Time(talk.opened_at)).Plain(Time(summary.queued_at)).Plain(Time(summary.accepted_at));
    row.Plain(Time(summary.abandoned_at)).Plain(Time(summary.first_reply_at));
    row.Plain(Time(is_impossible ? talk.opened_at - 3600 : summary.resolved_at))
        .Plain(Time(summary.closed_at));
  }

  void WriteOutcome(const Conversation& talk, const ConversationSummary& summary, CsvRow& row) {
    row.Plain(StatusOf(summary));
    const bool has_messages = talk.channel != Channel::kPhone;
    if (has_messages)
      row.Cell(int64_t{summary.customer_messages}).Cell(int64_t{summary.agent_messages});
    else
      row.Plain("").Plain("");
    row.Cell(int64_t{summary.transfers}).Cell(int64_t{summary.reopens});
    if (summary.wrapped_up_at > 0)
      row.Cell(summary.wrapped_up_at - summary.accepted_at);
    else
      row.Plain("");
    if (summary.csat)
      row.Cell(int64_t{*summary.csat})
          .Cell(context_.TextOf(talk, *summary.rating))
          .Plain(Time(summary.rated_at));
    else
      row.Plain("").Plain("").Plain("");
    const bool is_formula = context_.dirt.Strikes(0.5, kConversationFile, "formula_text");
    row.Plain(talk.is_spam ? "1" : "0")
        .Cell(is_formula ? std::string(Dirt::FormulaText(static_cast<uint64_t>(talk.number)))
                         : context_.SubjectOf(talk));
    row.Plain(Time(summary.last_at)).End();
  }

  void WriteMessage(const Conversation& talk, const PlannedEvent& event, int number) {
    message_.clear();
    CsvRow row(message_);
    date_separator_ = '-';
    const bool is_customer = event.kind == EventKind::kCustomerMessage;
    row.Plain(id_)
        .Plain(id_ + "-" + std::to_string(number))
        .Plain(Time(event.at))
        .Plain(SenderOf(event.kind));
    row.Plain(is_customer ? customer_id_ : context_.AgentId(event.agent))
        .Cell(context_.AgentName(event.agent));
    const bool is_blank = context_.dirt.Strikes(1, kMessageFile, "missing_text");
    row.Cell(is_blank ? "" : context_.TextOf(talk, event))
        .Plain(event.kind == EventKind::kNote ? "1" : "0")
        .End();
    messages_.NextRow() += message_;
    if (context_.dirt.Strikes(2, kMessageFile, "duplicate_row")) messages_.NextRow() += message_;
  }

  ExportContext& context_;
  CsvSeries conversations_, messages_;
  std::string id_, customer_id_, row_, message_, time_, held_back_;
  int64_t held_back_for_ = 0;
  char date_separator_ = '-';
};

}  // namespace

std::unique_ptr<Exporter> MakeGenericExporter(ExportContext& context) {
  return std::make_unique<GenericExporter>(context);
}

}  // namespace kebao::demo
