#include <fmt/format.h>

#include <algorithm>

#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::Entity;

constexpr uint64_t kAftermathStream = 41;
constexpr double kReviewedShare = 0.02;
constexpr double kOrganicOrders = 0.25;  // orders without a contact, for each conversation
constexpr EpochSeconds kDay = 86'400;

/// Writes the rows that hang on one conversation.
class Aftermath {
 public:
  Aftermath(const Desk& desk, const Conversation& talk, RecordBuilder& records)
      : desk_(desk),
        talk_(talk),
        records_(records),
        random_(Random::Stream(talk.seed, kAftermathStream, 0)) {
    WriteConversationId(talk, desk.line(), conversation_id_);
    WriteCustomerId(talk.customer, customer_id_);
    if (talk.last_agent >= 0)
      agent_id_ = desk.roster().agents()[static_cast<size_t>(talk.last_agent)].id;
  }

  void Emit() {
    EmitOrders();
    if (agent_id_.empty()) return;
    if (random_.Chance(kReviewedShare)) EmitReview();
    if (!talk_.is_resolved || IsComplaint()) EmitFollowUp();
    if (talk_.opinion < 1.3 && random_.Chance(0.15))
      EmitAssessment("complaint", "客户投诉服务态度");
    if (talk_.opinion > 5.3 && random_.Chance(0.05)) EmitAssessment("praise", "客户来信表扬");
  }

 private:
  bool IsComplaint() const {
    return desk_.catalog().issues[static_cast<size_t>(talk_.issue)].difficulty > 0.8;
  }
  bool IsWithin(EpochSeconds at) const { return at < desk_.line().end(); }

  /// Advice before buying leads to orders, more after good service.
  void EmitOrders() {
    const bool is_presales = desk_.catalog().issues[static_cast<size_t>(talk_.issue)].team == 0;
    const double share = is_presales && talk_.last_agent >= 0
                             ? std::clamp(0.06 + 0.06 * (talk_.opinion - 2.5), 0.02, 0.3)
                             : 0.012;
    if (random_.Chance(share))
      EmitOrder(1, talk_.served_until + random_.Seconds(5 * 3600, 1.2), agent_id_, conversation_id_,
                talk_.customer);
    if (random_.Chance(kOrganicOrders)) {
      const auto other =
          static_cast<int64_t>(random_.Below(static_cast<uint32_t>(desk_.customer_count())));
      EmitOrder(2, talk_.opened_at + random_.Between(0, 3600), "", "", other);
    }
  }

  void EmitOrder(int number, EpochSeconds at, std::string_view agent, std::string_view conversation,
                 int64_t customer) {
    if (!IsWithin(at)) return;
    constexpr std::string_view kStatus[] = {"已完成", "已完成", "已完成", "已完成",
                                            "已付款", "已取消", "已退款"};
    const ProductSpec& product =
        desk_.catalog().products[agent.empty() ? random_.Below(static_cast<uint32_t>(
                                                     desk_.catalog().products.size()))
                                               : static_cast<size_t>(talk_.product)];
    std::string buyer;
    WriteCustomerId(customer, buyer);
    records_.Start(Entity::kOrder) = fmt::format("D{}-{}", talk_.number, number);
    records_.At("ordered_at", ToInstant(at));
    records_.Text("customer", buyer);
    records_.Text("agent", agent);
    records_.Text("conversation", conversation);
    records_.Integer("amount_minor", product.price_minor * random_.Between(80, 100) / 100);
    records_.Text("currency", "CNY");
    records_.Text("status", kStatus[random_.Below(std::size(kStatus))]);
    records_.Text("product", product.name);
    records_.Text("channel", NameOf(talk_.channel));
    records_.Boolean("is_lead", random_.Chance(0.1));
    records_.Emit(ToInstant(at).micros);
  }

  void EmitReview() {
    const EpochSeconds at = talk_.served_until + random_.Seconds(2 * kDay, 0.5);
    if (!IsWithin(at)) return;
    const AgentForm form = desk_.FormAt(talk_.last_agent, talk_.opened_at);
    const auto grade = [&](double mean) {
      return static_cast<double>(
          static_cast<int64_t>(std::clamp(mean + 6 * random_.Normal(), 20.0, 100.0)));
    };
    const double mean = 70 + 26 * form.skill + 5 * form.csat_shift;
    const double accuracy = grade(mean), effectiveness = grade(mean - (talk_.is_resolved ? 0 : 12)),
                 manner = grade(mean + 4);
    const auto& agents = desk_.roster().agents();
    records_.Start(Entity::kQaReview) = fmt::format("Q{}", talk_.number);
    records_.Text("conversation", conversation_id_);
    records_.Text("agent", agent_id_);
    records_.Text("reviewer", agents[random_.Below(static_cast<uint32_t>(agents.size()))].id);
    records_.At("reviewed_at", ToInstant(at));
    records_.Real("score", (accuracy + effectiveness + manner) / 3);
    records_.Real("accuracy", accuracy);
    records_.Real("effectiveness", effectiveness);
    records_.Real("manner", manner);
    records_.Text("comment", accuracy < 70 ? "答复不准确，需复训" : "");
    records_.Emit(ToInstant(at).micros);
  }

  void EmitFollowUp() {
    const EpochSeconds due = talk_.served_until + 3 * kDay;
    if (!IsWithin(due)) return;
    const bool is_done = random_.Chance(0.86);
    const EpochSeconds done = desk_.roster().NextWorking(
        talk_.last_agent, talk_.served_until + random_.Seconds(1.6 * kDay, 0.6));
    constexpr std::string_view kResults[] = {"已解决", "已解决", "仍未解决", "无人接听",
                                             "客户满意"};
    records_.Start(Entity::kFollowUp) = fmt::format("F{}", talk_.number);
    records_.Text("conversation", conversation_id_);
    records_.Text("customer", customer_id_);
    records_.Text("agent", agent_id_);
    records_.At("due_at", ToInstant(due));
    if (is_done && IsWithin(done)) {
      records_.At("done_at", ToInstant(done));
      records_.At("recorded_at", ToInstant(done + 300));
      records_.Text("result", kResults[random_.Below(std::size(kResults))]);
    }
    records_.Emit(ToInstant(due).micros);
  }

  void EmitAssessment(std::string_view kind, std::string_view title) {
    const EpochSeconds at = talk_.served_until + random_.Seconds(kDay, 0.5);
    if (!IsWithin(at)) return;
    records_.Start(Entity::kAssessment) = fmt::format("{}-{}", kind, talk_.number);
    records_.Text("agent", agent_id_);
    records_.Text("kind", kind);
    records_.At("assessed_at", ToInstant(at));
    records_.Real("score", 1);
    records_.Text("title", title);
    records_.Emit(ToInstant(at).micros);
  }

  const Desk& desk_;
  const Conversation& talk_;
  RecordBuilder& records_;
  Random random_;
  std::string conversation_id_, customer_id_, agent_id_;
};

}  // namespace

void EmitAftermath(const Desk& desk, const Conversation& talk, RecordBuilder& records) {
  Aftermath(desk, talk, records).Emit();
}

}  // namespace kebao::demo
