#include "case_runner/case_times.h"

#include <charconv>

#include "app/query_options.h"

namespace kebao::cases {
namespace {

/// The first word, and the text behind it and its blanks.
std::string_view TakeWord(std::string_view* text) {
  const size_t end = std::min(text->find(' '), text->size());
  const std::string_view word = text->substr(0, end);
  text->remove_prefix(std::min(text->find_first_not_of(' ', end), text->size()));
  return word;
}

std::optional<LocalDay> DayOf(std::string_view word, const CaseClock& clock) {
  if (!word.starts_with('+')) return ParseDay(word);
  int days = 0;
  const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), days);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return LocalDay{clock.day.days + days};
}

}  // namespace

std::optional<Instant> TakeCaseTime(std::string_view* rest, const CaseClock& clock) {
  LocalDay day = clock.day;
  std::string_view word = TakeWord(rest);
  if (const auto stated = DayOf(word, clock)) {
    day = *stated;
    word = TakeWord(rest);
  }
  const bool is_whole = word.find('T') != std::string_view::npos;
  const std::string text = is_whole ? std::string(word) : FormatDay(day) + " " + std::string(word);
  const auto instant = app::ParseInstant(text, clock.zone);
  if (!instant || text.size() < 16) return std::nullopt;
  return *instant;
}

std::optional<Instant> ParseCaseTime(std::string_view text, const CaseClock& clock) {
  const auto instant = TakeCaseTime(&text, clock);
  return text.empty() ? instant : std::nullopt;
}

}  // namespace kebao::cases
