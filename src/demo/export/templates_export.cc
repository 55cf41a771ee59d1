#include <fmt/format.h>

#include <map>
#include <memory>
#include <span>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::CanonicalRecord;
using domain::Entity;

/// How a value is typed in: as it is, in whole money, or as a part of its local time.
enum class Form : uint8_t { kAsIs, kMoney, kDay, kClock, kMonth };

struct Column {
  std::string_view header;
  std::string_view field;  // "id": the record's own
  Form form = Form::kAsIs;
};

struct Layout {
  Entity entity;
  std::string_view file;
  std::span<const Column> columns;
};

// The input layouts of catalog/mappings/input-*.yaml.
constexpr Column kRoster[] = {
    {"agent_id", "agent"},      {"name", "name"},
    {"email", "email"},         {"team", "team"},
    {"from_day", "from_day"},   {"to_day", "to_day"},
    {"role", "role"},           {"work_group", "work_group"},
    {"hired_on", "hired_on"},   {"experience", "experience"},
    {"education", "education"}, {"birth_year", "birth_year"},
    {"location", "location"},   {"hourly_wage", "hourly_wage_minor", Form::kMoney},
    {"is_bot", "is_bot"}};
constexpr Column kStates[] = {{"agent_id", "agent"},
                              {"state", "state"},
                              {"started_at", "started_at"},
                              {"ended_at", "ended_at"}};
constexpr Column kShifts[] = {{"agent_id", "agent"},
                              {"shift", "shift"},
                              {"day", "started_at", Form::kDay},
                              {"start", "started_at", Form::kClock},
                              {"end", "ended_at", Form::kClock}};
constexpr Column kOrders[] = {{"order_id", "id"},
                              {"ordered_at", "ordered_at"},
                              {"customer_id", "customer"},
                              {"agent_id", "agent"},
                              {"conversation_id", "conversation"},
                              {"amount", "amount_minor", Form::kMoney},
                              {"currency", "currency"},
                              {"status", "status"},
                              {"product", "product"},
                              {"channel", "channel"},
                              {"is_lead", "is_lead"}};
constexpr Column kReviews[] = {
    {"review_id", "id"},         {"conversation_id", "conversation"}, {"agent_id", "agent"},
    {"reviewer_id", "reviewer"}, {"reviewed_at", "reviewed_at"},      {"score", "score"},
    {"accuracy", "accuracy"},    {"effectiveness", "effectiveness"},  {"manner", "manner"},
    {"comment", "comment"}};
constexpr Column kAssessments[] = {{"agent_id", "agent"},
                                   {"kind", "kind"},
                                   {"assessed_at", "assessed_at"},
                                   {"score", "score"},
                                   {"is_adopted", "is_adopted"},
                                   {"title", "title"},
                                   {"note", "note"}};
constexpr Column kFollowUps[] = {{"conversation_id", "conversation"},
                                 {"customer_id", "customer"},
                                 {"agent_id", "agent"},
                                 {"due_at", "due_at"},
                                 {"done_at", "done_at"},
                                 {"recorded_at", "recorded_at"},
                                 {"result", "result"}};
constexpr Column kCosts[] = {{"month", "month", Form::kMonth},
                             {"kind", "kind"},
                             {"amount", "amount_minor", Form::kMoney},
                             {"agent_id", "agent"},
                             {"channel", "channel"},
                             {"business_line", "business_line"}};
constexpr Column kKnownEvents[] = {{"title", "title"},
                                   {"kind", "kind"},
                                   {"started_at", "started_at"},
                                   {"ended_at", "ended_at"},
                                   {"note", "note"}};
constexpr Column kFeedback[] = {
    {"answered_at", "answered_at"}, {"question", "question"},   {"score", "score"},
    {"answer", "answer"},           {"sentiment", "sentiment"}, {"customer_id", "customer"},
    {"agent_id", "agent"},          {"channel", "channel"}};

constexpr Layout kLayouts[] = {
    {Entity::kTeamMembership, "roster", kRoster},
    {Entity::kAgentState, "agent-states", kStates},
    {Entity::kShift, "shifts", kShifts},
    {Entity::kOrder, "orders", kOrders},
    {Entity::kQaReview, "qa", kReviews},
    {Entity::kAssessment, "assessments", kAssessments},
    {Entity::kFollowUp, "follow-ups", kFollowUps},
    {Entity::kCost, "costs", kCosts},
    {Entity::kKnownEvent, "known-events", kKnownEvents},
    {Entity::kSurveyAnswer, "feedback", kFeedback},
};

const domain::FieldValue* Find(const CanonicalRecord& record, std::string_view name) {
  const int wanted = FieldIndex(record.entity, name);
  for (const auto& [field, value] : record.fields) {
    if (field == wanted) return &value;
  }
  return nullptr;
}

/// Writes the values of a record in the way in which people type them.
class ValueText {
 public:
  ValueText(const TimeLine& line, Form form) : line_(line), form_(form) {}
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(int64_t number) const {
    return form_ == Form::kMoney ? fmt::format("{}.{:02}", number / 100, number % 100)
                                 : std::to_string(number);
  }
  std::string operator()(double number) const { return fmt::format("{:.2f}", number); }
  std::string operator()(bool value) const { return value ? "1" : "0"; }
  std::string operator()(LocalDay day) const {
    return form_ == Form::kMonth ? FormatDay(day).substr(0, 7) : FormatDay(day);
  }
  std::string operator()(Instant at) const {
    const std::string text = LocalTimeText(at.micros / kMicrosPerSecond, line_);
    if (form_ == Form::kDay) return text.substr(0, 10);
    return form_ == Form::kClock ? text.substr(11, 5) : text;
  }

 private:
  const TimeLine& line_;
  Form form_;
};

/// Writes the records of each entity that has an input layout to its file. A roster row is a
/// membership together with its agent.
class TemplateWriter : public domain::CanonicalSink {
 public:
  explicit TemplateWriter(ExportContext& context) : context_(context) {}

  void Accept(const domain::CanonicalEvent&) override {}
  void Accept(const domain::RejectedRow&) override {}
  void Accept(const CanonicalRecord& record) override {
    if (record.entity == Entity::kAgent) agents_[record.id] = record;
    for (const Layout& layout : kLayouts) {
      if (layout.entity == record.entity) Write(layout, record);
    }
  }

  void Close() {
    for (auto& [file, series] : series_) series->Close();
  }

 private:
  void Write(const Layout& layout, const CanonicalRecord& record) {
    row_.clear();
    CsvRow row(row_);
    for (const Column& column : layout.columns) row.Cell(TextOf(record, column));
    row.End();
    CsvSeries& series = SeriesOf(layout);
    series.NextRow() += row_;
    if (context_.dirt.Strikes(2, std::string(layout.file) + ".csv", "duplicate_row"))
      series.NextRow() += row_;
  }

  CsvSeries& SeriesOf(const Layout& layout) {
    auto& series = series_[layout.file];
    if (series != nullptr) return *series;
    std::string header;
    for (const Column& column : layout.columns) {
      header.append(header.empty() ? "" : ",").append(column.header);
    }
    series = std::make_unique<CsvSeries>(context_.folder, std::string(layout.file), header);
    return *series;
  }

  std::string TextOf(const CanonicalRecord& record, const Column& column) const {
    if (column.field == "id") return record.id;
    const domain::FieldValue* value = Find(record, column.field);
    if (value == nullptr && record.entity == Entity::kTeamMembership) {
      value = Find(agents_.at(std::get<std::string>(*Find(record, "agent"))), column.field);
    }
    if (value == nullptr) return "";
    const std::string text = std::visit(ValueText(context_.desk.line(), column.form), *value);
    return column.field == "team" ? TeamName(text) : text;
  }

  /// The other files name teams, not their ids.
  std::string TeamName(const std::string& id) const {
    for (const TeamSpec& team : context_.desk.catalog().teams) {
      if (team.id == id) return team.name;
    }
    return id;
  }

  ExportContext& context_;
  std::map<std::string_view, std::unique_ptr<CsvSeries>> series_;
  std::map<std::string, CanonicalRecord> agents_;
  std::string row_;
};

/// What people type in beside the conversations: roster, shifts, states, QA, assessments,
/// follow-ups, costs, known events …
class TemplatesExporter : public Exporter {
 public:
  explicit TemplatesExporter(ExportContext& context)
      : context_(context), writer_(context), records_(writer_) {
    EmitPeople(context.desk, records_);
    EmitKnownEvents(context.desk, records_);
  }

  void Write(const Conversation& talk) override {
    EmitDaysUntil(talk.day);
    EmitAftermath(context_.desk, talk, records_);
  }

  void Finish() override {
    EmitDaysUntil(context_.desk.line().days() - 1);
    writer_.Close();
  }

 private:
  void EmitDaysUntil(int day) {
    for (; next_day_ <= day; ++next_day_) {
      EmitShifts(context_.desk, next_day_, records_);
      EmitMonth(context_.desk, next_day_, records_);
    }
  }

  ExportContext& context_;
  TemplateWriter writer_;
  RecordBuilder records_;
  int next_day_ = 0;
};

}  // namespace

std::unique_ptr<Exporter> MakeTemplatesExporter(ExportContext& context) {
  return std::make_unique<TemplatesExporter>(context);
}

}  // namespace kebao::demo
