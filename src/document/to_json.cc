#include <cmath>
#include <nlohmann/json.hpp>

#include "document/characters.h"
#include "document/document.h"
#include "document/names.h"

namespace kebao::document {
namespace {

// Keys keep the order in which they are written here, so that two runs can be compared as text.
using Json = nlohmann::ordered_json;

// Declared before ToList, which calls them for its items.
Json ToTree(const Cell& cell);
Json ToTree(const std::vector<Cell>& row);
Json ToTree(const TableColumn& column);
Json ToTree(const ConditionalFormat& format);
Json ToTree(const Kpi& kpi);
Json ToTree(const Series& series);
Json ToTree(const Definition& definition);
Json ToTree(const Block& block);
Json ToTree(const Section& section);
Json ToTree(const std::pair<std::string, std::string>& property);

template <class Item>
Json ToList(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(ToTree(item));
  return list;
}

Json Number(std::optional<double> value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json ToTree(const Provenance& provenance) {
  Json tree = {
      {"metric", provenance.metric}, {"pack", provenance.pack}, {"filters", provenance.filters}};
  if (!provenance.link.empty()) tree["link"] = provenance.link;
  return tree;
}

/// What says nothing is left out: a table of 500 agents has 15 000 of these.
Json ToTree(const Figure& figure) {
  Json tree = {
      {"raw", Number(figure.raw)}, {"text", figure.text}, {"format", NameOf(figure.format)}};
  if (figure.n) tree["n"] = *figure.n;
  if (figure.low) tree["low"] = Number(figure.low);
  if (figure.high) tree["high"] = Number(figure.high);
  if (!figure.is_complete) tree["is_complete"] = false;
  if (figure.is_partial) tree["is_partial"] = true;
  if (figure.tone != Tone::kNeutral) tree["tone"] = NameOf(figure.tone);
  if (figure.provenance != Provenance{}) tree["provenance"] = ToTree(figure.provenance);
  return tree;
}

Json ToTree(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return ToTree(std::get<Figure>(cell));
}

Json ToTree(const std::vector<Cell>& row) { return ToList(row); }

Json ToTree(const TableColumn& column) {
  return {{"id", column.id},
          {"title", column.title},
          {"format", column.format ? Json(NameOf(*column.format)) : Json(nullptr)},
          {"note", column.note}};
}

Json ToTree(const ConditionalFormat& format) {
  return {{"column", format.column},
          {"kind", NameOf(format.kind)},
          {"up_is_good", format.up_is_good},
          {"threshold", Number(format.threshold)}};
}

Json ToTree(const Kpi& kpi) {
  return {{"label", kpi.label},
          {"value", ToTree(kpi.value)},
          {"change", kpi.change ? ToTree(*kpi.change) : Json(nullptr)},
          {"change_label", kpi.change_label},
          {"note", kpi.note}};
}

Json ToTree(const Series& series) {
  Json values = Json::array();
  for (const std::optional<double>& value : series.values) values.push_back(Number(value));
  return {{"name", series.name},   {"format", NameOf(series.format)}, {"values", values},
          {"texts", series.texts}, {"incomplete", series.incomplete}, {"role", series.role}};
}

Json ToTree(const Definition& definition) {
  return {{"metric", definition.metric},
          {"name", definition.name},
          {"formula", definition.formula},
          {"details", definition.details}};
}

Json ToTree(const Heading& heading) {
  return {{"type", "heading"}, {"level", heading.level}, {"text", heading.text}};
}

/// [first character, how many]
void AddPlace(const std::string& text, const TextSpan& place, Json* tree) {
  if (place.size == 0) return;
  const CharacterSpan span = InCharacters(text, place);
  (*tree)["at"] = {span.begin, span.size};
}

Json ToTree(const BoundFigure& bound, const std::string& text) {
  Json tree = ToTree(bound.figure);
  AddPlace(text, bound.place, &tree);
  if (bound.derivation == Derivation::kGiven) return tree;
  tree["derivation"] = NameOf(bound.derivation);
  if (bound.derivation == Derivation::kFound) return tree;
  tree["of"] = {bound.first, bound.second};
  return tree;
}

Json ToTree(const BoundName& name, const std::string& text) {
  Json tree = {{"kind", NameOf(name.kind)}, {"id", name.id}};
  AddPlace(text, name.place, &tree);
  return tree;
}

Json ToTree(const Claim& claim, const std::string& text) {
  Json tree = {{"kind", NameOf(claim.kind)}, {"of", {claim.first, claim.second}}};
  if (claim.up_is_good) tree["up_is_good"] = *claim.up_is_good;
  if (!claim.word.empty()) tree["word"] = claim.word;
  AddPlace(text, claim.place, &tree);
  return tree;
}

template <class Item>
void AddBound(const char* key, const std::vector<Item>& items, const std::string& text,
              Json* tree) {
  if (items.empty()) return;
  Json& list = (*tree)[key] = Json::array();
  for (const Item& item : items) list.push_back(ToTree(item, text));
}

Json ToTree(const SentenceEdit& edit) {
  Json figures = Json::array();
  for (const Figure& figure : edit.figures_then) figures.push_back(ToTree(figure));
  return {
      {"generated", edit.generated}, {"figures_then", figures}, {"is_outdated", edit.is_outdated}};
}

Json ToTree(const Paragraph& paragraph) {
  Json tree = {{"type", "paragraph"}, {"text", paragraph.text}, {"tone", NameOf(paragraph.tone)}};
  if (paragraph.id.empty()) return tree;
  tree["id"] = paragraph.id;
  AddBound("figures", paragraph.figures, paragraph.generated(), &tree);
  AddBound("names", paragraph.names, paragraph.generated(), &tree);
  AddBound("claims", paragraph.claims, paragraph.generated(), &tree);
  if (paragraph.edit) tree["edit"] = ToTree(*paragraph.edit);
  return tree;
}

Json ToTree(const KpiRow& row) { return {{"type", "kpi_row"}, {"items", ToList(row.items)}}; }

Json ToTree(const Chart& chart) {
  Json tree = {{"type", "chart"},
               {"id", chart.id},
               {"kind", NameOf(chart.kind)},
               {"title", chart.title},
               {"category_title", chart.category_title},
               {"categories", chart.categories},
               {"rows", chart.rows},
               {"series", ToList(chart.series)},
               {"provenance", ToTree(chart.provenance)},
               {"summary", chart.summary},
               {"up_is_good", chart.up_is_good ? Json(*chart.up_is_good) : Json(nullptr)}};
  if (!chart.totals.empty()) tree["totals"] = chart.totals;
  for (const PointMark& mark : chart.marks)
    tree["anomalies"].push_back({{"category", mark.category}, {"text", mark.text}});
  if (chart.quadrants)
    tree["quadrants"] = {{"x", chart.quadrants->across},
                         {"y", chart.quadrants->up},
                         {"x_text", chart.quadrants->across_text},
                         {"y_text", chart.quadrants->up_text},
                         {"labels", chart.quadrants->labels}};
  return tree;
}

Json ToTree(const Table& table) {
  return {{"type", "table"},
          {"id", table.id},
          {"title", table.title},
          {"columns", ToList(table.columns)},
          {"rows", ToList(table.rows)},
          {"total", table.total ? ToList(*table.total) : Json(nullptr)},
          {"formats", ToList(table.formats)},
          {"note", table.note}};
}

Json ToTree(const DefinitionList& list) {
  return {{"type", "definition_list"}, {"items", ToList(list.items)}};
}

Json ToTree(const Block& block) {
  return std::visit([](const auto& one) { return ToTree(one); }, block);
}

Json ToTree(const Section& section) {
  return {{"id", section.id}, {"title", section.title}, {"blocks", ToList(section.blocks)}};
}

Json ToTree(const std::pair<std::string, std::string>& property) {
  return {{"name", property.first}, {"value", property.second}};
}

Json ToTree(const Document& document) {
  return {{"schema_version", document.schema_version},
          {"template", document.template_id},
          {"title", document.title},
          {"subtitle", document.subtitle},
          {"language", document.language},
          {"period", document.period_id},
          {"audience", document.audience},
          {"audience_name", document.audience_name},
          {"data_version", document.data_version},
          {"catalog_version", document.catalog_version},
          {"report_time", document.report_time},
          {"time_zone", document.time_zone},
          {"properties", ToList(document.properties)},
          {"sections", ToList(document.sections)}};
}

std::string Write(const Json& tree, int indent) {
  return tree.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ToJson(const Document& document) { return Write(ToTree(document), 1) + "\n"; }
std::string ToJson(const Chart& chart) { return Write(ToTree(chart), -1); }

}  // namespace kebao::document
