#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/session.h"
#include "app/text_table.h"
#include "metrics/metric_service.h"
#include "render/csv/csv_field.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using metrics::MetricSpec;
using metrics::ResultTable;
using metrics::Row;
using metrics::Value;

Result<metrics::Grain> GrainOf(const std::string& name) {
  using metrics::Grain;
  const std::pair<const char*, Grain> grains[] = {
      {"", Grain::kNone},     {"hour", Grain::kHour},   {"day", Grain::kDay},
      {"week", Grain::kWeek}, {"month", Grain::kMonth}, {"quarter", Grain::kQuarter},
      {"year", Grain::kYear}};
  for (const auto& [word, grain] : grains) {
    if (name == word) return grain;
  }
  return MakeProblem("cli.number", "--grain",
                     {{"value", name}, {"wanted", "hour | day | week | month | quarter | year"}});
}

Result<metrics::Path> PathOf(const std::string& name) {
  if (name == "auto") return metrics::Path::kAuto;
  if (name == "fold") return metrics::Path::kFold;
  if (name == "sql") return metrics::Path::kSql;
  return MakeProblem("cli.number", "--path", {{"value", name}, {"wanted", "auto | fold | sql"}});
}

Result<metrics::Query> QueryOf(const QueryCommand& command) {
  metrics::Query query;
  query.metrics = SplitAtCommas(command.metrics);
  query.dimensions = SplitAtCommas(command.dimensions);
  KEBAO_TRY(query.grain, GrainOf(command.grain));
  query.with_total = command.with_total;
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
          {"complete", value.is_complete},    {"recorded", value.is_recorded}};
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
                        const metrics::MetricCatalog& catalog, const report::Labels& labels,
                        Console* console) {
  const report::FigureMaker figures(catalog, console->texts(), context);
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
      cells.push_back(figures.Make(*specs[index], row.values[index], "").text +
                      (row.values[index].is_complete ? "" : "*"));
      cells.push_back(std::to_string(row.values[index].n));
      if (context.comparison)
        cells.push_back(figures
                            .Make(*specs[index],
                                  index < row.compared.size() ? row.compared[index] : Value{}, "")
                            .text);
    }
    text.AddRow(std::move(cells));
  }
  console->Print(text.Render());
  return {};
}

void Explain(const metrics::Explanation& explanation, Console* console) {
  console->Note(console->Text(
      "cli.query.path",
      {{"path", explanation.path}, {"rows", std::to_string(explanation.rows_scanned)}}));
  for (const std::string& statement : explanation.statements) console->Note(statement);
}

}  // namespace

Result<ExitStatus> RunQuery(const CommandContext& context, const QueryCommand& command) {
  KEBAO_TRY(const auto session, Session::Open(context.data, context.zone_if_new, context.console));
  KEBAO_TRY(const metrics::Query query, QueryOf(command));
  KEBAO_TRY(metrics::QueryContext query_context,
            MakeContext(command.options, session->folder().zone(), context.now));
  query_context.data_version = session->warehouse().data_version();
  metrics::AnswerOptions options;
  KEBAO_TRY(options.path, PathOf(command.path));
  const engine::Directory directory = session->warehouse().directory();
  KEBAO_TRY_VOID(CheckSources(command.options.sources, directory.sources));
  const metrics::MetricCatalog& catalog = *session->definitions().metrics;
  const metrics::MetricService service(session->warehouse().engine(), directory, catalog);
  KEBAO_TRY(const metrics::Answers answers,
            service.Answer(query_context, std::vector{query}, options));
  const report::Labels labels(catalog, context.console->texts(), query_context.zone);
  if (command.is_explained) Explain(answers.explanation, context.console);
  if (command.format == "csv") {
    PrintCsv(answers.tables.front(), labels, context.console);
  } else if (command.format == "json") {
    PrintJson(answers.tables.front(), query_context, labels, context.console);
  } else if (command.format == "table") {
    KEBAO_TRY_VOID(
        PrintTable(answers.tables.front(), query_context, catalog, labels, context.console));
  } else {
    return MakeProblem("cli.format", "--format",
                       {{"format", command.format}, {"known", "table, csv, json"}});
  }
  return ExitStatus::kDone;
}

Result<ExitStatus> RunMetrics(const CommandContext& context, const MetricsCommand& command) {
  KEBAO_TRY(const ShareFolder share, FindShareFolder());
  KEBAO_TRY(const Definitions definitions, LoadDefinitions(share, context.data / "catalog"));
  Console& console = *context.console;
  const std::string& language = console.texts().language();
  if (command.metric.empty()) {
    TextTable table({console.Text("report.metric"), console.Text("cli.metrics.name"),
                     console.Text("cli.metrics.formula")});
    for (const MetricSpec* spec : definitions.metrics->List(command.pack)) {
      table.AddRow({spec->id, spec->name.In(language), spec->formula.In(language)});
    }
    console.Print(table.Render());
    return ExitStatus::kDone;
  }
  KEBAO_TRY(const MetricSpec* spec, definitions.metrics->Find(command.metric, command.pack));
  console.Print(fmt::format("{} · {}", spec->id, spec->name.In(language)));
  console.Print("  " + spec->formula.In(language));
  for (const auto& [rule, words] : spec->rules) {
    console.Print("  " +
                  console.Text("report.rule", {{"rule", console.Text("report.rules." + rule)},
                                               {"words", words.In(language)}}));
  }
  if (!spec->example.In(language).empty())
    console.Print("  " +
                  console.Text("cli.metrics.example", {{"example", spec->example.In(language)}}));
  console.Print("  " + spec->definition);
  console.Print("  " + spec->place);
  return ExitStatus::kDone;
}

}  // namespace kebao::app
