#include <algorithm>

#include "app/analyze/customer_texts.h"
#include "app/analyze/kinds.h"
#include "app/analyze/shown_names.h"
#include "app/metric_session.h"
#include "app/name_checks.h"
#include "engine/duckdb/customers.h"
#include "metrics/answer/recorded_facts.h"
#include "metrics/rows/customer_totals.h"
#include "report/audience.h"

namespace kebao::app {
namespace {

using engine::duckdb::Customer;

constexpr const char* kPlan = "customer.yaml";
constexpr size_t kMostLike = 3;

Result<inquiry::CustomerPlan> CustomerPlanOf(const AnalyzeCommand& command, const std::string& pack,
                                             const Setup& setup, const Console& console) {
  if (command.customer.empty()) return MakeProblem("customer.whose", "--customer");
  KEBAO_TRY(inquiry::CustomerPlan plan,
            inquiry::LoadCustomerPlan(setup.definitions.UsersOrShipped("analysis", kPlan)));
  KEBAO_TRY_VOID(CheckMetrics(plan.Metrics(), pack, setup, console));
  return plan;
}

/// Who may see no customers by name may see no page of one. Result: whether agents are named.
Result<bool> CheckMaySee(const std::string& audience, const Session& session) {
  if (audience.empty()) return true;
  KEBAO_TRY(const report::Audience reader,
            report::FindAudience(session.definitions().UserFirst("audiences"), audience));
  if (reader.masks_customers)
    return MakeProblem("customer.audience", "--audience", {{"audience", audience}});
  return reader.agents == report::Audience::Names::kReal;
}

std::string Listed(const std::vector<Customer>& customers, std::string Customer::*text,
                   const std::string& separator) {
  std::string list;
  for (const Customer& customer : customers)
    list += (list.empty() ? "" : separator) + customer.*text;
  return list;
}

std::unexpected<Problem> Unknown(const std::string& id, const engine::Engine& engine,
                                 const std::string& separator) {
  const auto like = engine::duckdb::CustomersLike(engine, id, kMostLike);
  if (like.empty()) return MakeProblem("customer.unknown", "--customer", {{"customer", id}});
  return MakeProblem("customer.unknown_like", "--customer",
                     {{"customer", id}, {"like", Listed(like, &Customer::id, separator)}});
}

/// The one of that id, in the sources that were asked for.
Result<Customer> FindCustomer(const std::string& id, const std::vector<std::string>& sources,
                              const engine::Engine& engine, const std::string& separator) {
  std::vector<Customer> found = engine::duckdb::CustomersOfId(engine, id);
  if (!sources.empty())
    std::erase_if(found, [&](const Customer& customer) {
      return std::ranges::find(sources, customer.source) == sources.end();
    });
  if (found.empty()) return Unknown(id, engine, separator);
  if (found.size() > 1)
    return MakeProblem(
        "customer.several", "--customer",
        {{"customer", id}, {"sources", Listed(found, &Customer::source, separator)}});
  return found.front();
}

std::string TextOf(const engine::Directory& directory, const std::string& column, int64_t code) {
  const auto place = static_cast<size_t>(code);
  if (code < 0) return "";
  if (column == "agent") return place < directory.agents.size() ? directory.agents[place].name : "";
  const auto found = directory.dimensions.find(column);
  if (found == directory.dimensions.end()) return "";
  return place < found->second.texts.size() ? found->second.texts[place] : "";
}

inquiry::CustomerSources SourcesOf(const inquiry::AskedMetrics& asked, const MetricSession& opened,
                                   bool names_agents) {
  const auto rows = [&opened](const metrics::QueryContext& context, const std::string& metric) {
    return opened.service().RowsOf(context, metric);
  };
  const auto recorded = opened.session().warehouse().Setting(metrics::kRecordedFactsSetting);
  const auto totals = [&opened, recorded](
                          const metrics::QueryContext& context,
                          const std::string& metric) -> Result<std::vector<double>> {
    KEBAO_TRY(const auto by_customer,
              metrics::FindCustomerTotals(
                  {opened.session().warehouse().engine(), opened.directory(), opened.catalog(),
                   recorded ? std::string_view(*recorded) : std::string_view()},
                  context, metric));
    std::vector<double> values;
    for (const metrics::CustomerTotal& of : by_customer) values.push_back(of.total);
    return values;
  };
  const auto label = [&opened, names_agents](const std::string& column, int64_t code) {
    return column == "agent" && !names_agents ? "" : TextOf(opened.directory(), column, code);
  };
  return {asked, rows, totals, label};
}

}  // namespace

Result<ExitStatus> AnalyzeCustomer(const CommandContext& context, const AnalyzeCommand& command,
                                   Setup setup, metrics::QueryContext asked) {
  Console& console = *context.console;
  KEBAO_TRY(const inquiry::CustomerPlan plan, CustomerPlanOf(command, asked.pack, setup, console));
  KEBAO_TRY(const auto opened, MetricSession::Open(context, std::move(setup), std::move(asked)));
  KEBAO_TRY(const bool names_agents, CheckMaySee(command.audience, opened->session()));
  KEBAO_TRY(const Customer customer, FindCustomer(command.customer, opened->context().sources,
                                                  opened->session().warehouse().engine(),
                                                  console.Text("cli.customer.separator")));
  KEBAO_TRY(const ShownNames names,
            ShownNamesFor(command.audience, {}, opened.get(), console.texts()));
  KEBAO_TRY(const inquiry::CustomerAnswer answer,
            inquiry::AskForCustomer(SourcesOf(names.asked, *opened, names_agents), customer.key,
                                    names.context, plan));
  if (command.format == "json") {
    console.Print(CustomerJson(answer, customer, plan, *opened));
  } else {
    PrintCustomer(answer, customer, plan, *opened, &console);
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
