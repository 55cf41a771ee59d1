#include "metrics/expression/evaluate.h"

#include "base/problem.h"

namespace kebao::metrics {
namespace {

using Number = std::optional<double>;

Number Truth(std::optional<bool> truth) { return truth ? Number(*truth ? 1 : 0) : std::nullopt; }

class Evaluator {
 public:
  explicit Evaluator(const NumberLookup& lookup) : lookup_(lookup) {}

  Number Of(const Expression& node) const {
    switch (node.kind) {
      case ExpressionKind::kNumber:
        return node.number;
      case ExpressionKind::kBoolean:
        return node.boolean ? 1 : 0;
      case ExpressionKind::kNull:
        return std::nullopt;
      case ExpressionKind::kIdentifier:
        return lookup_(node.text);
      case ExpressionKind::kNot:
        return Not(Child(node, 0));
      case ExpressionKind::kNegate:
        return Negated(Child(node, 0));
      case ExpressionKind::kAnd:
        return And(Child(node, 0), Child(node, 1));
      case ExpressionKind::kOr:
        return Not(And(Not(Child(node, 0)), Not(Child(node, 1))));
      case ExpressionKind::kCompare:
        return Compare(node.op, Child(node, 0), Child(node, 1));
      case ExpressionKind::kArithmetic:
        return Arithmetic(node.op, Child(node, 0), Child(node, 1));
      case ExpressionKind::kIn:
        return In(node);
      case ExpressionKind::kBetween:
        return Between(node);
      case ExpressionKind::kIsNull:
        return Child(node, 0).has_value() == node.is_negated ? 1 : 0;
      case ExpressionKind::kIsTruth:
        return IsTruth(node);
      case ExpressionKind::kCase:
        return Case(node);
      case ExpressionKind::kText:
        break;
    }
    KEBAO_ASSERT(false);  // the type checker lets no text into a number
  }

 private:
  Number Child(const Expression& node, size_t index) const { return Of(*node.children[index]); }

  static Number Not(Number a) { return a ? Number(*a == 0 ? 1 : 0) : std::nullopt; }
  static Number Negated(Number a) { return a ? Number(-*a) : std::nullopt; }
  static Number And(Number a, Number b) {
    if ((a && *a == 0) || (b && *b == 0)) return 0;
    return a && b ? Number(1) : std::nullopt;
  }

  static Number Compare(Operator op, Number a, Number b) {
    if (!a || !b) return std::nullopt;
    switch (op) {
      case Operator::kEqual:
        return Truth(*a == *b);
      case Operator::kNotEqual:
        return Truth(*a != *b);
      case Operator::kLess:
        return Truth(*a < *b);
      case Operator::kLessEqual:
        return Truth(*a <= *b);
      case Operator::kGreater:
        return Truth(*a > *b);
      default:
        return Truth(*a >= *b);
    }
  }

  static Number Arithmetic(Operator op, Number a, Number b) {
    if (!a || !b) return std::nullopt;
    switch (op) {
      case Operator::kAdd:
        return *a + *b;
      case Operator::kSubtract:
        return *a - *b;
      case Operator::kMultiply:
        return *a * *b;
      default:
        return *b == 0 ? std::nullopt : Number(*a / *b);
    }
  }

  Number In(const Expression& node) const {
    Number any = 0;
    for (size_t index = 1; index < node.children.size(); ++index) {
      const Number equal = Compare(Operator::kEqual, Child(node, 0), Child(node, index));
      any = Not(And(Not(any), Not(equal)));
    }
    return node.is_negated ? Not(any) : any;
  }

  Number Between(const Expression& node) const {
    const Number inside = And(Compare(Operator::kGreaterEqual, Child(node, 0), Child(node, 1)),
                              Compare(Operator::kLessEqual, Child(node, 0), Child(node, 2)));
    return node.is_negated ? Not(inside) : inside;
  }

  Number IsTruth(const Expression& node) const {
    const Number value = Child(node, 0);
    const bool is = value && (*value != 0) == node.boolean;
    return is != node.is_negated ? 1 : 0;
  }

  Number Case(const Expression& node) const {
    size_t index = 0;
    for (; index + 1 < node.children.size(); index += 2) {
      const Number condition = Child(node, index);
      if (condition && *condition != 0) return Child(node, index + 1);
    }
    return Child(node, index);
  }

  const NumberLookup& lookup_;
};

}  // namespace

std::optional<double> EvaluateNumber(const Expression& expression, const NumberLookup& lookup) {
  return Evaluator(lookup).Of(expression);
}

}  // namespace kebao::metrics
