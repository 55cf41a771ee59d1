#include <optional>

#include "app/commands/commands.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "app/row_output.h"
#include "app/row_reader.h"
#include "render/output_file.h"
#include "render/xlsx/xlsx_renderer.h"
#include "report/figures.h"

namespace kebao::app {
namespace {

using metrics::RowsBehind;

Result<void> CheckCommand(const RowsCommand& command) {
  const std::vector<std::string> formats = {"table", "csv", "json", "xlsx"};
  KEBAO_TRY_VOID(CheckChoice(command.format, formats, "--format"));
  if (command.format == "xlsx" && command.out.empty())
    return MakeProblem("cli.needs", "--format xlsx", {{"other", "--out FILE"}});
  if (command.limit < 1)
    return MakeProblem("cli.number", "--limit",
                       {{"value", std::to_string(command.limit)}, {"wanted", "1 …"}});
  return {};
}

/// Where lines go: a file that appears as a whole, or standard output.
class Lines {
 public:
  Lines(const std::string& out, Console* console) : console_(console) {
    if (!out.empty()) file_.emplace(out);
  }
  LineSink Sink() {
    return [this](const std::string& line) {
      if (!file_) return console_->Print(line);
      file_->Write(line);
      file_->Write("\n");
    };
  }
  void Commit() {
    if (file_) file_->Commit();
  }

 private:
  Console* console_;
  std::optional<render::OutputFile> file_;
};

Result<std::unique_ptr<RowOutput>> MakeOutput(const RowsCommand& command, const Session& session,
                                              const RowsBehind& behind, const RowReader& reader,
                                              const Texts& texts, Lines* lines) {
  const std::vector<std::string>& titles = reader.titles();
  if (command.format == "csv") return MakeCsvRows(titles, lines->Sink());
  if (command.format == "json") return MakeJsonRows(behind.columns, lines->Sink());
  if (command.format == "table")
    return MakeTableRows(titles, static_cast<size_t>(command.limit), lines->Sink());
  KEBAO_TRY(render::RenderTexts words,
            render::LoadXlsxTexts(session.share().catalog(), texts.language()));
  return MakeXlsxRows(titles, command.out, behind.metric->name.In(texts.language()),
                      std::move(words));
}

int64_t Copy(const RowsBehind& behind, RowReader* reader, RowOutput* output) {
  int64_t rows = 0;
  for (engine::ChunkView chunk; behind.rows->Next(&chunk);) {
    for (size_t row = 0; row < chunk.rows; ++row) output->Add(reader->Read(chunk, row));
    rows += static_cast<int64_t>(chunk.rows);
  }
  return rows;
}

/// On stderr: the figure that the rows make.
Result<void> TellFigure(const MetricSession& opened, const RowsBehind& behind, int64_t rows,
                        Console* console) {
  const metrics::QueryContext& context = opened.context();
  const metrics::Query query{{behind.metric->id}, {}, metrics::Grain::kNone, false};
  KEBAO_TRY(const metrics::Answers answers, opened.service().Answer(context, std::vector{query}));
  const metrics::Value& value = answers.tables.front().rows.front().values.front();
  const report::FigureMaker figures(opened.catalog(), console->texts(), context,
                                    opened.session().settings().currency.value);
  console->Note(console->Text("cli.rows.figure",
                              {{"metric", behind.metric->name.In(console->texts().language())},
                               {"period", context.period.id},
                               {"value", figures.Make(*behind.metric, value, "").text},
                               {"n", std::to_string(value.n)},
                               {"rows", std::to_string(rows)}}));
  if (behind.metric->is_share) console->Note(console->Text("cli.rows.share"));
  return {};
}

}  // namespace

Result<ExitStatus> RunRows(const CommandContext& context, const RowsCommand& command) {
  Console* console = context.console;
  KEBAO_TRY_VOID(CheckCommand(command));
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(metrics::QueryContext asked,
            MakeContext(command.options, setup.settings, setup.zone, context.now));
  asked.comparison.reset();
  KEBAO_TRY_VOID(CheckContext(asked, setup, *console));
  KEBAO_TRY_VOID(CheckMetrics({command.metric}, asked.pack, setup, *console));

  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const RowsBehind behind, opened->service().RowsOf(opened->context(), command.metric));
  const bool is_for_programs = command.format == "csv" || command.format == "json";
  const TimeZone& zone = opened->context().zone;
  const report::Labels labels(opened->catalog(), console->texts(), zone);
  RowReader reader(behind.columns, opened->directory(), labels, console->texts(), zone,
                   is_for_programs ? RowReader::Words::kStored : RowReader::Words::kReaders);
  Lines lines(command.format == "xlsx" ? "" : command.out, console);
  KEBAO_TRY(const auto output,
            MakeOutput(command, opened->session(), behind, reader, console->texts(), &lines));
  const int64_t rows = Copy(behind, &reader, output.get());
  for (const std::string& warning : output->Finish()) console->Note("  " + warning);
  lines.Commit();

  KEBAO_TRY_VOID(TellFigure(*opened, behind, rows, console));
  if (command.format == "table" && rows > command.limit)
    console->Note(
        console->Text("cli.rows.not_shown", {{"rows", std::to_string(rows - command.limit)}}));
  if (!command.out.empty()) console->Print(command.out);
  return ExitStatus::kDone;
}

}  // namespace kebao::app
