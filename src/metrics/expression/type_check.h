#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/fact_schema.h"
#include "metrics/expression/expression.h"

namespace kebao::metrics {

/// What an identifier stands for.
struct IdentifierType {
  ValueKind kind = ValueKind::kNull;
  std::string dimension;  // of a kCode
  std::string
      column;  // the name that stands in SQL; may differ from the one written (pack columns)
  std::string meaning = {};   // an expression that stands in its place
  std::string known_by = {};  // … and the column that says whether that is recorded
};
using IdentifierTypes = std::function<std::optional<IdentifierType>(std::string_view)>;

/// Columns of a fact. Where the fact has a column `name__pack` it is taken for `name`: that is how
/// a pack's timings reach every metric. Names of standing_names.h stand for expressions. Also
/// known: `report_time` (instant), `local_day` (integer: day of the clock in the report's zone) and
/// `agent_day` (integer that is another for every pair of agent and local day).
IdentifierTypes ColumnsOf(const domain::FactSchema& schema, std::string pack);

/// Annotates the tree with types. `wanted`: what the whole must be (a kInteger fits kReal); kNull =
/// anything. Instant − instant is whole seconds; other arithmetic is real; text literals fit
/// dimensions. Problems: "expression.unknown_name" {name}, "expression.type" {wanted, found}.
Result<ExpressionPtr> CheckTypes(std::unique_ptr<Expression> expression, const std::string& place,
                                 const IdentifierTypes& types, ValueKind wanted);

/// Parse and check in one step.
Result<ExpressionPtr> CompileExpression(const ExpressionSource& source,
                                        const IdentifierTypes& types, ValueKind wanted);

/// Identifiers in the tree, leaving out those that are only asked "is [not] true/false" (null is an
/// answer there); of a name that stands for an expression the one column that it is known by.
std::set<std::string> IdentifiersThatMustBeKnown(const Expression& expression);
std::set<std::string> IdentifiersOf(const Expression& expression);

}  // namespace kebao::metrics
