#include <iconv.h>

#include "base/problem.h"
#include "demo/export/exporter.h"
#include "demo/export/output_file.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr std::string_view kFile = "status_history.csv";
constexpr const char* kEnglishHeader =
    "history_id,ticket_id,opened_at,changed_at,status,agent,team,customer,channel,priority,issue_"
    "type,subject";
constexpr const char* kChineseHeader =
    "流水号,工单号,创建时间,变更时间,状态,处理人,客服组,客户,渠道,优先级,问题类型,主题";

struct StatusWords {
  std::string_view english, chinese;
};

StatusWords WordsOf(EventKind kind) {
  switch (kind) {
    case EventKind::kOpened:
      return {"New", "新建"};
    case EventKind::kAssigned:
    case EventKind::kTransferred:
    case EventKind::kStatusOpen:
      return {"In progress", "处理中"};
    case EventKind::kStatusPending:
      return {"Waiting for customer", "等待客户"};
    case EventKind::kStatusOnHold:
      return {"On hold", "挂起"};
    case EventKind::kResolved:
      return {"Resolved", "已解决"};
    case EventKind::kClosed:
      return {"Closed", "已关闭"};
    case EventKind::kReopened:
      return {"Reopened", "重新打开"};
    case EventKind::kEscalated:
      return {"Escalated", "已升级"};
    case EventKind::kMarkedSpam:
      return {"Spam", "垃圾"};
    case EventKind::kMerged:
      return {"Merged", "已合并"};
    default:
      return {};
  }
}

/// UTF-8 → GB18030, the encoding in which Chinese Windows programs write CSV.
class Gb18030Encoder {
 public:
  Gb18030Encoder() : handle_(iconv_open("GB18030", "UTF-8")) {
    if (handle_ == reinterpret_cast<iconv_t>(-1))
      throw WorldFailure("demo.write", "iconv: GB18030");
  }
  ~Gb18030Encoder() { iconv_close(handle_); }
  Gb18030Encoder(const Gb18030Encoder&) = delete;
  Gb18030Encoder& operator=(const Gb18030Encoder&) = delete;

  void Append(std::string text, std::string& out) {
    std::string encoded(text.size() * 2 + 8, '\0');
    char* from = text.data();
    char* to = encoded.data();
    size_t from_left = text.size();
    size_t to_left = encoded.size();
    if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<size_t>(-1))
      throw WorldFailure("demo.write", "iconv");
    out.append(encoded, 0, encoded.size() - to_left);
  }

 private:
  iconv_t handle_;
};

/// status_history.csv (English, UTF-8, ISO times) and 工单流水_gbk.csv (the same rows in Chinese
/// words, GB18030, 2025/01/05): one row each time a ticket or e-mail changes, as a ServiceNow-like
/// log gives it.
class StatusLogExporter : public Exporter {
 public:
  explicit StatusLogExporter(ExportContext& context)
      : context_(context),
        english_(context.folder / kFile),
        chinese_(context.folder / "工单流水_gbk.csv") {
    english_.buffer() += std::string(kEnglishHeader) + "\n";
    encoder_.Append(std::string(kChineseHeader) + "\r\n", chinese_.buffer());
  }

  void Write(const Conversation& talk) override {
    if (talk.channel != Channel::kTicket && talk.channel != Channel::kEmail) return;
    int agent = -1, team = talk.first_team;
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line())) {
      if (event.kind == EventKind::kAssigned || event.kind == EventKind::kTransferred)
        agent = event.agent, team = event.team;
      if (WordsOf(event.kind).english.empty()) continue;
      WriteRows(talk, event, agent, team);
    }
  }

  void Finish() override {
    english_.Close();
    chinese_.Close();
  }

 private:
  std::string Row(const Conversation& talk, const PlannedEvent& event, int agent, int team,
                  bool is_chinese) {
    const StatusWords words = WordsOf(event.kind);
    const TimeLine& line = context_.desk.line();
    std::string text, id, customer, opened, changed;
    WriteConversationId(talk, line, id);
    WriteCustomerId(talk.customer, customer);
    AppendLocalTime(talk.opened_at, line, opened, is_chinese ? '/' : '-');
    AppendLocalTime(event.at, line, changed, is_chinese ? '/' : '-');
    CsvRow row(text);
    row.Cell(history_id_)
        .Plain(id)
        .Plain(opened)
        .Plain(changed)
        .Cell(is_chinese ? words.chinese : words.english);
    row.Cell(context_.AgentName(agent)).Cell(context_.TeamName(team)).Plain(customer);
    row.Plain(talk.channel == Channel::kEmail ? (is_chinese ? "邮件" : "email")
                                              : (is_chinese ? "工单" : "ticket"));
    row.Plain(is_chinese ? (talk.is_urgent ? "紧急" : "普通") : PriorityName(talk));
    row.Cell(context_.IssueName(talk)).Cell(context_.SubjectOf(talk));
    return text + (is_chinese ? "\r\n" : "\n");
  }

  void WriteRows(const Conversation& talk, const PlannedEvent& event, int agent, int team) {
    ++history_id_;
    PlannedEvent written = event;
    const bool is_impossible = event.kind == EventKind::kResolved &&
                               context_.dirt.Strikes(1, kFile, "changed_before_opened");
    if (is_impossible) written.at = talk.opened_at - 7200;
    const int known_agent =
        agent >= 0 && context_.dirt.Strikes(3, kFile, "missing_agent") ? -1 : agent;
    const std::string row = Row(talk, written, known_agent, team, false);
    english_.buffer() += row;
    if (context_.dirt.Strikes(4, kFile, "duplicate_row")) english_.buffer() += row;
    english_.FlushIfLarge();
    encoder_.Append(Row(talk, written, known_agent, team, true), chinese_.buffer());
    chinese_.FlushIfLarge();
  }

  ExportContext& context_;
  OutputFile english_, chinese_;
  Gb18030Encoder encoder_;
  int64_t history_id_ = 0;
};

}  // namespace

std::unique_ptr<Exporter> MakeStatusLogExporter(ExportContext& context) {
  return std::make_unique<StatusLogExporter>(context);
}

}  // namespace kebao::demo
