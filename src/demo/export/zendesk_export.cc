#include <fmt/format.h>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr std::string_view kTicketFile = "tickets.json";
constexpr int64_t kTicketsPerPage = 1000;
constexpr int64_t kAuditsPerPage = 5000;

std::string Quoted(std::string_view text) {
  std::string json;
  AppendJson(text, json);
  return json;
}

std::string QuotedTime(EpochSeconds at) {
  return at == 0 ? "null" : fmt::format("\"{}\"", UtcText(at));
}

std::string MinutesOrNull(EpochSeconds from, EpochSeconds to) {
  return to == 0 ? R"({"calendar": null, "business": null})"
                 : fmt::format(R"({{"calendar": {}, "business": null}})", (to - from) / 60);
}

/// Pages stem-001.json, … of {"key": [...], tail}.
class JsonPages {
 public:
  JsonPages(std::filesystem::path folder, std::string stem, std::string key, int64_t items_per_page)
      : folder_(std::move(folder)),
        stem_(std::move(stem)),
        key_(std::move(key)),
        items_per_page_(items_per_page) {}

  void Add(std::string_view item) {
    if (items_ == items_per_page_) ClosePage(false);
    if (file_ == nullptr) Open();
    if (items_++ > 0) file_->buffer() += ",\n";
    file_->buffer() += item;
    file_->FlushIfLarge();
  }
  void Close() {
    if (file_ == nullptr) Open();
    ClosePage(true);
  }

 private:
  void Open() {
    file_ = std::make_unique<OutputFile>(folder_ / fmt::format("{}-{:03}.json", stem_, ++pages_));
    file_->buffer() += fmt::format("{{\"{}\": [\n", key_);
  }
  void ClosePage(bool is_last) {
    const bool is_stream = key_ == "tickets";
    file_->buffer() +=
        is_stream
            ? fmt::format(
                  "\n],\n\"after_url\": null, \"after_cursor\": \"page{}\", \"before_url\": null, "
                  "\"before_cursor\": null, \"end_of_stream\": {}}}\n",
                  pages_, is_last)
            : fmt::format("\n],\n\"next_page\": null, \"previous_page\": null, \"count\": {}}}\n",
                          items_);
    file_->Close();
    file_.reset();
    items_ = 0;
  }

  std::filesystem::path folder_;
  std::string stem_, key_;
  int64_t items_per_page_, items_ = 0;
  int pages_ = 0;
  std::unique_ptr<OutputFile> file_;
};

/// tickets-NNN.json (incremental export with metric sets), ticket_audits-NNN.json,
/// satisfaction_ratings-NNN.json. A ticket that changed after it was exported comes twice, with an
/// older and a newer updated_at.
class ZendeskExporter : public Exporter {
 public:
  explicit ZendeskExporter(ExportContext& context)
      : context_(context),
        tickets_(context.folder, "tickets", "tickets", kTicketsPerPage),
        audits_(context.folder, "ticket_audits", "audits", kAuditsPerPage),
        ratings_(context.folder, "satisfaction_ratings", "satisfaction_ratings", kTicketsPerPage) {}

  void Write(const Conversation& talk) override {
    if (talk.channel != Channel::kTicket && talk.channel != Channel::kEmail) return;
    const ConversationSummary summary = Summarise(talk, context_.desk.line());
    if (context_.dirt.Strikes(8, kTicketFile, "older_version"))
      tickets_.Add(Ticket(talk, summary, true));
    const std::string ticket = Ticket(talk, summary, false);
    tickets_.Add(ticket);
    if (context_.dirt.Strikes(10, kTicketFile, "duplicate_ticket")) tickets_.Add(ticket);
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line()))
      WriteAudit(talk, event);
    if (summary.rating != nullptr) WriteRating(talk, summary);
  }

  void Finish() override {
    tickets_.Close();
    audits_.Close();
    ratings_.Close();
  }

 private:
  static int64_t TicketId(const ConversationHead& talk) { return 10'000 + talk.number; }
  static int64_t RequesterId(const ConversationHead& talk) { return 900'000 + talk.customer; }
  static std::string AgentId(int agent) {
    return agent < 0 ? "null" : fmt::format("{}", 5000 + agent);
  }
  static std::string GroupId(int team) { return team < 0 ? "null" : fmt::format("{}", 300 + team); }

  static std::string_view Status(const ConversationSummary& summary) {
    if (summary.is_closed) return "closed";
    if (summary.is_resolved) return "solved";
    if (summary.is_on_hold) return "hold";
    return summary.is_pending ? "pending" : summary.agent < 0 ? "new" : "open";
  }

  std::string Ticket(const Conversation& talk, const ConversationSummary& summary, bool is_older) {
    const std::string subject =
        context_.dirt.Strikes(0.5, kTicketFile, "formula_text")
            ? std::string(Dirt::FormulaText(static_cast<uint64_t>(talk.number)))
            : context_.SubjectOf(talk);
    const EpochSeconds updated_at = is_older ? talk.opened_at + 30 : summary.last_at;
    return fmt::format(
        R"({{"id": {}, "url": "https://example.zendesk.com/api/v2/tickets/{}.json", "subject": {}, "raw_subject": {}, )"
        R"("type": "question", "status": "{}", "priority": "{}", "requester_id": {}, "submitter_id": {}, )"
        R"("assignee_id": {}, "group_id": {}, "tags": [{}, {}], "custom_fields": [{{"id": 27642, "value": {}}}], )"
        R"("satisfaction_rating": {{"score": "{}"}}, "via": {{"channel": "{}"}}, "created_at": {}, "updated_at": {}, )"
        R"("generated_timestamp": {}, "metric_set": {}}})",
        TicketId(talk), TicketId(talk), Quoted(subject), Quoted(subject),
        is_older ? "new" : Status(summary), PriorityName(talk), RequesterId(talk),
        RequesterId(talk), is_older ? "null" : AgentId(summary.agent),
        is_older ? "null" : GroupId(summary.team), Quoted(context_.IssueName(talk)),
        Quoted(context_.ProductName(talk)), Quoted(context_.IssueName(talk)),
        is_older ? "unoffered" : Score(summary), talk.channel == Channel::kEmail ? "email" : "web",
        QuotedTime(talk.opened_at), QuotedTime(updated_at), updated_at + 60,
        is_older ? "null" : MetricSet(talk, summary));
  }

  static std::string_view Score(const ConversationSummary& summary) {
    if (!summary.csat) return summary.is_resolved ? "offered" : "unoffered";
    return *summary.csat >= 4 ? "good" : "bad";
  }

  /// Zendesk's own figures, by its definitions: whole minutes since creation.
  static std::string MetricSet(const Conversation& talk, const ConversationSummary& summary) {
    return fmt::format(
        R"({{"id": {}, "ticket_id": {}, "group_stations": {}, "assignee_stations": {}, "reopens": {}, "replies": {}, )"
        R"("initially_assigned_at": {}, "assigned_at": {}, "solved_at": {}, "reply_time_in_minutes": {}, )"
        R"("first_resolution_time_in_minutes": {}, "full_resolution_time_in_minutes": {}, "created_at": {}, "updated_at": {}}})",
        talk.number, TicketId(talk), summary.team < 0 ? 0 : 1,
        summary.agent < 0 ? 0 : 1 + summary.transfers, summary.reopens, summary.agent_messages,
        QuotedTime(summary.assigned_at), QuotedTime(summary.assigned_at),
        QuotedTime(summary.resolved_at), MinutesOrNull(talk.opened_at, summary.first_reply_at),
        MinutesOrNull(talk.opened_at, summary.first_resolved_at),
        MinutesOrNull(talk.opened_at, summary.resolved_at), QuotedTime(talk.opened_at),
        QuotedTime(summary.last_at));
  }

  std::string Change(std::string_view field, std::string_view value) {
    return fmt::format(
        R"({{"id": {}, "type": "Change", "field_name": "{}", "value": "{}", "previous_value": null}})",
        ++event_id_, field, value);
  }

  std::string Comment(const Conversation& talk, const PlannedEvent& event, bool is_public,
                      std::string_view author) {
    return fmt::format(
        R"({{"id": {}, "type": "Comment", "public": {}, "author_id": {}, "body": {}, "attachments": []}})",
        ++event_id_, is_public, author, Quoted(context_.TextOf(talk, event)));
  }

  std::string AuditEvents(const Conversation& talk, const PlannedEvent& event) {
    switch (event.kind) {
      case EventKind::kOpened:
        return fmt::format(
            R"({{"id": {}, "type": "Create", "field_name": "status", "value": "new"}})",
            ++event_id_);
      case EventKind::kCustomerMessage:
        return Comment(talk, event, true, fmt::format("{}", RequesterId(talk)));
      case EventKind::kAgentMessage:
        return Comment(talk, event, true, AgentId(event.agent));
      case EventKind::kNote:
        return Comment(talk, event, false, AgentId(event.agent));
      case EventKind::kAutoReply:
        return fmt::format(R"({{"id": {}, "type": "Notification", "subject": "auto", "body": {}}})",
                           ++event_id_, Quoted(context_.TextOf(talk, event)));
      case EventKind::kAssigned:
        return Change("assignee_id", AgentId(event.agent)) + ", " +
               Change("group_id", GroupId(event.team)) + ", " + Change("status", "open");
      case EventKind::kTransferred:
        return Change("assignee_id", AgentId(event.agent));
      case EventKind::kStatusOpen:
      case EventKind::kReopened:
        return Change("status", "open");
      case EventKind::kStatusPending:
        return Change("status", "pending");
      case EventKind::kStatusOnHold:
        return Change("status", "hold");
      case EventKind::kResolved:
        return Change("status", "solved");
      case EventKind::kClosed:
        return Change("status", "closed");
      default:
        return "";
    }
  }

  void WriteAudit(const Conversation& talk, const PlannedEvent& event) {
    const std::string events = AuditEvents(talk, event);
    if (events.empty()) return;
    const bool is_customer = event.actor == domain::ActorKind::kCustomer;
    const std::string author = is_customer       ? fmt::format("{}", RequesterId(talk))
                               : event.agent < 0 ? "-1"
                                                 : AgentId(event.agent);
    const std::string audit = fmt::format(
        R"({{"id": {}, "ticket_id": {}, "author_id": {}, "created_at": {}, "metadata": {{}}, "via": {{"channel": "{}"}}, "events": [{}]}})",
        ++audit_id_, TicketId(talk), author, QuotedTime(event.at), is_customer ? "email" : "web",
        events);
    audits_.Add(audit);
    if (context_.dirt.Strikes(3, "ticket_audits.json", "duplicate_audit")) audits_.Add(audit);
  }

  void WriteRating(const Conversation& talk, const ConversationSummary& summary) {
    ratings_.Add(fmt::format(
        R"({{"id": {}, "ticket_id": {}, "requester_id": {}, "assignee_id": {}, "group_id": {}, "score": "{}", "reason": null, )"
        R"("comment": {}, "created_at": {}, "updated_at": {}}})",
        700'000 + talk.number, TicketId(talk), RequesterId(talk), AgentId(summary.agent),
        GroupId(summary.team), Score(summary), Quoted(context_.TextOf(talk, *summary.rating)),
        QuotedTime(summary.rated_at), QuotedTime(summary.rated_at)));
  }

  ExportContext& context_;
  JsonPages tickets_, audits_, ratings_;
  int64_t audit_id_ = 0, event_id_ = 0;
};

}  // namespace

std::unique_ptr<Exporter> MakeZendeskExporter(ExportContext& context) {
  return std::make_unique<ZendeskExporter>(context);
}

}  // namespace kebao::demo
