#include <cmath>

#include "base/hash.h"
#include "ingest/map/row_program.h"

namespace kebao::ingest {
namespace {

void AddKind(std::string_view name, std::vector<domain::EventKind>& kinds) {
  if (const auto kind = domain::EventKindNamed(name)) kinds.push_back(*kind);
}

/// Every kind that the value can come out as.
void AddKinds(const ValueSpec& spec, std::vector<domain::EventKind>& kinds) {
  if (!spec.map) {
    if (spec.from == ValueSpec::From::kConstant) AddKind(spec.text, kinds);
    for (const ValueSpec& part : spec.parts) AddKinds(part, kinds);
    return;
  }
  for (const auto& [word, kind] : spec.map->entries) AddKind(kind, kinds);
  AddKind(spec.map->otherwise_text, kinds);
}

}  // namespace

Result<EventProgram> EventProgram::Compile(const EventSpec& spec, const ValueScope& scope) {
  EventProgram program;
  program.is_observed_ = spec.is_observed;
  program.is_earliest_only_ = spec.is_earliest_only;
  AddKinds(spec.kind, program.kinds_);
  KEBAO_TRY(program.when_, Condition::Compile(spec.when, *scope.cells, scope.is_in_item));
  const std::pair<const ValueSpec*, Value*> values[] = {
      {&spec.kind, &program.kind_},
      {&spec.at, &program.at_},
      {&spec.actor, &program.actor_},
      {&spec.conversation, &program.conversation_},
      {&spec.id, &program.id_},
      {&spec.agent, &program.agent_},
      {&spec.team, &program.team_},
      {&spec.customer, &program.customer_},
      {&spec.value, &program.value_},
      {&spec.subject, &program.subject_},
      {&spec.text, &program.text_},
      {&spec.version, &program.version_},
      {&spec.not_before, &program.not_before_}};
  for (const auto& [from, to] : values) {
    KEBAO_TRY(*to, Value::Compile(*from, scope));
  }
  return program;
}

void EventProgram::Run(RowContext& row, Value& conversation, Value& version) {
  if (!at_.is_possible() || !when_.Holds(row.cells, row.agents)) return;
  const auto kind = Kind(row.cells);
  if (!kind) return;
  const auto at = At(row);
  if (!at) return;
  Value& owner = conversation_.is_given() ? conversation_ : conversation;
  const Cell id = owner.Text(row.cells);
  if (!id.has_text()) return row.output.SetFault("id.missing", owner.label(), "");
  if (is_earliest_only_ && !IsEarliest(id.text(), *at)) return;
  domain::CanonicalEvent& event = row.output.AddEvent();
  event.conversation_id.assign(id.text());
  event.kind = *kind;
  event.at = *at;
  Fill(event, row, version);
}

domain::KindSet EventProgram::PossibleKinds() const {
  domain::KindSet kinds;
  if (!is_observed_ || !at_.is_possible() || !kind_.is_possible() || !when_.is_possible())
    return kinds;
  for (const domain::EventKind kind : kinds_) kinds = kinds.With(kind);
  return kinds;
}

bool EventProgram::IsEarliest(std::string_view conversation, Instant at) {
  // Most files hold the rows of a conversation together.
  const uint64_t hash = HashBytes(conversation);
  const bool is_new =
      last_earliest_ == nullptr || hash != last_conversation_ ? FindEarliest(hash, at) : false;
  if (!is_new && at.micros >= *last_earliest_) return false;
  *last_earliest_ = at.micros;
  return true;
}

/// True if nothing was known of the conversation.
bool EventProgram::FindEarliest(uint64_t conversation, Instant at) {
  const auto [known, is_new] = earliest_.try_emplace(conversation, at.micros);
  last_conversation_ = conversation;
  last_earliest_ = &known->second;
  return is_new;
}

std::optional<domain::EventKind> EventProgram::Kind(RowCells& cells) {
  const Cell kind = kind_.Text(cells);
  return kind.has_text() ? domain::EventKindNamed(kind.text()) : std::nullopt;
}

domain::ActorKind EventProgram::Actor(RowCells& cells) {
  const Cell actor = actor_.Text(cells);
  if (!actor.has_text()) return domain::ActorKind::kNone;
  return domain::ActorKindNamed(actor.text()).value_or(domain::ActorKind::kNone);
}

/// A time that cannot be read or cannot be spoils the row, unless the mapping says `on_bad: blank`;
/// an implied event that would come before what it follows from is left out.
std::optional<Instant> EventProgram::At(RowContext& row) {
  const Reading<Instant> at = at_.Time(row.cells);
  if (at.state == ReadState::kBad && at_.on_bad() != OnBad::kBlank) {
    row.output.SetFault("time.unusable", at_.label(), at_.last_text());
  }
  if (at.state != ReadState::kGood) return std::nullopt;
  if (!not_before_.is_given()) return at.value;
  const Reading<Instant> earliest = not_before_.Time(row.cells);
  if (earliest.state != ReadState::kGood || earliest.value <= at.value) return at.value;
  ++out_of_order_;
  if (at_.on_bad() == OnBad::kReject)
    row.output.SetFault("time.out_of_order", at_.label(), at_.last_text());
  return std::nullopt;
}

void EventProgram::Fill(domain::CanonicalEvent& event, RowContext& row, Value& version) {
  RowCells& cells = row.cells;
  event.actor = Actor(cells);
  event.is_observed = is_observed_;
  event.row = cells.record().row;
  event.id.assign(id_.Text(cells).text());
  event.agent_id.assign(agent_.Text(cells).text());
  event.team_id.assign(team_.Text(cells).text());
  event.customer_id.assign(customer_.Text(cells).text());
  event.subject.assign(subject_.Text(cells).text());
  event.text.assign(text_.Text(cells).text());
  const Reading<int64_t> number = (version_.is_given() ? version_ : version).Version(cells);
  event.version = number.state == ReadState::kGood ? number.value : 0;
  if (value_.is_given()) FillValue(event, row);
}

void EventProgram::FillValue(domain::CanonicalEvent& event, RowContext& row) {
  const Reading<double> number = value_.Number(row.cells);
  const bool is_rated = event.kind == domain::EventKind::kRated;
  if (number.state == ReadState::kGood && std::abs(number.value) < 2e9) {
    event.value = static_cast<int32_t>(std::lround(number.value));
  } else if (is_rated) {
    // A rating without a score is no rating.
    row.output.DropLastEvent();
    if (number.state == ReadState::kBad)
      row.output.SetFault("value.unusable", value_.label(), value_.last_text());
  }
}

void EventProgram::AddCountsTo(std::vector<domain::QualityCount>& counts) const {
  for (const Value* value : {&kind_, &at_, &actor_, &conversation_, &id_, &agent_, &team_,
                             &customer_, &value_, &subject_, &text_, &version_, &not_before_}) {
    value->AddCountsTo(counts);
  }
  if (out_of_order_ > 0) {
    counts.push_back({"out_of_order_time", std::string(at_.label()), out_of_order_, ""});
  }
}

}  // namespace kebao::ingest
