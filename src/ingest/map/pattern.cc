#include "ingest/map/pattern.h"

#include <unicode/uregex.h>
#include <unicode/utext.h>

#include "ingest/map/mapping_parsing.h"

namespace kebao::ingest {
namespace {

constexpr int32_t kTimeLimitSteps = 2'000;
constexpr int32_t kStackLimitBytes = 1 << 20;
constexpr size_t kLongestText =
    64 << 10;  // patterns look at beginnings; a megabyte of chat text has no key in it

class Utf8Text {
 public:
  explicit Utf8Text(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    utext_ = utext_openUTF8(&storage_, text.data(), static_cast<int64_t>(text.size()), &error);
    KEBAO_ASSERT(U_SUCCESS(error));
  }
  Utf8Text(const Utf8Text&) = delete;
  Utf8Text& operator=(const Utf8Text&) = delete;
  ~Utf8Text() { utext_close(utext_); }
  UText* get() { return utext_; }

 private:
  UText storage_ = UTEXT_INITIALIZER;
  UText* utext_ = nullptr;
};

}  // namespace

struct Pattern::Impl {
  URegularExpression* regex = nullptr;
  ~Impl() { uregex_close(regex); }
  /// Leaves the regex on the first match.
  bool Find(Utf8Text& text) const {
    UErrorCode error = U_ZERO_ERROR;
    uregex_setUText(regex, text.get(), &error);
    const bool is_found = uregex_find64(regex, 0, &error);
    return U_SUCCESS(error) && is_found;
  }
};

Pattern::Pattern(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::Compile(const std::string& expression, const std::string& place) {
  UErrorCode error = U_ZERO_ERROR;
  UParseError where;
  Utf8Text text(expression);
  auto impl = std::make_unique<Impl>();
  impl->regex = uregex_openUText(text.get(), UREGEX_CASE_INSENSITIVE, &where, &error);
  if (U_FAILURE(error)) {
    return MakeProblem("mapping.regex", place,
                       {{"expression", expression}, {"detail", u_errorName(error)}});
  }
  uregex_setTimeLimit(impl->regex, kTimeLimitSteps, &error);
  uregex_setStackLimit(impl->regex, kStackLimitBytes, &error);
  KEBAO_ASSERT(U_SUCCESS(error));
  return Pattern(std::move(impl));
}

bool Pattern::IsFoundIn(std::string_view text) const {
  Utf8Text utf8(text.substr(0, kLongestText));
  return impl_->Find(utf8);
}

std::optional<std::string_view> Pattern::Extract(std::string_view text) const {
  text = text.substr(0, kLongestText);
  Utf8Text utf8(text);
  if (!impl_->Find(utf8)) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const int32_t group = uregex_groupCount(impl_->regex, &error) > 0 ? 1 : 0;
  const int64_t start = uregex_start64(impl_->regex, group, &error);
  const int64_t end = uregex_end64(impl_->regex, group, &error);
  if (U_FAILURE(error) || start < 0) return std::nullopt;
  return text.substr(static_cast<size_t>(start), static_cast<size_t>(end - start));
}

Result<void> CheckRegex(const std::string& expression, const std::string& place) {
  KEBAO_TRY_VOID(Pattern::Compile(expression, place));
  return {};
}

}  // namespace kebao::ingest
