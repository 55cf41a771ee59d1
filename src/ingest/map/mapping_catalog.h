#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ingest/map/mapping.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// What a first look at a file tells: its shape and, for flat files, a few rows.
struct FileSample {
  std::string file_name;  // without folders
  FileShape shape;
  std::vector<std::vector<std::string>> rows;
};

struct Recognition {
  const Mapping* mapping = nullptr;
  int score = 0;                             // more of the file explained = higher
  std::vector<std::string> matched_columns;  // as the mapping names them
  bool matched_file_name = false;
};

/// All mappings of one or more folders. Immutable once loaded; thread-safe.
class MappingCatalog {
 public:
  /// Every *.yaml below the folders; a mapping in a later folder replaces one of the same name.
  /// Problems of ParseMapping; "mapping.twice" for the same name twice in one folder. A folder that
  /// does not exist is skipped.
  static Result<MappingCatalog> Load(std::span<const std::filesystem::path> folders);

  const Mapping* Find(std::string_view name) const;
  std::vector<const Mapping*> All() const;
  /// Best first; empty: unknown file. Two with the same score: the name decides, and the caller
  /// should say that both fit.
  std::vector<Recognition> Recognise(const FileSample& sample) const;

 private:
  std::vector<std::unique_ptr<const Mapping>> mappings_;
};

/// Opens a file without any mapping and looks at its first rows. Problems: those of OpenFile.
Result<FileSample> SampleFile(const std::filesystem::path& file, const ReadOptions& options,
                              size_t rows = 20);

struct RecognisedFile {
  FileSample sample;
  std::vector<Recognition> ranking;
};
/// SampleFile and Recognise; where nothing fits, once more with the header looked for below title
/// lines.
Result<RecognisedFile> RecogniseFile(const MappingCatalog& catalog,
                                     const std::filesystem::path& file);

}  // namespace kebao::ingest
