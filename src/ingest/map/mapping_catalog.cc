#include "ingest/map/mapping_catalog.h"

#include <fnmatch.h>

#include <algorithm>

#include "ingest/map/pattern.h"

namespace kebao::ingest {
namespace {

constexpr int kScoreOfColumn = 10;
constexpr int kScoreOfCell = 10;
constexpr int kScoreOfFileName = 5;

Result<std::vector<std::unique_ptr<const Mapping>>> LoadFolder(
    const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file() && entry.path().extension() == ".yaml")
        files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<std::unique_ptr<const Mapping>> mappings;
  for (const auto& file : files) {
    KEBAO_TRY(Mapping mapping, LoadMapping(file));
    const bool is_twice = std::any_of(mappings.begin(), mappings.end(), [&](const auto& other) {
      return other->name == mapping.name;
    });
    if (is_twice) return MakeProblem("mapping.twice", mapping.place, {{"mapping", mapping.name}});
    mappings.push_back(std::make_unique<const Mapping>(std::move(mapping)));
  }
  return mappings;
}

/// The columns of a file under every name that a mapping may give them.
class ShapeColumns {
 public:
  ShapeColumns(const FileShape& shape, const Mapping& mapping) : mapping_(mapping) {
    const std::string prefix = mapping.read.record_path.empty() ? "[]" : mapping.read.record_path;
    for (const std::string& column : shape.columns) {
      names_.push_back(NormalizedColumn(column));
      if (column.starts_with(prefix + "."))
        names_.push_back(NormalizedColumn(column.substr(prefix.size() + 1)));
    }
  }
  bool Has(const std::string& column) const {
    if (HasName(column)) return true;
    const auto aliases = mapping_.aliases.find(column);
    if (aliases == mapping_.aliases.end()) return false;
    return std::any_of(aliases->second.begin(), aliases->second.end(),
                       [&](const std::string& alias) { return HasName(alias); });
  }

 private:
  /// A path counts as there if something below it is: "stats" for "stats.closed_at".
  bool HasName(const std::string& column) const {
    const std::string name = NormalizedColumn(column);
    return std::any_of(names_.begin(), names_.end(), [&](const std::string& other) {
      return other == name ||
             (other.starts_with(name) && (other[name.size()] == '.' || other[name.size()] == '['));
    });
  }
  const Mapping& mapping_;
  std::vector<std::string> names_;
};

/// Every sampled row's cell must fit, and there must be one.
bool CellsFit(const RecogniseSpec& spec, const FileSample& sample) {
  if (spec.cells.empty()) return true;
  if (sample.rows.empty()) return false;
  for (const auto& [column, expression] : spec.cells) {
    const Result<Pattern> pattern = Pattern::Compile(expression, "");
    KEBAO_ASSERT(pattern.has_value());
    for (const auto& row : sample.rows) {
      const auto index = static_cast<size_t>(column - 1);
      if (index >= row.size() || !pattern->IsFoundIn(row[index])) return false;
    }
  }
  return true;
}

bool IsTree(FileKind kind) { return kind == FileKind::kJson || kind == FileKind::kNdjson; }

bool KindFits(FileKind wanted, FileKind found) {
  return wanted == found || (IsTree(wanted) && IsTree(found)) ||
         (wanted == FileKind::kPipe && found == FileKind::kCsv) ||
         (wanted == FileKind::kCsv && found == FileKind::kPipe);
}

std::optional<Recognition> Match(const Mapping& mapping, const FileSample& sample) {
  const RecogniseSpec& spec = mapping.recognise;
  const bool says_anything = !spec.columns.empty() || !spec.any_of.empty() || !spec.cells.empty() ||
                             spec.kind == FileKind::kMbox;
  if (spec.by_name_only || !says_anything) return std::nullopt;
  if (spec.kind && !KindFits(*spec.kind, sample.shape.kind)) return std::nullopt;
  const ShapeColumns columns(sample.shape, mapping);
  Recognition found{&mapping, 0, {}, false};
  for (const std::string& column : spec.columns) {
    if (!columns.Has(column)) return std::nullopt;
    found.matched_columns.push_back(column);
  }
  for (const std::string& column : spec.any_of) {
    if (columns.Has(column)) found.matched_columns.push_back(column);
  }
  if (!spec.any_of.empty() && found.matched_columns.size() == spec.columns.size())
    return std::nullopt;
  for (const std::string& column : spec.none_of) {
    if (columns.Has(column)) return std::nullopt;
  }
  if (!CellsFit(spec, sample)) return std::nullopt;
  found.matched_file_name =
      !spec.file.empty() && fnmatch(spec.file.c_str(), sample.file_name.c_str(), 0) == 0;
  found.score = kScoreOfColumn * static_cast<int>(found.matched_columns.size()) +
                kScoreOfCell * static_cast<int>(spec.cells.size()) +
                (found.matched_file_name ? kScoreOfFileName : 0) + (spec.kind ? 1 : 0);
  return found;
}

}  // namespace

Result<MappingCatalog> MappingCatalog::Load(std::span<const std::filesystem::path> folders) {
  MappingCatalog catalog;
  for (const auto& folder : folders) {
    KEBAO_TRY(auto mappings, LoadFolder(folder));
    for (auto& mapping : mappings) {
      std::erase_if(catalog.mappings_,
                    [&](const auto& other) { return other->name == mapping->name; });
      catalog.mappings_.push_back(std::move(mapping));
    }
  }
  return catalog;
}

const Mapping* MappingCatalog::Find(std::string_view name) const {
  const auto found = std::find_if(mappings_.begin(), mappings_.end(),
                                  [&](const auto& mapping) { return mapping->name == name; });
  return found == mappings_.end() ? nullptr : found->get();
}

std::vector<const Mapping*> MappingCatalog::All() const {
  std::vector<const Mapping*> all;
  for (const auto& mapping : mappings_) all.push_back(mapping.get());
  return all;
}

std::vector<Recognition> MappingCatalog::Recognise(const FileSample& sample) const {
  std::vector<Recognition> ranking;
  for (const auto& mapping : mappings_) {
    if (auto match = Match(*mapping, sample)) ranking.push_back(std::move(*match));
  }
  std::sort(ranking.begin(), ranking.end(), [](const Recognition& a, const Recognition& b) {
    return a.score != b.score ? a.score > b.score : a.mapping->name < b.mapping->name;
  });
  return ranking;
}

Result<FileSample> SampleFile(const std::filesystem::path& file, const ReadOptions& options,
                              size_t rows) {
  KEBAO_TRY(const auto source, OpenFile(file, options));
  FileSample sample{file.filename().string(), source->shape(), {}};
  while (sample.rows.size() < rows) {
    const RawRecord* record = source->Next();
    if (record == nullptr) break;
    sample.rows.emplace_back(record->fields.begin(), record->fields.end());
  }
  return sample;
}

Result<RecognisedFile> RecogniseFile(const MappingCatalog& catalog,
                                     const std::filesystem::path& file) {
  KEBAO_TRY(FileSample sample, SampleFile(file, {}));
  std::vector<Recognition> ranking = catalog.Recognise(sample);
  if (!ranking.empty() || IsTree(sample.shape.kind))
    return RecognisedFile{std::move(sample), std::move(ranking)};
  ReadOptions below_titles;
  below_titles.skip_lines = -1;
  if (auto second = SampleFile(file, below_titles)) {
    ranking = catalog.Recognise(*second);
    if (!ranking.empty()) return RecognisedFile{std::move(*second), std::move(ranking)};
  }
  return RecognisedFile{std::move(sample), std::move(ranking)};
}

}  // namespace kebao::ingest
