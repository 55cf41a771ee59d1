#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace kebao::analysis::staffing {

/// A mixed integer program that is minimised; hides the solver (COIN-OR CBC). Not thread-safe.
class IntegerProgram {
 public:
  enum class Sense : char { kEqual = 'E', kAtMost = 'L', kAtLeast = 'G' };
  using Terms = std::vector<std::pair<int, double>>;  // column, factor; a column once

  struct Solution {
    std::vector<double> values;  // by column
    double objective = 0;
    double bound = 0;        // no solution is below it
    bool is_proven = false;  // within the gap that was asked for
  };

  /// Its number, from 0 on. `high` may be infinite.
  int AddColumn(double low, double high, double cost, bool is_integer);
  void AddRow(const Terms& terms, Sense sense, double limit);
  void Fix(int column, double value);
  void SetInteger(int column) { columns_[static_cast<size_t>(column)].is_integer = true; }
  size_t columns() const { return columns_.size(); }

  /// Values of whole columns that a solution may begin with; the rest follows from them.
  using Start = std::vector<std::pair<int, double>>;

  /// Stops at a relative gap or after `seconds`; on one thread. Null: nothing was found, or there
  /// is nothing. As long as the time limit does not strike the answer is always the same.
  std::unique_ptr<Solution> Solve(double seconds, double gap, const Start& start) const;
  /// With no column whole: what no solution can be better than. A corner of what is allowed.
  std::unique_ptr<Solution> Relaxed(double seconds) const;

 private:
  struct Column {
    double low, high, cost;
    bool is_integer;
  };
  struct Row {
    Terms terms;
    Sense sense;
    double limit;
  };
  std::unique_ptr<Solution> Run(double seconds, double gap, bool is_relaxed,
                                const Start& start) const;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace kebao::analysis::staffing
