#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "app/text_table.h"
#include "render/csv/csv_field.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using metrics::MetricSpec;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

constexpr std::array<std::pair<std::string_view, metrics::Grain>, 6> kGrains = {
    {{"hour", metrics::Grain::kHour},
     {"day", metrics::Grain::kDay},
     {"week", metrics::Grain::kWeek},
     {"month", metrics::Grain::kMonth},
     {"quarter", metrics::Grain::kQuarter},
     {"year", metrics::Grain::kYear}}};

Result<metrics::Grain> GrainOf(const std::string& name) {
  if (name.empty()) return metrics::Grain::kNone;
  for (const auto& [word, grain] : kGrains) {
    if (name == word) return grain;
  }
  return MakeProblem("cli.choice", "--grain",
                     {{"value", name}, {"known", "hour | day | week | month | quarter | year"}});
}

Result<metrics::Path> PathOf(const std::string& name) {
  if (name == "auto") return metrics::Path::kAuto;
  if (name == "rollup") return metrics::Path::kRollup;
  if (name == "fold") return metrics::Path::kFold;
  if (name == "sql") return metrics::Path::kSql;
  return MakeProblem("cli.choice", "--path",
                     {{"value", name}, {"known", "auto | rollup | fold | sql"}});
}

Result<metrics::Query> QueryOf(const QueryCommand& command, const std::string& pack,
                               const Setup& setup, const Console& console) {
  metrics::Query query;
  query.metrics = SplitAtCommas(command.metrics);
  query.dimensions = SplitAtCommas(command.dimensions);
  KEBAO_TRY(query.grain, GrainOf(command.grain));
  query.with_total = command.with_total;
  KEBAO_TRY_VOID(CheckMetrics(query.metrics, pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(query.dimensions, "--by", setup, console));
  return query;
}

std::string CsvText(const std::string& text) {
  std::string cell;
  render::AppendCsvText(cell, text);
  return cell;
}

std::string CsvNumber(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

void PrintCsv(const ResultTable& table, const report::Labels& labels, Console* console) {
  std::vector<std::string> header = {"bucket"};
  for (const std::string& dimension : table.query.dimensions) header.push_back(dimension);
  for (const std::string& metric : table.query.metrics) {
    for (const char* part : {"", "_n", "_low", "_high", "_complete"})
      header.push_back(metric + part);
  }
  console->Print(fmt::format("{}", fmt::join(header, ",")));
  for (const Row& row : table.rows) {
    std::vector<std::string> cells = {row.is_total ? "total"
                                                   : labels.Bucket(row, table.query.grain)};
    for (size_t index = 0; index < table.query.dimensions.size(); ++index) {
      cells.push_back(row.is_total ? "" : CsvText(row.keys[index]));
    }
    for (const Value& value : row.values) {
      cells.insert(cells.end(),
                   {CsvNumber(value.value), std::to_string(value.n), CsvNumber(value.low),
                    CsvNumber(value.high), value.is_complete ? "true" : "false"});
    }
    console->Print(fmt::format("{}", fmt::join(cells, ",")));
  }
}

nlohmann::json JsonNumber(const std::optional<double>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

nlohmann::json JsonValue(const Value& value) {
  return {{"value", JsonNumber(value.value)}, {"n", value.n},
          {"low", JsonNumber(value.low)},     {"high", JsonNumber(value.high)},
          {"complete", value.is_complete},    {"recorded", value.is_recorded},
          {"partial", value.is_partial}};
}

nlohmann::json JsonValues(const std::vector<std::string>& metrics,
                          const std::vector<Value>& values) {
  nlohmann::json object = nlohmann::json::object();
  for (size_t index = 0; index < values.size(); ++index)
    object[metrics[index]] = JsonValue(values[index]);
  return object;
}

nlohmann::json JsonRow(const Row& row, const metrics::Query& query, const report::Labels& labels) {
  nlohmann::json object = {{"total", row.is_total},
                           {"values", JsonValues(query.metrics, row.values)}};
  if (query.grain != metrics::Grain::kNone && !row.is_total)
    object["bucket"] = labels.Bucket(row, query.grain);
  for (size_t index = 0; index < query.dimensions.size() && !row.is_total; ++index) {
    object["dimensions"][query.dimensions[index]] = row.keys[index];
  }
  if (!row.compared.empty()) object["compared"] = JsonValues(query.metrics, row.compared);
  return object;
}

void PrintJson(const ResultTable& table, const metrics::QueryContext& context,
               const report::Labels& labels, Console* console) {
  nlohmann::json answer = {
      {"schema_version", 1},  {"period", context.period.id},    {"time_zone", context.zone.name()},
      {"pack", context.pack}, {"metrics", table.query.metrics}, {"rows", nlohmann::json::array()}};
  answer["compared_with"] =
      context.comparison ? nlohmann::json(context.comparison->id) : nlohmann::json(nullptr);
  for (const Row& row : table.rows) answer["rows"].push_back(JsonRow(row, table.query, labels));
  console->Print(answer.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

Result<void> PrintTable(const ResultTable& table, const metrics::QueryContext& context,
                        const Session& session, const report::Labels& labels, Console* console) {
  const report::FigureMaker figures(*session.definitions().metrics, console->texts(), context,
                                    session.settings().currency.value);
  std::vector<std::string> header;
  if (table.query.grain != metrics::Grain::kNone)
    header.push_back(labels.GrainName(table.query.grain));
  for (const std::string& dimension : table.query.dimensions) {
    KEBAO_TRY(header.emplace_back(), labels.Dimension(dimension));
  }
  std::vector<const MetricSpec*> specs;
  for (const std::string& metric : table.query.metrics) {
    KEBAO_TRY(specs.emplace_back(), figures.Spec(metric));
    header.push_back(specs.back()->name.In(console->texts().language()));
    header.push_back("n");
    if (context.comparison) header.push_back(context.comparison->id);
  }
  TextTable text(header);
  for (const Row& row : table.rows) {
    std::vector<std::string> cells;
    const std::string total = console->Text("report.total");
    if (table.query.grain != metrics::Grain::kNone)
      cells.push_back(row.is_total ? total : labels.Bucket(row, table.query.grain));
    for (size_t index = 0; index < table.query.dimensions.size(); ++index) {
      cells.push_back(row.is_total ? (cells.empty() ? total : "")
                                   : labels.Value(table.query.dimensions[index], row.keys[index]));
    }
    for (size_t index = 0; index < specs.size(); ++index) {
      cells.push_back(figures.Marked(*specs[index], row.values[index], "").text +
                      (row.values[index].is_complete ? "" : "*"));
      cells.push_back(std::to_string(row.values[index].n));
      if (context.comparison)
        cells.push_back(figures
                            .Marked(*specs[index],
                                    index < row.compared.size() ? row.compared[index] : Value{}, "")
                            .text);
    }
    text.AddRow(std::move(cells));
  }
  console->Print(text.Render());
  return {};
}

/// On stderr for CSV, whose columns are fixed: which metrics some sources do not record.
void NotePartial(const ResultTable& table, Console* console) {
  std::vector<std::string> partial;
  for (size_t index = 0; index < table.query.metrics.size(); ++index) {
    const bool is_partial = std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
      const auto is_marked = [&](const std::vector<Value>& values) {
        return index < values.size() && values[index].is_partial && values[index].value;
      };
      return is_marked(row.values) || is_marked(row.compared);
    });
    if (is_partial) partial.push_back(table.query.metrics[index]);
  }
  if (partial.empty()) return;
  console->Note(console->Text("cli.query.partial",
                              {{"metrics", fmt::format("{}", fmt::join(partial, ", "))}}));
}

void Explain(const metrics::Explanation& explanation, Console* console) {
  // The engine does not say how many rows it read on the way to its groups.
  const bool is_counted = explanation.path != "sql";
  console->Note(console->Text(
      is_counted ? "cli.query.path" : "cli.query.path_engine",
      {{"path", explanation.path}, {"rows", std::to_string(explanation.rows_scanned)}}));
  for (const Problem& why : explanation.not_rolled_up)
    console->Note(console->texts().Describe(why).what);
  for (const std::string& statement : explanation.statements) console->Note(statement);
}

Result<void> PrintAnswer(const QueryCommand& command, const metrics::Answers& answers,
                         const metrics::QueryContext& context, const Session& session,
                         Console* console) {
  const ResultTable& table = answers.tables.front();
  const report::Labels labels(*session.definitions().metrics, console->texts(), context.zone);
  if (command.is_explained) Explain(answers.explanation, console);
  if (command.format == "json") {
    PrintJson(table, context, labels, console);
    return {};
  }
  if (command.format == "csv") {
    PrintCsv(table, labels, console);
  } else {
    KEBAO_TRY_VOID(PrintTable(table, context, session, labels, console));
  }
  NotePartial(table, console);
  return {};
}

}  // namespace

Result<ExitStatus> RunQuery(const CommandContext& context, const QueryCommand& command) {
  const std::vector<std::string> formats = {"table", "csv", "json"};
  KEBAO_TRY_VOID(CheckChoice(command.format, formats, "--format"));
  metrics::AnswerOptions options;
  KEBAO_TRY(options.path, PathOf(command.path));
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(metrics::QueryContext query_context,
            MakeContext(command.options, setup.settings, setup.zone, context.now));
  KEBAO_TRY_VOID(CheckContext(query_context, setup, *context.console));
  KEBAO_TRY(const metrics::Query query,
            QueryOf(command, query_context.pack, setup, *context.console));

  KEBAO_TRY(const auto asked,
            MetricSession::Open(context, std::move(setup), std::move(query_context)));
  KEBAO_TRY(const metrics::Answers answers,
            asked->service().Answer(asked->context(), std::vector{query}, options));
  KEBAO_TRY_VOID(
      PrintAnswer(command, answers, asked->context(), asked->session(), context.console));
  return ExitStatus::kDone;
}

}  // namespace kebao::app
