#include "ingest/map/row_program.h"

namespace kebao::ingest {
namespace {

using domain::FieldType;

/// The typed value into the field; false: the row has nothing to say about it.
template <class T>
bool Put(const Reading<T>& reading, domain::FieldValue& into) {
  if (reading.state == ReadState::kGood) {
    into = reading.value;
  } else if (reading.state == ReadState::kEmpty) {
    into = std::monostate{};
  }
  return reading.state == ReadState::kGood || reading.state == ReadState::kEmpty;
}

bool PutText(const Cell& cell, domain::FieldValue& into) {
  if (cell.has_text()) {
    AssignText(into, cell.text());
  } else {
    into = std::monostate{};
  }
  return cell.state != CellState::kAbsent;
}

template <class T>
ReadState Report(const Reading<T>& reading, bool& is_put, domain::FieldValue& into) {
  is_put = Put(reading, into);
  return reading.state;
}

}  // namespace

Result<RecordProgram> RecordProgram::Compile(const RecordSpec& spec, const ValueScope& scope,
                                             domain::KindSet recorded_kinds) {
  RecordProgram program;
  program.entity_ = spec.entity;
  program.required_field_ = spec.required_field;
  if (spec.entity == domain::Entity::kConversation) program.recorded_kinds_ = recorded_kinds;
  KEBAO_TRY(program.when_, Condition::Compile(spec.when, *scope.cells, scope.is_in_item));
  KEBAO_TRY(program.id_, Value::Compile(spec.id, scope));
  KEBAO_TRY(program.version_, Value::Compile(spec.version, scope));
  const auto schema = domain::SchemaOf(spec.entity).fields;
  for (const auto& [index, value_spec] : spec.fields) {
    KEBAO_TRY(Value value, Value::Compile(value_spec, scope));
    if (!value.is_possible()) continue;
    program.fields_.push_back({index, schema[static_cast<size_t>(index)].type, std::move(value)});
  }
  return program;
}

void RecordProgram::Run(RowContext& row, Value& conversation, Value& version) {
  if (!when_.Holds(row.cells, row.agents)) return;
  const bool is_own_conversation = entity_ == domain::Entity::kConversation && !id_.is_given();
  Value& key = is_own_conversation ? conversation : id_;
  const Cell id = key.Text(row.cells);
  if (!id.has_text()) {
    // A row may well name no agent or customer; a conversation without a number cannot be found
    // again.
    if (is_own_conversation) row.output.SetFault("id.missing", key.label(), "");
    return;
  }
  domain::CanonicalRecord& record = row.output.AddRecord();
  record.entity = entity_;
  record.id.assign(id.text());
  record.row = row.cells.record().row;
  record.recorded_kinds = recorded_kinds_;
  Value& number_of = version_.is_given() || IsSpokenOfInPassing() ? version_ : version;
  const Reading<int64_t> number = number_of.Version(row.cells);
  record.version = number.state == ReadState::kGood ? number.value : 0;
  record.fields.resize(fields_.size());
  size_t used = 0;
  bool has_required = required_field_ < 0;
  for (Field& field : fields_) {
    auto& [index, value] = record.fields[used];
    if (!FillField(field, value, row)) continue;
    index = field.index;
    has_required |= index == required_field_ && !std::holds_alternative<std::monostate>(value);
    ++used;
  }
  record.fields.resize(used);
  if (!has_required) row.output.DropLastRecord();
}

/// The version of a ticket is not the version of the agent that it names.
bool RecordProgram::IsSpokenOfInPassing() const {
  using enum domain::Entity;
  return entity_ == kAgent || entity_ == kTeam || entity_ == kCustomer;
}

bool RecordProgram::FillField(Field& field, domain::FieldValue& into, RowContext& row) {
  RowCells& cells = row.cells;
  bool is_put = false;
  ReadState state = ReadState::kGood;
  switch (field.type) {
    case FieldType::kInteger:
      state = Report(field.value.Integer(cells), is_put, into);
      break;
    case FieldType::kReal:
      state = Report(field.value.Number(cells), is_put, into);
      break;
    case FieldType::kBoolean:
      state = Report(field.value.Boolean(cells), is_put, into);
      break;
    case FieldType::kInstant:
      state = Report(field.value.Time(cells), is_put, into);
      break;
    case FieldType::kDay:
      state = Report(field.value.Day(cells), is_put, into);
      break;
    default:
      return PutText(field.value.Text(cells), into);
  }
  if (state == ReadState::kBad && field.value.on_bad() == OnBad::kReject) {
    row.output.SetFault("value.unusable", field.value.label(), field.value.last_text());
  }
  return is_put;
}

void RecordProgram::AddCountsTo(std::vector<domain::QualityCount>& counts) const {
  id_.AddCountsTo(counts);
  version_.AddCountsTo(counts);
  for (const Field& field : fields_) field.value.AddCountsTo(counts);
}

}  // namespace kebao::ingest
