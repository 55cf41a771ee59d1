#include "demo/bulk.h"

#include <string>

#include "base/instant.h"
#include "demo/export/output_file.h"
#include "demo/phrases.h"
#include "demo/random.h"

namespace kebao::demo {
namespace {

constexpr uint64_t kBulkStream = 71;
constexpr int64_t kYearSeconds = 365 * 86'400;
constexpr int kAgents = 200;
constexpr std::string_view kChannels[] = {"chat", "chat", "chat", "phone", "email", "ticket"};
constexpr std::string_view kTeams[] = {"售前咨询组", "售后一组", "售后二组", "技术支持组",
                                       "投诉处理组"};
constexpr std::string_view kIssues[] = {"商品咨询", "订单查询", "物流配送", "退款退货",
                                        "发票问题", "产品故障", "功能咨询", "账号登录"};
constexpr std::string_view kProducts[] = {"智能门锁S2", "扫地机器人X5", "云店铺标准版", "尊享会员",
                                          "无线耳机E1"};
constexpr std::string_view kQuestions[] = {"订单怎么还没发货", "可以退款吗", "登录不上",
                                           "怎么开发票", "多久能到"};
constexpr std::string_view kAnswers[] = {"已经为您查询", "请稍等", "今天会发出", "退款已提交",
                                         "请刷新后重试"};

template <size_t kSize>
std::string_view OneOf(const std::string_view (&list)[kSize], uint64_t bits) {
  return list[bits % kSize];
}

/// Writes wall-clock times of 2025; the date part is kept from the last call.
class Clock {
 public:
  void Append(int64_t second_of_year, std::string& text) {
    const auto day = static_cast<int32_t>(second_of_year / 86'400);
    if (day != day_) {
      day_ = day;
      date_ = FormatDay(LocalDay{DayFromCivil({2025, 1, 1}).days + day});
    }
    const auto second = static_cast<int>(second_of_year % 86'400);
    const char clock[] = {' ', Tens(second / 3600),    Units(second / 3600),
                          ':', Tens(second / 60 % 60), Units(second / 60 % 60),
                          ':', Tens(second % 60),      Units(second % 60)};
    text += date_;
    text.append(clock, sizeof clock);
  }

 private:
  static char Tens(int number) { return static_cast<char>('0' + number / 10); }
  static char Units(int number) { return static_cast<char>('0' + number % 10); }
  int32_t day_ = -1;
  std::string date_;
};

struct BulkConversation {
  int64_t number = 0;
  int64_t opened = 0;  // second of the year
  int64_t reply_seconds = 0, gap_seconds = 0;
  uint64_t bits = 0;
  uint32_t agent = 0;
  uint64_t customer = 0;
};

BulkConversation Draw(const BulkOptions& options, int64_t number) {
  Random random = Random::Stream(options.seed, kBulkStream, static_cast<uint64_t>(number));
  BulkConversation talk;
  talk.number = number;
  talk.opened =
      static_cast<int64_t>(static_cast<double>(number) /
                           static_cast<double>(options.conversations) * (kYearSeconds - 86'400));
  talk.bits = random.Next();
  talk.agent = random.Below(kAgents);
  talk.customer = random.Next() % static_cast<uint64_t>(options.conversations / 3 + 1);
  talk.reply_seconds = 5 + random.Below(240);
  talk.gap_seconds = 10 + random.Below(120);
  return talk;
}

void AppendId(char prefix, uint64_t number, std::string& text) {
  text += prefix;
  AppendNumber(1'000'000'000 + number, text);
}

void WriteConversation(const BulkConversation& talk, int messages, Clock& clock,
                       std::string& text) {
  AppendId('K', static_cast<uint64_t>(talk.number), text);
  text.append(",").append(OneOf(kChannels, talk.bits)).append(",");
  AppendId('C', talk.customer, text);
  text += ",A";
  AppendNumber(talk.agent + 100, text);
  text.append(",")
      .append(OneOf(kTeams, talk.agent))
      .append(",")
      .append(OneOf(kIssues, talk.bits >> 8))
      .append(",");
  text.append(OneOf(kProducts, talk.bits >> 16)).append(",");
  clock.Append(talk.opened, text);
  text += ',';
  clock.Append(talk.opened + talk.reply_seconds, text);
  text += ',';
  const int64_t resolved = talk.opened + talk.reply_seconds + talk.gap_seconds * (messages + 1);
  if (talk.bits >> 24 & 15) clock.Append(resolved, text);
  text += ',';
  if ((talk.bits >> 28 & 3) == 0) AppendNumber(1 + (talk.bits >> 32) % 5, text);
  text += '\n';
}

void WriteMessage(const BulkConversation& talk, int number, Clock& clock, std::string& text) {
  const bool is_customer = number % 2 == 0;
  AppendId('K', static_cast<uint64_t>(talk.number), text);
  text += ',';
  AppendId('M', static_cast<uint64_t>(talk.number), text);
  text += '-';
  AppendNumber(static_cast<uint64_t>(number), text);
  text += ',';
  clock.Append(number == 0 ? talk.opened
                           : talk.opened + talk.reply_seconds + talk.gap_seconds * (number - 1),
               text);
  text += is_customer ? ",customer," : ",agent,";
  if (is_customer)
    AppendId('C', talk.customer, text);
  else
    text += 'A', AppendNumber(talk.agent + 100, text);
  text.append(",")
      .append(is_customer ? OneOf(kQuestions, talk.bits >> number % 48)
                          : OneOf(kAnswers, talk.bits >> number % 48))
      .append("\n");
}

}  // namespace

Result<void> WriteBulkCsv(const BulkOptions& options, const std::filesystem::path& folder) {
  const bool is_possible = options.conversations > 0 && options.conversations <= 1'000'000'000 &&
                           options.messages_per_conversation >= 0;
  if (!is_possible)
    return MakeProblem("demo.bad_options", "conversations", {{"option", "conversations"}});
  std::filesystem::create_directories(folder);
  OutputFile conversations(folder / "conversations.csv");
  OutputFile messages(folder / "messages.csv");
  conversations.buffer() +=
      "conversation_id,channel,customer_id,agent,team,issue_type,product,opened_at,first_response_"
      "at,resolved_at,csat\n";
  messages.buffer() += "conversation_id,message_id,sent_at,sender,sender_id,text\n";
  Clock conversation_clock, message_clock;
  for (int64_t number = 0; number < options.conversations; ++number) {
    const BulkConversation talk = Draw(options, number);
    WriteConversation(talk, options.messages_per_conversation, conversation_clock,
                      conversations.buffer());
    for (int message = 0; message < options.messages_per_conversation; ++message) {
      WriteMessage(talk, message, message_clock, messages.buffer());
    }
    conversations.FlushIfLarge();
    messages.FlushIfLarge();
  }
  conversations.Close();
  messages.Close();
  return {};
}

}  // namespace kebao::demo
