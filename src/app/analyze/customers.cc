#include "app/analyze/customers_texts.h"
#include "app/analyze/kinds.h"
#include "app/analyze/known_days.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "inquiry/customers_inquiry.h"

namespace kebao::app {
namespace {

constexpr const char* kPlan = "customers.yaml";

Result<inquiry::CustomersPlan> CustomersPlanOf(const AnalyzeCommand& command,
                                               const std::string& pack, const Setup& setup,
                                               const Console& console) {
  KEBAO_TRY(inquiry::CustomersPlan plan,
            inquiry::LoadCustomersPlan(setup.definitions.UsersOrShipped("analysis", kPlan)));
  if (!command.dimensions.empty()) plan.by = SplitAtCommas(command.dimensions);
  KEBAO_TRY_VOID(CheckMetrics(plan.Metrics(), pack, setup, console));
  KEBAO_TRY_VOID(CheckDimensions(
      plan.by, command.dimensions.empty() ? "catalog/analysis/customers.yaml" : "--by", setup,
      console));
  return plan;
}

/// Only plain dimensions are told apart by: people are not what this is about, and hours are no
/// column of a contact.
Result<void> CheckKinds(const inquiry::CustomersPlan& plan, const MetricSession& opened) {
  for (const std::string& dimension : plan.by) {
    KEBAO_TRY(const metrics::DimensionSpec* spec, opened.catalog().FindDimension(dimension));
    if (spec->kind != metrics::DimensionKind::kCode)
      return MakeProblem("cli.analyze_by_code", "--by", {{"dimension", dimension}});
  }
  return {};
}

std::string TextOf(const engine::Directory& directory, const std::string& dimension, int64_t code) {
  const auto found = directory.dimensions.find(dimension);
  if (code < 0 || found == directory.dimensions.end()) return "";
  const auto& texts = found->second.texts;
  return static_cast<size_t>(code) < texts.size() ? texts[static_cast<size_t>(code)] : "";
}

/// Half a month has fewer frequent customers than a whole one: such periods are not compared.
void DropUnlike(const Session& session, metrics::QueryContext* context, Console* console) {
  if (!context->comparison) return;
  const auto covered = CoveredBy(session, *context);
  const auto is_whole = [&](const metrics::Period& period) {
    return covered && !(period.first < covered->first) && !(covered->limit < period.limit);
  };
  if (is_whole(context->period) && is_whole(*context->comparison)) return;
  console->Note(console->Text("cli.customers.not_whole"));
  context->comparison.reset();
}

}  // namespace

Result<ExitStatus> AnalyzeCustomers(const CommandContext& context, const AnalyzeCommand& command,
                                    Setup setup, metrics::QueryContext asked) {
  KEBAO_TRY(const inquiry::CustomersPlan plan,
            CustomersPlanOf(command, asked.pack, setup, *context.console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY_VOID(CheckKinds(plan, *opened));
  KEBAO_TRY(ShownNames names,
            ShownNamesFor(command.audience, plan.by, opened.get(), context.console->texts()));
  Console& console = *context.console;
  DropUnlike(opened->session(), &names.context, &console);
  const auto on_step = [&console](inquiry::CustomersStep step) {
    console.Progress(
        console.Text("cli.customers.step", {{"step", std::to_string(static_cast<int>(step) + 1)},
                                            {"steps", std::to_string(inquiry::kCustomersSteps)}}));
  };
  const auto rows = [&opened](const metrics::QueryContext& of, const std::string& metric) {
    return opened->service().RowsOf(of, metric);
  };
  const auto label = [&opened](const std::string& dimension, int64_t code) {
    return TextOf(opened->directory(), dimension, code);
  };
  KEBAO_TRY(const inquiry::CustomersAnswer answer,
            inquiry::AskForCustomers(names.asked, rows, label, names.context, plan, on_step));
  console.EndProgress();
  if (command.format == "json") {
    console.Print(CustomersJson(answer, *opened));
  } else {
    PrintCustomers(answer, plan.most, *opened, &console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
