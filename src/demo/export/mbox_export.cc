#include <fmt/format.h>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::EventKind;

constexpr std::string_view kFile = "support.mbox";
constexpr std::string_view kDesk = "support@kefu.example.com";
constexpr std::string_view kWeekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    uint32_t group = 0;
    for (size_t part = 0; part < 3; ++part) {
      group = group << 8 |
              (at + part < bytes.size() ? static_cast<unsigned char>(bytes[at + part]) : 0);
    }
    for (size_t part = 0; part < 4; ++part) {
      text += at + part <= bytes.size() ? kLetters[group >> (18 - 6 * part) & 63] : '=';
    }
  }
  return text;
}

struct MailDate {
  std::string_view weekday, month;
  CivilDay day;
  std::string clock;
};

MailDate SplitDate(LocalTime local) {
  const int64_t second = local.micros / kMicrosPerSecond - int64_t{local.day().days} * 86'400;
  const CivilDay day = CivilFromDay(local.day());
  return {kWeekdays[WeekdayOf(local.day()) - 1], kMonths[day.month - 1], day,
          fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)};
}

/// support.mbox (RFC 4155): every e-mail conversation as a thread of mails, automatic replies
/// marked as such.
class MboxExporter : public Exporter {
 public:
  explicit MboxExporter(ExportContext& context)
      : context_(context), file_(context.folder / kFile) {}

  void Write(const Conversation& talk) override {
    if (talk.channel != Channel::kEmail) return;
    int number = 0;
    for (const PlannedEvent& event : EventsWithin(talk, context_.desk.line())) {
      const bool is_mail = event.kind == EventKind::kCustomerMessage ||
                           event.kind == EventKind::kAgentMessage ||
                           event.kind == EventKind::kAutoReply;
      if (is_mail) WriteMail(talk, event, ++number);
    }
  }

  void Finish() override { file_.Close(); }

 private:
  static std::string MessageId(const Conversation& talk, int number) {
    return fmt::format("<k{}.{}@kefu.example.com>", talk.number, number);
  }

  void WriteMail(const Conversation& talk, const PlannedEvent& event, int number) {
    const Customer customer = context_.desk.CustomerOf(talk.customer);
    const std::string writer = CustomerEmail(customer);
    const bool is_incoming = event.kind == EventKind::kCustomerMessage;
    std::string headers = Envelope(is_incoming ? writer : std::string(kDesk), event.at);
    headers += fmt::format("Message-ID: {}\n", MessageId(talk, number));
    if (number > 1)
      headers += fmt::format("In-Reply-To: {}\nReferences: {}\n", MessageId(talk, number - 1),
                             MessageId(talk, 1));
    headers += DateHeader(event.at, talk.number);
    const std::string name = is_incoming ? CustomerName(customer, context_.desk.catalog())
                                         : std::string(context_.AgentName(event.agent));
    headers += fmt::format("From: =?UTF-8?B?{}?= <{}>\nTo: {}\n", Base64(name),
                           is_incoming ? writer : kDesk, is_incoming ? kDesk : writer);
    headers += fmt::format("Subject: {}=?UTF-8?B?{}?=\n", number > 1 ? "Re: " : "",
                           Base64(context_.SubjectOf(talk)));
    if (event.agent >= 0) headers += fmt::format("X-Agent: {}\n", context_.AgentId(event.agent));
    if (event.kind == EventKind::kAutoReply) headers += "Auto-Submitted: auto-replied\n";
    headers +=
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: "
        "8bit\n\n";
    const std::string mail = headers + context_.TextOf(talk, event) + "\n\n";
    file_.buffer() += mail;
    if (context_.dirt.Strikes(4, kFile, "duplicate_mail")) file_.buffer() += mail;
    file_.FlushIfLarge();
  }

  static std::string Envelope(std::string_view sender, EpochSeconds at) {
    const MailDate date = SplitDate(LocalTime{at * kMicrosPerSecond});
    return fmt::format("From {} {} {} {:2} {} {}\n", sender, date.weekday, date.month, date.day.day,
                       date.clock, date.day.year);
  }

  /// A few mails have no date at all, and some name another zone.
  std::string DateHeader(EpochSeconds at, int64_t number) {
    if (context_.dirt.Strikes(2, kFile, "missing_date")) return "";
    const int offset =
        number % 7 == 0 ? 0 : context_.desk.line().zone().OffsetSecondsAt(ToInstant(at));
    const MailDate date = SplitDate(LocalTime{(at + offset) * kMicrosPerSecond});
    const int minutes = (offset < 0 ? -offset : offset) / 60;
    return fmt::format("Date: {}, {} {} {} {} {}{:02}{:02}\n", date.weekday, date.day.day,
                       date.month, date.day.year, date.clock, offset < 0 ? '-' : '+', minutes / 60,
                       minutes % 60);
  }

  ExportContext& context_;
  OutputFile file_;
};

}  // namespace

std::unique_ptr<Exporter> MakeMboxExporter(ExportContext& context) {
  return std::make_unique<MboxExporter>(context);
}

}  // namespace kebao::demo
