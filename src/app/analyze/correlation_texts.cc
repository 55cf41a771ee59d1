#include <algorithm>
#include <vector>

#include "app/analyze/analysis_printer.h"
#include "app/analyze/people_texts.h"
#include "app/text_table.h"

namespace kebao::app {
namespace {

using analysis::Coefficient;
using analysis::Confounding;
using analysis::CorrelationOutcome;
using analysis::PairOfVariables;
using analysis::people::Standing;
using inquiry::CorrelationAnswer;
using inquiry::CrossAnswer;

class CorrelationPrinter {
 public:
  CorrelationPrinter(const CorrelationAnswer& answer, const MetricSession& opened, Console* console)
      : answer_(answer), print_(opened, console) {}

  void Print(const std::string& by) {
    print_.Print(print_.Text(
        "units",
        {{"count", print_.Count(static_cast<double>(answer_.units.size()))}, {"unit", Unit(by)}}));
    PrintTable();
    PrintUnmeasured();
    if (!answer_.left_out.empty())
      print_.Print(print_.Text(
          "not_by_unit", {{"metrics", print_.Listed(answer_.left_out)}, {"dimension", Unit(by)}}));
    print_.Print(print_.Text("no_proof"));
  }

 private:
  std::string Unit(const std::string& by) const {
    if (by == "day") return print_.Text("day");
    return by == "week" ? print_.Text("week") : print_.Dimension(by);
  }
  static bool IsMeasured(const PairOfVariables& pair) {
    return pair.correlation.outcome == CorrelationOutcome::kMeasured;
  }
  std::string Pair(const PairOfVariables& pair) const {
    return print_.Text("pair", {{"first", print_.Name(*answer_.metrics[pair.first])},
                                {"second", print_.Name(*answer_.metrics[pair.second])}});
  }
  std::string Decimal(double r) const { return print_.numbers().DecimalChange(r, 2); }
  std::string Range(const Coefficient& found) const {
    return print_.Text("range", {{"low", Decimal(found.low)}, {"high", Decimal(found.high)}});
  }

  void PrintTable() const {
    TextTable table({print_.Text("column_pair"), "n", "r", print_.Text("column_range"),
                     print_.Text("column_spearman"), "p", "q", print_.Text("column_found")});
    bool is_any = false;
    for (const PairOfVariables& pair : answer_.pairs) {
      if (!IsMeasured(pair)) continue;
      is_any = true;
      const Coefficient& pearson = pair.correlation.pearson;
      table.AddRow({Pair(pair), print_.Count(static_cast<double>(pair.correlation.n)),
                    Decimal(pearson.r), Range(pearson), Decimal(pair.correlation.spearman.r),
                    print_.Rate(pearson.p), print_.Rate(pair.q), Remarks(pair)});
    }
    print_.Print(is_any ? table.Render() : print_.Text("no_pairs"));
  }

  std::string Remarks(const PairOfVariables& pair) const {
    std::vector<std::string> remarks{
        print_.Text(pair.is_beyond_noise() ? "beyond_noise" : "not_distinguishable")};
    if (pair.is_bent) remarks.push_back(print_.Text("bent"));
    if (const char* key = KeyOf(pair.confounding); key != nullptr)
      remarks.push_back(
          print_.Text(key, {{"third", print_.Name(*answer_.third_metrics[pair.third])},
                            {"partial", Decimal(pair.partial->r)},
                            {"low", Decimal(pair.partial->low)},
                            {"high", Decimal(pair.partial->high)}}));
    std::string told;
    for (const std::string& remark : remarks)
      told += (told.empty() ? "" : print_.Text("separator")) + remark;
    return told;
  }

  static const char* KeyOf(Confounding confounding) {
    switch (confounding) {
      case Confounding::kExplained:
        return "explained";
      case Confounding::kWeakened:
        return "weakened";
      case Confounding::kReversed:
        return "reversed";
      case Confounding::kHidden:
        return "hidden";
      case Confounding::kNone:
        break;
    }
    return nullptr;
  }

  void PrintUnmeasured() const {
    for (const auto& [outcome, key] :
         {std::pair{CorrelationOutcome::kTooFew, "pairs_too_few"},
          std::pair{CorrelationOutcome::kConstant, "pairs_constant"}}) {
      std::vector<std::string> pairs;
      for (const PairOfVariables& pair : answer_.pairs)
        if (pair.correlation.outcome == outcome) pairs.push_back(Pair(pair));
      if (!pairs.empty())
        print_.Print(print_.Text(
            key, {{"pairs", print_.Listed(pairs)},
                  {"least", print_.Count(static_cast<double>(analysis::kLeastUnits))}}));
    }
  }

  const CorrelationAnswer& answer_;
  const AnalysisPrinter print_;
};

class CrossPrinter {
 public:
  CrossPrinter(const CrossAnswer& answer, const MetricSession& opened, Console* console)
      : answer_(answer), print_(opened, console) {}

  void Print() const {
    print_.Print(
        print_.Text("cross_head", {{"metric", print_.Name(*answer_.metric)},
                                   {"rows", print_.Dimension(answer_.row_dimension)},
                                   {"columns", print_.Dimension(answer_.column_dimension)}}));
    if (answer_.rows.empty() || answer_.columns.empty())
      return print_.Print(print_.Text("nothing"));
    PrintTable();
    PrintTest();
  }

 private:
  std::string Marked(size_t row, size_t column) const {
    std::string text = print_.Value(*answer_.metric, answer_.cells[row][column]);
    const Standing standing = answer_.standings[row][column];
    if (standing == Standing::kAbove) text += " ▲";
    if (standing == Standing::kBelow) text += " ▼";
    return text;
  }

  void PrintTable() const {
    std::vector<std::string> head{print_.Dimension(answer_.row_dimension)};
    for (const std::string& column : answer_.columns)
      head.push_back(print_.Label(answer_.column_dimension, column));
    head.push_back(print_.Text("column_total"));
    TextTable table(std::move(head));
    for (size_t row = 0; row < answer_.rows.size(); ++row) {
      std::vector<std::string> cells{print_.Label(answer_.row_dimension, answer_.rows[row])};
      for (size_t column = 0; column < answer_.columns.size(); ++column)
        cells.push_back(Marked(row, column));
      cells.push_back(print_.Value(*answer_.metric, answer_.row_totals[row]));
      table.AddRow(std::move(cells));
    }
    std::vector<std::string> totals{print_.Text("column_total")};
    for (const metrics::Value& value : answer_.column_totals)
      totals.push_back(print_.Value(*answer_.metric, value));
    totals.push_back(print_.Value(*answer_.metric, answer_.total));
    table.AddRow(std::move(totals));
    print_.Print(table.Render());
  }

  void PrintTest() const {
    switch (answer_.test) {
      case CrossAnswer::Test::kNone:
        return print_.Print(print_.Text("cross_untested"));
      case CrossAnswer::Test::kMeans:
        return PrintVariation();
      case CrossAnswer::Test::kCounts:
        return PrintAssociation("cross_counts");
      case CrossAnswer::Test::kShares:
        return PrintAssociation("cross_shares");
    }
  }

  void PrintAssociation(const char* key) const {
    const analysis::Association& found = answer_.association;
    if (found.outcome != analysis::CrossOutcome::kMeasured)
      return print_.Print(print_.Text("cross_too_few"));
    print_.Print(print_.Text(key, {{"chi_square", print_.numbers().Decimal(found.chi_square, 1)},
                                   {"freedom", print_.Count(found.freedom)},
                                   {"p", print_.Rate(found.p)},
                                   {"n", print_.Count(found.n)},
                                   {"v", print_.numbers().Decimal(found.v, 3)},
                                   {"low", print_.numbers().Decimal(found.v_low, 3)},
                                   {"high", print_.numbers().Decimal(found.v_high, 3)}}));
    if (!found.is_reliable())
      print_.Print(
          print_.Text("cross_small", {{"share", print_.numbers().Percent(found.small_share, 0)}}));
    PrintMarks(found.p);
  }

  void PrintVariation() const {
    if (!answer_.variation) return print_.Print(print_.Text("cross_too_few"));
    print_.Print(print_.Text(
        "cross_means", {{"f", print_.numbers().Decimal(std::min(answer_.variation->f, 1e9), 2)},
                        {"p", print_.Rate(answer_.variation->p)},
                        {"part", print_.numbers().Percent(answer_.variation->omega_squared, 1)}}));
    PrintMarks(answer_.variation->p);
  }

  void PrintMarks(double p) const {
    if (p > 0.05) print_.Print(print_.Text("cross_noise"));
    print_.Print(print_.Text("cross_marks"));
  }

  const CrossAnswer& answer_;
  const AnalysisPrinter print_;
};

}  // namespace

void PrintCorrelations(const CorrelationAnswer& answer, const std::string& by,
                       const MetricSession& opened, Console* console) {
  CorrelationPrinter(answer, opened, console).Print(by);
}

void PrintCross(const CrossAnswer& answer, const MetricSession& opened, Console* console) {
  CrossPrinter(answer, opened, console).Print();
}

}  // namespace kebao::app
