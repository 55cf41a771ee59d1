#include "domain/timing_spec.h"

#include <fmt/format.h>

#include <array>

#include "base/hash.h"
#include "domain/evidence.h"

namespace kebao::domain {
namespace {

constexpr std::array<std::string_view, kMarkCount> kMarkNames = {
    "reply", "answer", "question", "agent_assigned", "settled", "activity"};
constexpr std::array<std::string_view, kStateCount> kStateNames = {"queued",
                                                                   "bot",
                                                                   "open",
                                                                   "pending",
                                                                   "on_hold",
                                                                   "handled",
                                                                   "talking",
                                                                   "call_hold",
                                                                   "wrap_up",
                                                                   "waiting",
                                                                   "stage_bot",
                                                                   "stage_queue",
                                                                   "stage_first_reply",
                                                                   "stage_handling",
                                                                   "stage_waiting_for_customer",
                                                                   "stage_transfer",
                                                                   "stage_hold",
                                                                   "stage_after"};
constexpr std::array<std::string_view, kConditionCount> kConditionNames = {
    "agent_started", "call", "answered", "abandoned", "resolved", "reopened", "bot_only"};

std::string Describe(const EventPattern& pattern) {
  return fmt::format("{}/{}/{}/{}", pattern.kind ? static_cast<int>(*pattern.kind) : -1,
                     pattern.mark ? static_cast<int>(*pattern.mark) : -1,
                     pattern.by ? static_cast<int>(*pattern.by) : -1, pattern.is_self);
}

std::string Describe(const std::vector<EventPattern>& patterns) {
  std::string text;
  for (const EventPattern& pattern : patterns) text += Describe(pattern) + ",";
  return text;
}

std::string Describe(const std::vector<Selector>& selectors) {
  std::string text;
  for (const Selector& selector : selectors) {
    text +=
        fmt::format("[{} {} {} {} {} {}]", Describe(selector.events),
                    static_cast<int>(selector.pick), selector.is_strictly_later,
                    selector.only_if.bits, selector.skip_if.bits, selector.unless_recorded.bits);
  }
  return text;
}

std::string DescribeRules(const TimingSpec& timing) {
  return fmt::format("{} {} {} {} {} {} {} {} {}", timing.only_if.bits, timing.skip_if.bits,
                     static_cast<int>(timing.no_start), static_cast<int>(timing.no_end),
                     static_cast<int>(timing.none), static_cast<int>(timing.stated),
                     timing.stated_unless_recorded.bits, timing.has_business_time,
                     MovesCredit(timing));
}

}  // namespace

Fact FactOf(TimingEntity entity) {
  switch (entity) {
    case TimingEntity::kConversation:
      return Fact::kConversation;
    case TimingEntity::kReply:
      return Fact::kReply;
    case TimingEntity::kParticipation:
      return Fact::kParticipation;
  }
  return Fact::kConversation;
}

bool MovesCredit(const TimingSpec& timing) {
  return timing.entity == TimingEntity::kReply && timing.id == "reply" && !timing.pack.empty() &&
         timing.credit == Credit::kAssignee;
}

std::vector<FactColumn> ColumnsOf(const TimingSpec& timing) {
  const std::string suffix = timing.pack.empty() ? "" : "__" + timing.pack;
  const Evidence evidence = EvidenceOf(timing);
  const auto integer = [&](const char* unit, Evidence of) {
    return FactColumn{timing.id + unit + suffix, ColumnType::kInteger, std::move(of)};
  };
  if (timing.shape == TimingShape::kCount) return {integer("_count", evidence)};
  std::vector<FactColumn> columns = {integer("_seconds", evidence)};
  // No event tells whether there is a calendar.
  if (timing.has_business_time) columns.push_back(integer("_business_seconds", {}));
  if (MovesCredit(timing)) {
    columns.push_back({"agent" + suffix, ColumnType::kAgent, evidence});
    columns.push_back({"team" + suffix, ColumnType::kTeam, {}});
  }
  return columns;
}

void StampVersion(TimingSpec* timing) {
  const std::string text =
      fmt::format("{} {} {} {} {} from {} to {} {} {} {} {} {} | {}", timing->id, timing->pack,
                  static_cast<int>(timing->entity), static_cast<int>(timing->shape),
                  static_cast<int>(timing->anchor), Describe(timing->from), Describe(timing->to),
                  timing->during.bits, timing->pause.bits, Describe(timing->counted), timing->of,
                  static_cast<int>(timing->aggregate), DescribeRules(*timing));
  timing->version = HashBytes(text);
}

std::string_view NameOf(Mark mark) { return kMarkNames[static_cast<size_t>(mark)]; }
std::string_view NameOf(State state) { return kStateNames[static_cast<size_t>(state)]; }
std::string_view NameOf(Condition condition) {
  return kConditionNames[static_cast<size_t>(condition)];
}

}  // namespace kebao::domain
