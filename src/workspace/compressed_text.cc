#include "workspace/compressed_text.h"

#include <zlib.h>

#include "base/problem.h"

namespace kebao::workspace {
namespace {

const Bytef* BytesOf(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

Bytef* BytesOf(std::string& text) { return reinterpret_cast<Bytef*>(text.data()); }

}  // namespace

std::string Compressed(std::string_view text) {
  uLongf size = compressBound(text.size());
  std::string compressed(size, '\0');
  const int code =
      compress2(BytesOf(compressed), &size, BytesOf(text), text.size(), Z_DEFAULT_COMPRESSION);
  KEBAO_ASSERT(code == Z_OK);
  compressed.resize(size);
  return compressed;
}

std::optional<std::string> Expanded(std::string_view compressed, uint64_t bytes) {
  // Deflate makes nothing larger than 1032 times its size: damage must not ask for all memory.
  if (bytes / 1032 > compressed.size()) return std::nullopt;
  std::string text(bytes, '\0');
  uLongf size = bytes;
  const int code = uncompress(BytesOf(text), &size, BytesOf(compressed), compressed.size());
  if (code != Z_OK || size != bytes) return std::nullopt;
  return text;
}

}  // namespace kebao::workspace
