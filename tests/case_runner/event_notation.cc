#include "case_runner/event_notation.h"

#include <charconv>
#include <cmath>

namespace kebao::cases {
namespace {

using domain::ActorKind;
using domain::CanonicalEvent;
using domain::EventKind;
using enum domain::EventKind;

/// Who usually does it, where the line does not say.
ActorKind UsualActor(EventKind kind) {
  switch (kind) {
    case kOpened:
    case kCustomerMessage:
    case kRated:
    case kAbandoned:
      return ActorKind::kCustomer;
    case kAgentMessage:
    case kNote:
    case kAccepted:
      return ActorKind::kAgent;
    case kBotMessage:
      return ActorKind::kBot;
    case kAutoReply:
      return ActorKind::kSystem;
    default:
      return ActorKind::kNone;
  }
}

/// Short words for what is written most.
std::optional<EventKind> KindNamed(std::string_view name) {
  if (name == "customer") return kCustomerMessage;
  if (name == "agent") return kAgentMessage;
  if (name == "bot") return kBotMessage;
  return domain::EventKindNamed(name);
}

class LineParser {
 public:
  LineParser(std::string_view line, const CaseClock& clock, const std::string& place)
      : line_(line), rest_(line), clock_(clock), place_(place) {}

  Result<CanonicalEvent> Run() {
    const auto at = TakeCaseTime(&rest_, clock_);
    if (!at) return Refuse("it must begin with a time");
    event_.at = *at;
    KEBAO_TRY_VOID(ReadKind());
    while (!rest_.empty()) KEBAO_TRY_VOID(ReadPart());
    if (!has_actor_ && event_.kind == kOpened && !event_.agent_id.empty())
      event_.actor = ActorKind::kAgent;
    if (!has_actor_ && event_.kind == kResolved && !event_.agent_id.empty())
      event_.actor = ActorKind::kAgent;
    return event_;
  }

 private:
  std::unexpected<Problem> Refuse(const std::string& reason) const {
    return MakeProblem("case.event", place_, {{"line", std::string(line_)}, {"reason", reason}});
  }

  std::string_view TakeWord() {
    const size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(rest_.find_first_not_of(' ', end), rest_.size()));
    return word;
  }

  Result<void> ReadKind() {
    const std::string_view word = TakeWord();
    const size_t colon = word.find(':');
    const auto kind = KindNamed(word.substr(0, colon));
    if (!kind) return Refuse("there is no event kind " + std::string(word.substr(0, colon)));
    event_.kind = *kind;
    event_.actor = UsualActor(*kind);
    if (colon != std::string_view::npos) event_.agent_id = word.substr(colon + 1);
    return {};
  }

  Result<void> ReadPart() {
    if (rest_.front() == '"') return ReadText();
    const std::string_view word = TakeWord();
    if (word == "implied") {
      event_.is_observed = false;
      return {};
    }
    const size_t sign = word.find_first_of(":=");
    if (sign != std::string_view::npos)
      return ReadNamed(word.substr(0, sign), word.substr(sign + 1));
    if (!event_.agent_id.empty()) return Refuse("it names two agents");
    event_.agent_id = word;
    return {};
  }

  Result<void> ReadText() {
    if (rest_.size() < 2 || rest_.back() != '"')
      return Refuse("the text must be the last and end with \"");
    event_.text = rest_.substr(1, rest_.size() - 2);
    rest_ = {};
    return {};
  }

  Result<void> ReadNamed(std::string_view name, std::string_view value) {
    if (name == "by") return ReadActor(value);
    if (name == "team") return Keep(&event_.team_id, value);
    if (name == "customer") return Keep(&event_.customer_id, value);
    if (name == "id") return Keep(&event_.id, value);
    if (name == "v") return ReadVersion(value);
    return ReadValue(name, value);
  }

  static Result<void> Keep(std::string* target, std::string_view value) {
    *target = value;
    return {};
  }

  Result<void> ReadActor(std::string_view value) {
    const auto actor = domain::ActorKindNamed(value);
    if (!actor) return Refuse("there is no actor " + std::string(value));
    event_.actor = *actor;
    has_actor_ = true;
    return {};
  }

  Result<void> ReadVersion(std::string_view value) {
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), event_.version);
    if (error != std::errc{} || end != value.data() + value.size())
      return Refuse("v= wants a whole number");
    return {};
  }

  /// csat=5, nps=9, attitude=4: the subject and its score; seconds of an SLA target likewise.
  Result<void> ReadValue(std::string_view name, std::string_view value) {
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size())
      return Refuse("it wants NAME=NUMBER");
    event_.subject = name;
    const double scale = event_.kind == kRated ? 100 : 1;
    event_.value = static_cast<int32_t>(std::lround(number * scale));
    return {};
  }

  std::string_view line_;
  std::string_view rest_;
  const CaseClock& clock_;
  const std::string& place_;
  CanonicalEvent event_;
  bool has_actor_ = false;
};

}  // namespace

Result<CanonicalEvent> ParseEventLine(std::string_view line, const CaseClock& clock,
                                      const std::string& place) {
  return LineParser(line, clock, place).Run();
}

}  // namespace kebao::cases
