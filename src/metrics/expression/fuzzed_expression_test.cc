#include "metrics/expression/fuzzed_expression.h"

#include "base/text_encoding.h"
#include "metrics/expression/evaluate.h"
#include "metrics/expression/type_check.h"

namespace kebao::metrics::fuzzed {
namespace {

const IdentifierTypes& ConversationColumns() {
  static const domain::FactCatalog facts(
      {{domain::Fact::kConversation, {"first_response_seconds", domain::ColumnType::kInteger}}});
  static const IdentifierTypes columns =
      ColumnsOf(facts.SchemaOf(domain::Fact::kConversation), "kebao");
  return columns;
}

/// Metric ids as they are in a derived metric: numbers, and flags where the name begins with b.
std::optional<IdentifierType> AnyName(std::string_view name) {
  const ValueKind kind = name.starts_with('b') ? ValueKind::kBoolean : ValueKind::kReal;
  return IdentifierType{kind, "", std::string(name)};
}

std::optional<double> ValueOf(std::string_view name) {
  return name.size() % 3 == 0 ? std::nullopt : std::optional<double>(name.size() % 2);
}

void CheckProblem(const Problem& problem, bool is_utf8) {
  KEBAO_ASSERT(problem.code.starts_with("expression.") && !problem.place.empty());
  for (const auto& [name, value] : problem.arguments) KEBAO_ASSERT(!is_utf8 || IsValidUtf8(value));
}

}  // namespace

void Expression(std::string_view input) {
  const ExpressionSource source{std::string(input), "fuzz.yaml:1:1"};
  const bool is_utf8 = IsValidUtf8(input);
  const auto of_fact = CompileExpression(source, ConversationColumns(), ValueKind::kNull);
  if (!of_fact) CheckProblem(of_fact.error(), is_utf8);
  const auto derived = CompileExpression(source, AnyName, ValueKind::kReal);
  if (!derived) return CheckProblem(derived.error(), is_utf8);
  KEBAO_ASSERT(IdentifiersOf(**derived).size() >= IdentifiersThatMustBeKnown(**derived).size());
  EvaluateNumber(**derived, ValueOf);
}

}  // namespace kebao::metrics::fuzzed
