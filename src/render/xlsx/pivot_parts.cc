#include "render/xlsx/pivot_parts.h"

#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace kebao::render::xlsx {
namespace {

using nlohmann::json;

struct CloseZip {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};
using Member = std::unique_ptr<zip_file_t, CloseZip>;

/// The parts of a package.
class Package {
 public:
  explicit Package(const std::string& bytes) {
    zip_source_t* source =
        zip_source_buffer_create(bytes.data(), bytes.size(), 0, static_cast<zip_error_t*>(nullptr));
    zip_t* opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (opened == nullptr && source != nullptr) zip_source_free(source);
    if (opened == nullptr) throw WorldFailure("output.archive", "zip");
    archive_.reset(opened);
  }

  /// Problem "render.pivot_parts": there is none.
  Result<std::string> Part(const std::string& name) const {
    zip_stat_t stat;
    if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0)
      return MakeProblem("render.pivot_parts", name, {{"part", name}});
    const Member member(zip_fopen(archive_.get(), name.c_str(), 0));
    std::string bytes(stat.size, '\0');
    const zip_int64_t got =
        member ? zip_fread(member.get(), bytes.data(), bytes.size()) : zip_int64_t{-1};
    if (got != static_cast<zip_int64_t>(bytes.size())) throw WorldFailure("output.archive", name);
    return bytes;
  }

 private:
  std::unique_ptr<zip_t, CloseZip> archive_;
};

std::string JobJson(const PivotJob& job) {
  json fields = json::array();
  for (const PivotField& field : job.fields)
    fields.push_back({{"title", field.title}, {"texts", field.texts}});
  json tables = json::array();
  for (const PivotTable& table : job.tables) {
    const bool is_mean = table.aggregate == PivotTable::Aggregate::kMean;
    tables.push_back({{"name", table.name},
                      {"place", table.place},
                      {"title", table.title},
                      {"rows", table.rows},
                      {"columns", table.columns},
                      {"values", table.values},
                      {"aggregate", is_mean ? "average" : "sum"}});
  }
  const json all = {{"host", job.host},
                    {"sheet", job.sheet},
                    {"range", job.range},
                    {"fields", fields},
                    {"tables", tables}};
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::string> Replaced(std::string xml, const std::string& part, const std::string& from,
                             const std::string& to) {
  const size_t at = xml.find(from);
  if (at == std::string::npos) return MakeProblem("render.pivot_parts", part, {{"part", part}});
  return xml.replace(at, from.size(), to);
}

/// The first element of this name with all that is in it; nullopt: there is none.
std::optional<std::string> Element(const std::string& xml, const std::string& name) {
  const std::string end = "</" + name + ">";
  const size_t from = xml.find("<" + name + ">");
  const size_t to = xml.find(end);
  if (from == std::string::npos || to == std::string::npos) return std::nullopt;
  return xml.substr(from, to + end.size() - from);
}

constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// No record is kept: those of the library hold no true row, and programs read the sheet anyway.
Result<DetailAdditions::Part> Cache(const Package& package, size_t number) {
  const std::string name = fmt::format("xl/pivotCache/pivotCacheDefinition{}.xml", number);
  KEBAO_TRY(std::string xml, package.Part(name));
  KEBAO_TRY(xml, Replaced(std::move(xml), name, " r:id=\"rId1\"", " saveData=\"0\""));
  return DetailAdditions::Part{name, fmt::format("{}pivotCacheDefinition+xml", kType),
                               std::move(xml)};
}

/// With a field across, the values begin below two rows of headers (ECMA-376 part 1, 18.10.1.49);
/// the library tells one.
Result<DetailAdditions::Part> Table(const Package& package, size_t number) {
  const std::string name = fmt::format("xl/pivotTables/pivotTable{}.xml", number);
  KEBAO_TRY(std::string xml, package.Part(name));
  KEBAO_TRY(xml, Replaced(std::move(xml), name, "firstHeaderRow=\"0\" firstDataRow=\"1\"",
                          "firstHeaderRow=\"1\" firstDataRow=\"2\""));
  return DetailAdditions::Part{name, fmt::format("{}pivotTable+xml", kType), std::move(xml)};
}

Result<void> AddTable(const Package& package, size_t number, DetailAdditions* additions) {
  KEBAO_TRY(DetailAdditions::Part table, Table(package, number));
  const std::string relations = fmt::format("xl/pivotTables/_rels/pivotTable{}.xml.rels", number);
  KEBAO_TRY(std::string to_cache, package.Part(relations));
  KEBAO_TRY(DetailAdditions::Part cache, Cache(package, number));
  additions->parts.push_back(std::move(table));
  additions->parts.push_back({relations, "", std::move(to_cache)});
  additions->parts.push_back(std::move(cache));
  additions->workbook_relations += fmt::format(
      "<Relationship Id=\"rIdPivot{0}\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
      "pivotCacheDefinition\" Target=\"pivotCache/pivotCacheDefinition{0}.xml\"/>",
      number);
  return {};
}

}  // namespace

Result<void> AddPivots(const PivotJob& job, const std::string& place, RenderWorker& worker,
                       DetailAdditions* additions) {
  KEBAO_TRY(const std::string bytes, worker.Run({"rows", "pivots", {{JobJson(job)}}, place}));
  const Package package(bytes);
  DetailAdditions added;
  for (size_t number = 1; number <= job.tables.size(); ++number)
    KEBAO_TRY_VOID(AddTable(package, number, &added));
  KEBAO_TRY(std::string relations, package.Part("xl/worksheets/_rels/sheet1.xml.rels"));
  KEBAO_TRY(const std::string workbook, package.Part("xl/workbook.xml"));
  const auto caches = Element(workbook, "pivotCaches");
  if (!caches || caches->find("\"rIdPivot1\"") == std::string::npos)
    return MakeProblem("render.pivot_parts", place, {{"part", "pivotCaches"}});
  additions->sheets.back().relations = std::move(relations);
  additions->pivot_caches = *caches;
  additions->workbook_relations += added.workbook_relations;
  for (DetailAdditions::Part& part : added.parts) additions->parts.push_back(std::move(part));
  return {};
}

}  // namespace kebao::render::xlsx
