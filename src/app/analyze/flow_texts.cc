#include <algorithm>

#include "app/analyze/analysis_printer.h"
#include "app/analyze/process_texts.h"
#include "app/text_table.h"

namespace kebao::app {

void PrintFlow(const inquiry::FlowAnswer& flow, const char* head, const MetricSession& opened,
               Console* console) {
  constexpr size_t kMost = 12;
  const AnalysisPrinter print(opened, console, "process");
  const auto share = [&](const std::optional<double>& part) {
    return part ? print.numbers().Percent(*part, 1) : print.numbers().Missing();
  };
  print.Print(print.Text(head, {{"n", print.Count(flow.count)}}) +
              (flow.count_before
                   ? print.Text("flow_before", {{"before", print.Count(*flow.count_before)}})
                   : ""));
  TextTable table({print.Dimension(flow.from_dimension), print.Dimension(flow.to_dimension), "n",
                   print.Text("column_of_leaving"), print.Text("column_share_before")});
  const size_t shown = std::min(kMost, flow.edges.size());
  for (size_t i = 0; i < shown; ++i) {
    const inquiry::FlowEdge& edge = flow.edges[i];
    table.AddRow({print.Label(flow.from_dimension, edge.from),
                  print.Label(flow.to_dimension, edge.to), print.Count(edge.count),
                  share(edge.share), share(edge.share_before)});
  }
  print.Print(table.Render());
  if (shown < flow.edges.size())
    print.Print("  " +
                print.Text("more_flows",
                           {{"n", print.Count(static_cast<double>(flow.edges.size() - shown))}}));
  print.Print("");
}

}  // namespace kebao::app
