#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "ingest/read/byte_window.h"
#include "ingest/record_source.h"

namespace kebao::ingest {

/// A file in the temporary folder that goes when this goes.
class TemporaryFile {
 public:
  /// Throws WorldFailure("file.temporary").
  TemporaryFile();
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  void Append(std::string_view bytes);
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// A file with its wrappings (gzip, zip) taken off.
struct Unpacked {
  std::unique_ptr<PeekableBytes> bytes;  // null for a container
  std::filesystem::path container;  // XLSX, Parquet: they are read from a file, not from a stream
  std::shared_ptr<TemporaryFile> temporary;  // holds `container` if it was packed itself
  FileKind container_kind = FileKind::kXlsx;
  std::string name;   // innermost, for its extension: "tickets.csv"
  std::string place;  // what the user named
  int64_t file_bytes = 0;
  bool was_packed = false;
};

/// Problems: "file.*", "archive.*", "gzip.*" of record_source.h.
Result<Unpacked> Unpack(const std::filesystem::path& file, const ReadOptions& options);

/// A text file, decoded.
struct TextInput {
  ByteWindow window;
  std::string raw_head;     // its first bytes as they lie
  std::string sample;       // its beginning as UTF-8
  bool sample_cut = false;  // there is more
  std::string encoding;
  std::string name;
  std::string place;
  int64_t file_bytes = 0;
};

/// Problems: "file.empty", "file.unknown_format", "text.unknown_encoding", what damaged the first
/// bytes.
Result<TextInput> OpenText(Unpacked unpacked, const ReadOptions& options);

/// Problem "file.unknown_format" {format} for what is not text or not a format Kebao reads.
Result<FileKind> RecogniseKind(const TextInput& input);

}  // namespace kebao::ingest
