#include "metrics/plan/row_program.h"

#include <algorithm>
#include <optional>

#include "metrics/expression/standing_names.h"

namespace kebao::metrics {

using Op = RowStep::Op;

namespace {

constexpr int kNone = -1;  // not covered by the steps

bool IsIdentifier(const Expression& node) { return node.kind == ExpressionKind::kIdentifier; }

/// Names that are no columns.
bool IsOfTheRun(const Expression& node) {
  return node.text == "report_time" || node.text == "local_day" || node.text == "agent_day" ||
         node.text == kResolvedBetween;
}

bool IsNumeric(ValueKind type) {
  return type == ValueKind::kInteger || type == ValueKind::kReal || type == ValueKind::kInstant ||
         type == ValueKind::kDay || type == ValueKind::kCode;
}

Operator Mirrored(Operator op) {
  switch (op) {
    case Operator::kLess:
      return Operator::kGreater;
    case Operator::kLessEqual:
      return Operator::kGreaterEqual;
    case Operator::kGreater:
      return Operator::kLess;
    case Operator::kGreaterEqual:
      return Operator::kLessEqual;
    default:
      return op;
  }
}

}  // namespace

/// Compiles one expression into steps; a step with the same SQL is taken where there is one.
class RowCompiler {
 public:
  RowCompiler(RowProgram* program, const SqlScope& scope) : program_(program), scope_(scope) {}

  int Flag(const Expression& node) {
    return Known("flag " + ToSql(node, scope_), [&] { return MakeFlag(node); });
  }
  int Number(const Expression& node) {
    return Known("number " + ToSql(node, scope_), [&] { return MakeNumber(node); });
  }

 private:
  template <class Make>
  int Known(const std::string& key, Make make) {
    const auto found = program_->known_steps_.find(key);
    if (found != program_->known_steps_.end()) return found->second;
    const int step = make();
    program_->known_steps_.emplace(key, step);
    return step;
  }

  int Push(RowStep step) {
    program_->steps_.push_back(std::move(step));
    return static_cast<int>(program_->steps_.size()) - 1;
  }

  int Unary(Op op, int a) { return a == kNone ? kNone : Push({.op = op, .a = a, .list = {}}); }
  int Binary(Op op, int a, int b) {
    return a == kNone || b == kNone ? kNone : Push({.op = op, .a = a, .b = b, .list = {}});
  }
  int OfColumn(Op op, const Expression& node) {
    if (IsOfTheRun(node)) return kNone;
    return Push(
        {.op = op, .column = program_->ColumnOf(scope_.dialect.Identifier(node.text)), .list = {}});
  }
  int Negated(int flag, bool is_negated) { return is_negated ? Unary(Op::kNot, flag) : flag; }

  int MakeFlag(const Expression& node) {
    switch (node.kind) {
      case ExpressionKind::kBoolean:
        return Push({.op = Op::kFlag, .is_true = node.boolean, .list = {}});
      case ExpressionKind::kIdentifier:
        return node.type == ValueKind::kBoolean ? OfColumn(Op::kFlagColumn, node) : kNone;
      case ExpressionKind::kNot:
        return Unary(Op::kNot, Flag(*node.children[0]));
      case ExpressionKind::kAnd:
        return Binary(Op::kAnd, Flag(*node.children[0]), Flag(*node.children[1]));
      case ExpressionKind::kOr:
        return Binary(Op::kOr, Flag(*node.children[0]), Flag(*node.children[1]));
      case ExpressionKind::kIsNull:
        return Negated(HasValue(*node.children[0]), !node.is_negated);
      case ExpressionKind::kIsTruth:
        return Negated(Unary(node.boolean ? Op::kIsTrue : Op::kIsFalse, Flag(*node.children[0])),
                       node.is_negated);
      case ExpressionKind::kCompare:
        return Compare(*node.children[0], node.op, *node.children[1]);
      case ExpressionKind::kIn:
        return Negated(In(node), node.is_negated);
      case ExpressionKind::kBetween:
        return Negated(
            Binary(Op::kAnd, Compare(*node.children[0], Operator::kGreaterEqual, *node.children[1]),
                   Compare(*node.children[0], Operator::kLessEqual, *node.children[2])),
            node.is_negated);
      default:
        return kNone;
    }
  }

  int HasValue(const Expression& node) {
    if (IsIdentifier(node)) return OfColumn(Op::kKnown, node);
    return node.type == ValueKind::kBoolean ? Unary(Op::kIsKnown, Flag(node))
                                            : Unary(Op::kHasValue, Number(node));
  }

  int Compare(const Expression& left, Operator op, const Expression& right) {
    if (left.type == ValueKind::kCode || right.type == ValueKind::kCode)
      return CompareCode(left, op, right);
    if (!IsNumeric(left.type) || !IsNumeric(right.type)) return kNone;
    const auto left_constant = ConstantOf(left);
    const auto right_constant = ConstantOf(right);
    if (left_constant && right_constant) return kNone;
    if (left_constant) return CompareTo(Number(right), Mirrored(op), *left_constant);
    if (right_constant) return CompareTo(Number(left), op, *right_constant);
    const int a = Number(left);
    const int b = Number(right);
    if (a == kNone || b == kNone) return kNone;
    return Push({.op = Op::kCompare, .a = a, .b = b, .comparison = op, .list = {}});
  }

  int CompareTo(int a, Operator op, double number) {
    if (a == kNone) return kNone;
    return Push({.op = Op::kCompareTo, .a = a, .number = number, .comparison = op, .list = {}});
  }

  /// A text stands for its codes; it cannot be smaller or greater.
  int CompareCode(const Expression& left, Operator op, const Expression& right) {
    const Expression& code = left.type == ValueKind::kCode ? left : right;
    const Expression& text = &code == &left ? right : left;
    const bool is_covered = text.kind == ExpressionKind::kText && IsIdentifier(code) &&
                            (op == Operator::kEqual || op == Operator::kNotEqual);
    if (!is_covered) return kNone;
    return Negated(IsAmong(code, CodesNamed(code, {&text})), op == Operator::kNotEqual);
  }

  int In(const Expression& node) {
    const Expression& operand = *node.children[0];
    std::vector<const Expression*> texts;
    std::vector<double> numbers;
    for (size_t index = 1; index < node.children.size(); ++index) {
      const Expression& value = *node.children[index];
      if (operand.type == ValueKind::kCode) {
        if (value.kind != ExpressionKind::kText) return kNone;
        texts.push_back(&value);
        continue;
      }
      const auto constant = IsNumeric(operand.type) ? ConstantOf(value) : std::nullopt;
      if (!constant) return kNone;
      numbers.push_back(*constant);
    }
    if (operand.type != ValueKind::kCode) return IsAmong(operand, std::move(numbers));
    return IsIdentifier(operand) ? IsAmong(operand, CodesNamed(operand, texts)) : kNone;
  }

  int IsAmong(const Expression& operand, std::vector<double> list) {
    const int a = Number(operand);
    if (a == kNone) return kNone;
    return Push({.op = Op::kIsIn, .a = a, .list = std::move(list)});
  }

  std::vector<double> CodesNamed(const Expression& code,
                                 const std::vector<const Expression*>& texts) const {
    std::vector<double> codes;
    for (const Expression* text : texts) {
      for (const int64_t found : CodesOf(scope_.directory, code.dimension, text->text))
        codes.push_back(static_cast<double>(found));
    }
    return codes;
  }

  std::optional<double> ConstantOf(const Expression& node) const {
    if (node.kind == ExpressionKind::kNumber) return node.number;
    if (IsIdentifier(node) && node.text == "report_time")
      return static_cast<double>(scope_.report_time.micros);
    if (node.kind != ExpressionKind::kNegate) return std::nullopt;
    const auto inner = ConstantOf(*node.children[0]);
    return inner ? std::optional(-*inner) : std::nullopt;
  }

  int MakeNumber(const Expression& node) {
    if (!IsNumeric(node.type)) return kNone;
    if (const auto constant = ConstantOf(node))
      return Push({.op = Op::kNumber, .number = *constant, .list = {}});
    if (IsIdentifier(node)) return OfColumn(Op::kNumberColumn, node);
    if (node.kind != ExpressionKind::kArithmetic) return kNone;
    return Binary(ArithmeticOf(node), Number(*node.children[0]), Number(*node.children[1]));
  }

  static Op ArithmeticOf(const Expression& node) {
    if (node.type == ValueKind::kInteger) return Op::kSeconds;
    switch (node.op) {
      case Operator::kAdd:
        return Op::kAdd;
      case Operator::kSubtract:
        return Op::kSubtract;
      case Operator::kMultiply:
        return Op::kMultiply;
      default:
        return Op::kDivide;
    }
  }

  RowProgram* program_;
  const SqlScope& scope_;
};

int RowProgram::ColumnOf(const std::string& sql) {
  const auto found = std::find(projection_.begin(), projection_.end(), sql);
  if (found != projection_.end()) return static_cast<int>(found - projection_.begin());
  projection_.push_back(sql);
  return static_cast<int>(projection_.size()) - 1;
}

int RowProgram::AddProjected(const std::string& sql) {
  const auto known = known_inputs_.find(sql);
  if (known != known_inputs_.end()) return known->second;
  Output output;
  output.column = ColumnOf(sql);
  outputs_.push_back(output);
  return known_inputs_[sql] = static_cast<int>(outputs_.size()) - 1;
}

void RowProgram::Forget(size_t steps, size_t columns) {
  steps_.resize(steps);
  projection_.resize(columns);
  std::erase_if(known_steps_,
                [&](const auto& known) { return known.second >= static_cast<int>(steps); });
}

int RowProgram::Add(const RowInput& input, const std::string& sql, const SqlScope& scope) {
  const std::string key = (input.value ? "value " : "rows ") + sql;
  const auto known = known_inputs_.find(key);
  if (known != known_inputs_.end()) return known->second;
  const size_t steps = steps_.size();
  const size_t columns = projection_.size();
  RowCompiler compiler(this, scope);
  Output output;
  bool is_covered = true;
  if (input.value) {
    const Expression& value = *input.value;
    output.number = compiler.Number(value);
    is_covered = output.number >= 0;
    if (is_covered && steps_[static_cast<size_t>(output.number)].op == Op::kNumberColumn)
      output.column = steps_[static_cast<size_t>(output.number)].column;
  }
  if (is_covered && input.where) {
    output.flag = compiler.Flag(*input.where);
    is_covered = output.flag >= 0;
  }
  if (!is_covered) {
    Forget(steps, columns);  // what half of it was covered need not be read
    return AddProjected(sql);
  }
  outputs_.push_back(output);
  return known_inputs_[key] = static_cast<int>(outputs_.size()) - 1;
}

}  // namespace kebao::metrics
