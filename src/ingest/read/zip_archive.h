#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/read/byte_source.h"

namespace kebao::ingest {

/// A zip file opened for reading (libzip). Member sources must not outlive the archive. Not
/// thread-safe.
class ZipArchive {
 public:
  /// Problem "archive.damaged" {reason}.
  static Result<std::unique_ptr<ZipArchive>> Open(const std::filesystem::path& file);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  /// Names of members that are files, in the archive's order; without what macOS adds.
  std::vector<std::string> Members() const;
  bool Has(const std::string& member) const;
  /// Damage of the stream: "archive.damaged" (CRC, broken deflate), "archive.too_large",
  /// "archive.suspicious". Problems: "archive.member_missing" {member, members},
  /// "archive.encrypted", "archive.damaged".
  Result<std::unique_ptr<ByteSource>> OpenMember(const std::string& member,
                                                 UnpackLimits limits) const;

 private:
  struct Impl;
  explicit ZipArchive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao::ingest
