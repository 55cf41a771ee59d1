#include "domain/timing_parser.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <initializer_list>

namespace kebao::domain {
namespace {

using std::string_view;

/// The timing with a pack's keys laid over it.
class Layers {
 public:
  Layers(const Yaml& base, const Yaml* overriding) : base_(base), overriding_(overriding) {}
  Yaml At(string_view key) const {
    if (overriding_ != nullptr && overriding_->Has(key)) return overriding_->At(key);
    return base_.At(key);
  }
  bool Has(string_view key) const { return !At(key).is_null(); }
  std::string place() const {
    return overriding_ != nullptr ? overriding_->place() : base_.place();
  }

 private:
  const Yaml& base_;
  const Yaml* overriding_;
};

template <class T>
struct Word {
  string_view text;
  T value;
};

template <class T, size_t n>
Result<T> LookUp(const Yaml& node, const std::string& text, const Word<T> (&words)[n]) {
  std::vector<string_view> allowed;
  for (const Word<T>& word : words) {
    if (word.text == text) return word.value;
    allowed.push_back(word.text);
  }
  return MakeProblem("timing.unknown_word", node.place(),
                     {{"word", text}, {"allowed", fmt::format("{}", fmt::join(allowed, ", "))}});
}

/// Leaves `value` as it is where the key is absent.
template <class T, size_t n>
Result<void> ReadWord(const Yaml& node, const Word<T> (&words)[n], T* value) {
  if (node.is_null()) return {};
  KEBAO_TRY(const std::string text, node.AsText());
  KEBAO_TRY(*value, LookUp(node, text, words));
  return {};
}

constexpr Word<TimingEntity> kEntities[] = {{"conversation", TimingEntity::kConversation},
                                            {"reply", TimingEntity::kReply},
                                            {"participation", TimingEntity::kParticipation}};
constexpr Word<Anchor> kAnchors[] = {{"from", Anchor::kFrom}, {"to", Anchor::kTo}};
constexpr Word<Pick> kPicks[] = {
    {"first", Pick::kFirst}, {"last", Pick::kLast}, {"each", Pick::kEach}};
constexpr Word<Aggregate> kAggregates[] = {{"sum", Aggregate::kSum}, {"max", Aggregate::kMax}};
constexpr Word<Missing> kNoStart[] = {{"null", Missing::kNull}, {"zero", Missing::kZero}};
constexpr Word<Missing> kNoEnd[] = {
    {"null", Missing::kNull}, {"zero", Missing::kZero}, {"until_end", Missing::kUntilEnd}};
constexpr Word<Credit> kCredits[] = {{"sender", Credit::kSender},
                                     {"assignee", Credit::kAssignee},
                                     {"resolver", Credit::kResolver},
                                     {"participants", Credit::kParticipants}};
constexpr Word<StatedFigure> kStatedFigures[] = {{"handle_seconds", StatedFigure::kHandleSeconds}};
constexpr Word<bool> kCalendars[] = {{"assigned", true}, {"none", false}};

template <class Enum>
Result<Enum> EnumNamed(const Yaml& node, const std::string& text, int count) {
  std::vector<string_view> allowed;
  for (int index = 0; index < count; ++index) {
    allowed.push_back(NameOf(static_cast<Enum>(index)));
    if (allowed.back() == text) return static_cast<Enum>(index);
  }
  return MakeProblem("timing.unknown_word", node.place(),
                     {{"word", text}, {"allowed", fmt::format("{}", fmt::join(allowed, ", "))}});
}

template <class Enum>
Result<SetOf<Enum>> ReadSet(const Yaml& node, int count) {
  SetOf<Enum> set;
  KEBAO_TRY(const auto texts, node.AsTextList());
  for (const std::string& text : texts) {
    KEBAO_TRY(const Enum member, EnumNamed<Enum>(node, text, count));
    set = set.With(member);
  }
  return set;
}

Result<ConditionSet> ReadConditions(const Yaml& node) {
  return ReadSet<Condition>(node, kConditionCount);
}
Result<StateSet> ReadStates(const Yaml& node) { return ReadSet<State>(node, kStateCount); }

Result<KindSet> ReadKinds(const Yaml& node) {
  KindSet kinds;
  KEBAO_TRY(const auto texts, node.AsTextList());
  for (const std::string& text : texts) {
    const auto kind = EventKindNamed(text);
    if (!kind) return MakeProblem("timing.unknown_event", node.place(), {{"event", text}});
    kinds = kinds.With(*kind);
  }
  return kinds;
}

std::optional<Mark> MarkNamed(string_view name) {
  for (int index = 0; index < kMarkCount; ++index) {
    if (NameOf(static_cast<Mark>(index)) == name) return static_cast<Mark>(index);
  }
  return std::nullopt;
}

/// "opened", "opened by customer", "reply by self".
Result<EventPattern> ParsePattern(const Yaml& node, const std::string& text) {
  constexpr string_view kBy = " by ";
  EventPattern pattern;
  const size_t by = text.find(kBy);
  const string_view name = string_view(text).substr(0, by);
  pattern.kind = EventKindNamed(name);
  if (!pattern.kind) pattern.mark = MarkNamed(name);
  const auto unknown = [&] {
    return MakeProblem("timing.unknown_event", node.place(), {{"event", text}});
  };
  if (!pattern.kind && !pattern.mark) return unknown();
  if (by == std::string::npos) return pattern;
  const string_view actor = string_view(text).substr(by + kBy.size());
  pattern.is_self = actor == "self";
  if (!pattern.is_self) pattern.by = ActorKindNamed(actor);
  if (!pattern.is_self && !pattern.by) return unknown();
  return pattern;
}

Result<std::vector<EventPattern>> ReadPatterns(const Yaml& node) {
  std::vector<EventPattern> patterns;
  KEBAO_TRY(const auto texts, node.AsTextList());
  for (const std::string& text : texts) {
    KEBAO_TRY(patterns.emplace_back(), ParsePattern(node, text));
  }
  return patterns;
}

/// A bare name stands for {event: name}.
Result<Selector> ReadSelector(const Yaml& node) {
  Selector selector;
  if (node.is_scalar()) {
    KEBAO_TRY(selector.events, ReadPatterns(node));
    return selector;
  }
  KEBAO_TRY_VOID(
      node.AllowKeys({"event", "pick", "strictly_later", "if", "unless", "unless_recorded"}));
  KEBAO_TRY(const Yaml events, node.Require("event"));
  KEBAO_TRY(selector.events, ReadPatterns(events));
  KEBAO_TRY_VOID(ReadWord(node.At("pick"), kPicks, &selector.pick));
  if (node.Has("strictly_later")) {
    KEBAO_TRY(selector.is_strictly_later, node.At("strictly_later").AsBool());
  }
  KEBAO_TRY(selector.only_if, ReadConditions(node.At("if")));
  KEBAO_TRY(selector.skip_if, ReadConditions(node.At("unless")));
  KEBAO_TRY(selector.unless_recorded, ReadKinds(node.At("unless_recorded")));
  return selector;
}

Result<std::vector<Selector>> ReadSelectors(const Yaml& node) {
  std::vector<Selector> selectors;
  if (node.is_null()) return selectors;
  if (!node.is_list()) {
    KEBAO_TRY(selectors.emplace_back(), ReadSelector(node));
    return selectors;
  }
  for (const Yaml& item : node.Items()) {
    KEBAO_TRY(selectors.emplace_back(), ReadSelector(item));
  }
  return selectors;
}

Result<void> ReadShape(const Layers& layers, TimingSpec* timing) {
  const bool is_span = layers.Has("from") && layers.Has("to");
  const int shapes = is_span + layers.Has("during") + layers.Has("of") + layers.Has("count");
  if (shapes != 1) return MakeProblem("timing.shape", layers.place(), {{"timing", timing->id}});
  if (layers.Has("during")) timing->shape = TimingShape::kStates;
  if (layers.Has("of")) timing->shape = TimingShape::kReplies;
  if (layers.Has("count")) timing->shape = TimingShape::kCount;
  return {};
}

Result<void> ReadMeasured(const Layers& layers, TimingSpec* timing) {
  KEBAO_TRY_VOID(ReadWord(layers.At("anchor"), kAnchors, &timing->anchor));
  KEBAO_TRY(timing->from, ReadSelectors(layers.At("from")));
  KEBAO_TRY(timing->to, ReadSelectors(layers.At("to")));
  KEBAO_TRY(timing->during, ReadStates(layers.At("during")));
  KEBAO_TRY(timing->pause, ReadStates(layers.At("pause")));
  KEBAO_TRY(timing->counted, ReadPatterns(layers.At("count")));
  timing->of = layers.At("of").TextOr("");
  KEBAO_TRY_VOID(ReadWord(layers.At("aggregate"), kAggregates, &timing->aggregate));
  return {};
}

Result<void> ReadStated(const Yaml& node, TimingSpec* timing) {
  if (node.is_null()) return {};
  KEBAO_TRY_VOID(node.AllowKeys({"field", "unless_recorded"}));
  KEBAO_TRY(const Yaml field, node.Require("field"));
  KEBAO_TRY_VOID(ReadWord(field, kStatedFigures, &timing->stated));
  KEBAO_TRY(timing->stated_unless_recorded, ReadKinds(node.At("unless_recorded")));
  return {};
}

Result<void> ReadRules(const Layers& layers, TimingSpec* timing) {
  KEBAO_TRY(timing->only_if, ReadConditions(layers.At("only_if")));
  KEBAO_TRY(timing->skip_if, ReadConditions(layers.At("skip_if")));
  KEBAO_TRY_VOID(ReadWord(layers.At("no_start"), kNoStart, &timing->no_start));
  KEBAO_TRY_VOID(ReadWord(layers.At("no_end"), kNoEnd, &timing->no_end));
  KEBAO_TRY_VOID(ReadWord(layers.At("none"), kNoStart, &timing->none));
  KEBAO_TRY_VOID(ReadStated(layers.At("stated"), timing));
  KEBAO_TRY_VOID(ReadWord(layers.At("credit"), kCredits, &timing->credit));
  KEBAO_TRY_VOID(ReadWord(layers.At("calendar"), kCalendars, &timing->has_business_time));
  return {};
}

Result<void> CheckKeys(const Yaml& node) {
  KEBAO_TRY_VOID(node.AllowKeys({"entity", "about", "anchor", "from", "to", "during", "pause",
                                 "count", "of", "aggregate", "only_if", "skip_if", "no_start",
                                 "no_end", "none", "stated", "credit", "calendar"}));
  return node.At("about").AllowKeys({"zh", "en"});
}

}  // namespace

Result<TimingSpec> ParseTiming(const std::string& id, const std::string& pack, const Yaml& base,
                               const Yaml* overriding) {
  KEBAO_TRY_VOID(CheckKeys(base));
  if (overriding != nullptr) KEBAO_TRY_VOID(CheckKeys(*overriding));
  const Layers layers(base, overriding);
  TimingSpec timing;
  timing.id = id;
  timing.pack = pack;
  timing.about_zh = layers.At("about").At("zh").TextOr("");
  timing.about_en = layers.At("about").At("en").TextOr("");
  KEBAO_TRY_VOID(ReadWord(layers.At("entity"), kEntities, &timing.entity));
  KEBAO_TRY_VOID(ReadShape(layers, &timing));
  KEBAO_TRY_VOID(ReadMeasured(layers, &timing));
  KEBAO_TRY_VOID(ReadRules(layers, &timing));
  StampVersion(&timing);
  return timing;
}

}  // namespace kebao::domain
