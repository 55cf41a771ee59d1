#include "render/office/office_json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/number_format.h"
#include "document/names.h"
#include "render/bound_text.h"

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
                              "render.office.incomplete_note",
                              "render.office.filters",
                              "render.office.definition",
                              "render.office.formula",
                              "render.office.details",
                              "render.office.latin_font",
                              "render.office.east_asian_font",
                              "render.office.warning_shortened",
                              "render.office.page",
                              "render.office.warning_chart_left_out"};

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

}  // namespace

std::string ReportJson(const document::Document& document, const Texts& texts) {
  ordered_json report = ordered_json::parse(document::ToJson(document));
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
