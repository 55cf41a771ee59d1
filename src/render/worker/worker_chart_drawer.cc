#include "render/worker/worker_chart_drawer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/hash.h"

namespace kebao::render {
namespace {

using nlohmann::json;

std::string OptionsOf(ChartSize size, const std::string& language) {
  return json{{"width", size.width}, {"height", size.height}, {"language", language},
              {"mode", "light"},     {"target", "rsvg"},      {"font_family", kChartFontFamily}}
      .dump();
}

/// Ids begin with a mark of what the chart shows: two charts of a document share no id, unless they
/// are the same drawing.
std::string WithPrefix(const std::string& options, const std::string& spec) {
  json whole = json::parse(options);
  whole["id_prefix"] = fmt::format("c{:016x}-", HashBytes(spec + options));
  return whole.dump();
}

std::string Place(const std::string& id, const std::string& inside) {
  return inside.empty() || inside == "chart" ? id : id + ": " + inside;
}

/// The first problem that the package found; it lists at most twenty.
Problem ProblemOf(const json& answer, const std::string& id) {
  const json& first = answer.at("problems").at(0);
  const auto place = first.at("place").get<std::string>();
  const auto code = first.at("code").get<std::string>();
  const auto text = first.at("text").get<std::string>();
  if (place == "kind" && code == "unknown_name")
    return {"chart.unknown_kind", id, {{"detail", text}}};
  if (code == "internal") return {"render.worker_script", id, {{"detail", text}}};
  return {"chart.spec", Place(id, place), {{"detail", text}}};
}

std::string Joined(const json& notes) {
  std::string text;
  for (const json& note : notes) {
    if (!text.empty()) text += "  ";
    text += note.get<std::string>();
  }
  return text;
}

Result<DrawnChart> Read(const std::string& text, const std::string& id) {
  try {
    const json answer = json::parse(text);
    if (answer.contains("problems")) return std::unexpected(ProblemOf(answer, id));
    return DrawnChart{answer.at("svg").get<std::string>(),
                      {answer.at("width").get<double>(), answer.at("height").get<double>()},
                      Joined(answer.at("notes"))};
  } catch (const json::exception& error) {
    return MakeProblem("render.worker_script", id, {{"detail", error.what()}});
  }
}

}  // namespace

Result<DrawnChart> WorkerChartDrawer::Draw(const document::Chart& chart, ChartSize size,
                                           const std::string& language) {
  return DrawSpec(document::ToJson(chart), chart.id, size, language);
}

Result<DrawnChart> WorkerChartDrawer::DrawSpec(const std::string& spec, const std::string& id,
                                               ChartSize size, const std::string& language) {
  const std::string options = WithPrefix(OptionsOf(size, language), spec);
  KEBAO_TRY(const std::string answer,
            worker_->Run({"charts", "renderSvg", {{spec}, {options}}, id}));
  return Read(answer, id);
}

}  // namespace kebao::render
