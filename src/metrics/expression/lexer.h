#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "metrics/expression/expression.h"

namespace kebao::metrics {

enum class TokenKind : uint8_t { kEnd, kNumber, kText, kIdentifier, kKeyword, kSymbol };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  // keywords in lower case, text literals without quotes
  double number = 0;
  int position = 0;
};

/// Splits an expression; the last token is kEnd. Text is quoted with ' ('' stands for one ').
/// Problem "expression.syntax".
Result<std::vector<Token>> Tokenize(const ExpressionSource& source);

}  // namespace kebao::metrics
