#include <fmt/format.h>

#include <cmath>

#include "app/snapshot_texts.h"
#include "app/text_table.h"
#include "base/number_format.h"

namespace kebao::app {
namespace {

using document::Figure;
using document::FigurePlace;
using document::NumberFormat;

std::string Joined(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + " › " + second;
}

std::string WordsOf(const FigurePlace& place) {
  return Joined(Joined(place.block, place.row), place.column);
}

class DiffPrinter {
 public:
  DiffPrinter(const ComparedReports& compared, const Texts& document_texts, std::string currency,
              Console* console)
      : compared_(compared),
        diff_(compared.diff),
        formatter_(document_texts),
        currency_(std::move(currency)),
        console_(*console) {}

  void Print() {
    PrintHead();
    if (diff_.empty()) {
      Say("same", {});
      return;
    }
    Say("counts", {{"moved", std::to_string(diff_.moved.size())},
                   {"gone", std::to_string(diff_.gone.size())},
                   {"come", std::to_string(diff_.come.size())},
                   {"sentences", std::to_string(diff_.sentences.size())}});
    PrintFigures();
    PrintSentences();
    for (const std::string& title : diff_.sections_gone) Say("section_gone", {{"section", title}});
    for (const std::string& title : diff_.sections_come) Say("section_come", {{"section", title}});
  }

 private:
  void Say(const char* key, const TextArguments& arguments) {
    console_.Print(console_.Text(std::string("cli.archive.diff.") + key, arguments));
  }

  std::string NameOf(const workspace::ArchivedSnapshot& snapshot) const {
    return console_.Text("cli.archive.diff.snapshot", {{"snapshot", std::to_string(snapshot.id)}});
  }

  void PrintHead() {
    const workspace::SnapshotHead& head = compared_.before.head;
    Say("head", {{"before", NameOf(compared_.before)},
                 {"after", compared_.after ? NameOf(*compared_.after)
                                           : console_.Text("cli.archive.diff.now")},
                 {"template", head.template_id},
                 {"period", head.period}});
    Say("data", {{"changes", ChangesText(compared_.data, console_)}});
    for (const std::string& line : ChangesLines(compared_.data, console_)) console_.Print(line);
    if (compared_.are_definitions_changed) Say("definitions", {});
    console_.Print("");
  }

  void PrintFigures() {
    if (diff_.moved.empty() && diff_.gone.empty() && diff_.come.empty()) return;
    std::vector<std::string> header;
    for (const char* column : {"section", "figure", "before", "after", "difference"})
      header.push_back(console_.Text(std::string("cli.archive.diff.column.") + column));
    TextTable table(header);
    for (const document::MovedFigure& moved : diff_.moved) {
      table.AddRow({moved.place.section, WordsOf(moved.place), moved.before.text, moved.after.text,
                    moved.difference ? Change(moved.after.format, *moved.difference) : "–"});
    }
    const std::string none = console_.Text("cli.archive.diff.none");
    for (const auto& [place, figure] : diff_.gone)
      table.AddRow({place.section, WordsOf(place), figure.text, none, "–"});
    for (const auto& [place, figure] : diff_.come)
      table.AddRow({place.section, WordsOf(place), none, figure.text, "–"});
    console_.Print(table.Render());
  }

  void PrintSentences() {
    for (const document::ChangedSentence& sentence : diff_.sentences) {
      console_.Print("");
      console_.Print(sentence.id);
      if (!sentence.before.empty()) console_.Print("  − " + sentence.before);
      if (!sentence.after.empty()) console_.Print("  + " + sentence.after);
    }
  }

  /// As the figures are written; the raw number where that would round it away.
  std::string Change(NumberFormat format, double difference) const {
    const std::string text = Formatted(format, difference);
    const bool is_seen = text.find_first_of("123456789") != std::string::npos;
    return is_seen || difference == 0 ? text : fmt::format("{:+.3g}", difference);
  }

  std::string Formatted(NumberFormat format, double difference) const {
    switch (format) {
      case NumberFormat::kInteger:
        return formatter_.IntegerChange(std::llround(difference));
      case NumberFormat::kDecimal1:
        return formatter_.DecimalChange(difference, 1);
      case NumberFormat::kDecimal2:
        return formatter_.DecimalChange(difference, 2);
      case NumberFormat::kPercent1:
      case NumberFormat::kPercentPoints1:
        return formatter_.PercentPoints(difference);
      case NumberFormat::kDuration:
        return formatter_.DurationChange(difference);
      case NumberFormat::kMoney:
        return (difference > 0 ? "+" : "") + formatter_.Money(std::llround(difference), currency_);
    }
    return "";
  }

  const ComparedReports& compared_;
  const document::DocumentDiff& diff_;
  const NumberFormatter formatter_;
  const std::string currency_;
  Console& console_;
};

}  // namespace

void PrintDiff(const ComparedReports& compared, const Texts& document_texts,
               const std::string& currency, Console* console) {
  DiffPrinter(compared, document_texts, currency, console).Print();
}

}  // namespace kebao::app
