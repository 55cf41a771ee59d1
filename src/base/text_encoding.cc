#include "base/text_encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/transcode.h"

namespace kebao {
namespace {

/// Length of the well-formed character at `at`; 0 if there is none.
size_t CharacterLength(const unsigned char* at, size_t left) {
  const unsigned char lead = at[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < length) return 0;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < low || at[1] > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if ((at[i] & 0xC0) != 0x80) return 0;
  }
  return length;
}

bool EightAscii(const unsigned char* at) {
  uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

struct Bom {
  std::string_view bytes;
  const char* encoding;
};
using std::string_view_literals::operator""sv;
// UTF-32LE begins like UTF-16LE, so it comes first.
constexpr std::array kBoms = {
    Bom{"\xEF\xBB\xBF"sv, "UTF-8"},    Bom{"\xFF\xFE\0\0"sv, "UTF-32LE"},
    Bom{"\0\0\xFE\xFF"sv, "UTF-32BE"}, Bom{"\xFF\xFE"sv, "UTF-16LE"},
    Bom{"\xFE\xFF"sv, "UTF-16BE"},     Bom{"\x84\x31\x95\x33"sv, "GB18030"},
};

/// UTF-16 without a mark: delimiters and digits leave a NUL in every other byte, on one side only.
const char* Utf16WithoutMark(std::string_view sample) {
  if (sample.size() < 16) return nullptr;
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i + 1 < sample.size(); i += 2) {
    even += sample[i] == 0;
    odd += sample[i + 1] == 0;
  }
  const size_t pairs = sample.size() / 2;
  if (odd * 5 > pairs && even * 50 < odd) return "UTF-16LE";
  if (even * 5 > pairs && odd * 50 < even) return "UTF-16BE";
  return nullptr;
}

bool DecodesAs(const char* encoding, std::string_view sample, bool cut) {
  auto transcoder = Transcoder::Open(encoding);
  if (!transcoder) return false;
  std::string text;
  transcoder->Append(sample, !cut, text);
  return transcoder->malformed() == 0;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  const unsigned char* at = Bytes(text);
  const unsigned char* const end = at + text.size();
  while (at < end) {
    while (end - at >= 8 && EightAscii(at)) at += 8;
    if (at == end) return true;
    const size_t length = CharacterLength(at, static_cast<size_t>(end - at));
    if (length == 0) return false;
    at += length;
  }
  return true;
}

size_t CutUtf8Tail(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
    const unsigned char byte = Bytes(text)[text.size() - back];
    if ((byte & 0xC0) == 0x80) continue;
    const size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
}

std::string EscapeInvalidUtf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const size_t length = CharacterLength(Bytes(bytes) + i, bytes.size() - i);
    if (length == 0 || bytes[i] == 0) {
      text += fmt::format("\\x{:02X}", Bytes(bytes)[i++]);
      continue;
    }
    text.append(bytes, i, length);
    i += length;
  }
  return text;
}

std::string_view Utf8Prefix(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  text = text.substr(0, bytes);
  return text.substr(0, text.size() - CutUtf8Tail(text));
}

EncodingGuess GuessEncoding(std::string_view sample, bool cut) {
  for (const Bom& bom : kBoms) {
    if (sample.starts_with(bom.bytes)) return {bom.encoding, bom.bytes.size()};
  }
  if (const char* wide = Utf16WithoutMark(sample)) return {wide, 0};
  const std::string_view whole = sample.substr(0, sample.size() - (cut ? CutUtf8Tail(sample) : 0));
  if (IsValidUtf8(whole)) return {"UTF-8", 0};
  if (DecodesAs("GB18030", sample, cut)) return {"GB18030", 0};
  return {"windows-1252", 0};
}

}  // namespace kebao
