#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "document/characters.h"
#include "document/document.h"
#include "document/names.h"

namespace kebao::document {
namespace {

using Json = nlohmann::json;

constexpr int kSchemaVersion = 1;

/// Thrown while reading and turned into a Problem in ParseDocument: the tree is deep, and every
/// leaf can fail.
struct ShapeError {
  std::string what;
};

template <class T>
T Get(const Json& tree, const char* key) {
  return tree.at(key).get<T>();
}

std::string Text(const Json& tree, const char* key) { return Get<std::string>(tree, key); }

template <class T>
std::optional<T> Optional(const Json& tree, const char* key) {
  const auto found = tree.find(key);
  if (found == tree.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

template <class Value>
Value Known(std::optional<Value> value, const std::string& name) {
  if (!value) throw ShapeError{fmt::format("\"{}\"", name)};
  return *value;
}

NumberFormat FormatOf(const Json& tree) {
  const std::string name = Text(tree, "format");
  return Known(NumberFormatNamed(name), name);
}

template <class Read>
auto ListOf(const Json& list, Read read) {
  if (!list.is_array()) throw ShapeError{list.dump().substr(0, 40)};
  std::vector<decltype(read(list.front()))> items;
  items.reserve(list.size());
  for (const Json& item : list) items.push_back(read(item));
  return items;
}

/// It stands behind figures of documents that are sent on, so nothing but an address of the web.
std::string LinkOf(const Json& tree) {
  std::string link = Optional<std::string>(tree, "link").value_or("");
  const bool is_address = link.starts_with("https://") || link.starts_with("http://");
  const bool is_plain = link.find_first_of("<>\"'\\(){}|^` \t\r\n") == std::string::npos;
  if (!link.empty() && !(is_address && is_plain)) throw ShapeError{link.substr(0, 40)};
  return link;
}

Provenance ReadProvenance(const Json& tree) {
  return {Text(tree, "metric"), Text(tree, "pack"), Text(tree, "filters"), LinkOf(tree)};
}

Figure ReadFigure(const Json& tree) {
  Figure figure;
  figure.raw = Optional<double>(tree, "raw");
  figure.text = Text(tree, "text");
  figure.format = FormatOf(tree);
  figure.n = Optional<int64_t>(tree, "n");
  figure.low = Optional<double>(tree, "low");
  figure.high = Optional<double>(tree, "high");
  figure.is_complete = Optional<bool>(tree, "is_complete").value_or(true);
  figure.is_partial = Optional<bool>(tree, "is_partial").value_or(false);
  const std::string tone = Optional<std::string>(tree, "tone").value_or("neutral");
  figure.tone = Known(ToneNamed(tone), tone);
  if (const auto found = tree.find("provenance"); found != tree.end())
    figure.provenance = ReadProvenance(*found);
  return figure;
}

Cell ReadCell(const Json& tree) {
  if (tree.is_string()) return tree.get<std::string>();
  return ReadFigure(tree);
}

std::vector<Cell> ReadCells(const Json& tree) { return ListOf(tree, ReadCell); }

TableColumn ReadColumn(const Json& tree) {
  TableColumn column{Text(tree, "id"), Text(tree, "title"), std::nullopt, Text(tree, "note")};
  if (!tree.at("format").is_null()) column.format = FormatOf(tree);
  return column;
}

ConditionalFormat ReadConditionalFormat(const Json& tree) {
  const std::string kind = Text(tree, "kind");
  return {Text(tree, "column"), Known(ConditionalFormatKindNamed(kind), kind),
          Get<bool>(tree, "up_is_good"), Optional<double>(tree, "threshold")};
}

Kpi ReadKpi(const Json& tree) {
  Kpi kpi{Text(tree, "label"), ReadFigure(tree.at("value")), std::nullopt,
          Text(tree, "change_label"), Text(tree, "note")};
  if (!tree.at("change").is_null()) kpi.change = ReadFigure(tree.at("change"));
  return kpi;
}

std::optional<double> ReadValue(const Json& tree) {
  if (tree.is_null()) return std::nullopt;
  return tree.get<double>();
}

Series ReadSeries(const Json& tree) {
  Series series;
  series.name = Text(tree, "name");
  series.format = FormatOf(tree);
  series.values = ListOf(tree.at("values"), ReadValue);
  series.texts = Get<std::vector<std::string>>(tree, "texts");
  series.incomplete = Get<std::vector<bool>>(tree, "incomplete");
  series.role = Text(tree, "role");
  return series;
}

/// Of the chart's categories.
std::vector<size_t> ReadTotals(const Json& tree, size_t categories) {
  const auto found = tree.find("totals");
  if (found == tree.end()) return {};
  const auto totals = Get<std::vector<size_t>>(tree, "totals");
  if (std::ranges::any_of(totals, [&](size_t place) { return place >= categories; }))
    throw ShapeError{fmt::format("\"totals\": {}", found->dump().substr(0, 40))};
  return totals;
}

std::vector<PointMark> ReadMarks(const Json& tree, size_t categories) {
  const auto found = tree.find("anomalies");
  if (found == tree.end()) return {};
  return ListOf(*found, [&](const Json& item) {
    PointMark mark{Get<size_t>(item, "category"), Text(item, "text")};
    if (mark.category >= categories)
      throw ShapeError{fmt::format("\"category\": {}", mark.category)};
    return mark;
  });
}

std::optional<Quadrants> ReadQuadrants(const Json& tree) {
  const auto found = tree.find("quadrants");
  if (found == tree.end() || found->is_null()) return std::nullopt;
  return Quadrants{Get<double>(*found, "x"), Get<double>(*found, "y"), Text(*found, "x_text"),
                   Text(*found, "y_text"), Get<std::vector<std::string>>(*found, "labels")};
}

Block ReadChart(const Json& tree) {
  Chart chart;
  chart.id = Text(tree, "id");
  const std::string kind = Text(tree, "kind");
  chart.kind = Known(ChartKindNamed(kind), kind);
  chart.title = Text(tree, "title");
  chart.category_title = Text(tree, "category_title");
  chart.categories = Get<std::vector<std::string>>(tree, "categories");
  chart.rows = Get<std::vector<std::string>>(tree, "rows");
  chart.series = ListOf(tree.at("series"), ReadSeries);
  chart.provenance = ReadProvenance(tree.at("provenance"));
  chart.summary = Text(tree, "summary");
  chart.up_is_good = Optional<bool>(tree, "up_is_good");
  chart.totals = ReadTotals(tree, chart.categories.size());
  chart.marks = ReadMarks(tree, chart.categories.size());
  chart.quadrants = ReadQuadrants(tree);
  return chart;
}

Block ReadTable(const Json& tree) {
  Table table;
  table.id = Text(tree, "id");
  table.title = Text(tree, "title");
  table.columns = ListOf(tree.at("columns"), ReadColumn);
  table.rows = ListOf(tree.at("rows"), ReadCells);
  if (!tree.at("total").is_null()) table.total = ReadCells(tree.at("total"));
  table.formats = ListOf(tree.at("formats"), ReadConditionalFormat);
  table.note = Text(tree, "note");
  return table;
}

Definition ReadDefinition(const Json& tree) {
  return {Text(tree, "metric"), Text(tree, "name"), Text(tree, "formula"), Text(tree, "details")};
}

/// Absent: [0, 0].
std::pair<size_t, size_t> ReadPair(const Json& tree, const char* key) {
  const auto found = tree.find(key);
  if (found == tree.end()) return {0, 0};
  if (!found->is_array() || found->size() != 2 || !found->at(0).is_number_unsigned() ||
      !found->at(1).is_number_unsigned())
    throw ShapeError{fmt::format("\"{}\": {}", key, found->dump().substr(0, 40))};
  return {found->at(0).get<size_t>(), found->at(1).get<size_t>()};
}

TextSpan ReadPlace(const Json& tree, const std::string& text) {
  const auto [begin, size] = ReadPair(tree, "at");
  const auto place = InBytes(text, {begin, size});
  if (!place) throw ShapeError{fmt::format("\"at\": [{},{}]", begin, size)};
  return *place;
}

BoundFigure ReadBoundFigure(const Json& tree, const std::string& text) {
  BoundFigure bound{ReadFigure(tree), ReadPlace(tree, text)};
  const std::string name = Optional<std::string>(tree, "derivation").value_or("given");
  bound.derivation = Known(DerivationNamed(name), name);
  std::tie(bound.first, bound.second) = ReadPair(tree, "of");
  return bound;
}

BoundName ReadName(const Json& tree, const std::string& text) {
  const std::string kind = Text(tree, "kind");
  return {ReadPlace(tree, text), Known(BoundNameKindNamed(kind), kind), Text(tree, "id")};
}

Claim ReadClaim(const Json& tree, const std::string& text) {
  const std::string kind = Text(tree, "kind");
  Claim claim{ReadPlace(tree, text), Known(ClaimKindNamed(kind), kind)};
  std::tie(claim.first, claim.second) = ReadPair(tree, "of");
  claim.up_is_good = Optional<bool>(tree, "up_is_good");
  claim.word = Optional<std::string>(tree, "word").value_or("");
  return claim;
}

SentenceEdit ReadEdit(const Json& tree) {
  return {Text(tree, "generated"), ListOf(tree.at("figures_then"), ReadFigure),
          Get<bool>(tree, "is_outdated")};
}

template <class Read>
auto BoundList(const Json& tree, const char* key, const std::string& text, Read read) {
  const auto read_one = [&](const Json& item) { return read(item, text); };
  const auto found = tree.find(key);
  return found == tree.end() ? decltype(ListOf(tree, read_one)){} : ListOf(*found, read_one);
}

/// What is computed from others, or claimed of them, must find them.
void CheckReferences(const Paragraph& paragraph) {
  const size_t count = paragraph.figures.size();
  const auto check = [&](size_t first, size_t second) {
    if (first >= count || second >= count)
      throw ShapeError{fmt::format("\"of\": [{},{}]", first, second)};
  };
  for (const BoundFigure& bound : paragraph.figures) {
    if (bound.derivation != Derivation::kGiven && bound.derivation != Derivation::kTally &&
        bound.derivation != Derivation::kFound)
      check(bound.first, bound.second);
  }
  for (const Claim& claim : paragraph.claims) check(claim.first, claim.second);
}

Block ReadParagraph(const Json& tree) {
  const std::string tone = Text(tree, "tone");
  Paragraph paragraph{Text(tree, "text"), Known(ToneNamed(tone), tone)};
  paragraph.id = Optional<std::string>(tree, "id").value_or("");
  if (paragraph.id.empty()) return paragraph;
  if (const auto found = tree.find("edit"); found != tree.end()) paragraph.edit = ReadEdit(*found);
  const std::string& text = paragraph.generated();
  paragraph.figures = BoundList(tree, "figures", text, ReadBoundFigure);
  paragraph.names = BoundList(tree, "names", text, ReadName);
  paragraph.claims = BoundList(tree, "claims", text, ReadClaim);
  CheckReferences(paragraph);
  return paragraph;
}

Block ReadBlock(const Json& tree) {
  const std::string type = Text(tree, "type");
  if (type == "heading") return Heading{Get<int>(tree, "level"), Text(tree, "text")};
  if (type == "paragraph") return ReadParagraph(tree);
  if (type == "kpi_row") return KpiRow{ListOf(tree.at("items"), ReadKpi)};
  if (type == "chart") return ReadChart(tree);
  if (type == "table") return ReadTable(tree);
  if (type == "definition_list") return DefinitionList{ListOf(tree.at("items"), ReadDefinition)};
  throw ShapeError{fmt::format("\"{}\"", type)};
}

Section ReadSection(const Json& tree) {
  return {Text(tree, "id"), Text(tree, "title"), ListOf(tree.at("blocks"), ReadBlock)};
}

std::pair<std::string, std::string> ReadProperty(const Json& tree) {
  return {Text(tree, "name"), Text(tree, "value")};
}

Document ReadDocument(const Json& tree) {
  Document document;
  document.schema_version = Get<int>(tree, "schema_version");
  document.template_id = Text(tree, "template");
  document.title = Text(tree, "title");
  document.subtitle = Text(tree, "subtitle");
  document.language = Text(tree, "language");
  document.period_id = Text(tree, "period");
  document.audience = Text(tree, "audience");
  if (tree.contains("audience_name")) document.audience_name = Text(tree, "audience_name");
  document.data_version = Text(tree, "data_version");
  document.catalog_version = Text(tree, "catalog_version");
  document.report_time = Text(tree, "report_time");
  document.time_zone = Text(tree, "time_zone");
  document.properties = ListOf(tree.at("properties"), ReadProperty);
  document.sections = ListOf(tree.at("sections"), ReadSection);
  return document;
}

}  // namespace

Result<Document> ParseDocument(std::string_view json, std::string_view place) {
  const std::string where(place);
  const Json tree = Json::parse(json, nullptr, false);
  if (tree.is_discarded()) return MakeProblem("document.syntax", where);
  try {
    const int version = Get<int>(tree, "schema_version");
    if (version > kSchemaVersion)
      return MakeProblem("document.newer", where, {{"version", std::to_string(version)}});
    return ReadDocument(tree);
  } catch (const Json::exception& error) {
    return MakeProblem("document.shape", where, {{"found", error.what()}});
  } catch (const ShapeError& error) {
    return MakeProblem("document.shape", where, {{"found", error.what}});
  }
}

}  // namespace kebao::document
