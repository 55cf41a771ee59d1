#include "metrics/expression/type_check.h"

#include "metrics/expression/standing_names.h"

namespace kebao::metrics {
namespace {

using domain::ColumnType;

bool IsNumber(ValueKind kind) { return kind == ValueKind::kInteger || kind == ValueKind::kReal; }

/// Whether a value of kind `found` may stand where `wanted` is asked for.
bool Fits(ValueKind found, ValueKind wanted) {
  return wanted == ValueKind::kNull || found == ValueKind::kNull || found == wanted ||
         (IsNumber(found) && IsNumber(wanted));
}

bool AreComparable(ValueKind a, ValueKind b) {
  return Fits(a, b) || (a == ValueKind::kCode && b == ValueKind::kText) ||
         (a == ValueKind::kText && b == ValueKind::kCode);
}

bool IsOrdered(ValueKind kind) { return kind != ValueKind::kCode && kind != ValueKind::kBoolean; }

class Checker {
 public:
  Checker(const std::string& place, const IdentifierTypes& types) : place_(place), types_(types) {}

  Result<void> Check(Expression* node) {
    if (node->kind == ExpressionKind::kIdentifier) return Identifier(node);
    for (auto& child : node->children) KEBAO_TRY_VOID(Check(child.get()));
    return Own(node);
  }

  Result<void> Require(const Expression& node, ValueKind wanted) const {
    return Fits(node.type, wanted) ? Result<void>{} : Refuse(node, NameOf(wanted));
  }

 private:
  Result<void> Identifier(Expression* node) {
    const auto type = types_(node->text);
    if (!type) {
      return MakeProblem("expression.unknown_name", PlaceAt(place_, node->position),
                         {{"name", node->text}});
    }
    if (!type->meaning.empty()) return StandFor(*type, node);
    node->type = type->kind;
    node->dimension = type->dimension;
    node->text = type->column;
    return {};
  }

  Result<void> StandFor(const IdentifierType& name, Expression* node) {
    KEBAO_TRY(std::unique_ptr<Expression> meaning, ParseExpression({name.meaning, place_}));
    KEBAO_TRY_VOID(Check(meaning.get()));
    *node = std::move(*meaning);
    node->known_by = name.known_by;
    return {};
  }

  Result<void> Own(Expression* node) const {
    switch (node->kind) {
      case ExpressionKind::kNumber:
        return Set(node, NumberKind(*node));
      case ExpressionKind::kText:
        return Set(node, ValueKind::kText);
      case ExpressionKind::kBoolean:
        return Set(node, ValueKind::kBoolean);
      case ExpressionKind::kNull:
        return Set(node, ValueKind::kNull);
      case ExpressionKind::kIsNull:
        return Set(node, ValueKind::kBoolean);
      case ExpressionKind::kNot:
      case ExpressionKind::kAnd:
      case ExpressionKind::kOr:
      case ExpressionKind::kIsTruth:
        return AllOf(node, ValueKind::kBoolean, ValueKind::kBoolean);
      case ExpressionKind::kNegate:
        return AllOf(node, ValueKind::kReal, node->children[0]->type);
      case ExpressionKind::kArithmetic:
        return Arithmetic(node);
      case ExpressionKind::kCompare:
        return Compare(node, IsEquality(node->op));
      case ExpressionKind::kIn:
        return Compare(node, true);
      case ExpressionKind::kBetween:
        return Compare(node, false);
      case ExpressionKind::kCase:
        return Case(node);
      case ExpressionKind::kIdentifier:
        break;
    }
    return {};
  }

  static ValueKind NumberKind(const Expression& node) {
    const bool is_whole = node.text.find_first_of(".eE") == std::string::npos;
    return is_whole ? ValueKind::kInteger : ValueKind::kReal;
  }
  static bool IsEquality(Operator op) {
    return op == Operator::kEqual || op == Operator::kNotEqual;
  }

  static Result<void> Set(Expression* node, ValueKind kind) {
    node->type = kind;
    return {};
  }

  Result<void> AllOf(Expression* node, ValueKind wanted, ValueKind own) const {
    for (const auto& child : node->children) KEBAO_TRY_VOID(Require(*child, wanted));
    return Set(node, own);
  }

  Result<void> Arithmetic(Expression* node) const {
    const bool is_span = node->op == Operator::kSubtract &&
                         node->children[0]->type == ValueKind::kInstant &&
                         node->children[1]->type == ValueKind::kInstant;
    if (is_span) return Set(node, ValueKind::kInteger);
    return AllOf(node, ValueKind::kReal, ValueKind::kReal);
  }

  Result<void> Compare(Expression* node, bool is_equality) const {
    const Expression& first = *node->children[0];
    for (size_t index = 1; index < node->children.size(); ++index) {
      const Expression& other = *node->children[index];
      if (!AreComparable(first.type, other.type)) return Refuse(other, NameOf(first.type));
      const bool is_code = first.type == ValueKind::kCode || other.type == ValueKind::kCode;
      if (is_code && !IsCodeComparison(first, other)) return Refuse(other, "text literal");
    }
    if (!is_equality && !IsOrdered(first.type)) return Refuse(first, "real");
    return Set(node, ValueKind::kBoolean);
  }

  /// A dimension is compared with a text literal, or with another column of the same dimension.
  static bool IsCodeComparison(const Expression& a, const Expression& b) {
    if (a.type == ValueKind::kCode && b.type == ValueKind::kCode) return a.dimension == b.dimension;
    const Expression& other = a.type == ValueKind::kCode ? b : a;
    return other.kind == ExpressionKind::kText || other.kind == ExpressionKind::kNull;
  }

  Result<void> Case(Expression* node) const {
    ValueKind kind = ValueKind::kNull;
    for (size_t index = 0; index < node->children.size(); ++index) {
      const Expression& child = *node->children[index];
      const bool is_condition = index % 2 == 0 && index + 1 < node->children.size();
      if (is_condition) {
        KEBAO_TRY_VOID(Require(child, ValueKind::kBoolean));
        continue;
      }
      KEBAO_TRY_VOID(Require(child, kind));
      if (child.type == ValueKind::kText || child.type == ValueKind::kCode)
        return Refuse(child, "real");
      if (kind == ValueKind::kNull || child.type == ValueKind::kReal) kind = child.type;
    }
    return Set(node, kind);
  }

  std::unexpected<Problem> Refuse(const Expression& node, std::string_view wanted) const {
    return MakeProblem(
        "expression.type", PlaceAt(place_, node.position),
        {{"wanted", std::string(wanted)}, {"found", std::string(NameOf(node.type))}});
  }

  const std::string& place_;
  const IdentifierTypes& types_;
};

IdentifierType TypeOf(const domain::FactColumn& column) {
  switch (column.type) {
    case ColumnType::kBoolean:
      return {ValueKind::kBoolean, "", column.name};
    case ColumnType::kInteger:
    case ColumnType::kBigint:
      return {ValueKind::kInteger, "", column.name};
    case ColumnType::kReal:
      return {ValueKind::kReal, "", column.name};
    case ColumnType::kInstant:
      return {ValueKind::kInstant, "", column.name};
    case ColumnType::kDay:
      return {ValueKind::kDay, "", column.name};
    case ColumnType::kCode:
      return {ValueKind::kCode, column.name, column.name};
    case ColumnType::kAgent:
      return {ValueKind::kCode, "agent", column.name};
    case ColumnType::kTeam:
      return {ValueKind::kCode, "team", column.name};
    case ColumnType::kSource:
      return {ValueKind::kCode, "source", column.name};
    case ColumnType::kText:
      return {ValueKind::kText, "", column.name};
  }
  return {};
}

void Collect(const Expression& node, bool skip_truth_tests, std::set<std::string>* names) {
  if (skip_truth_tests && !node.known_by.empty()) {
    names->insert(node.known_by);
    return;
  }
  if (node.kind == ExpressionKind::kIdentifier) names->insert(node.text);
  if (skip_truth_tests && node.kind == ExpressionKind::kIsTruth) return;
  for (const auto& child : node.children) Collect(*child, skip_truth_tests, names);
}

}  // namespace

IdentifierTypes ColumnsOf(const domain::FactSchema& schema, std::string pack) {
  return [&schema, pack = std::move(pack)](std::string_view name) -> std::optional<IdentifierType> {
    if (name == "report_time") return IdentifierType{ValueKind::kInstant, "", "report_time"};
    if (name == "local_day") return IdentifierType{ValueKind::kInteger, "", "local_day"};
    const bool has_agent = schema.Find("agent") != nullptr;
    if (name == "agent_day" && has_agent)
      return IdentifierType{ValueKind::kInteger, "", "agent_day"};
    const bool has_standing = StandingNameOf(schema.fact, "was_resolved").has_value();
    if (name == kResolvedBetween && has_standing)
      return IdentifierType{ValueKind::kBoolean, "", std::string(kResolvedBetween)};
    if (const auto standing = StandingNameOf(schema.fact, name)) {
      return IdentifierType{ValueKind::kBoolean, "", std::string(name),
                            std::string(standing->meaning), std::string(standing->known_by)};
    }
    const domain::FactColumn* column = schema.Find(std::string(name) + "__" + pack);
    if (column == nullptr) column = schema.Find(name);
    if (column == nullptr) return std::nullopt;
    return TypeOf(*column);
  };
}

Result<ExpressionPtr> CheckTypes(std::unique_ptr<Expression> expression, const std::string& place,
                                 const IdentifierTypes& types, ValueKind wanted) {
  Checker checker(place, types);
  KEBAO_TRY_VOID(checker.Check(expression.get()));
  KEBAO_TRY_VOID(checker.Require(*expression, wanted));
  return ExpressionPtr(std::move(expression));
}

Result<ExpressionPtr> CompileExpression(const ExpressionSource& source,
                                        const IdentifierTypes& types, ValueKind wanted) {
  KEBAO_TRY(std::unique_ptr<Expression> parsed, ParseExpression(source));
  return CheckTypes(std::move(parsed), source.place, types, wanted);
}

std::set<std::string> IdentifiersThatMustBeKnown(const Expression& expression) {
  std::set<std::string> names;
  Collect(expression, true, &names);
  return names;
}

std::set<std::string> IdentifiersOf(const Expression& expression) {
  std::set<std::string> names;
  Collect(expression, false, &names);
  return names;
}

}  // namespace kebao::metrics
