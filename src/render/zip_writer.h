#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "render/output_file.h"

namespace kebao::render {

/// Writes a zip archive from front to back: members are deflated as they come, and nothing is kept
/// but a window. The archive's members carry no time, so equal contents give equal bytes. Not
/// thread-safe.
///
/// Throws WorldFailure "output.too_large" past 4 GiB (compressed, or one member uncompressed), and
/// what OutputFile throws.
class ZipWriter {
 public:
  /// `level`: zlib's 1 … 9.
  ZipWriter(OutputFile& file, int level);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  /// Ends the member before. The name is a path with '/' inside the archive.
  void BeginMember(std::string name);
  void Write(std::string_view bytes);
  /// Bytes of the current member so far, uncompressed.
  uint64_t member_size() const { return current_.size; }
  /// Ends the archive; the file is not committed. Call once.
  void Finish();

 private:
  struct Member {
    std::string name;
    uint64_t offset = 0;
    uint64_t size = 0;
    uint64_t compressed_size = 0;
    uint32_t crc = 0;
  };
  struct Deflater;

  void EndMember();
  void Deflate(std::string_view bytes, bool is_last);
  void WriteDirectory();

  OutputFile& file_;
  std::unique_ptr<Deflater> deflater_;
  std::vector<Member> members_;
  Member current_;
  bool is_open_ = false;
};

}  // namespace kebao::render
