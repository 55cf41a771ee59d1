#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::Entity;

constexpr uint64_t kMonthStream = 33;
constexpr int64_t kBotCostMinor = 30;       // for a conversation
constexpr int64_t kToolCostMinor = 12'000;  // for an agent and month

struct Month {
  int first_day = 0;  // index, within the data
  int last_day = 0;
  LocalDay first;       // of the calendar month
  EpochSeconds at = 0;  // evening of the last day
  int64_t conversations = 0;
};

Month MonthEnding(const Desk& desk, int day) {
  const LocalDay last = desk.line().LocalDayOf(day);
  const CivilDay civil = CivilFromDay(last);
  Month month;
  month.first = DayFromCivil({civil.year, civil.month, 1});
  month.first_day = std::max(0, month.first.days - desk.line().LocalDayOf(0).days);
  month.last_day = day;
  month.at = desk.line().StartOf(day) + 17 * 3600;
  for (int each = month.first_day; each <= day; ++each) {
    month.conversations += desk.volume().QuotaOf(each, desk.options().conversations);
  }
  return month;
}

struct Assessment {
  std::string_view kind;
  EpochSeconds at = 0;
  std::optional<double> score;
  std::optional<bool> is_adopted;
  std::string_view title;
};

void EmitAssessment(const Agent& agent, const Assessment& given, RecordBuilder& records) {
  records.Start(Entity::kAssessment) = fmt::format("{}-{}-{}", agent.id, given.kind, given.at);
  records.Text("agent", agent.id);
  records.Text("kind", given.kind);
  records.At("assessed_at", ToInstant(given.at));
  if (given.score) records.Real("score", *given.score);
  if (given.is_adopted) records.Boolean("is_adopted", *given.is_adopted);
  records.Text("title", given.title);
  records.Emit(ToInstant(given.at).micros);
}

double Graded(double mean, Random& random) {
  return static_cast<double>(
      static_cast<int64_t>(std::clamp(mean + 7 * random.Normal(), 30.0, 100.0)));
}

void EmitAssessments(const Desk& desk, const Month& month, int agent_index, Random& random,
                     RecordBuilder& records) {
  constexpr std::string_view kIdeas[] = {"优化退款话术模板", "增加安装视频链接",
                                         "机器人增加物流查询", "工单标签合并", "夜班交接表改进"};
  const Agent& agent = desk.roster().agents()[static_cast<size_t>(agent_index)];
  const AgentForm form = desk.FormAt(agent_index, month.at);
  const double mean = 62 + 34 * form.skill + 6 * form.csat_shift;
  EmitAssessment(agent, {"exam", month.at, Graded(mean, random), {}, "月度业务考试"}, records);
  EmitAssessment(agent,
                 {"communication", month.at + 600, Graded(mean + 4, random), {}, "沟通能力评分"},
                 records);
  if (random.Chance(0.12)) {
    const bool is_adopted = random.Chance(0.4);
    EmitAssessment(
        agent, {"idea", month.at + 900, {}, is_adopted, kIdeas[random.Below(std::size(kIdeas))]},
        records);
  }
  if (random.Chance(0.25))
    EmitAssessment(agent, {"training", month.at - 86'400, Graded(mean, random), {}, "产品知识培训"},
                   records);
  if (random.Chance(0.4 * (1 - form.skill)))
    EmitAssessment(agent, {"error", month.at - 40'000, 1.0, {}, "流程操作失误"}, records);
}

void EmitCost(const Month& month, std::string_view id, std::string_view kind,
              std::string_view agent, std::string_view channel, int64_t amount,
              RecordBuilder& records) {
  records.Start(Entity::kCost) = fmt::format("{}-{}", FormatDay(month.first), id);
  records.Day("month", month.first);
  records.Text("kind", kind);
  records.Text("agent", agent);
  records.Text("channel", channel);
  records.Integer("amount_minor", amount);
  records.Emit(ToInstant(month.at).micros);
}

/// Hours in shifts × the hourly wage.
int64_t WageOf(const Desk& desk, const Month& month, int agent) {
  EpochSeconds seconds = 0;
  for (int day = month.first_day; day <= month.last_day; ++day) {
    const Duty* duty = desk.roster().DutyOf(agent, day);
    if (duty != nullptr) seconds += duty->end - duty->start;
  }
  const double skill = desk.roster().agents()[static_cast<size_t>(agent)].spec->skill;
  return seconds * (1800 + static_cast<int64_t>(skill * 2200)) / 3600;
}

void EmitCosts(const Desk& desk, const Month& month, RecordBuilder& records) {
  for (int agent = 0; agent < static_cast<int>(desk.roster().agents().size()); ++agent) {
    const int64_t wage = WageOf(desk, month, agent);
    const std::string& id = desk.roster().agents()[static_cast<size_t>(agent)].id;
    if (wage > 0) EmitCost(month, "wage-" + id, "wage", id, "", wage, records);
  }
  constexpr std::array<int64_t, kChannelCount> kPerMonth = {280'000, 90'000, 860'000, 150'000,
                                                            60'000};
  for (size_t channel = 0; channel < kChannelCount; ++channel) {
    const std::string_view name = NameOf(static_cast<Channel>(channel));
    EmitCost(month, fmt::format("channel-{}", name), "channel", "", name, kPerMonth[channel],
             records);
  }
  EmitCost(month, "bot", "bot", "", "", month.conversations * kBotCostMinor, records);
  const auto agents = static_cast<int64_t>(desk.roster().agents().size());
  EmitCost(month, "tool", "tool", "", "", agents * kToolCostMinor, records);
}

void EmitSurvey(const Desk& desk, const Month& month, Random& random, RecordBuilder& records) {
  constexpr std::string_view kQuestions[] = {"整体满意度", "推荐意愿", "等待时间是否合理"};
  const TextWriter texts(desk.catalog());
  std::string text;
  const int64_t answers = month.conversations / 250;
  for (int64_t number = 0; number < answers; ++number) {
    const auto customer =
        static_cast<int64_t>(random.Below(static_cast<uint32_t>(desk.customer_count())));
    const int32_t score = std::clamp(static_cast<int32_t>(4.4 + random.Normal()), 1, 5);
    Conversation about;
    about.customer = customer;
    about.order_number = random.Below(1000);
    texts.Write(Utterance::kSurveyReply, 0, static_cast<uint32_t>(random.Next()),
                SlotsOf(about, desk, -1), text);
    records.Start(Entity::kSurveyAnswer) = fmt::format("S{}-{}", FormatDay(month.first), number);
    records.At("answered_at", ToInstant(month.at - random.Between(0, 40) * 3600));
    std::string id;
    WriteCustomerId(customer, id);
    records.Text("customer", id);
    records.Text("question", kQuestions[random.Below(std::size(kQuestions))]);
    records.Real("score", score);
    records.Text("answer", text);
    records.Text("sentiment", score >= 4 ? "positive" : score == 3 ? "neutral" : "negative");
    records.Text("channel", "sms");
    records.Emit(ToInstant(month.at).micros);
  }
}

}  // namespace

void EmitMonth(const Desk& desk, int day, RecordBuilder& records) {
  const bool is_month_end = CivilFromDay(desk.line().LocalDayOf(day + 1)).day == 1;
  if (!is_month_end) return;
  const Month month = MonthEnding(desk, day);
  Random random =
      Random::Stream(desk.options().seed, kMonthStream, static_cast<uint64_t>(month.first.days));
  for (int agent = 0; agent < static_cast<int>(desk.roster().agents().size()); ++agent) {
    if (desk.roster().agents()[static_cast<size_t>(agent)].joined_day > day) continue;
    EmitAssessments(desk, month, agent, random, records);
  }
  EmitCosts(desk, month, records);
  EmitSurvey(desk, month, random, records);
}

}  // namespace kebao::demo
