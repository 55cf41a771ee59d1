#include "metrics/expression/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text_encoding.h"

namespace kebao::metrics {
namespace {

constexpr std::array<std::string_view, 14> kKeywords = {"and",  "or",   "not",  "in",    "between",
                                                        "is",   "null", "true", "false", "case",
                                                        "when", "then", "else", "end"};
constexpr std::array<std::string_view, 14> kSymbols = {"<>", "!=", "<=", ">=", "=", "<", ">",
                                                       "+",  "-",  "*",  "/",  "(", ")", ","};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsWord(char c) { return IsWordStart(c) || IsDigit(c); }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

class Lexer {
 public:
  explicit Lexer(const ExpressionSource& source) : source_(source), text_(source.text) {}

  Result<std::vector<Token>> Run() {
    while (SkipSpace()) {
      KEBAO_TRY(tokens_.emplace_back(), Next());
    }
    tokens_.push_back({TokenKind::kEnd, "", 0, static_cast<int>(text_.size())});
    return std::move(tokens_);
  }

 private:
  bool SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  Result<Token> Next() {
    if (IsDigit(text_[at_])) return Number();
    if (IsWordStart(text_[at_])) return Word();
    if (text_[at_] == '\'') return Text();
    return Symbol();
  }

  Result<Token> Number() {
    Token token{TokenKind::kNumber, "", 0, static_cast<int>(at_)};
    const char* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), token.number);
    token.text.assign(begin, end);
    at_ += token.text.size();
    if (error != std::errc{} || (at_ < text_.size() && IsWord(text_[at_]))) {
      return Refuse(token.position, "number");
    }
    return token;
  }

  Result<Token> Word() {
    const size_t start = at_;
    while (at_ < text_.size() && IsWord(text_[at_])) ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    const std::string lower = LowerCase(word);
    const bool is_keyword = std::find(kKeywords.begin(), kKeywords.end(), lower) != kKeywords.end();
    return Token{is_keyword ? TokenKind::kKeyword : TokenKind::kIdentifier,
                 is_keyword ? lower : std::string(word), 0, static_cast<int>(start)};
  }

  Result<Token> Text() {
    Token token{TokenKind::kText, "", 0, static_cast<int>(at_)};
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '\'') {
        token.text += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '\'') {
        token.text += text_[at_++];
      } else {
        ++at_;
        return token;
      }
    }
    return Refuse(token.position, "'");
  }

  Result<Token> Symbol() {
    for (const std::string_view symbol : kSymbols) {
      if (text_.substr(at_).starts_with(symbol)) {
        at_ += symbol.size();
        return Token{TokenKind::kSymbol, std::string(symbol), 0,
                     static_cast<int>(at_ - symbol.size())};
      }
    }
    return Refuse(static_cast<int>(at_), "operator");
  }

  std::unexpected<Problem> Refuse(int position, std::string expected) const {
    const std::string found(Utf8Prefix(text_.substr(static_cast<size_t>(position)), 20));
    return MakeProblem("expression.syntax", PlaceAt(source_.place, position),
                       {{"found", found}, {"expected", std::move(expected)}});
  }

  const ExpressionSource& source_;
  std::string_view text_;
  size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> Tokenize(const ExpressionSource& source) { return Lexer(source).Run(); }

}  // namespace kebao::metrics
