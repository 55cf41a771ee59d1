#include "base/collation.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <memory>

#include "base/problem.h"

namespace kebao {
namespace {

std::unique_ptr<const icu::Collator> MakeCollator() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale::createFromName("zh-u-co-pinyin-kn-true"), status));
  if (U_FAILURE(status)) throw WorldFailure("collation.unavailable", u_errorName(status));
  return collator;
}

/// One for the process: ICU's const functions may be called from many threads.
const icu::Collator& PinyinCollator() {
  static const std::unique_ptr<const icu::Collator> collator = MakeCollator();
  return *collator;
}

icu::StringPiece Piece(std::string_view text) {
  return {text.data(), static_cast<int32_t>(text.size())};
}

}  // namespace

std::strong_ordering ComparePinyin(std::string_view a, std::string_view b) {
  UErrorCode status = U_ZERO_ERROR;
  const UCollationResult result = PinyinCollator().compareUTF8(Piece(a), Piece(b), status);
  KEBAO_ASSERT(U_SUCCESS(status));
  return result == UCOL_EQUAL ? a <=> b : static_cast<int>(result) <=> 0;
}

std::string PinyinSortKey(std::string_view text) {
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(Piece(text));
  std::string key(static_cast<size_t>(PinyinCollator().getSortKey(wide, nullptr, 0)), '\0');
  PinyinCollator().getSortKey(wide, reinterpret_cast<uint8_t*>(key.data()),
                              static_cast<int32_t>(key.size()));
  return key.append(text);  // ICU's key ends with a zero byte, so the bytes only break ties
}

}  // namespace kebao
