#include "ingest/read/text_input.h"

#include <algorithm>

#include "base/text_encoding.h"
#include "ingest/read/mail.h"

namespace kebao::ingest {
namespace {

constexpr size_t kSampleBytes = 256 << 10;
constexpr const char* kMimeEncoding = "MIME";  // every part of a mail names its own

EncodingGuess EncodingOf(std::string_view raw, bool cut, const ReadOptions& options) {
  EncodingGuess guess = GuessEncoding(raw, cut);
  if (!options.encoding) return LooksLikeMail(raw) ? EncodingGuess{kMimeEncoding, 0} : guess;
  return {*options.encoding, guess.name == *options.encoding ? guess.bom_bytes : 0};
}

bool IsUtf8Name(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (c != '-' && c != '_') folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return folded == "utf8" || folded == "ascii" || folded == "usascii";
}

Problem EmptyOr(std::string damage, const std::string& place) {
  if (damage.empty()) return {"file.empty", place, {}};
  return {damage, place, {{"reason", damage}}};
}

}  // namespace

Result<TextInput> OpenText(Unpacked unpacked, const ReadOptions& options) {
  std::unique_ptr<PeekableBytes> bytes = std::move(unpacked.bytes);
  const std::string raw(bytes->Peek(kSampleBytes));
  if (raw.empty()) return std::unexpected(EmptyOr(bytes->damage(), unpacked.place));
  const EncodingGuess guess = EncodingOf(raw, !bytes->saw_end(), options);
  const bool is_utf8 = IsUtf8Name(guess.name) || guess.name == kMimeEncoding;
  if (!is_utf8) {
    KEBAO_TRY(auto text, TextBytes(std::move(bytes), guess.name, guess.bom_bytes));
    bytes = std::make_unique<PeekableBytes>(std::move(text));
  }
  const size_t skip = is_utf8 ? guess.bom_bytes : 0;
  std::string sample(bytes->Peek(kSampleBytes));
  sample.erase(0, skip);
  const bool cut = !bytes->saw_end();
  if (sample.find_first_not_of(" \t\r\n") == std::string::npos && !cut) {
    return std::unexpected(EmptyOr(bytes->damage(), unpacked.place));
  }
  std::unique_ptr<ByteSource> source = std::move(bytes);
  if (unpacked.was_packed || !is_utf8) source = ReadAheadBytes(std::move(source));
  constexpr size_t kHeadBytes = 64;
  TextInput input{ByteWindow(std::move(source)),
                  raw.substr(0, kHeadBytes),
                  std::move(sample),
                  cut,
                  guess.name,
                  unpacked.name,
                  unpacked.place,
                  unpacked.file_bytes};
  input.window.Fill(skip);
  input.window.Drop(skip);
  return input;
}

}  // namespace kebao::ingest
