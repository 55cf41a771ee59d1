#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kebao::metrics {

/// What an expression yields. Every kind may also be null.
enum class ValueKind : uint8_t {
  kNull,  // the literal null alone: fits every kind
  kBoolean,
  kInteger,
  kReal,
  kInstant,
  kDay,
  kText,
  kCode,  // a dimension's code, an agent, team or source key; `dimension` says whose
};

enum class ExpressionKind : uint8_t {
  kNumber,
  kText,
  kBoolean,
  kNull,
  kIdentifier,
  kNot,
  kNegate,
  kAnd,
  kOr,
  kCompare,
  kArithmetic,
  kIn,       // children[0] in (children[1…]); is_negated: not in
  kBetween,  // children[0] between children[1] and children[2]
  kIsNull,
  kIsTruth,  // children[0] is [not] true/false; `boolean` is the truth asked for
  kCase,     // when, then, when, then …, else (always present; null where not written)
};

enum class Operator : uint8_t {
  kNone,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide
};

/// A node of a parsed expression. Immutable once checked; trees are shared between copies of a
/// definition.
struct Expression {
  ExpressionKind kind = ExpressionKind::kNull;
  Operator op = Operator::kNone;
  double number = 0;
  bool boolean = false;
  bool is_negated = false;
  std::string text;  // identifier or text literal
  int position = 0;  // byte offset in the source text
  std::vector<std::unique_ptr<Expression>> children;

  // Set by CheckTypes.
  ValueKind type = ValueKind::kNull;
  std::string dimension;  // of a kCode identifier
  std::string known_by;   // of the meaning of a name: the column that says whether it is recorded
};

using ExpressionPtr = std::shared_ptr<const Expression>;

/// Text with the place where it stands ("volume.yaml:12:3" = its first character), for messages.
struct ExpressionSource {
  std::string text;
  std::string place;
};

/// `place` moved right by `position` bytes: "f.yaml:12:3", 4 → "f.yaml:12:7". A place without line
/// and column stays.
std::string PlaceAt(const std::string& place, int position);

/// Syntax only. Keywords (and or not in between is null true false case when then else end) are not
/// case-sensitive. Problems: "expression.syntax" {found, expected}.
Result<std::unique_ptr<Expression>> ParseExpression(const ExpressionSource& source);

std::string_view NameOf(ValueKind kind);

}  // namespace kebao::metrics
