#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr std::string_view kQueueLog = "queue_log";

/// queue_log (in time order; RINGNOANSWER in milliseconds, all else in seconds) and Master.csv (CDR
/// as cdr-csv writes it).
class AsteriskExporter : public Exporter {
 public:
  explicit AsteriskExporter(ExportContext& context)
      : context_(context), cdr_(context.folder / "Master.csv") {}

  void Write(const Conversation& talk) override {
    if (talk.channel != Channel::kPhone) return;
    const ConversationSummary summary = Summarise(talk, context_.desk.line());
    unique_id_ = fmt::format("{}.{}", talk.opened_at, talk.number);
    WriteQueueEvents(talk, summary);
    WriteCdr(talk, summary);
  }

  void Finish() override {
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const Line& a, const Line& b) { return a.at < b.at; });
    OutputFile log(context_.folder / kQueueLog);
    log.buffer() += fmt::format("{}|NONE|NONE|NONE|QUEUESTART|\n", context_.desk.line().begin());
    for (const Line& line : lines_) {
      log.buffer() += line.text;
      if (context_.dirt.Strikes(1, kQueueLog, "duplicate_line")) log.buffer() += line.text;
      log.FlushIfLarge();
    }
    log.Close();
    cdr_.Close();
  }

 private:
  struct Line {
    EpochSeconds at;
    std::string text;
  };

  static std::string Member(int agent) {
    return agent < 0 ? "NONE" : fmt::format("SIP/{}", 8001 + agent);
  }

  void Log(EpochSeconds at, int agent, std::string_view event) {
    lines_.push_back(
        {at, fmt::format("{}|{}|support|{}|{}\n", at, unique_id_, Member(agent), event)});
  }

  std::string Phone(const Conversation& talk) const {
    return CustomerPhone(context_.desk.CustomerOf(talk.customer)).substr(3);
  }

  void WriteQueueEvents(const Conversation& talk, const ConversationSummary& summary) {
    EpochSeconds offered_at = 0, connected_at = 0;
    int offered_to = -1;
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line())) {
      const EpochSeconds waited = event.at - summary.queued_at;
      const EpochSeconds talked = connected_at == 0 ? 0 : event.at - connected_at;
      switch (event.kind) {
        case EventKind::kQueued:
          Log(event.at, -1, fmt::format("ENTERQUEUE||{}|1", Phone(talk)));
          break;
        case EventKind::kOffered:
          if (offered_to >= 0)
            Log(event.at, offered_to,
                fmt::format("RINGNOANSWER|{}", (event.at - offered_at) * 1000));
          offered_at = event.at, offered_to = event.agent;
          break;
        case EventKind::kAccepted:
          if (connected_at > 0) return;  // the other side of a transfer is not in the queue
          connected_at = event.at;
          Log(event.at, event.agent,
              fmt::format("CONNECT|{}|{}|{}", waited, unique_id_, event.at - offered_at));
          break;
        case EventKind::kTransferred:
          Log(event.at, offered_to,
              fmt::format("BLINDTRANSFER|{}|internal|{}|{}|1", 8001 + event.agent,
                          connected_at - summary.queued_at, talked));
          return;
        case EventKind::kTalkEnded:
          Log(event.at, event.agent,
              fmt::format(
                  "{}|{}|{}|1",
                  event.actor == domain::ActorKind::kAgent ? "COMPLETEAGENT" : "COMPLETECALLER",
                  connected_at - summary.queued_at, talked));
          return;
        case EventKind::kAbandoned:
          Log(event.at, -1, fmt::format("ABANDON|1|1|{}", waited));
          break;
        case EventKind::kTimedOut:
          Log(event.at, -1, fmt::format("EXITWITHTIMEOUT|1|1|{}", waited));
          break;
        case EventKind::kVoicemail:
          Log(event.at, -1, fmt::format("EXITWITHKEY|9|1|1|{}", waited));
          break;
        default:
          break;
      }
    }
  }

  void WriteCdr(const Conversation& talk, const ConversationSummary& summary) {
    const std::string phone = Phone(talk);
    const bool is_answered = summary.accepted_at > 0;
    const EpochSeconds end =
        std::max(summary.talk_ended_at, is_answered ? summary.accepted_at : summary.last_at);
    const bool is_impossible = context_.dirt.Strikes(2, "Master.csv", "negative_duration");
    const EpochSeconds seconds = is_impossible ? -1 : end - talk.opened_at;
    const std::string row = fmt::format(
        "\"\",\"{}\",\"600\",\"from-trunk\",\"<{}>\",\"SIP/"
        "trunk-{:08x}\",\"{}\",\"Queue\",\"support,t,,,120\",\"{}\",\"{}\",\"{}\",{},{},"
        "\"{}\",\"DOCUMENTATION\",\"{}\",\"\"\n",
        phone, phone, talk.number, is_answered ? Member(summary.agent) : "",
        LocalTimeText(talk.opened_at, context_.desk.line()),
        LocalTimeText(summary.accepted_at, context_.desk.line()),
        LocalTimeText(end, context_.desk.line()), seconds,
        is_answered ? end - summary.accepted_at : 0, is_answered ? "ANSWERED" : "NO ANSWER",
        unique_id_);
    cdr_.buffer() += row;
    if (context_.dirt.Strikes(2, "Master.csv", "duplicate_row")) cdr_.buffer() += row;
    cdr_.FlushIfLarge();
  }

  ExportContext& context_;
  OutputFile cdr_;
  std::vector<Line> lines_;
  std::string unique_id_;
};

}  // namespace

std::unique_ptr<Exporter> MakeAsteriskExporter(ExportContext& context) {
  return std::make_unique<AsteriskExporter>(context);
}

}  // namespace kebao::demo
