#include "app/row_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <variant>

#include "app/text_table.h"
#include "render/csv/csv_field.h"

namespace kebao::app {
namespace {

using render::DetailCell;

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

std::string ClockText(LocalTime time) {
  const int64_t seconds = (time.micros - time.day().days * kMicrosPerDay) / kMicrosPerSecond;
  return fmt::format("{} {:02}:{:02}:{:02}", FormatDay(time.day()), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

std::string DurationText(int64_t seconds) {
  const int64_t all = std::abs(seconds);
  return fmt::format("{}{}:{:02}:{:02}", seconds < 0 ? "-" : "", all / 3600, all / 60 % 60,
                     all % 60);
}

std::string TextOf(const DetailCell& cell) {
  return std::visit(
      Overloaded{[](std::monostate) { return std::string(); },
                 [](std::string_view text) { return std::string(text); },
                 [](int64_t number) { return std::to_string(number); },
                 [](double number) { return fmt::format("{}", number); },
                 [](LocalTime time) { return ClockText(time); },
                 [](LocalDay day) { return FormatDay(day); },
                 [](render::DetailSeconds value) { return DurationText(value.seconds); },
                 [](render::DetailShare value) { return fmt::format("{}", value.fraction); }},
      cell);
}

nlohmann::json JsonOf(const DetailCell& cell, const metrics::RowColumn& column) {
  return std::visit(
      Overloaded{[](std::monostate) { return nlohmann::json(); },
                 [&](std::string_view text) {
                   const bool is_truth = column.type == domain::ColumnType::kBoolean;
                   return is_truth ? nlohmann::json(text == "true")
                                   : nlohmann::json(std::string(text));
                 },
                 [](int64_t number) { return nlohmann::json(number); },
                 [](double number) { return nlohmann::json(number); },
                 [](LocalTime time) { return nlohmann::json(ClockText(time)); },
                 [](LocalDay day) { return nlohmann::json(FormatDay(day)); },
                 [](render::DetailSeconds value) { return nlohmann::json(value.seconds); },
                 [](render::DetailShare value) { return nlohmann::json(value.fraction); }},
      cell);
}

class CsvRows : public RowOutput {
 public:
  CsvRows(const std::vector<std::string>& titles, LineSink sink) : sink_(std::move(sink)) {
    for (const std::string& title : titles) AppendText(title);
    EndLine();
  }
  void Add(std::span<const DetailCell> cells) override {
    for (const DetailCell& cell : cells) {
      if (std::holds_alternative<std::string_view>(cell)) {
        AppendText(std::get<std::string_view>(cell));
      } else {
        Separate();
        line_ += TextOf(cell);
      }
    }
    EndLine();
  }
  std::vector<std::string> Finish() override { return {}; }

 private:
  void Separate() {
    if (fields_++ > 0) line_ += ',';
  }
  void AppendText(std::string_view text) {
    Separate();
    render::AppendCsvText(line_, text);
  }
  void EndLine() {
    sink_(line_);
    line_.clear();
    fields_ = 0;
  }

  LineSink sink_;
  std::string line_;
  size_t fields_ = 0;
};

class JsonRows : public RowOutput {
 public:
  JsonRows(std::vector<metrics::RowColumn> columns, LineSink sink)
      : columns_(std::move(columns)), sink_(std::move(sink)) {}
  void Add(std::span<const DetailCell> cells) override {
    nlohmann::ordered_json object;
    for (size_t index = 0; index < cells.size(); ++index)
      object[columns_[index].name] = JsonOf(cells[index], columns_[index]);
    sink_(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  std::vector<std::string> Finish() override { return {}; }

 private:
  std::vector<metrics::RowColumn> columns_;
  LineSink sink_;
};

class TableRows : public RowOutput {
 public:
  TableRows(std::vector<std::string> titles, size_t limit, LineSink sink)
      : titles_(std::move(titles)), limit_(limit), sink_(std::move(sink)) {}
  void Add(std::span<const DetailCell> cells) override {
    if (rows_.size() >= limit_) return;
    auto& row = rows_.emplace_back();
    for (const DetailCell& cell : cells) row.push_back(TextOf(cell));
  }
  /// Columns without any value would only push the others off the screen.
  std::vector<std::string> Finish() override {
    std::vector<size_t> filled;
    for (size_t index = 0; index < titles_.size(); ++index) {
      if (std::ranges::any_of(rows_, [&](const auto& row) { return !row[index].empty(); }))
        filled.push_back(index);
    }
    const auto of = [&](const std::vector<std::string>& row) {
      std::vector<std::string> cells;
      for (const size_t index : filled) cells.push_back(row[index]);
      return cells;
    };
    if (rows_.empty()) return {};
    TextTable table(of(titles_));
    for (const auto& row : rows_) table.AddRow(of(row));
    sink_(table.Render());
    return {};
  }

 private:
  std::vector<std::string> titles_;
  size_t limit_;
  LineSink sink_;
  std::vector<std::vector<std::string>> rows_;
};

class XlsxRows : public RowOutput {
 public:
  XlsxRows(std::vector<std::string> titles, const std::filesystem::path& file,
           const std::string& sheet, render::RenderTexts texts)
      : texts_(std::move(texts)), writer_(file, sheet, std::move(titles), texts_) {}
  void Add(std::span<const DetailCell> cells) override { writer_.AddRow(cells); }
  std::vector<std::string> Finish() override { return writer_.Finish().warnings; }

 private:
  render::RenderTexts texts_;
  render::XlsxDetailWriter writer_;
};

}  // namespace

std::unique_ptr<RowOutput> MakeCsvRows(std::vector<std::string> titles, LineSink sink) {
  return std::make_unique<CsvRows>(titles, std::move(sink));
}

std::unique_ptr<RowOutput> MakeJsonRows(std::vector<metrics::RowColumn> columns, LineSink sink) {
  return std::make_unique<JsonRows>(std::move(columns), std::move(sink));
}

std::unique_ptr<RowOutput> MakeTableRows(std::vector<std::string> titles, size_t limit,
                                         LineSink sink) {
  return std::make_unique<TableRows>(std::move(titles), limit, std::move(sink));
}

std::unique_ptr<RowOutput> MakeXlsxRows(std::vector<std::string> titles,
                                        const std::filesystem::path& file, const std::string& sheet,
                                        render::RenderTexts texts) {
  return std::make_unique<XlsxRows>(std::move(titles), file, sheet, std::move(texts));
}

}  // namespace kebao::app
