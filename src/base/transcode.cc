#include "base/transcode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include <array>

namespace kebao {

struct Transcoder::Impl {
  UConverter* converter = nullptr;
  int64_t malformed = 0;
  UChar pending_lead = 0;  // first half of a pair whose second half has not come yet

  ~Impl() { ucnv_close(converter); }
};

namespace {

// A malformed byte b travels through UTF-16 as the lone low surrogate U+DC00 + b (the idea of PEP
// 383), which no well-formed text can hold.
constexpr UChar kByteCarrier = 0xDC00;

void CarryMalformedBytes(const void* context, UConverterToUnicodeArgs* args, const char* bytes,
                         int32_t length, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  auto* malformed = static_cast<int64_t*>(const_cast<void*>(context));
  *malformed += length;
  *error = U_ZERO_ERROR;
  for (int32_t i = 0; i < length; ++i) {
    const UChar carrier = static_cast<UChar>(kByteCarrier + static_cast<unsigned char>(bytes[i]));
    ucnv_cbToUWriteUChars(args, &carrier, 1, 0, error);
  }
}

void AppendCodePoint(UChar32 c, std::string& text) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | (c >> 12));
    text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (c >> 18));
    text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// Appends one UTF-16 unit; gives the lead half that waits for its other half, 0 if none.
UChar AppendUnit(UChar lead, UChar unit, std::string& text) {
  if (lead != 0) {
    AppendCodePoint(U16_GET_SUPPLEMENTARY(lead, unit), text);
    return 0;
  }
  if (U16_IS_LEAD(unit)) return unit;
  if (U16_IS_TRAIL(unit)) {
    text += static_cast<char>(unit - kByteCarrier);
  } else {
    AppendCodePoint(unit, text);
  }
  return 0;
}

}  // namespace

Transcoder::Transcoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Transcoder::Transcoder(Transcoder&&) noexcept = default;
Transcoder& Transcoder::operator=(Transcoder&&) noexcept = default;
Transcoder::~Transcoder() = default;

Result<Transcoder> Transcoder::Open(const std::string& encoding) {
  auto impl = std::make_unique<Impl>();
  UErrorCode error = U_ZERO_ERROR;
  impl->converter = ucnv_open(encoding.c_str(), &error);
  if (U_SUCCESS(error)) {
    ucnv_setToUCallBack(impl->converter, CarryMalformedBytes, &impl->malformed, nullptr, nullptr,
                        &error);
  }
  if (U_FAILURE(error))
    return MakeProblem("text.unknown_encoding", "encoding", {{"encoding", encoding}});
  return Transcoder(std::move(impl));
}

void Transcoder::Append(std::string_view bytes, bool last, std::string& text) {
  std::array<UChar, 4096> units;
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    UChar* target = units.data();
    ucnv_toUnicode(impl_->converter, &target, units.data() + units.size(), &source, source_end,
                   nullptr, last ? 1 : 0, &error);
    for (const UChar* unit = units.data(); unit < target; ++unit) {
      impl_->pending_lead = AppendUnit(impl_->pending_lead, *unit, text);
    }
  }
  // The callback clears every error that bytes can cause; what is left would be a bug of ours.
  KEBAO_ASSERT(U_SUCCESS(error));
}

int64_t Transcoder::malformed() const { return impl_->malformed; }

}  // namespace kebao
