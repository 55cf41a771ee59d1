#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kebao {

/// True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool IsValidUtf8(std::string_view text);

/// Bytes at the end of `text` that may be the beginning of a UTF-8 character cut off there: 0 to 3.
size_t CutUtf8Tail(std::string_view text);

/// Well-formed UTF-8 without NUL for any bytes: what is malformed becomes a visible "\xE4", NUL
/// becomes "\x00".
std::string EscapeInvalidUtf8(std::string_view bytes);

/// `text` shortened to at most `bytes` bytes without cutting a character in two.
std::string_view Utf8Prefix(std::string_view text, size_t bytes);

/// The encoding that a file's first bytes speak for.
struct EncodingGuess {
  std::string
      name;  // "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030", "windows-1252"
  size_t bom_bytes = 0;  // to be skipped at the start
};

/// Byte-order mark, else NUL pattern of UTF-16, else valid UTF-8, else GB18030 if that decodes,
/// else windows-1252, in which every byte means something. `cut` tells that the sample ends in the
/// middle of the file.
EncodingGuess GuessEncoding(std::string_view sample, bool cut);

}  // namespace kebao
