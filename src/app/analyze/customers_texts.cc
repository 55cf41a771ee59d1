#include "app/analyze/customers_texts.h"

#include <algorithm>

#include "app/analyze/analysis_printer.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::Difference;
using analysis::Estimate;
using inquiry::CustomerBand;
using inquiry::CustomersAnswer;
using inquiry::CustomersBy;
using inquiry::CustomersOfValue;
using inquiry::RepeatOfValue;
using inquiry::RepeatsBy;

class CustomersPrinter {
 public:
  CustomersPrinter(const CustomersAnswer& answer, size_t most, const MetricSession& opened,
                   Console* console)
      : answer_(answer),
        most_(most),
        language_(console->texts().language()),
        print_(opened, console, "customers") {}

  void Print() const {
    PrintHead();
    if (answer_.contacts == 0) return;
    PrintBands();
    for (const CustomersBy& by : answer_.by) PrintBy(by);
    PrintRepeats();
  }

 private:
  void Line(const std::string& line) const { print_.Print(line); }
  std::string Count(int64_t count) const { return print_.Count(static_cast<double>(count)); }
  std::string Share(double share) const { return print_.numbers().Percent(share, 1); }
  std::string Share(const std::optional<Estimate>& share) const {
    if (!share) return print_.numbers().Missing();
    if (!share->has_interval()) return Share(share->value);
    return print_.Text("with_interval", {{"value", Share(share->value)},
                                         {"low", Share(*share->low)},
                                         {"high", Share(*share->high)}});
  }
  std::string Points(const std::optional<Difference>& difference) const {
    if (!difference || !difference->is_tested()) return print_.numbers().Missing();
    return print_.Text(difference->is_beyond_noise() ? "with_interval" : "with_noise",
                       {{"value", print_.numbers().PercentPoints(difference->size)},
                        {"low", print_.numbers().PercentPoints(*difference->low)},
                        {"high", print_.numbers().PercentPoints(*difference->high)}});
  }

  void PrintHead() const {
    if (answer_.contacts == 0) {
      Line(print_.Text("nobody"));
    } else {
      Line(print_.Text(
          "head", {{"customers", Count(answer_.customers)},
                   {"contacts", Count(answer_.contacts)},
                   {"mean", print_.numbers().Decimal(static_cast<double>(answer_.contacts) /
                                                         static_cast<double>(answer_.customers),
                                                     2)},
                   {"most", Count(answer_.most_contacts)},
                   {"customers_before", Before(answer_.customers_before)},
                   {"contacts_before", Before(answer_.contacts_before)}}));
    }
    if (answer_.unknown_contacts > 0)
      Line("  " + print_.Text("unknown", {{"n", Count(answer_.unknown_contacts)}}));
    if (answer_.months != 1)
      Line("  " + print_.Text("months", {{"months", print_.numbers().Decimal(answer_.months, 1)}}));
  }
  std::string Before(const std::optional<int64_t>& count) const {
    return count ? Count(*count) : print_.numbers().Missing();
  }

  void PrintBands() const {
    TextTable table({print_.Text("column_band"), print_.Text("column_customers"),
                     print_.Text("column_share"), print_.Text("column_change"),
                     print_.Text("column_contacts"), print_.Text("column_share_of_contacts"),
                     print_.Text("column_satisfaction"), "n", print_.Text("column_to_others")});
    for (const CustomerBand& band : answer_.bands) {
      const std::optional<Estimate> share =
          answer_.customers > 0 ? std::optional(band.now.share_of_customers) : std::nullopt;
      table.AddRow({band.plan.name.In(language_), Count(band.now.customers), Share(share),
                    Points(band.change), Count(band.now.contacts),
                    Share(band.now.share_of_contacts), Share(band.now.satisfaction),
                    Count(band.now.rated), Points(band.now.satisfaction_difference)});
    }
    Line(table.Render());
  }

  void PrintBy(const CustomersBy& by) const {
    TextTable table({print_.Dimension(by.dimension), print_.Text("column_contacts"),
                     print_.Text("column_before"), print_.Text("column_share_of_contacts"),
                     print_.Text("column_customers"), print_.Text("column_frequent"),
                     print_.Text("column_frequent_customers")});
    const size_t shown = std::min(most_, by.values.size());
    for (size_t i = 0; i < shown; ++i) {
      const CustomersOfValue& value = by.values[i];
      const std::string before =
          answer_.contacts_before ? Count(value.contacts_before) : print_.numbers().Missing();
      table.AddRow({print_.Label(by.dimension, value.key), Count(value.contacts), before,
                    Share(*value.share_of_contacts), Count(value.customers),
                    Share(value.share_frequent), Count(value.frequent_customers)});
    }
    Line(table.Render());
    if (shown < by.values.size())
      Line("  " + print_.Text("more_values",
                              {{"n", Count(static_cast<int64_t>(by.values.size() - shown))}}));
  }

  void PrintRepeats() const {
    const inquiry::RepeatAnswer& repeats = answer_.repeats;
    if (!repeats.share) return Line(print_.Text("no_repeats"));
    Line(print_.Text("repeats_head", {{"share", Share(repeats.share)},
                                      {"n", print_.Count(repeats.n)},
                                      {"before", Share(repeats.before)},
                                      {"change", Points(repeats.change)}}));
    if (!repeats.is_complete) Line("  " + print_.Text("incomplete"));
    for (const RepeatsBy& by : repeats.by) PrintRepeats(by);
  }

  void PrintRepeats(const RepeatsBy& by) const {
    const bool is_any = std::ranges::any_of(by.values, &RepeatOfValue::stands_out);
    const std::string dimension = print_.Dimension(by.dimension);
    if (!is_any) {
      return Line("  " + print_.Text("repeats_alike",
                                     {{"dimension", dimension},
                                      {"n", Count(static_cast<int64_t>(by.values.size()))}}));
    }
    TextTable table({dimension, print_.Text("column_repeat"), "n", print_.Text("column_to_others"),
                     "q", print_.Text("column_change")});
    for (const RepeatOfValue& value : by.values) {
      if (!value.stands_out) continue;
      table.AddRow({print_.Label(by.dimension, value.key), Share(value.share),
                    print_.Count(value.n), Points(value.to_others), print_.Rate(value.q),
                    Points(value.change)});
    }
    Line(table.Render());
  }

  const CustomersAnswer& answer_;
  const size_t most_;
  const std::string language_;
  const AnalysisPrinter print_;
};

}  // namespace

void PrintCustomers(const inquiry::CustomersAnswer& answer, size_t most,
                    const MetricSession& opened, Console* console) {
  CustomersPrinter(answer, most, opened, console).Print();
}

}  // namespace kebao::app
