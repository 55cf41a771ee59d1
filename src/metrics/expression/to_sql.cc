#include "metrics/expression/to_sql.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "metrics/expression/standing_names.h"

namespace kebao::metrics {
namespace {

constexpr int64_t kNoCode = -1;  // stands for a text without a code; no row has it

class SqlWriter {
 public:
  explicit SqlWriter(const SqlScope& scope) : scope_(scope) {}

  std::string Write(const Expression& node) const {
    switch (node.kind) {
      case ExpressionKind::kNumber:
        return Number(node);
      case ExpressionKind::kText:
        return scope_.dialect.TextLiteral(node.text);
      case ExpressionKind::kBoolean:
        return node.boolean ? "TRUE" : "FALSE";
      case ExpressionKind::kNull:
        return "NULL";
      case ExpressionKind::kIdentifier:
        return Identifier(node);
      case ExpressionKind::kNot:
        return fmt::format("(NOT {})", Write(*node.children[0]));
      case ExpressionKind::kNegate:
        return fmt::format("(-{})", Real(*node.children[0]));
      case ExpressionKind::kAnd:
        return Binary(node, "AND");
      case ExpressionKind::kOr:
        return Binary(node, "OR");
      case ExpressionKind::kCompare:
        return Compare(node);
      case ExpressionKind::kArithmetic:
        return Arithmetic(node);
      case ExpressionKind::kIn:
        return In(node);
      case ExpressionKind::kBetween:
        return Between(node);
      case ExpressionKind::kIsNull:
        return fmt::format("({} IS {}NULL)", Write(*node.children[0]),
                           node.is_negated ? "NOT " : "");
      case ExpressionKind::kIsTruth:
        return IsTruth(node);
      case ExpressionKind::kCase:
        return Case(node);
    }
    return "NULL";
  }

 private:
  std::string Number(const Expression& node) const {
    return node.type == ValueKind::kInteger ? node.text : scope_.dialect.RealLiteral(node.number);
  }

  std::string Identifier(const Expression& node) const {
    if (node.text == "report_time") return scope_.dialect.InstantLiteral(scope_.report_time);
    if (node.text == "local_day") return scope_.local_day;
    if (node.text == "agent_day") return AgentDay();
    if (node.text == kResolvedBetween) return ResolvedBetween();
    return scope_.dialect.Identifier(node.text);
  }

  /// The agent in the upper 32 bits of a 64-bit integer.
  std::string AgentDay() const {
    return fmt::format("(4294967296 * {} + {})", scope_.dialect.Identifier("agent"),
                       scope_.local_day);
  }

  std::string ResolvedBetween() const {
    if (scope_.resolved_between.empty()) return "FALSE";
    return fmt::format("({} IN ({}))", scope_.dialect.Identifier("conversation_key"),
                       fmt::join(scope_.resolved_between, ", "));
  }

  /// Arithmetic is done in reals: no engine's integer overflow or integer division shows through.
  std::string Real(const Expression& node) const { return scope_.dialect.CastToReal(Write(node)); }

  std::string Binary(const Expression& node, const char* word) const {
    return fmt::format("({} {} {})", Write(*node.children[0]), word, Write(*node.children[1]));
  }

  std::string Arithmetic(const Expression& node) const {
    if (node.type == ValueKind::kInteger) return SecondsBetweenInstants(node);
    const std::string left = Real(*node.children[0]);
    const std::string right = Real(*node.children[1]);
    switch (node.op) {
      case Operator::kAdd:
        return fmt::format("({} + {})", left, right);
      case Operator::kSubtract:
        return fmt::format("({} - {})", left, right);
      case Operator::kMultiply:
        return fmt::format("({} * {})", left, right);
      default:
        return scope_.dialect.Divide(left, right);
    }
  }

  std::string SecondsBetweenInstants(const Expression& node) const {
    const std::string later = scope_.dialect.MicrosOf(Write(*node.children[0]));
    const std::string earlier = scope_.dialect.MicrosOf(Write(*node.children[1]));
    return scope_.dialect.FloorDivide(fmt::format("({} - {})", later, earlier), kMicrosPerSecond);
  }

  static const char* Symbol(Operator op) {
    switch (op) {
      case Operator::kEqual:
        return "=";
      case Operator::kNotEqual:
        return "<>";
      case Operator::kLess:
        return "<";
      case Operator::kLessEqual:
        return "<=";
      case Operator::kGreater:
        return ">";
      default:
        return ">=";
    }
  }

  std::string Compare(const Expression& node) const {
    const Expression& left = *node.children[0];
    const Expression& right = *node.children[1];
    const bool is_negated = node.op == Operator::kNotEqual;
    if (IsCodeWithText(left, right)) return CodeIn(left, {&right}, is_negated);
    if (IsCodeWithText(right, left)) return CodeIn(right, {&left}, is_negated);
    return fmt::format("({} {} {})", Write(left), Symbol(node.op), Write(right));
  }

  static bool IsCodeWithText(const Expression& code, const Expression& text) {
    return code.type == ValueKind::kCode && text.kind == ExpressionKind::kText;
  }

  std::string In(const Expression& node) const {
    std::vector<const Expression*> values;
    for (size_t index = 1; index < node.children.size(); ++index)
      values.push_back(node.children[index].get());
    const Expression& operand = *node.children[0];
    if (operand.type == ValueKind::kCode) return CodeIn(operand, values, node.is_negated);
    std::vector<std::string> texts;
    for (const Expression* value : values) texts.push_back(Write(*value));
    return fmt::format("({} {}IN ({}))", Write(operand), node.is_negated ? "NOT " : "",
                       fmt::join(texts, ", "));
  }

  std::string CodeIn(const Expression& operand, const std::vector<const Expression*>& values,
                     bool is_negated) const {
    std::vector<int64_t> codes;
    for (const Expression* value : values) {
      const auto found = CodesOf(scope_.directory, operand.dimension, value->text);
      codes.insert(codes.end(), found.begin(), found.end());
    }
    if (codes.empty()) codes.push_back(kNoCode);
    return fmt::format("({} {}IN ({}))", Write(operand), is_negated ? "NOT " : "",
                       fmt::join(codes, ", "));
  }

  std::string Between(const Expression& node) const {
    return fmt::format("({} {}BETWEEN {} AND {})", Write(*node.children[0]),
                       node.is_negated ? "NOT " : "", Write(*node.children[1]),
                       Write(*node.children[2]));
  }

  /// Never null: (x is true) = x known and true.
  std::string IsTruth(const Expression& node) const {
    const std::string value = Write(*node.children[0]);
    const std::string holds = node.boolean ? value : fmt::format("(NOT {})", value);
    const std::string is = fmt::format("(({0} IS NOT NULL) AND {1})", value, holds);
    return node.is_negated ? fmt::format("(NOT {})", is) : is;
  }

  std::string Case(const Expression& node) const {
    std::string sql = "(CASE";
    size_t index = 0;
    for (; index + 1 < node.children.size(); index += 2) {
      sql += fmt::format(" WHEN {} THEN {}", Write(*node.children[index]), Branch(node, index + 1));
    }
    return sql + fmt::format(" ELSE {} END)", Branch(node, index));
  }

  std::string Branch(const Expression& node, size_t index) const {
    const Expression& branch = *node.children[index];
    const bool needs_cast = node.type == ValueKind::kReal && branch.type == ValueKind::kInteger;
    return needs_cast ? Real(branch) : Write(branch);
  }

  const SqlScope& scope_;
};

template <class List>
std::vector<int64_t> KeysNamed(const List& entries, std::string_view text) {
  std::vector<int64_t> keys;
  for (size_t key = 0; key < entries.size(); ++key) {
    if (entries[key].name == text || entries[key].id == text)
      keys.push_back(static_cast<int64_t>(key));
  }
  return keys;
}

std::vector<int64_t> PositionsOf(const std::vector<std::string>& texts, std::string_view text) {
  std::vector<int64_t> positions;
  for (size_t index = 0; index < texts.size(); ++index) {
    if (texts[index] == text) positions.push_back(static_cast<int64_t>(index));
  }
  return positions;
}

}  // namespace

std::string ToSql(const Expression& expression, const SqlScope& scope) {
  return SqlWriter(scope).Write(expression);
}

std::vector<int64_t> CodesOf(const engine::Directory& directory, std::string_view dimension,
                             std::string_view text) {
  if (dimension == "agent") return KeysNamed(directory.agents, text);
  if (dimension == "team") return KeysNamed(directory.teams, text);
  if (dimension == "source") return PositionsOf(directory.sources, text);
  const auto found = directory.dimensions.find(dimension);
  if (found == directory.dimensions.end()) return {};
  return PositionsOf(found->second.texts, text);
}

}  // namespace kebao::metrics
