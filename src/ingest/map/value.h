#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.h"
#include "clean/value_text.h"
#include "ingest/map/agent_index.h"
#include "ingest/map/pattern.h"
#include "ingest/map/row_cells.h"

namespace kebao::ingest {

/// What a value is compiled against.
struct ValueScope {
  const Mapping* mapping = nullptr;
  RowCells* cells = nullptr;
  const std::map<std::string, std::string>* parameters = nullptr;
  TimeZone zone = TimeZone::Utc();
  clean::PlausibleTimes plausible;
  bool is_in_item = false;
  /// By formats and zone.
  std::shared_ptr<std::map<std::string, std::shared_ptr<TimeReader>>> readers =
      std::make_shared<std::map<std::string, std::shared_ptr<TimeReader>>>();
};

enum class ReadState : uint8_t { kAbsent, kEmpty, kGood, kBad };

template <class T>
struct Reading {
  ReadState state = ReadState::kAbsent;
  T value{};
};

/// A compiled ValueSpec. Texts it gives are valid until it is read again. Counts what it could not
/// read.
class Value {
 public:
  /// Problem "mapping.parameter_missing" with {parameter}; a value not written in the mapping
  /// compiles to one that is always absent.
  static Result<Value> Compile(const ValueSpec& spec, const ValueScope& scope);

  /// False: no row of this file can have it.
  bool is_possible() const { return is_possible_; }
  bool is_given() const { return from_ != ValueSpec::From::kNothing; }
  OnBad on_bad() const { return on_bad_; }
  std::string_view label() const { return label_; }

  Cell Text(RowCells& cells);
  /// A duration gives seconds; everything is multiplied by `scale`.
  Reading<double> Number(RowCells& cells);
  /// Whole numbers keep all 64 bits.
  Reading<int64_t> Integer(RowCells& cells);
  Reading<bool> Boolean(RowCells& cells);
  Reading<Instant> Time(RowCells& cells);
  Reading<LocalDay> Day(RowCells& cells);
  /// A whole number, or a time as microseconds; with `time:` written, always a time.
  Reading<int64_t> Version(RowCells& cells);
  /// The text that was read last: what is shown of a bad value.
  std::string_view last_text() const { return last_text_; }

  void AddCountsTo(std::vector<domain::QualityCount>& counts) const;

 private:
  struct Tally {
    int64_t rows = 0;
    std::string example;
    void Add(std::string_view text);
  };
  Result<void> CompileOrigin(const ValueSpec& spec, const ValueScope& scope);
  Result<void> CompileTransforms(const ValueSpec& spec, const ValueScope& scope);
  Result<void> CompileTimes(const ValueSpec& spec, const ValueScope& scope);
  bool FindPossible() const;

  Cell Origin(RowCells& cells);
  Cell First(RowCells& cells);
  Cell Concat(RowCells& cells);
  Cell Hash(RowCells& cells);
  Cell Between(RowCells& cells);
  Cell Sum(RowCells& cells);
  Cell Labels(RowCells& cells);
  Cell Transformed(Cell cell);
  Cell Mapped(std::string_view text);
  Cell Banded(std::string_view text);
  std::string_view Narrow(std::string_view text);
  ReadState Refuse(Tally& tally, std::string_view text);
  Instant PastMidnight(Instant at, RowCells& cells);
  Reading<Instant> Plus(Instant at, RowCells& cells);

  ValueSpec::From from_ = ValueSpec::From::kNothing;
  bool is_possible_ = false;
  bool is_plain_ = false;  // the cell as it stands
  OnBad on_bad_ = OnBad::kDefault;
  std::string label_;
  int slot_ = kNoSlot;
  std::string constant_;
  std::string separator_;
  std::vector<Value> parts_;
  std::vector<std::pair<std::string, int>> label_slots_;

  std::vector<Pattern> extract_;  // none or one
  std::string split_by_;
  int take_ = 0;
  bool lower_ = false;
  bool has_map_ = false;
  TextMap<std::string> map_;
  ElseRule otherwise_ = ElseRule::kKeep;
  std::string otherwise_text_;
  std::vector<BandSpec> bands_;

  std::shared_ptr<TimeReader> time_;
  std::vector<TimeFormat> day_formats_;
  clean::PlausibleTimes plausible_;
  bool has_own_times_ = false;
  bool has_duration_ = false;
  DurationForm duration_ = DurationForm::kAuto;
  double scale_ = 1;
  std::vector<Value> plus_;                // none or one
  std::vector<Value> next_day_if_before_;  // none or one

  std::string origin_scratch_;
  std::string transform_scratch_;
  std::string narrow_scratch_;
  std::string_view last_text_;

  Tally unreadable_;
  Tally impossible_;
  Tally negative_;
  Tally unmapped_;
  Tally narrowed_;
  int64_t converted_times_ = 0;
  int64_t converted_durations_ = 0;
};

}  // namespace kebao::ingest
