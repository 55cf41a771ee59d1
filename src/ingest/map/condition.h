#pragma once

#include <array>
#include <string>
#include <vector>

#include "ingest/map/agent_index.h"
#include "ingest/map/row_cells.h"

namespace kebao::ingest {

/// A compiled `when:`. A test of a column that the file does not have sees a missing value.
class Condition {
 public:
  static Result<Condition> Compile(const ConditionSpec& spec, RowCells& cells, bool is_in_item);
  bool Holds(RowCells& cells, AgentIndex& agents) const;
  /// False if no row of the file can meet it, because a column that must say something is not
  /// there.
  bool is_possible() const;

 private:
  using Op = ConditionSpec::Op;
  bool HoldsFor(Cell cell, RowCells& cells, AgentIndex& agents) const;
  bool HasWord(std::string_view text) const;
  bool FindWord(std::string_view text) const;
  bool ComparesNumber(std::string_view text) const;

  Op op_ = Op::kAll;
  int slot_ = kNoSlot;
  int other_slot_ = kNoSlot;
  std::vector<std::string> words_;
  double number_ = 0;
  std::vector<Condition> parts_;
  std::vector<Pattern> pattern_;  // none or one

  /// Columns that are compared with words have few values, and the same ones again and again.
  struct Known {
    std::string text;
    bool is_word = false;
  };
  mutable std::array<Known, 2> known_;
  mutable size_t next_known_ = 0;
};

}  // namespace kebao::ingest
