#include "ingest/map/condition.h"

#include <algorithm>

#include "clean/value_text.h"

namespace kebao::ingest {

Result<Condition> Condition::Compile(const ConditionSpec& spec, RowCells& cells, bool is_in_item) {
  Condition condition;
  condition.op_ = spec.op;
  condition.words_ = spec.words;
  condition.number_ = spec.number;
  for (Known& known : condition.known_) known.is_word = condition.FindWord("");
  for (const ConditionSpec& part : spec.parts) {
    KEBAO_TRY(Condition compiled, Compile(part, cells, is_in_item));
    condition.parts_.push_back(std::move(compiled));
  }
  if (!spec.column.empty()) condition.slot_ = cells.SlotFor(spec.column, is_in_item);
  if (spec.op == Op::kSameAs || spec.op == Op::kNotSameAs) {
    condition.other_slot_ = cells.SlotFor(spec.words.front(), is_in_item);
  }
  if (spec.op == Op::kMatches) {
    KEBAO_TRY(Pattern pattern, Pattern::Compile(spec.words.front(), spec.place));
    condition.pattern_.push_back(std::move(pattern));
  }
  return condition;
}

bool Condition::Holds(RowCells& cells, AgentIndex& agents) const {
  const auto holds = [&](const Condition& part) { return part.Holds(cells, agents); };
  switch (op_) {
    case Op::kAll:
      return std::all_of(parts_.begin(), parts_.end(), holds);
    case Op::kAny:
      return std::any_of(parts_.begin(), parts_.end(), holds);
    case Op::kNone:
      return std::none_of(parts_.begin(), parts_.end(), holds);
    default:
      return HoldsFor(cells.Read(slot_), cells, agents);
  }
}

bool Condition::is_possible() const {
  const auto possible = [](const Condition& part) { return part.is_possible(); };
  switch (op_) {
    case Op::kAll:
      return std::all_of(parts_.begin(), parts_.end(), possible);
    case Op::kAny:
      return std::any_of(parts_.begin(), parts_.end(), possible);
    case Op::kNone:
    case Op::kNotIn:
    case Op::kMissing:
      return true;
    default:
      return slot_ != kNoSlot;
  }
}

bool Condition::HoldsFor(Cell cell, RowCells& cells, AgentIndex& agents) const {
  const bool has_text = cell.has_text();
  switch (op_) {
    case Op::kIn:
      return has_text && HasWord(cell.text());
    case Op::kNotIn:
      return !has_text || !HasWord(cell.text());
    case Op::kPresent:
      return has_text;
    case Op::kMissing:
      return !has_text;
    case Op::kAgent:
      return has_text && agents.Has(cell.text());
    case Op::kNotAgent:
      return has_text && !agents.Has(cell.text());
    case Op::kMatches:
      return has_text && pattern_.front().IsFoundIn(cell.text());
    case Op::kOdd:
    case Op::kEven: {
      const auto whole = has_text ? clean::ParseInteger(cell.text()) : std::nullopt;
      return whole && (*whole % 2 != 0) == (op_ == Op::kOdd);
    }
    case Op::kSameAs:
      return has_text && cells.Read(other_slot_).text() == cell.text();
    case Op::kNotSameAs:
      return has_text && cells.Read(other_slot_).text() != cell.text();
    default:
      return has_text && ComparesNumber(cell.text());
  }
}

bool Condition::HasWord(std::string_view text) const {
  for (const Known& known : known_) {
    if (known.text == text) return known.is_word;
  }
  Known& forgotten = known_[next_known_];
  next_known_ = (next_known_ + 1) % known_.size();
  forgotten.text.assign(text);
  forgotten.is_word = FindWord(text);
  return forgotten.is_word;
}

bool Condition::FindWord(std::string_view text) const {
  for (const std::string& word : words_) {
    if (word == text) return true;
  }
  return false;
}

bool Condition::ComparesNumber(std::string_view text) const {
  const auto number = clean::ParseNumber(text);
  if (!number) return false;
  switch (op_) {
    case Op::kAbove:
      return *number > number_;
    case Op::kBelow:
      return *number < number_;
    case Op::kAtLeast:
      return *number >= number_;
    case Op::kAtMost:
      return *number <= number_;
    default:
      return false;
  }
}

}  // namespace kebao::ingest
