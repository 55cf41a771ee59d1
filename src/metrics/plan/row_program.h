#pragma once

#include <map>
#include <string>
#include <vector>

#include "metrics/expression/expression.h"
#include "metrics/expression/to_sql.h"

namespace kebao::metrics {

/// What a measure takes from a row: `value` where `where` holds, null elsewhere. Without a value:
/// the number 1. Without `where`: every row.
struct RowInput {
  ExpressionPtr value;
  ExpressionPtr where;
};

/// One step over a chunk. A flag is true, false or null per row, a number a double or null.
struct RowStep {
  enum class Op : uint8_t {
    // Flags
    kFlagColumn,
    kFlag,       // `is_true` for every row
    kKnown,      // the column is not null
    kAnd,        // a, b
    kOr,         // a, b
    kNot,        // a
    kIsTrue,     // never null: a is true
    kIsFalse,    // never null: a is false
    kIsKnown,    // never null: flag a is not null
    kHasValue,   // never null: number a is not null
    kCompare,    // numbers a, b
    kCompareTo,  // number a with `number`
    kIsIn,       // number a among `list`
    // Numbers
    kNumberColumn,
    kNumber,   // `number` for every row
    kSeconds,  // whole seconds from instant b to instant a
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,  // null where b is 0
  };
  Op op = Op::kFlag;
  int a = -1;
  int b = -1;
  int column = -1;  // of the projection
  double number = 0;
  bool is_true = false;
  Operator comparison = Operator::kNone;
  std::vector<double> list;
};

/// How the fold gets a scan's inputs out of the projected columns. Plain columns are projected and
/// conditions are computed here, a chunk at a time, each once however many measures share it: many
/// times cheaper than in the engine. What the steps do not cover (texts, cases, local days) is
/// projected as SQL.
class RowProgram {
 public:
  /// Index of the input; equal inputs share one. `sql` says the same as `input`.
  int Add(const RowInput& input, const std::string& sql, const SqlScope& scope);
  /// An input that is a projected column as it comes.
  int AddProjected(const std::string& sql);

  struct Output {
    int column = -1;  // value: the column of the projection …
    int number = -1;  // … or this step; neither: 1
    int flag = -1;    // where: this step; −1: every row
  };
  const std::vector<std::string>& projection() const { return projection_; }
  const std::vector<RowStep>& steps() const { return steps_; }
  const std::vector<Output>& outputs() const { return outputs_; }

 private:
  friend class RowCompiler;
  int ColumnOf(const std::string& sql);
  void Forget(size_t steps, size_t columns);
  std::vector<std::string> projection_;
  std::vector<RowStep> steps_;
  std::vector<Output> outputs_;
  std::map<std::string, int> known_steps_;   // by SQL
  std::map<std::string, int> known_inputs_;  // by SQL
};

}  // namespace kebao::metrics
