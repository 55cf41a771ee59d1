#include "ingest/read/csv_scanner.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace kebao::ingest {
namespace {

constexpr size_t kKeptOfBrokenRecord = 64 << 10;

/// Bit i is set where at[i] is one of the two characters. Reads 64 bytes.
uint64_t MatchBlock(const char* at, char a, char b) {
  uint64_t bits = 0;
#ifdef __SSE2__
  const __m128i is_a = _mm_set1_epi8(a);
  const __m128i is_b = _mm_set1_epi8(b);
  for (int i = 0; i < 4; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
    const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, is_a), _mm_cmpeq_epi8(bytes, is_b));
    bits |= static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(hit))) << (16 * i);
  }
#else
  for (int i = 0; i < 64; ++i) bits |= static_cast<uint64_t>(at[i] == a || at[i] == b) << i;
#endif
  return bits;
}

}  // namespace

void CsvScanner::LoadBlock(const char* at) {
  block_ = at;
  structurals_ = MatchBlock(at, dialect_.delimiter, dialect_.newline);
}

const char* CsvScanner::NextStructural(const char* from) {
  const char* const end = window_.end();
  if (block_ == nullptr || static_cast<size_t>(from - block_) >= kBlock) LoadBlock(from);
  const uint64_t ahead = structurals_ >> (from - block_);
  if (ahead != 0) return std::min(end, from + std::countr_zero(ahead));
  for (const char* at = block_ + kBlock; at < end; at += kBlock) {
    LoadBlock(at);
    if (structurals_ != 0) return std::min(end, at + std::countr_zero(structurals_));
  }
  return end;
}

CsvRow CsvScanner::Next() {
  window_.Drop(drop_before_next_);
  quotes_are_text_for_ -= std::min(quotes_are_text_for_, drop_before_next_);
  drop_before_next_ = 0;
  while (ScanRecord() == Step::kNeedMore) {
    block_ = nullptr;
    // At the end only an open quote asks for more.
    if (window_.at_end() || (!window_.Extend() && !window_.at_end())) return GiveUpOnRecord();
  }
  if (window_.rest().empty()) return {};
  return Finish(record_end_);
}

CsvScanner::Step CsvScanner::ScanRecord() {
  fields_.clear();
  longest_ = 0;
  unescaped_used_ = 0;
  quote_is_open_ = false;
  const char* const end = window_.end();
  for (const char* at = window_.begin();;) {
    const bool quoted =
        at < end && *at == dialect_.quote && dialect_.quote != '\0' && quotes_are_text_for_ == 0;
    const char* stop = quoted ? ScanQuoted(at) : NextStructural(at);
    quote_is_open_ = stop == nullptr;
    if (quote_is_open_ || (stop == end && !window_.at_end())) return Step::kNeedMore;
    if (!quoted) AddField({at, stop});
    last_was_quoted_ = quoted;
    record_end_ = stop;
    if (stop == end || *stop == dialect_.newline || *stop != dialect_.delimiter) return Step::kDone;
    at = stop + 1;
  }
}

void CsvScanner::AddField(std::string_view field) {
  longest_ = std::max(longest_, field.size());
  fields_.push_back(field);
}

const char* CsvScanner::FieldEndAfter(const char* quote) const {
  const char* const end = window_.end();
  const char* at = quote + 1;
  while (at < end && *at == ' ' && dialect_.delimiter != ' ') ++at;
  if (at == end) return window_.at_end() ? end : nullptr;
  if (*at == dialect_.delimiter || *at == dialect_.newline) return at;
  if (*at != '\r') return nullptr;
  if (at + 1 == end) return window_.at_end() ? at : nullptr;
  return at[1] == '\n' ? at : nullptr;
}

const char* CsvScanner::ScanQuoted(const char* open) {
  const char* const end = window_.end();
  bool has_quotes_inside = false;
  for (const char* at = open + 1; at < end; ++at) {
    at = static_cast<const char*>(std::memchr(at, dialect_.quote, static_cast<size_t>(end - at)));
    if (at == nullptr) return nullptr;
    if (at + 1 < end && at[1] == dialect_.quote) {
      has_quotes_inside = true;
      ++at;
      continue;
    }
    if (const char* stop = FieldEndAfter(at)) {
      const std::string_view inside(open + 1, at);
      AddField(has_quotes_inside ? Unescape(inside) : inside);
      return stop;
    }
  }
  return nullptr;
}

std::string_view CsvScanner::Unescape(std::string_view quoted) {
  if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
  std::string& text = unescaped_[unescaped_used_++];
  text.clear();
  for (size_t at = 0; at < quoted.size();) {
    const size_t quote = std::min(quoted.find(dialect_.quote, at), quoted.size());
    text.append(quoted, at, quote - at);
    if (quote < quoted.size()) text += dialect_.quote;
    const bool doubled = quote + 1 < quoted.size() && quoted[quote + 1] == dialect_.quote;
    at = quote + (doubled ? 2 : 1);
  }
  return text;
}

/// `end` is the newline, the '\r' before it, or the end of the text.
CsvRow CsvScanner::Finish(const char* end) {
  const char* line_end = end;
  if (end < window_.end() && *end == '\r' && dialect_.newline == '\n') {
    line_end = end + 1;  // behind a closing quote
  } else if (end > window_.begin() && end[-1] == '\r' && dialect_.newline == '\n' &&
             !last_was_quoted_) {
    --end;
    fields_.back().remove_suffix(std::min<size_t>(1, fields_.back().size()));
  }
  const std::string_view original(window_.begin(), end);
  const bool has_newline = line_end < window_.end() && *line_end == dialect_.newline;
  drop_before_next_ = static_cast<size_t>(line_end - window_.begin()) + (has_newline ? 1 : 0);
  const bool blank = fields_.size() == 1 && fields_[0].empty() && !last_was_quoted_;
  return {blank ? CsvRow::Status::kBlank : CsvRow::Status::kRow, fields_, original, longest_,
          has_newline};
}

/// The window cannot grow, or the text has ended inside quotes.
CsvRow CsvScanner::GiveUpOnRecord() {
  const std::string_view rest = window_.rest();
  fields_.clear();
  if (!quote_is_open_) {
    const std::string kept(rest.substr(0, kKeptOfBrokenRecord));
    window_.DropPast(dialect_.newline);
    unescaped_.assign(1, kept);
    return {CsvRow::Status::kTooLong, {}, unescaped_[0], rest.size()};
  }
  if (window_.at_end() && rest.size() <= kKeptOfBrokenRecord) {
    drop_before_next_ = rest.size();
    return {CsvRow::Status::kUnclosedQuote, {}, rest, rest.size()};
  }
  return FirstLineOfBrokenRecord();
}

/// So much text behind one quote is more likely a stray quote than a field: only its line is lost,
/// and as nothing in the window closes that quote, quotes there are text.
CsvRow CsvScanner::FirstLineOfBrokenRecord() {
  const std::string_view rest = window_.rest();
  const size_t line = std::min(rest.find(dialect_.newline), rest.size());
  quotes_are_text_for_ = rest.size();
  drop_before_next_ = std::min(line + 1, rest.size());
  return {CsvRow::Status::kUnclosedQuote, {}, rest.substr(0, line), line};
}

}  // namespace kebao::ingest
