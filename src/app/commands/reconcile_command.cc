#include <fmt/format.h>

#include <cmath>

#include "app/commands/commands.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "app/text_table.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using engine::SourceFigure;
using metrics::MetricSpec;
using metrics::QueryContext;
using metrics::Value;

/// The source's figures beside ours, under the pack that imitates the source and under our own
/// definitions.
class Reconciliation {
 public:
  Reconciliation(MetricSession* opened, std::string source)
      : session_(&opened->session()),
        source_(std::move(source)),
        context_(opened->context()),
        directory_(opened->directory()),
        service_(opened->service()) {
    context_.sources = {source_};
    context_.comparison.reset();
  }

  Result<TextTable> Run() {
    KEBAO_TRY_VOID(CheckSources({source_}, directory_.sources));
    Console& console = session_->console();
    const report::Labels labels(*session_->definitions().metrics, console.texts(), context_.zone);
    std::vector<std::string> header = {console.Text("report.metric"),
                                       console.Text("cli.reconcile.scope"),
                                       console.Text("cli.reconcile.source"), "n"};
    if (HasPack()) header.insert(header.end(), {labels.Pack(Pack()), "n"});
    header.insert(header.end(), {labels.Pack(std::string(metrics::kOwnPack)), "n",
                                 console.Text("cli.reconcile.difference")});
    TextTable table(std::move(header));
    const InstantRange range{context_.zone.StartOf(context_.period.first),
                             context_.zone.StartOf(context_.period.limit)};
    for (const SourceFigure& figure : session_->warehouse().SourceFigures(source_, range)) {
      KEBAO_TRY_VOID(AddRow(figure, &table));
    }
    return table;
  }

 private:
  /// The pack of the source's name where there is one, else our own.
  std::string Pack() const {
    const auto packs = session_->definitions().metrics->Packs();
    return std::find(packs.begin(), packs.end(), source_) == packs.end()
               ? std::string(metrics::kOwnPack)
               : source_;
  }

  bool HasPack() const { return Pack() != metrics::kOwnPack; }

  Result<void> AddRow(const SourceFigure& figure, TextTable* table) {
    const auto spec = session_->definitions().metrics->Find(figure.metric, Pack());
    if (!spec) return std::unexpected(spec.error());
    KEBAO_TRY(const Value under_pack, Ask(figure, Pack()));
    KEBAO_TRY(const Value own, Ask(figure, std::string(metrics::kOwnPack)));
    const report::FigureMaker figures(*session_->definitions().metrics, session_->console().texts(),
                                      context_, session_->settings().currency.value);
    const auto number = [&](double value) {
      return figures.Format(report::FigureMaker::FormatOf(**spec), value);
    };
    const auto text = [&](const Value& value) { return figures.Make(**spec, value, "").text; };
    const bool is_comparable = IsComparable(**spec, figure);
    const std::string difference =
        !is_comparable     ? session_->console().Text("cli.reconcile.not_comparable")
        : under_pack.value ? fmt::format("{:+.1f}%", Percent(*under_pack.value, figure.value))
                           : "–";
    std::vector<std::string> row = {(*spec)->name.In(session_->console().texts().language()),
                                    ScopeOf(figure), is_comparable ? number(figure.value) : "–",
                                    std::to_string(figure.n)};
    if (HasPack()) row.insert(row.end(), {text(under_pack), std::to_string(under_pack.n)});
    row.insert(row.end(), {text(own), std::to_string(own.n), difference});
    table->AddRow(std::move(row));
    return {};
  }

  /// The mean of figures per conversation is the metric only where the metric is such a mean: the
  /// mean of medians is no median, and the mean of means over replies weighs conversations alike.
  static bool IsComparable(const MetricSpec& spec, const SourceFigure& figure) {
    if (!figure.is_of_conversations || figure.n <= 1) return true;
    return spec.kind == metrics::MetricKind::kMean && spec.fact == domain::Fact::kConversation;
  }

  static double Percent(double ours, double theirs) {
    return theirs == 0 ? (ours == 0 ? 0 : INFINITY) : (ours - theirs) / std::abs(theirs) * 100;
  }

  std::string ScopeOf(const SourceFigure& figure) const {
    const Console& console = session_->console();
    std::string scope =
        figure.is_of_conversations ? console.Text("cli.reconcile.conversations") : "";
    if (figure.agent) scope = directory_.agents[static_cast<size_t>(*figure.agent)].name;
    if (figure.team) scope = directory_.teams[static_cast<size_t>(*figure.team)].name;
    if (figure.period_start)
      scope += (scope.empty() ? "" : " ") + FormatDay(context_.zone.DayOf(*figure.period_start));
    return scope.empty() ? console.Text("report.total") : scope;
  }

  Result<Value> Ask(const SourceFigure& figure, const std::string& pack) const {
    QueryContext context = context_;
    context.pack = pack;
    // A source that states its figure for some conversations only is compared over those.
    if (figure.is_of_conversations) context.stated_figure = figure.metric;
    if (figure.period_start && figure.period_end) {
      const LocalDay last = context.zone.DayOf(Instant{figure.period_end->micros - 1});
      context.period = {context.period.id, context.zone.DayOf(*figure.period_start),
                        LocalDay{last.days + 1}};
    }
    if (figure.agent)
      context.filters.push_back(
          {"agent", {directory_.agents[static_cast<size_t>(*figure.agent)].id}});
    if (figure.team)
      context.filters.push_back({"team", {directory_.teams[static_cast<size_t>(*figure.team)].id}});
    KEBAO_TRY(const metrics::Answers answers,
              service_.Answer(context, std::vector{metrics::Query{{figure.metric}}}));
    const auto& rows = answers.tables.front().rows;
    return rows.empty() ? Value{} : rows.front().values.front();
  }

  Session* session_;
  std::string source_;
  QueryContext context_;
  const engine::Directory& directory_;
  const metrics::MetricService& service_;
};

}  // namespace

Result<ExitStatus> RunReconcile(const CommandContext& context, const ReconcileCommand& command) {
  KEBAO_TRY(Setup setup, LoadSetup(context));
  KEBAO_TRY(QueryContext query_context,
            MakeContext(command.options, setup.settings, setup.zone, context.now));
  KEBAO_TRY_VOID(CheckContext(query_context, setup, *context.console));
  KEBAO_TRY(const auto opened,
            MetricSession::Open(context, std::move(setup), std::move(query_context)));
  KEBAO_TRY(const TextTable table, Reconciliation(opened.get(), command.source).Run());
  context.console->Print(table.Render());
  return ExitStatus::kDone;
}

}  // namespace kebao::app
