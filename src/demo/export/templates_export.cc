#include <array>
#include <memory>

#include <fmt/format.h>

#include "demo/export/exporter.h"
#include "demo/export/output_file.h"
#include "demo/people_records.h"

namespace kebao::demo {
namespace {

using domain::CanonicalRecord;
using domain::Entity;
using domain::EntitySchema;
using domain::FieldValue;

/// Writes each entity's records to <entity>.csv: the id, then the fields under their canonical names; times local.
class TemplateWriter : public domain::CanonicalSink {
 public:
  explicit TemplateWriter(ExportContext& context) : context_(context) {}

  void Accept(const domain::CanonicalEvent&) override {}
  void Accept(const domain::RejectedRow&) override {}
  void Accept(const CanonicalRecord& record) override {
    const EntitySchema& schema = SchemaOf(record.entity);
    row_.clear();
    CsvRow row(row_);
    row.Cell(record.id);
    for (size_t field = 0; field < schema.fields.size(); ++field) row.Cell(TextOf(record, static_cast<int>(field)));
    row.End();
    CsvSeries& series = SeriesOf(schema);
    series.NextRow() += row_;
    const std::string file = std::string(schema.name) + ".csv";
    if (context_.dirt.Strikes(2, file, "duplicate_row")) series.NextRow() += row_;
  }

  void Close() {
    for (auto& series : series_) {
      if (series != nullptr) series->Close();
    }
  }

 private:
  CsvSeries& SeriesOf(const EntitySchema& schema) {
    auto& series = series_[static_cast<size_t>(schema.entity)];
    if (series != nullptr) return *series;
    std::string header = std::string(schema.name) + "_id";
    for (const domain::FieldSchema& field : schema.fields) header += "," + std::string(field.name);
    series = std::make_unique<CsvSeries>(context_.folder, std::string(schema.name), header);
    return *series;
  }

  std::string TextOf(const CanonicalRecord& record, int field) const {
    for (const auto& [index, value] : record.fields) {
      if (index == field) return std::visit([this](const auto& given) { return Written(given); }, value);
    }
    return "";
  }

  std::string Written(std::monostate) const { return ""; }
  std::string Written(const std::string& text) const { return text; }
  std::string Written(int64_t number) const { return std::to_string(number); }
  std::string Written(double number) const { return fmt::format("{:.2f}", number); }
  std::string Written(bool value) const { return value ? "1" : "0"; }
  std::string Written(Instant at) const { return LocalTimeText(at.micros / kMicrosPerSecond, context_.desk.line()); }
  std::string Written(LocalDay day) const { return FormatDay(day); }

  ExportContext& context_;
  std::array<std::unique_ptr<CsvSeries>, domain::kEntityCount> series_;
  std::string row_;
};

/// What people type in beside the conversations: roster, shifts, states, QA, assessments, follow-ups, costs, known events …
class TemplatesExporter : public Exporter {
 public:
  explicit TemplatesExporter(ExportContext& context) : context_(context), writer_(context), records_(writer_), customers_(context.desk) {
    EmitPeople(context.desk, records_);
    EmitKnownEvents(context.desk, records_);
  }

  void Write(const Conversation& talk) override {
    EmitDaysUntil(talk.day);
    customers_.Meet(talk, records_);
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
      EmitVisits(context_.desk, next_day_, records_);
      EmitMonth(context_.desk, next_day_, records_);
    }
  }

  ExportContext& context_;
  TemplateWriter writer_;
  RecordBuilder records_;
  CustomerBook customers_;
  int next_day_ = 0;
};

}  // namespace

std::unique_ptr<Exporter> MakeTemplatesExporter(ExportContext& context) {
  return std::make_unique<TemplatesExporter>(context);
}

}  // namespace kebao::demo
