#include "render/csv/csv_renderer.h"

#include <set>

#include "render/artifact_name.h"
#include "render/block_tables.h"
#include "render/csv/csv_table.h"
#include "render/output_file.h"
#include "render/plain_text.h"

namespace kebao::render {
namespace {

using document::Block;
using document::Section;
using document::Table;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

BlockTitles TitlesFrom(const RenderTexts& texts) {
  return {texts.Get("kpi"),       texts.Get("value"),   texts.Get("change"),
          texts.Get("compared"),  texts.Get("note"),    texts.Get("metric"),
          texts.Get("metric_id"), texts.Get("formula"), texts.Get("details")};
}

/// The block as a table with an id for its file; nullopt for headings and prose.
std::optional<Table> TableOfBlock(const Section& section, const Block& block,
                                  const BlockTitles& titles) {
  if (const auto* table = std::get_if<Table>(&block)) return *table;
  if (const auto* chart = std::get_if<document::Chart>(&block)) return TableOf(*chart);
  std::optional<Table> table;
  if (const auto* kpis = std::get_if<document::KpiRow>(&block)) {
    table = TableOf(*kpis, titles);
    table->id = section.id + "_kpi";
  } else if (const auto* definitions = std::get_if<document::DefinitionList>(&block)) {
    table = TableOf(*definitions, titles);
    table->id = section.id;
  }
  return table;
}

/// File names of one document; two blocks of one id get "_2", "_3" …
class FileNames {
 public:
  explicit FileNames(std::string stem) : stem_(std::move(stem)) {}
  std::string Make(const std::string& id) {
    const std::string part = SafeFilePart(id);
    std::string name = part;
    for (int number = 2; !taken_.insert(FoldCase(name)).second; ++number)
      name = part + "_" + std::to_string(number);
    return stem_ + "." + name + ".csv";
  }

 private:
  std::string stem_;
  std::set<std::string> taken_;
};

Artifact WriteFile(const std::filesystem::path& path, const std::string& text) {
  OutputFile file(path);
  file.Write(kByteOrderMark);
  file.Write(text);
  file.Commit();
  return {path, "text/csv; charset=utf-8", {}};
}

}  // namespace

Result<RenderTexts> LoadCsvTexts(const std::filesystem::path& catalog,
                                 const std::string& language) {
  return RenderTexts::Load(catalog, language, "csv",
                           {"kpi", "value", "change", "compared", "note", "metric", "metric_id",
                            "formula", "details", "title_with_unit", "unit_of", "unit_seconds",
                            "unit_fraction", "unit_difference", "incomplete", "partial"});
}

Result<std::vector<Artifact>> RenderCsv(const document::Document& document,
                                        const RenderTexts& texts,
                                        const std::filesystem::path& folder) {
  KEBAO_TRY_VOID(CheckDocument(document));
  const BlockTitles titles = TitlesFrom(texts);
  FileNames names(ArtifactStem(document));
  std::vector<Artifact> artifacts;
  for (const Section& section : document.sections) {
    for (const Block& block : section.blocks) {
      const auto table = TableOfBlock(section, block, titles);
      if (table)
        artifacts.push_back(WriteFile(folder / names.Make(table->id), CsvOf(*table, texts)));
    }
  }
  return artifacts;
}

}  // namespace kebao::render
