#include "analysis/staffing/integer_program.h"

#include <Cbc_C_Interface.h>

#include <algorithm>

namespace kebao::analysis::staffing {

namespace {

void Begin(Cbc_Model* model, const IntegerProgram::Start& start) {
  std::vector<int> columns;
  std::vector<double> values;
  for (const auto& [column, value] : start) {
    columns.push_back(column);
    values.push_back(value);
  }
  if (!start.empty())
    Cbc_setMIPStartI(model, static_cast<int>(start.size()), columns.data(), values.data());
}

}  // namespace

int IntegerProgram::AddColumn(double low, double high, double cost, bool is_integer) {
  columns_.push_back({low, high, cost, is_integer});
  return static_cast<int>(columns_.size()) - 1;
}

void IntegerProgram::AddRow(const Terms& terms, Sense sense, double limit) {
  rows_.push_back({terms, sense, limit});
}

void IntegerProgram::Fix(int column, double value) {
  columns_[static_cast<size_t>(column)].low = value;
  columns_[static_cast<size_t>(column)].high = value;
}

std::unique_ptr<IntegerProgram::Solution> IntegerProgram::Solve(double seconds, double gap,
                                                                const Start& start) const {
  return Run(seconds, gap, false, start);
}

std::unique_ptr<IntegerProgram::Solution> IntegerProgram::Relaxed(double seconds) const {
  return Run(seconds, 0, true, {});
}

std::unique_ptr<IntegerProgram::Solution> IntegerProgram::Run(double seconds, double gap,
                                                              bool is_relaxed,
                                                              const Start& start) const {
  const std::unique_ptr<Cbc_Model, decltype(&Cbc_deleteModel)> model(Cbc_newModel(),
                                                                     &Cbc_deleteModel);
  Cbc_setLogLevel(model.get(), 0);
  Cbc_setParameter(model.get(), "threads", "0");
  Cbc_setParameter(model.get(), "timeMode", "elapsed");
  for (const Column& column : columns_)
    Cbc_addCol(model.get(), "", column.low, column.high, column.cost,
               column.is_integer && !is_relaxed ? 1 : 0, 0, nullptr, nullptr);
  for (const Row& row : rows_) {
    std::vector<int> places;
    std::vector<double> factors;
    for (const auto& [column, factor] : row.terms) {
      places.push_back(column);
      factors.push_back(factor);
    }
    Cbc_addRow(model.get(), "", static_cast<int>(places.size()), places.data(), factors.data(),
               static_cast<char>(row.sense), row.limit);
  }
  Begin(model.get(), start);
  Cbc_setMaximumSeconds(model.get(), seconds);
  Cbc_setAllowableFractionGap(model.get(), gap);
  Cbc_solve(model.get());
  const bool is_infeasible =
      Cbc_isProvenInfeasible(model.get()) != 0 || Cbc_isContinuousUnbounded(model.get()) != 0;
  const double* values = Cbc_getColSolution(model.get());
  const double objective = Cbc_getObjValue(model.get());
  constexpr double kNothingFound = 1e40;
  if (is_infeasible || values == nullptr || objective > kNothingFound) return nullptr;
  auto solution = std::make_unique<Solution>();
  solution->values.assign(values, values + columns_.size());
  solution->objective = objective;
  solution->bound = std::min(objective, Cbc_getBestPossibleObjValue(model.get()));
  solution->is_proven = Cbc_isProvenOptimal(model.get()) != 0;
  return solution;
}

}  // namespace kebao::analysis::staffing
