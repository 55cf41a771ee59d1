#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands/commands.h"
#include "app/name_checks.h"
#include "app/text_table.h"
#include "metrics/plan/row_rule.h"
#include "report/figures.h"
#include "report/labels.h"

namespace kebao::app {
namespace {

using metrics::MetricSpec;

/// One metric in full, as a card of lines "label: text".
class MetricCard {
 public:
  MetricCard(const MetricSpec& spec, const metrics::MetricCatalog& catalog, std::string pack,
             Console* console)
      : spec_(spec),
        catalog_(catalog),
        pack_(std::move(pack)),
        language_(console->texts().language()),
        console_(*console) {}

  void Print() {
    console_.Print(fmt::format("{} · {}", spec_.id, spec_.name.In(language_)));
    Line("formula", spec_.formula.In(language_));
    PrintRules();
    Line("example", spec_.example.In(language_));
    Line("kind", fmt::format("{} ({})", metrics::NameOf(spec_.kind),
                             catalog_.facts().SchemaOf(spec_.fact).name));
    Line("unit", console_.Text(fmt::format("cli.metrics.units.{}", UnitName())));
    Line("polarity", console_.Text(fmt::format("cli.metrics.polarities.{}", PolarityName())));
    if (spec_.min_n > 0) Line("min_n", std::to_string(spec_.min_n));
    if (spec_.maturity_seconds > 0)
      Line("maturity", fmt::format("{} h", spec_.maturity_seconds / 3600));
    Line("needs", Needs());
    Line("dimensions", Dimensions());
    Line("packs", Packs());
    Line("definition", spec_.definition);
    Line("place", spec_.place);
  }

 private:
  void Line(const char* key, const std::string& text) {
    if (text.empty()) return;
    const std::string label = console_.Text(fmt::format("cli.metrics.labels.{}", key));
    console_.Print("  " + console_.Text("report.rule", {{"rule", label}, {"words", text}}));
  }

  void PrintRules() {
    for (const auto& [rule, words] : spec_.rules) {
      console_.Print("  " +
                     console_.Text("report.rule", {{"rule", console_.Text("report.rules." + rule)},
                                                   {"words", words.In(language_)}}));
    }
  }

  const char* UnitName() const {
    using enum metrics::Unit;
    switch (spec_.unit) {
      case kCount:
        return "count";
      case kSeconds:
        return "seconds";
      case kShare:
        return "share";
      case kScore:
        return "score";
      case kPoints:
        return "points";
      case kMoney:
        return "money";
      case kNumber:
        return "number";
    }
    return "number";
  }

  const char* PolarityName() const {
    if (spec_.polarity == metrics::Polarity::kUp) return "up";
    return spec_.polarity == metrics::Polarity::kDown ? "down" : "none";
  }

  /// Event kinds and columns without which a source cannot give the figure.
  std::string Needs() const {
    std::vector<std::string> needs;
    for (int kind = 0; kind < domain::kEventKindCount; ++kind) {
      const auto event = static_cast<domain::EventKind>(kind);
      if (spec_.needs.Has(event)) needs.emplace_back(domain::NameOf(event));
    }
    needs.insert(needs.end(), spec_.recorded_by.begin(), spec_.recorded_by.end());
    return fmt::format("{}", fmt::join(needs, ", "));
  }

  std::string Dimensions() const {
    if (spec_.kind == metrics::MetricKind::kDerived && spec_.is_cross_entity) return "";
    const domain::FactSchema& fact = catalog_.facts().SchemaOf(spec_.fact);
    std::vector<std::string> ids;
    for (const metrics::DimensionSpec& dimension : catalog_.dimensions()) {
      const bool is_of_clock = dimension.is_computed() && !spec_.clock.empty();
      if (is_of_clock || metrics::ColumnOf(dimension, fact, "kebao") != nullptr)
        ids.push_back(dimension.id);
    }
    return fmt::format("{}", fmt::join(ids, ", "));
  }

  /// Those that define it otherwise.
  std::string Packs() const {
    std::vector<std::string> packs;
    for (const std::string& pack : catalog_.Packs()) {
      const auto changed = catalog_.ChangedBy(pack);
      if (pack != pack_ && std::find(changed.begin(), changed.end(), spec_.id) != changed.end())
        packs.push_back(pack);
    }
    return fmt::format("{}", fmt::join(packs, ", "));
  }

  const MetricSpec& spec_;
  const metrics::MetricCatalog& catalog_;
  const std::string pack_;
  const std::string language_;
  Console& console_;
};

void PrintList(const metrics::MetricCatalog& catalog, const std::string& pack, Console* console) {
  const std::string& language = console->texts().language();
  TextTable table({console->Text("report.metric"), console->Text("cli.metrics.name"),
                   console->Text("cli.metrics.formula")});
  for (const MetricSpec* spec : catalog.List(pack)) {
    table.AddRow({spec->id, spec->name.In(language), spec->formula.In(language)});
  }
  console->Print(table.Render());
}

}  // namespace

Result<ExitStatus> RunMetrics(const CommandContext& context, const MetricsCommand& command) {
  KEBAO_TRY(const Setup setup, LoadSetup(context));
  const std::string pack = command.pack.empty() ? setup.settings.pack.value : command.pack;
  const std::vector<std::string> asked = SplitAtCommas(command.metric);
  KEBAO_TRY_VOID(CheckMetrics(asked, pack, setup, *context.console));
  const metrics::MetricCatalog& catalog = *setup.definitions.metrics;
  context.WarnOfWrongDefinitions(setup.definitions);
  if (asked.empty()) PrintList(catalog, pack, context.console);
  for (const std::string& id : asked) {
    KEBAO_TRY(const MetricSpec* spec, catalog.Find(id, pack));
    MetricCard(*spec, catalog, pack, context.console).Print();
  }
  return ExitStatus::kDone;
}

}  // namespace kebao::app
