#include <fmt/format.h>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

constexpr std::string_view kFile = "tickets_export.csv";
constexpr EpochSeconds kDueAfter = 48 * 3600;
/// Capitals vary from account to account: here, from seed to seed.
constexpr const char* kHeaders[] = {
    "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved "
    "time,Closed time,"
    "Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution "
    "time (in hrs),"
    "Agent interactions,Customer interactions,Resolution status,First response status,Tags,Survey "
    "results,Product,Full name,"
    "Title,Email,Contact ID",
    "Ticket Id,Subject,Status,Priority,Source,Type,Agent,Group,Created Time,Due By Time,Resolved "
    "Time,Closed Time,"
    "Last Update Time,Initial Response Time,Time Tracked,First Response Time (in Hrs),Resolution "
    "Time (in Hrs),"
    "Agent Interactions,Customer Interactions,Resolution Status,First Response Status,Tags,Survey "
    "Results,Product,Full Name,"
    "Title,Email,Contact Id"};

std::string HourText(EpochSeconds seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string_view SurveyWord(std::optional<int> csat) {
  constexpr std::string_view kWords[] = {"Extremely Unhappy", "Unhappy", "Neutral", "Happy",
                                         "Extremely Happy"};
  return csat ? kWords[*csat - 1] : std::string_view();
}

std::string_view Status(const ConversationSummary& summary) {
  if (summary.is_closed) return "Closed";
  if (summary.is_resolved) return "Resolved";
  return summary.is_pending ? "Pending" : "Open";
}

std::string_view Priority(const Conversation& talk) {
  if (talk.is_urgent) return "Urgent";
  return talk.customer_type == "VIP" ? "High" : "Medium";
}

/// tickets_export.csv: one row per ticket, e-mail and call; durations often blank although the
/// times are there.
class FreshdeskExporter : public Exporter {
 public:
  explicit FreshdeskExporter(ExportContext& context)
      : context_(context),
        rows_(context.folder, "tickets_export", kHeaders[context.desk.options().seed % 2],
              200'000) {}

  void Write(const Conversation& talk) override {
    if (talk.channel == Channel::kChat || talk.channel == Channel::kSocial) return;
    row_.clear();
    WriteRow(talk, Summarise(talk, context_.desk.line()));
    rows_.NextRow() += row_;
    if (context_.dirt.Strikes(4, kFile, "duplicate_row")) rows_.NextRow() += row_;
  }

  void Finish() override { rows_.Close(); }

 private:
  std::string Time(EpochSeconds at) const { return LocalTimeText(at, context_.desk.line()); }

  std::string Duration(EpochSeconds from, EpochSeconds to) {
    if (to == 0 || context_.dirt.Strikes(300, kFile, "blank_duration")) return "";
    return HourText(to - from);
  }

  void WriteRow(const Conversation& talk, const ConversationSummary& summary) {
    const EpochSeconds replied_at =
        talk.channel == Channel::kPhone ? summary.accepted_at : summary.first_reply_at;
    const bool is_impossible =
        summary.resolved_at > 0 && context_.dirt.Strikes(1, kFile, "resolved_before_created");
    const bool is_formula = context_.dirt.Strikes(0.5, kFile, "formula_text");
    CsvRow row(row_);
    row.Cell(1000 + talk.number)
        .Cell(is_formula ? std::string(Dirt::FormulaText(static_cast<uint64_t>(talk.number)))
                         : context_.SubjectOf(talk));
    row.Plain(Status(summary))
        .Plain(Priority(talk))
        .Plain(Source(talk))
        .Cell(context_.IssueName(talk));
    row.Cell(context_.AgentName(summary.agent))
        .Cell(context_.TeamName(summary.team))
        .Plain(Time(talk.opened_at));
    row.Plain(Time(talk.opened_at + kDueAfter))
        .Plain(Time(is_impossible ? talk.opened_at - 600 : summary.resolved_at));
    row.Plain(Time(summary.closed_at))
        .Plain(Time(summary.last_at))
        .Plain(Time(replied_at))
        .Plain("00:00");
    row.Plain(Duration(talk.opened_at, replied_at))
        .Plain(Duration(talk.opened_at, summary.resolved_at));
    row.Cell(int64_t{summary.agent_messages}).Cell(int64_t{summary.customer_messages});
    row.Plain(Verdict(talk, summary.resolved_at, kDueAfter))
        .Plain(Verdict(talk, replied_at, 4 * 3600));
    WriteCustomer(talk, summary, row);
  }

  void WriteCustomer(const Conversation& talk, const ConversationSummary& summary, CsvRow& row) {
    const Customer customer = context_.desk.CustomerOf(talk.customer);
    row.Cell(talk.is_spam ? "spam" : context_.IssueName(talk))
        .Plain(SurveyWord(summary.csat))
        .Cell(context_.ProductName(talk));
    row.Cell(CustomerName(customer, context_.desk.catalog()))
        .Plain("")
        .Plain(CustomerEmail(customer))
        .Cell(50'000 + talk.customer)
        .End();
  }

  static std::string_view Source(const Conversation& talk) {
    if (talk.channel == Channel::kPhone) return "Phone";
    return talk.channel == Channel::kEmail ? "Email" : "Portal";
  }

  static std::string_view Verdict(const Conversation& talk, EpochSeconds done_at,
                                  EpochSeconds target) {
    if (done_at == 0) return "";
    return done_at - talk.opened_at <= target ? "Within SLA" : "SLA Violated";
  }

  ExportContext& context_;
  CsvSeries rows_;
  std::string row_;
};

}  // namespace

std::unique_ptr<Exporter> MakeFreshdeskExporter(ExportContext& context) {
  return std::make_unique<FreshdeskExporter>(context);
}

}  // namespace kebao::demo
