#include "render/office/office_json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/number_format.h"
#include "document/names.h"
#include "render/bound_text.h"
#include "render/plain_text.h"
#include "render/table_shading.h"
#include "render/unbroken_figures.h"

namespace kebao::render::office {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kPrefix = "render.office.";
constexpr std::array kKeys = {"render.office.contents",
                              "render.office.continued",
                              "render.office.part",
                              "render.office.improved",
                              "render.office.worsened",
                              "render.office.sample_size",
                              "render.office.incomplete",
                              "render.office.no_rows",
                              "render.office.more_rows",
                              "render.office.warning_rows",
                              "render.office.incomplete_note",
                              "render.office.filters",
                              "render.office.definition",
                              "render.office.formula",
                              "render.office.details",
                              "render.office.latin_font",
                              "render.office.east_asian_font",
                              "render.office.warning_shortened",
                              "render.office.page",
                              "render.office.warning_chart_left_out",
                              "render.office.warning_bars"};

/// The arguments stay where they are.
const TextArguments& FilledByTheScript() {
  static const TextArguments kNames = {
      {"title", "{title}"},     {"part", "{part}"},   {"parts", "{parts}"}, {"n", "{n}"},
      {"filters", "{filters}"}, {"count", "{count}"}, {"chart", "{chart}"}, {"reason", "{reason}"},
      {"page", "{page}"},       {"pages", "{pages}"}};
  return kNames;
}

class IntervalWriter {
 public:
  explicit IntervalWriter(const Texts& texts) : texts_(texts), numbers_(texts) {}

  void Walk(ordered_json& node) const {
    if (node.is_object()) AddInterval(node);
    if (!node.is_structured()) return;
    for (ordered_json& child : node) Walk(child);
  }

 private:
  void AddInterval(ordered_json& figure) const {
    const auto low = figure.find("low");
    const auto high = figure.find("high");
    if (low == figure.end() || high == figure.end()) return;
    if (!low->is_number() || !high->is_number() || !figure.contains("format")) return;
    const auto format = document::NumberFormatNamed(figure["format"].get<std::string>());
    KEBAO_ASSERT(format.has_value());
    const std::string from = BoundText(low->get<double>(), *format, numbers_);
    const std::string to = BoundText(high->get<double>(), *format, numbers_);
    figure["interval"] = texts_.Get("render.office.interval", {{"low", from}, {"high", to}});
  }

  const Texts& texts_;
  NumberFormatter numbers_;
};

ordered_json JsonOf(const Shade& shade) {
  ordered_json json = ordered_json::object();
  if (shade.scale != 0) json["scale"] = shade.scale;
  if (shade.bar_hundredths) json["bar"] = *shade.bar_hundredths;
  if (shade.is_bar_negative) json["is_negative"] = true;
  if (shade.tone != document::Tone::kNeutral) json["tone"] = document::NameOf(shade.tone);
  return json;
}

void AddShades(const document::Table& table, ordered_json* rows) {
  if (table.formats.empty()) return;
  const TableShading shading(table);
  for (size_t row = 0; row < table.rows.size(); ++row) {
    for (size_t column = 0; column < table.rows[row].size(); ++column) {
      const auto* figure = std::get_if<document::Figure>(&table.rows[row][column]);
      if (figure == nullptr) continue;
      ordered_json shade = JsonOf(shading.Of(column, *figure));
      if (!shade.empty()) (*rows)[row][column]["shade"] = std::move(shade);
    }
  }
}

/// What conditional formats say of each figure, so that no script has to work it out again.
void AddShades(const document::Document& document, ordered_json* report) {
  for (size_t section = 0; section < document.sections.size(); ++section) {
    const auto& blocks = document.sections[section].blocks;
    for (size_t block = 0; block < blocks.size(); ++block)
      if (const auto* table = std::get_if<document::Table>(&blocks[block]))
        AddShades(*table, &(*report)["sections"][section]["blocks"][block]["rows"]);
  }
}

bool IsDuration(const ordered_json& node) {
  return node.is_object() && node.contains("raw") && node.contains("text") &&
         node.value("format", "") == document::NameOf(document::NumberFormat::kDuration);
}

/// Durations are of several words, which a narrow cell would break.
void KeepDurationsWhole(ordered_json& node) {
  if (IsDuration(node)) node["text"] = Unbroken(node["text"].get<std::string>());
  if (!node.is_structured()) return;
  for (ordered_json& child : node) KeepDurationsWhole(child);
}

void KeepFiguresWhole(const document::Document& document, ordered_json* report) {
  for (size_t section = 0; section < document.sections.size(); ++section) {
    const auto& blocks = document.sections[section].blocks;
    ordered_json& all = (*report)["sections"][section]["blocks"];
    for (size_t block = 0; block < blocks.size(); ++block) {
      const auto* paragraph = std::get_if<document::Paragraph>(&blocks[block]);
      if (paragraph != nullptr && !paragraph->figures.empty())
        all[block]["text"] = MakePlainText(WithUnbrokenFigures(*paragraph)).text;
    }
  }
  KeepDurationsWhole((*report)["sections"]);
}

}  // namespace

std::string ReportJson(const document::Document& document, const Texts& texts) {
  ordered_json report = ordered_json::parse(document::ToJson(document));
  AddShades(document, &report);
  KeepFiguresWhole(document, &report);
  IntervalWriter(texts).Walk(report);
  return report.dump();
}

std::string SettingsJson(const Texts& texts) {
  ordered_json words = ordered_json::object();
  for (const std::string_view key : kKeys)
    words[std::string(key.substr(kPrefix.size()))] = texts.Get(key, FilledByTheScript());
  return ordered_json{{"texts", words}}.dump();
}

}  // namespace kebao::render::office
