#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace kebao::workspace {

/// What is known of a report run without its document. `request` and `data_watermark` are whoever's
/// who stores: texts that come back as they were given.
struct SnapshotHead {
  Instant made_at;
  std::string template_id;
  std::string template_title;
  std::string template_hash;
  std::string language;  // "zh-CN" | "en"
  std::string audience;  // may be empty
  std::string period;    // "2016-03"
  std::string organisation;
  std::string request;         // all that is needed to run it again
  std::string scope;           // what its readers may see: "all"
  int64_t data_version = 0;    // of the warehouse
  std::string data_watermark;  // which imports stood
  std::string catalog_version;
  Instant report_time;
  /// The snapshot that this one is a later state of; it may have been removed since.
  std::optional<int64_t> refreshed_from;
  std::optional<int64_t> edited_from;
};

/// A file of a snapshot.
struct StoredArtifact {
  std::string name;  // "weekly_2016-W12_en.pdf"
  std::string mime;
  uint64_t bytes = 0;
  std::string hash;  // XXH3, 128 bits, hexadecimal
  bool operator==(const StoredArtifact&) const = default;
};

struct ArchivedSnapshot {
  int64_t id = 0;
  SnapshotHead head;
  std::vector<StoredArtifact> artifacts;
};

/// With what is large.
struct LoadedSnapshot {
  ArchivedSnapshot snapshot;
  std::string template_text;
  std::string document;  // JSON
};

struct SourceFile {
  std::filesystem::path file;
  std::string mime;
};

/// What is to be archived.
struct NewSnapshot {
  SnapshotHead head;
  std::string template_text;
  std::string document;
  std::vector<SourceFile> files;
};

}  // namespace kebao::workspace
